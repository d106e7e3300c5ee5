"""Stage 4 for every PDF: complete documents, laid out into pages.

In: a `Book` and what an edition wants of its pages. Out: a laid-out document as a value that another process can send.
It must not know any edition by its name.
"""
