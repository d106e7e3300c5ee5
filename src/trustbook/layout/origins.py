"""Where the parts of a paged document come from, kept beside its tree and not in it.

In: the parts of a book. Out: the chapter and line of each element of a document that the author typed, as a value that
another process can be sent. It must not change trees.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from trustbook.findings import SourceFile
from trustbook.layout.pages import is_marker
from trustbook.manuscript.book import Part
from trustbook.manuscript.marks import line_of

DRAWN = "data-drawn"  # attribute of elements that a layout draws and no part has, such as lines to write on
PART = "data-part"  # attribute of a part's root in a paged document: its key


@dataclass(frozen=True, slots=True)
class Origin:
    """A part's chapter, and the line of each element of its tree in document order; 0 where the builder made it."""

    file: SourceFile
    lines: tuple[int, ...]


def origin_of(part: Part) -> Origin | None:
    """Where a part was typed; None for one that the builder made."""
    if part.file is None:
        return None
    return Origin(part.file, tuple(line_of(one, 0) for one in part.tree.iter() if not is_marker(one)))


class Places:
    """The chapter and line of each element of one document's tree."""

    def __init__(self, html: Element, origins: Mapping[str, Origin]) -> None:
        self._known: dict[int, tuple[SourceFile, int]] = {}
        for tree in html.iter():
            origin = origins.get(tree.get(PART, ""))
            if origin is None:
                continue
            last = 1
            typed = (one for one in tree.iter() if not is_marker(one) and DRAWN not in one.attrib)
            for element, line in zip(typed, origin.lines, strict=True):
                last = line or last  # what the builder made belongs to what stands before it
                self._known[id(element)] = (origin.file, last)

    def of(self, element: Element) -> tuple[SourceFile, int] | None:
        """Where an element was typed, or the nearest text before it in its part."""
        return self._known.get(id(element))
