"""The running text of a part, block by block, for checks and measures.

In: a part's tree. Out: `Block` values: what is said, where, and in which kind of box.
A block is a paragraph, heading, list item, table cell, term, definition or caption, without the blocks inside it.
Citation numbers, marks of lost sources and note numbers are left out: nobody reads them as words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from trustbook.manuscript.book import Part
from trustbook.manuscript.marks import OF, UNSAID, Role, line_of, role_of
from trustbook.manuscript.trees import in_line

BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "th", "td", "caption", "figcaption", "pre"}
_GROUPS = {"ul", "ol", "dl", "table"}


@dataclass(frozen=True, slots=True)
class Block:
    """One block of text: white space folded, source line (0 when the builder wrote it), kind of box or empty."""

    tag: str
    text: str
    line: int
    box: str


def blocks(part: Part) -> Iterator[Block]:
    """The blocks of a part in reading order."""
    yield from _walk(part.tree, "", 0)


def _walk(element: Element, box: str, line: int) -> Iterator[Block]:
    line, role = line_of(element, line), role_of(element)
    if role is Role.BOX:
        box = element.get(OF, "")
    if element.tag in BLOCKS and role not in (Role.BOX_ORIGIN, Role.CITED_IN):
        text = " ".join("".join(_own_text(element)).split())
        if text:
            yield Block(element.tag, text, line, box)
    for child in element:
        if child.tag != "pre":
            yield from _walk(child, box, line)


def _own_text(element: Element) -> Iterator[str]:
    """Text of a block without nested blocks, code, citations, note calls and back-links."""
    yield element.text or ""
    for child in element:
        if not in_line(child):
            yield " "
        if child.tag not in BLOCKS | _GROUPS | {"code"} and role_of(child) not in UNSAID:
            yield from _own_text(child)
        yield child.tail or ""
