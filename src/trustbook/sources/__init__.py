"""Stage 1, load: read a book's folder, once.

In: a folder. Out: `Sources` and findings. It follows no path out of the book's folder and reads nothing without bounds.
It must not interpret Markdown.
"""
