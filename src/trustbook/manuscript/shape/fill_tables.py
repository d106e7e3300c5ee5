"""Braces behind a table's caption: `{.fill}` for a table to fill in, `{.row-headers}` for one whose first column names
the rows.

In: tables with their captions. Out: empty cells with the mark of a field, named by their row and column; first cells as
headers of their rows (WCAG 2.2, 1.3.1).
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from trustbook.manuscript.fields import Field, mark_field
from trustbook.manuscript.shape.context import Context
from trustbook.manuscript.shape.tables import name_rows
from trustbook.manuscript.trees import text_of
from trustbook.words import fill

_KNOWN = (".fill", ".row-headers")
_SIGN = re.compile(r"\s*(\{[^{}]*\})\s*$")


def shape_fill_tables(source: Element, context: Context) -> None:
    """Shape the tables of a chapter by the signs behind their captions, or by the classes of the tables."""
    for table in source.iter("table"):
        caption = table.find("caption")
        typed = _take_sign(caption) if caption is not None else ""
        signs = typed.strip("{:}").split()
        place = context.places.of(caption if caption is not None and typed else table, typed)
        if any(sign not in _KNOWN for sign in signs):
            hint = "write `{.fill}` for a table to fill in, `{.row-headers}` for one whose first column names the rows"
            context.found.at(context.file, "T505", f"`{typed[:20]}` means nothing behind a caption", place, hint)
        if ".row-headers" in signs or "row-headers" in table.get("class", "").split():
            name_rows(table)
        if ".fill" in signs and not _mark_cells(table, context):
            hint = "leave the cells empty that the reader is to fill in, or remove `{.fill}`"
            context.found.at(context.file, "T505", "the table has no cell to fill in", place, hint)


def _take_sign(caption: Element) -> str:
    """Take the braces at the end of a caption away; what was in them."""
    last = caption[-1] if len(caption) else None
    text = (caption.text if last is None else last.tail) or ""
    match = _SIGN.search(text)
    if match is None:
        return ""
    if last is None:
        caption.text = text[: match.start()]
    else:
        last.tail = text[: match.start()]
    return match.group(1)


def _mark_cells(table: Element, context: Context) -> int:
    """Mark the empty cells; how many there are."""
    columns = [text_of(cell) for cell in table.findall("thead/tr[1]/*")]
    count = 0
    for number, row in enumerate(table.findall("tbody/tr"), 1):
        name, position = text_of(row[0]) if len(row) else "", 0
        for cell in row:
            column = columns[position] if position < len(columns) else ""
            position += int(cell.get("colspan", "1"))
            if cell.tag == "td" and not text_of(cell) and not len(cell):
                said = ", ".join(one for one in (name, column) if one)
                said = said if name else fill(context.words.field_cell, column=column, number=number).lstrip(" ,")
                cell.set("class", f"{cell.get('class', '')} fill".lstrip())
                mark_field(cell, Field("cell", 0, said))
                count += 1
    return count
