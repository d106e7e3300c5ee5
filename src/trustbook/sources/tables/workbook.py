"""Read a sheet of an Excel workbook (ISO/IEC 29500, .xlsx): the first that can be seen, or the one that is named.

In: bytes. Out: a `Table`, and which sheets with something in them are not read. The ZIP file is bounded before anything
in it is opened: members, their sizes, no types of documents. Formulas are never worked out, and links to other files
and macros are never opened.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from typing import Any

from trustbook.findings import Finding, Place, did_you_mean
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
_LOOKED_AT = 1_000  # rows of a sheet that is not read
_NAMED = 5  # sheets
_LONGEST = 31  # signs of a sheet's name, in spreadsheet programs
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
_SAVE = "open it in a spreadsheet program and save it anew, without a password, or save it as “CSV UTF-8”"


def workbook_table(path: str, data: bytes, name: str = "") -> tuple[Table, list[Finding]]:
    """The table on the sheet of a name, or on the first that can be seen; and a warning of other sheets, where none
    was named. Raises `Unreadable`."""
    _refuse_bombs(path, data)
    with _quietly():
        workbook = _opened(path, data)
        sheet = _chosen(path, workbook, name)
        others = [] if name else [one for one in workbook.worksheets if one is not sheet and _holds_something(one)]
    found = [_not_read(path, sheet.title, [one.title for one in others])] if others else []
    return Table(path, lambda: _rows(path, data, name)), found


def _not_read(path: str, read: str, others: list[str]) -> Finding:
    """A warning of sheets that are not read."""
    named = _quoted(others)
    more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
    message = f"the sheet {_quoted([read])} is read, and not {named}{more}"
    hint = f'read another with `--sheet "{others[0][:_LONGEST]}"`, or put all clinics on one sheet'
    return Finding("C207", message, Place(path), hint)


def _quoted(names: list[str]) -> str:
    return ", ".join(f"“{one[:_LONGEST]}”" for one in names[:_NAMED])


def _opened(path: str, data: bytes) -> Any:
    """The workbook, of which nothing is read yet but its names and texts."""
    from openpyxl import load_workbook

    try:
        return load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    except Exception as error:  # the library raises whatever it meets in a damaged file
        raise Unreadable(path, f"the workbook cannot be read: {type(error).__name__}", _SAVE) from None


def _chosen(path: str, workbook: Any, name: str) -> Any:
    """The sheet of a name, or the first that can be seen."""
    names = [one.title for one in workbook.worksheets]
    if name:
        sheet = next((one for one in workbook.worksheets if one.title == name), None)
        if sheet is None:
            near = did_you_mean(name, names) or f"there are {_quoted(names)}"
            raise Unreadable(path, f"the workbook has no sheet “{name}”", near)
        return sheet
    sheet = next((one for one in workbook.worksheets if one.sheet_state == "visible"), None)
    if sheet is None:
        raise Unreadable(path, "no sheet of the workbook can be seen", _SAVE)
    return sheet


def _holds_something(sheet: Any) -> bool:
    """Whether a sheet can be seen and has a cell that is not empty, as far as is looked."""
    if sheet.sheet_state != "visible":
        return False
    try:
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=_LOOKED_AT, max_col=MOST_COLUMNS, values_only=True)
        return any(value is not None for row in rows for value in row)
    except Exception:  # the library raises whatever it meets in a damaged sheet, and this one is not read
        return True


@contextmanager
def _quietly() -> Iterator[None]:
    """Without the library's warnings of what it leaves out: no text is among it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


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


def _rows(path: str, data: bytes, name: str) -> Iterator[Row]:
    with _quietly():
        yield from _of_sheet(path, _chosen(path, _opened(path, data), name))


def _of_sheet(path: str, sheet: Any) -> Iterator[Row]:
    try:
        sheet.reset_dimensions()  # what the file says of them may be wrong
        heading = next(sheet.iter_rows(max_row=1, max_col=MOST_COLUMNS + 1), ())
        width = max((place for place, one in enumerate(heading, 1) if one.value is not None), default=0)
        rows = sheet.iter_rows(max_col=width) if width else iter(())
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
