"""Tables: Python-Markdown's own, and which of their rows have other cells than the header.

In: lines of a table. Out: its element, and findings. Python-Markdown drops cells that have no column, and fills a row
that is too short. Braces below the last row are the table's, and an id in braces behind its caption is too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.tables import TableProcessor

from trustbook.findings import Finding, SourceFile
from trustbook.manuscript.dialect.spots import first_mark, without_marks
from trustbook.manuscript.trees import add_class

_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")  # in which a bar behind a backslash is a bar, as on GitHub
_SIGNS = re.compile(r"\{:?[ ]*([.#][\w-][^{}|]*)\}[ ]*")
_CAPTION = re.compile(r"\s*[^\W\d_]+[ \u00a0\u202f]?: ")
_ID = re.compile(r"(\{[^{}]*?)\s*#([\w.-]+)([^{}]*\})\s*$")


class Tables(TableProcessor):
    """Reads tables, and remembers each row that does not fit: the code, its line, its cells and its table's columns."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md.parser, {"use_align_attribute": False})
        self.odd: list[tuple[str, int, int, int]] = []

    def run(self, parent: Element, blocks: list[str]) -> None:
        """A table, with what braces right below it say."""
        above, _, last = blocks[0].rpartition("\n")
        signs = _SIGNS.fullmatch(without_marks(last))
        if signs and above.count("\n"):
            blocks[0] = above
        super().run(parent, blocks)
        if signs:
            for sign in signs.group(1).split():
                if sign.startswith("#"):
                    parent[-1].set("id", sign[1:])
                else:
                    add_class(parent[-1], sign.removeprefix("."))

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


def take_ids(tree: Element) -> None:
    """Give each paragraph that is the caption of the table below it the id that stands in braces at its end."""
    for parent in tree.iter():
        for paragraph, table in pairwise(parent):
            if table.tag != "table" or paragraph.tag != "p" or not _CAPTION.match(paragraph.text or ""):
                continue
            last = paragraph[-1] if len(paragraph) else None
            text = (paragraph.text if last is None else last.tail) or ""
            if match := _ID.search(text):
                paragraph.set("id", match.group(2))
                kept = (text[: match.start()] + f"{match.group(1)}{match.group(3)}".replace("{}", "")).rstrip()
                if last is None:
                    paragraph.text = kept
                else:
                    last.tail = kept


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
