"""Where in the source an element, or something typed in it, stands.

In: a source file and elements with their marks. Out: places for findings, each in the element's own block of lines.
It must not look further than that block: what stands elsewhere is something else.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from trustbook.findings import Place, SourceFile
from trustbook.manuscript.marks import column_of, line_of

_TAG = re.compile(r"<[^<>]*>?")


class TypedPlaces:
    """The places in one file. Equal words asked for in reading order are found one after the other."""

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self._after: dict[str, tuple[int, int]] = {}  # text → the place behind where it was found last

    def of(self, element: Element, *texts: str) -> Place:
        """The place of the first of these texts that stands in an element, else of the element."""
        line, column = line_of(element), column_of(element) or 1
        for text in texts:
            if text and (found := self._next(text, line, column)):
                return found
        if not column_of(element):
            return self.file.place(line)
        tag = _TAG.match(self.file.lines[line - 1], column - 1)
        return self.file.place(line, column, len(tag.group()) if tag else 1)

    def _next(self, text: str, line: int, column: int) -> Place | None:
        start = max((line, column), self._after.get(text, (0, 0)))
        found = self.file.find(text, *start) if start[0] <= self.file.block_end(line) else None
        found = found or self.file.find(text, line, column)
        if found:
            self._after[text] = (found.line, found.column + found.length)
        return found
