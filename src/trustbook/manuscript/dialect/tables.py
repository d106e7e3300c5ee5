"""Tables: Python-Markdown's own, and which of their rows have other cells than the header.

In: lines of a table. Out: its element, and findings. Python-Markdown drops cells that have no column, and fills a row
that is too short.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.tables import TableProcessor

from trustbook.findings import Finding, SourceFile
from trustbook.manuscript.dialect.spots import first_mark

_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")  # in which a bar behind a backslash is a bar, as on GitHub


class Tables(TableProcessor):
    """Reads tables, and remembers each row that does not fit: the code, its line, its cells and its table's columns."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md.parser, {"use_align_attribute": False})
        self.odd: list[tuple[str, int, int, int]] = []

    def _build_row(self, row: str, parent: Element, align: Sequence[Any]) -> None:
        spot, cells = first_mark(row), len(self._split_row(row))  # type: ignore[attr-defined]
        if cells != len(align) and spot:
            code = "T511" if cells < len(align) and "|" in row else "T509"
            self.odd.append((code, spot.line, cells, len(align)))
        super()._build_row(row, parent, align)  # type: ignore[misc]
        for cell in parent[-1]:
            cell.text = _CODE.sub(lambda code: code.group().replace("\\|", "|"), cell.text or "")

    def findings(self, file: SourceFile) -> list[Finding]:
        """A finding for each row that does not fit."""
        found = []
        for code, line, cells, columns in self.odd:
            message = f"this row has {_count(cells, 'cell')}, its table {_count(columns, 'column')}"
            hint = "write `\\|` for a bar that is text, or name one more column in the first row"
            if cells < columns:
                hint = "add a `|` for each empty cell, or an empty line if the row is no longer part of the table"
            found.append(file.at(code, message, file.place(line), hint))
        return found


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
