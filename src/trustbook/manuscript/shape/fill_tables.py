"""Tables to fill in: their caption ends in `{.fill}`, and their empty cells are for the reader.

In: tables with their captions. Out: empty cells with the mark of a field, named by their row and column.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from trustbook.manuscript.fields import Field, mark_field
from trustbook.manuscript.shape.context import Context
from trustbook.manuscript.trees import text_of
from trustbook.words import fill

_SIGN = re.compile(r"\s*(\{[^{}]*\})\s*$")


def shape_fill_tables(source: Element, context: Context) -> None:
    """Shape the tables to fill of a chapter."""
    for table in source.iter("table"):
        caption = table.find("caption")
        if caption is None or not (typed := _take_sign(caption)):
            continue
        place = context.places.of(caption, typed)
        if typed != "{.fill}":
            hint = "write `{.fill}` for a table whose empty cells are to be filled in, or remove the braces"
            if "#" in typed:
                hint = "remove it; links lead to headings, so put `{#id}` behind the one above the table"
            context.found.at(context.file, "T505", f"`{typed[:20]}` means nothing behind a caption", place, hint)
        elif not _mark_cells(table, context):
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
