"""What a sheet of a workbook says of its rows and cells besides their texts: which are hidden, and which are joined.

In: a sheet as XML (ISO/IEC 29500-1, 18.3.1). Out: its `Shape`. It is read before the library that gives the texts,
which passes over rows and cells that stand out of order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO
from xml.parsers import expat

from trustbook.sources.tables.values import MOST_COLUMNS, Unreadable

_MOST_JOINED = 10_000
_COLUMNS = 16_384  # of a sheet (XFD)
_CHUNK = 1_000_000
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_FILLED = {"v", "is", "f"}
_HINT = "open it in a spreadsheet program and save it anew"


@dataclass(frozen=True, slots=True)
class Joined:
    """Cells that look like one: from a row and column to a row and column, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def covers(self, row: int, column: int) -> bool:
        """Whether a cell is one of them and not the first, which alone has a text."""
        inside = self.top <= row <= self.bottom and self.left <= column <= self.right
        return inside and (row, column) != (self.top, self.left)


@dataclass(frozen=True, slots=True)
class Shape:
    """Rows with something in them that are `hidden`, cells that are `joined` in columns that are read, and the number
    of the last column with something in it: 0 for an empty sheet."""

    hidden: tuple[int, ...] = ()
    joined: tuple[Joined, ...] = ()
    width: int = 0

    def joined_in(self) -> Iterator[tuple[Joined, ...]]:
        """For each row, from the first on, what is joined there."""
        waiting = sorted(self.joined, key=lambda one: -one.top)
        number, active = 0, list[Joined]()
        while True:
            number += 1
            active = [one for one in active if one.bottom >= number]
            while waiting and waiting[-1].top <= number:
                active.append(waiting.pop())
            yield tuple(active)


def shape_of(path: str, sheet: IO[bytes]) -> Shape:
    """The shape of a sheet. Raises `Unreadable`."""
    reader = _Reader(path)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    try:
        while chunk := sheet.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise Unreadable(path, "the workbook breaks off", _HINT, max(reader.row, 1), 1) from None
    return Shape(tuple(reader.hidden), tuple(reader.joined), reader.width)


class _Reader:
    """Goes from element to element of a sheet."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.row = self._column = 0
        self._is_hidden = False
        self.hidden: dict[int, None] = {}
        self.joined: list[Joined] = []
        self.width = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        tag = name.rpartition(" ")[2]
        if tag == "row":
            self._begin(attributes)
        elif tag == "c":
            self._cell(attributes.get("r", ""))
        elif tag in _FILLED and self._column:
            self.width = max(self.width, self._column)
            if self._is_hidden:
                self.hidden[self.row] = None
        elif tag == "mergeCell":
            self._join(attributes.get("ref", ""))

    def _begin(self, attributes: Mapping[str, str]) -> None:
        said = attributes.get("r", str(self.row + 1))
        if not said.isdecimal() or len(said) > 9 or int(said) <= self.row:
            raise Unreadable(self._path, f"row {said[:20]} stands below row {self.row}", _HINT, self.row, 1)
        self.row, self._column = int(said), 0
        self._is_hidden = attributes.get("hidden") in ("1", "true")

    def _cell(self, said: str) -> None:
        match = _CELL.fullmatch(said)
        column = _number(match.group(1)) if match else self._column + 1
        wrong = (said and match is None) or (match and int(match.group(2)) != self.row)
        if wrong or column <= self._column or column > _COLUMNS:
            where = max(self._column, 1)
            raise Unreadable(
                self._path, f"a cell of row {self.row} says that it is {said[:20]}", _HINT, self.row, where
            )
        self._column = column

    def _join(self, said: str) -> None:
        first, _, last = said.partition(":")
        ends = [_CELL.fullmatch(one) for one in (first, last)]
        if ends[0] is None or ends[1] is None or len(self.joined) >= _MOST_JOINED:
            raise Unreadable(self._path, "too many cells are joined, or in no way that is known", _HINT)
        (left, top), (right, bottom) = ((_number(one.group(1)), int(one.group(2))) for one in ends if one)
        if left <= MOST_COLUMNS:
            self.joined.append(Joined(top, left, bottom, right))


def _number(letters: str) -> int:
    """The number of a column by its letters."""
    number = 0
    for one in letters:
        number = 26 * number + ord(one) - ord("A") + 1
    return number
