"""Stage 2, parse: understand the manuscript.

In: `Sources`. Out: a `Book` of trees that nobody changes afterwards, and findings.
It must not read files or know what an edition looks like.
"""
