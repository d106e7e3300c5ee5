"""Read a sheet of an Excel workbook (ISO/IEC 29500, .xlsx): the first that can be seen, or the one that is named.

In: bytes. Out: a `Table`, and what of the workbook somebody might not expect: sheets that are not read, hidden rows
that are. Formulas are never worked out, and links to other files and macros are never opened.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, time, timedelta
from typing import Any

from trustbook.findings import Finding, Place, did_you_mean
from trustbook.sources.tables.archive import SAVE, refuse_bombs
from trustbook.sources.tables.shape import Joined, Shape, shape_of
from trustbook.sources.tables.values import (
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SIGNS,
    Cell,
    Kind,
    Row,
    Table,
    Unreadable,
    too_long,
)

_NAMED = 5  # sheets, or rows
_LONGEST = 31  # signs of a sheet's name, in spreadsheet programs
_ESCAPED = re.compile(
    r"_x(?![dD][89a-fA-F])([0-9A-Fa-f]{4})_"
)  # a sign that XML does not have (ISO/IEC 29500-1, 22.9.2.19)


def workbook_table(path: str, data: bytes, name: str = "") -> tuple[Table, list[Finding]]:
    """The table on the sheet of a name, or on the first that can be seen; and warnings of other sheets, where none was
    named, and of hidden rows. Raises `Unreadable`."""
    refuse_bombs(path, data)
    with _quietly():
        workbook = _opened(path, data)
    sheet = _chosen(path, workbook, name)
    shape = _shape(path, data, sheet)
    seen = () if name else (one for one in workbook.worksheets if one is not sheet and one.sheet_state == "visible")
    others = [one.title for one in seen if _shape(path, data, one).width]
    found = [_not_read(path, sheet.title, others)] if others else []
    found += [_hidden(path, shape.hidden)] if shape.hidden else []
    return Table(path, lambda: _rows(path, sheet, shape)), found


# -- the workbook --------------------------------------------------------------------------------------------


def _opened(path: str, data: bytes) -> Any:
    """The workbook, of which nothing is read yet but its names and texts."""
    from openpyxl import load_workbook

    try:
        return load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    except Exception as error:  # the library raises whatever it meets in a damaged file
        raise Unreadable(path, f"the workbook cannot be read: {type(error).__name__}", SAVE) from None


def _chosen(path: str, workbook: Any, name: str) -> Any:
    """The sheet of a name, or the first that can be seen."""
    if name:
        sheet = next((one for one in workbook.worksheets if one.title == name), None)
        if sheet is None:
            names = [one.title for one in workbook.worksheets]
            near = did_you_mean(name, names) or f"there are {_quoted(names)}"
            raise Unreadable(path, f"the workbook has no sheet “{name}”", near)
        return sheet
    sheet = next((one for one in workbook.worksheets if one.sheet_state == "visible"), None)
    if sheet is None:
        raise Unreadable(path, "no sheet of the workbook can be seen", SAVE)
    return sheet


def _shape(path: str, data: bytes, sheet: Any) -> Shape:
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(sheet._worksheet_path) as stream:
        return shape_of(path, stream)


def _not_read(path: str, read: str, others: list[str]) -> Finding:
    """A warning of sheets that are not read."""
    more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
    message = f"the sheet {_quoted([read])} is read, and not {_quoted(others)}{more}"
    hint = f'read another with `--sheet "{others[0][:_LONGEST]}"`, or put all clinics on one sheet'
    return Finding("C207", message, Place(path), hint)


def _hidden(path: str, rows: tuple[int, ...]) -> Finding:
    """A warning of rows that nobody sees in a spreadsheet program."""
    named = ", ".join(f"{one:,}" for one in rows[:_NAMED])
    more = f" and {len(rows) - _NAMED:,} more" if len(rows) > _NAMED else ""
    message = f"hidden rows are read like the others: {named}{more}"
    return Finding("C209", message, Place(path, rows[0], 1), "show them, and delete those that are not wanted")


def _quoted(names: list[str]) -> str:
    return ", ".join(f"“{one[:_LONGEST]}”" for one in names[:_NAMED])


@contextmanager
def _quietly() -> Iterator[None]:
    """Without the library's warnings of what it leaves out: no text is among it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


# -- rows ----------------------------------------------------------------------------------------------------


def _rows(path: str, sheet: Any, shape: Shape) -> Iterator[Row]:
    with _quietly():
        yield from _of_sheet(path, sheet, shape)


def _of_sheet(path: str, sheet: Any, shape: Shape) -> Iterator[Row]:
    sheet.reset_dimensions()  # what the file says of them may be wrong
    rows = sheet.iter_rows(max_col=min(shape.width, MOST_COLUMNS + 1)) if shape.width else iter(())
    for number, joined in enumerate(shape.joined_in(), 1):
        try:
            cells = next(rows, None)
        except Exception as error:  # the library raises whatever it meets in a damaged file
            raise Unreadable(path, f"the workbook breaks off: {type(error).__name__}", SAVE, number, 1) from None
        if cells is None:
            return
        if number > MOST_ROWS:
            raise too_long(path, number)
        if len(joined) > MOST_COLUMNS:
            raise Unreadable(path, f"cells of row {number} are joined more than once", SAVE, number, 1)
        yield Row(number, tuple(_cells(path, number, cells, joined)))


def _cells(path: str, row: int, cells: Sequence[Any], joined: tuple[Joined, ...]) -> Iterator[Cell]:
    """The cells of a row, up to the last that is not empty."""
    width = len(cells)
    while width and cells[width - 1].value is None:
        width -= 1
    width = max([width, *(min(one.right, len(cells)) for one in joined)])
    for column in range(1, width + 1):
        if any(one.covers(row, column) for one in joined):
            yield Cell("", row, column, kind="joined")
        else:
            yield _cell(path, row, column, cells[column - 1])


def _cell(path: str, row: int, column: int, cell: Any) -> Cell:
    """A cell as text, and what the sheet holds there."""
    value, kind = cell.value, cell.data_type
    if column > MOST_COLUMNS:
        raise Unreadable(path, f"row {row} has more than {MOST_COLUMNS} cells", "split the table", row, column)
    if kind == "f":
        return Cell("=", row, column, kind="formula")
    if kind == "e":
        return Cell(str(value)[:20], row, column, kind="error")
    text = "" if value is None else _number(value) if isinstance(value, float) else _text(str(value))
    if len(text) > MOST_SIGNS:
        raise Unreadable(path, f"row {row}: a cell has more than {MOST_SIGNS:,} signs", "shorten it", row, column)
    return Cell(text, row, column, kind=_kind(value))


def _text(said: str) -> str:
    """A text with its escaped signs as they are, and lines that end as ours."""
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), said).replace("\r\n", "\n").replace("\r", "\n")


def _kind(value: object) -> Kind:
    if isinstance(value, (date, time, timedelta)):
        return "date"
    return "number" if isinstance(value, (int, float)) else "text"


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
