"""Small questions about element trees.

In: elements. Out: elements in document order, and the words they say. It must not change a tree, nor know what a book
is; what the builder added beside the author's words, its marks tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from trustbook.manuscript.marks import UNSAID, role_of

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_IN_LINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span strong sub sup time u var "
    "wbr".split()
)  # fmt: skip
_WHITE = re.compile(r"[ \t\r\n\f]+")


def descendants(element: Element, *tags: str) -> Iterator[Element]:
    """Elements with one of these tags, in document order."""
    return (one for one in element.iter() if one.tag in tags)


def parents(element: Element) -> Iterator[tuple[Element, Element]]:
    """(parent, child) of everything below an element, in document order; children may be replaced on the way."""
    for parent in list(element.iter()):
        for child in list(parent):
            yield parent, child


def replace(parent: Element, child: Element, *instead: Element) -> None:
    """Put other elements in the place of a child."""
    position = list(parent).index(child)
    parent[position : position + 1] = instead


def add_class(element: Element, *names: str) -> None:
    """Give an element more classes."""
    if names:
        element.set("class", " ".join([*element.get("class", "").split(), *names]))


def blank(text: str | None) -> bool:
    """Whether a text is nothing or white space."""
    return not (text or "").strip()


def in_line(element: Element) -> bool:
    """Whether an element stands in a line of words."""
    return element.tag in _IN_LINE


def text_of(element: Element) -> str:
    """The author's words in an element with white space folded; line and block ends part words.

    Spaces at which no line breaks stay what they are.
    """
    return _WHITE.sub(" ", "".join(_said(element))).strip(" ")


def _said(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if role_of(child) not in UNSAID:
            edge = "" if in_line(child) else " "
            yield edge
            yield from _said(child)
            yield edge
        yield child.tail or ""
