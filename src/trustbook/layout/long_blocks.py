"""Mark what is so long that it may be torn: rows of tables and items of lists that would leave a hole on a page.

In: a tree. Out: the same tree, with the class `long` on each of them. A row is as high as its highest cell, and a cell
is as narrow as there are cells beside it.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from trustbook.manuscript.trees import add_class, descendants, text_of

_LONG = 600  # letters on lines of full width: most of a page


def mark_long(tree: Element) -> None:
    """Mark rows, items and terms."""
    for row in tree.iter("tr"):
        if len(row) * max((len(text_of(cell)) for cell in row), default=0) > _LONG:
            add_class(row, "long")
    for item in descendants(tree, "li", "dt"):
        if len(text_of(item)) > _LONG:
            add_class(item, "long")
