"""Tables that offices keep: CSV and XLSX files, row by row, each cell with its place.

In: the file of a stranger. Out: rows of cells as text, or what keeps it from being read. Nothing in a table is ever
worked out or followed: a formula stays a cell that says it holds one. It must not know what a column means.
"""

from __future__ import annotations

from pathlib import Path

from trustbook.findings import Finding, Place
from trustbook.sources.folder import BookFolder
from trustbook.sources.tables.values import MOST_BYTES, Cell, Row, Table, Unreadable

__all__ = ["KINDS", "Cell", "Row", "Table", "Unreadable", "open_table"]

KINDS = (".csv", ".xlsx")


def open_table(book: BookFolder, path: Path, sheet: str = "") -> tuple[Table | None, list[Finding]]:
    """The table in a file, or on a sheet of it; `book` is the folder that it lies in. Its `rows` raise `Unreadable`
    when they break off."""
    data = book.bytes(path, MOST_BYTES, book.found)
    if data is None:
        return None, book.found.found
    shown = book.shown(path)
    if path.suffix.lower() not in KINDS:
        hint = "save it as CSV (UTF-8), or as an Excel workbook (.xlsx)"
        return None, [Finding("C201", f"`{shown}` is no table that can be read here", Place(shown), hint)]
    try:
        if path.suffix.lower() == ".csv":
            if sheet:
                raise Unreadable(shown, "a CSV file has no sheets", "take `--sheet` away, or name a workbook")
            from trustbook.sources.tables.comma import comma_table

            return comma_table(shown, data), []
        from trustbook.sources.tables.workbook import workbook_table

        return workbook_table(shown, data, sheet)
    except Unreadable as lack:
        return None, [lack.finding]
