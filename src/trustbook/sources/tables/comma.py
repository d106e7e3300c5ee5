"""Read CSV (RFC 4180) as spreadsheets write it: with commas, semicolons or tabs, cells in quotes or not.

In: bytes. Out: a `Table`. Excel writes a byte order mark, and in most of Europe semicolons; both are usual.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from trustbook.sources.tables.values import MOST_COLUMNS, MOST_ROWS, MOST_SIGNS, Cell, Row, Table, Unreadable, too_long

_SEPARATOR_LINE = re.compile(r'"?sep=([;,\t])"?\n', re.IGNORECASE)  # which some programs write first
_SAVE = "save it as “CSV UTF-8”"


def comma_table(path: str, data: bytes) -> Table:
    """The table in a CSV file. Raises `Unreadable`."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:1000]:
        raise Unreadable(path, "the file is not UTF-8 text", _SAVE)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(path, f"byte 0x{data[error.start]:02x} is not UTF-8", _SAVE, line, 1) from None
    start, separator = 0, _separator(text)
    if match := _SEPARATOR_LINE.match(text):
        start, separator = match.end(), match.group(1)
    lines = text.split("\n")
    return Table(
        path,
        lambda: _rows(path, text, start, separator),
        lambda line: lines[line - 1] if 0 < line <= len(lines) else "",
    )


def _separator(text: str) -> str:
    """The sign between cells: the one that the first row has most of."""
    heading = re.sub(r'"[^"]*"', "", text[:MOST_SIGNS].partition("\n")[0])
    return max(",;\t", key=heading.count)


def _rows(path: str, text: str, start: int, separator: str) -> Iterator[Row]:
    """The rows of a text from a place on."""
    plain = re.compile(rf"[^{separator}\n]*+")
    quoted = re.compile(rf'[ \t]*+"((?:[^"]++|"")*+)"[ ]*+(?=[{separator}\n]|\Z)')
    opened = re.compile(r'[ \t]*+"')
    place, number = start, 0
    line, line_start = text.count("\n", 0, start) + 1, start
    while place < len(text):
        number += 1
        if number > MOST_ROWS:
            raise too_long(path, line)
        cells: list[Cell] = []
        while True:
            column = place - line_start + 1
            if len(cells) >= MOST_COLUMNS:
                raise Unreadable(path, f"row {number} has more than {MOST_COLUMNS} cells", "split it", line, column)
            match = quoted.match(text, place)
            if match is None and opened.match(text, place):
                raise Unreadable(
                    path,
                    f"row {number}: a quote opens a cell here, and none closes it before the next cell",
                    "close the quote; a quote inside a cell in quotes is written twice",
                    line,
                    column,
                    text[line_start:].partition("\n")[0][:400],
                )
            said = match.group(1).replace('""', '"') if match else ""
            if match is None:
                match = plain.match(text, place)
                said = match.group() if match else ""
            end = match.end() if match else place
            if len(said) > MOST_SIGNS:
                message = f"row {number}: a cell has more than {MOST_SIGNS:,} signs"
                raise Unreadable(path, message, "shorten it", line, column)
            cells.append(Cell(said, line, column, max(1, len(text[place:end].partition("\n")[0]))))
            if breaks := text.count("\n", place, end):
                line += breaks
                line_start = text.rindex("\n", place, end) + 1
            place = end
            if place < len(text) and text[place] != "\n":
                place += 1
                continue
            break
        yield Row(number, tuple(cells))
        place += 1
        line, line_start = line + 1, place
