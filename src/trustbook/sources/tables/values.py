"""A table as rows of cells, each of which knows where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from trustbook.findings import Finding, Place

MOST_BYTES = 30_000_000  # of a file
MOST_ROWS = 200_000
MOST_COLUMNS = 100
MOST_SIGNS = 10_000  # of a cell

Kind = Literal["text", "number", "date", "formula", "error", "joined"]


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell. `line` and `column` are those of the file, or of the sheet where a file has no lines; `kind`
    is what a spreadsheet holds there."""

    text: str
    line: int
    column: int
    length: int = 1
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `number` counts from 1, as spreadsheets do, the headings among them."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table in the file that people see as `path`; `rows` reads it from its start, and `excerpt` gives a line."""

    path: str
    rows: Callable[[], Iterator[Row]]
    excerpt: Callable[[int], str] = lambda line: ""


class Unreadable(Exception):
    """A table cannot be read, from its start or from somewhere on; `finding` says why."""

    def __init__(self, path: str, message: str, hint: str, line: int = 0, column: int = 0, excerpt: str = "") -> None:
        super().__init__(message)
        self.finding = Finding("C201", message, Place(path, line, column), hint, excerpt)


def too_long(path: str, number: int) -> Unreadable:
    """More rows than are read."""
    return Unreadable(path, f"the table has more than {MOST_ROWS:,} rows", "split it into several tables", number, 1)
