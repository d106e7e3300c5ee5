"""Read the first sheet of an Excel workbook (ISO/IEC 29500, .xlsx).

In: bytes. Out: a `Table`. The ZIP file is bounded before anything in it is opened: members, their sizes, no types of
documents. Formulas are never worked out, and links to other files and macros are never opened.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

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

_MOST_MEMBERS = 500
_MOST_SHEET = 200_000_000  # bytes of a sheet, or of the texts of all sheets
_MOST_OTHER = 5_000_000  # bytes of any other member that is read
_MOST_SHARE = 200  # times that a member may grow; sheets grow twenty times
_CHUNK = 1_000_000
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_SAVE = "open it in a spreadsheet program and save it anew, without a password, or save it as “CSV UTF-8”"


def workbook_table(path: str, data: bytes) -> Table:
    """The table on the first sheet of a workbook that can be seen. Raises `Unreadable`."""
    _refuse_bombs(path, data)
    return Table(path, lambda: _rows(path, data))


def _refuse_bombs(path: str, data: bytes) -> None:
    """Refuse what would take much memory or time, before a library opens it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS or len({one.filename for one in members}) < len(members):
                raise Unreadable(path, f"the workbook has two members of one name, or over {_MOST_MEMBERS}", _SAVE)
            for member in members:
                large = member.filename.startswith(("xl/worksheets/", "xl/sharedStrings", "xl/media/"))
                most = _MOST_SHEET if large else _MOST_OTHER
                if member.file_size > most or member.file_size > _MOST_SHARE * member.compress_size + _CHUNK:
                    raise Unreadable(path, f"`{member.filename}` in it unfolds to {member.file_size:,} bytes", _SAVE)
            if sum(member.file_size for member in members) > 2 * _MOST_SHEET:
                raise Unreadable(path, "the workbook unfolds to too many bytes", _SAVE)
            for member in members:
                if member.filename.lower().endswith((".xml", ".rels")):
                    _refuse_doctype(path, archive, member)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise Unreadable(path, f"the file is no whole workbook: {error}", _SAVE) from None


def _refuse_doctype(path: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Refuse entities: no spreadsheet program writes any."""
    before = b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            if any(sign in before + chunk for sign in _DOCTYPES):
                raise Unreadable(path, f"`{member.filename}` in it declares a type of document", _SAVE)
            before = chunk[-20:]


def _rows(path: str, data: bytes) -> Iterator[Row]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what the library leaves out: no text is among it
        yield from _of_first_sheet(path, data)


def _of_first_sheet(path: str, data: bytes) -> Iterator[Row]:
    from openpyxl import load_workbook

    try:
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet: Any = next((one for one in workbook.worksheets if one.sheet_state == "visible"), None)
        if sheet is None:
            raise Unreadable(path, "no sheet of the workbook can be seen", _SAVE)
        sheet.reset_dimensions()  # what the file says of them may be wrong
        heading = next(sheet.iter_rows(max_row=1, max_col=MOST_COLUMNS + 1), ())
        width = max((place for place, one in enumerate(heading, 1) if one.value is not None), default=0)
        rows = sheet.iter_rows(max_col=width) if width else iter(())
    except Unreadable:
        raise
    except Exception as error:  # the library raises whatever it meets in a damaged file
        raise Unreadable(path, f"the workbook cannot be read: {type(error).__name__}", _SAVE) from None
    number = 0
    while True:
        number += 1
        try:
            cells = next(rows, None)
        except Exception as error:
            raise Unreadable(path, f"the workbook breaks off: {type(error).__name__}", _SAVE, number, 1) from None
        if cells is None:
            return
        if number > MOST_ROWS:
            raise too_long(path, number)
        yield Row(number, tuple(_cell(path, number, place, one) for place, one in enumerate(cells, 1)))


def _cell(path: str, row: int, column: int, cell: Any) -> Cell:
    """A cell as text, and what the sheet holds there."""
    value, kind = cell.value, cell.data_type
    if column > MOST_COLUMNS:
        raise Unreadable(path, f"row {row} has more than {MOST_COLUMNS} cells", "split the table", row, column)
    if kind == "f":
        return Cell("=", row, column, kind="formula")
    if kind == "e":
        return Cell(str(value)[:20], row, column, kind="error")
    text = "" if value is None else _number(value) if isinstance(value, float) else str(value)
    if len(text) > MOST_SIGNS:
        raise Unreadable(path, f"row {row}: a cell has more than {MOST_SIGNS:,} signs", "shorten it", row, column)
    return Cell(text, row, column, kind=_kind(value))


def _kind(value: object) -> Kind:
    if isinstance(value, (date, time, timedelta)):
        return "date"
    return "number" if isinstance(value, (int, float)) else "text"


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
