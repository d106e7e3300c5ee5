"""Connect the parts: links, citations, marks of lost sources, pictures.

In: shaped chapters and the reading list. Out: the same trees with every reference pointing at an id in the book, the
list of citations, and findings for what points nowhere. It must not know which file of an edition a target stands in.
"""

from trustbook.manuscript.resolve.citations import number_entries
from trustbook.manuscript.resolve.references import Resolved, resolve

__all__ = ["Resolved", "number_entries", "resolve"]
