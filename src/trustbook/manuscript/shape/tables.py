"""Tables: heads with a scope, cells with their alignment as a class, the caption that stands above moved in.

In: tables as Markdown or the author's HTML made them. Out: the same tables; findings for those without a header.
WCAG 2.2, 1.3.1; PDF/UA-1, 7.5.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from trustbook.findings import Place
from trustbook.manuscript.marks import LINE, OF, Role, column_of, line_of, role_of
from trustbook.manuscript.shape.context import Context
from trustbook.manuscript.trees import add_class, descendants, parents, text_of
from trustbook.words import Words

_NARROW = 26  # letters that stand side by side on every page, in the largest type
_BREAKS = re.compile(r"[ \u00ad\u200b-]")  # where a line may end
_TABLE = "Table"  # starts the caption of a table in any language, beside the language's own word


def caption_start(words: Words) -> re.Pattern[str]:
    """How a paragraph starts that is the caption of the table below it."""
    names = "|".join(sorted({_TABLE, re.escape(words.table)}))
    return re.compile(rf"(?:{names})[ \u00a0\u202f]?: ")


def shape_tables(source: Element, context: Context) -> None:
    """Shape the tables of a chapter, wherever they stand."""
    start = caption_start(context.words)
    for parent, child in parents(source):
        if child.tag == "table":
            _heads(child, context)
            _caption(parent, child, start)
            if longest_words(child) > _NARROW:
                add_class(child, "long-words")


def _heads(table: Element, context: Context) -> None:
    if not any(text_of(cell) for cell in table.iter("th")):
        hint = "name each column in the first row; screen readers say the name with each cell"
        context.found.at(context.file, "T502", "the table has no header", _first_row(table, context), hint)
    _corner(table, context)
    for cell in descendants(table, "th", "td"):
        if role_of(cell) is Role.CELL and (align := cell.get(OF)):
            cell.set("class", f"align-{align}")
    for row in table.iter("tr"):
        names_row = row.find("td") is not None and row[0].tag == "th"
        for number, cell in enumerate(row):
            if cell.tag == "th":
                cell.set("scope", cell.get("scope", "row" if names_row and not number else "col"))


def _corner(table: Element, context: Context) -> None:
    """An empty corner names no column: what stands below it are the names of the rows. Other columns have a name."""
    rows = table.findall("thead/tr")
    if len(rows) != 1 or not any(text_of(cell) for cell in rows[0]):
        return
    for number, cell in enumerate(rows[0]):
        if cell.tag != "th" or text_of(cell) or len(cell):
            continue
        if number:
            hint = "name it in the first row; screen readers say the name with each cell"
            context.found.at(context.file, "T502", f"column {number + 1} has no name", _first_row(table, context), hint)
            continue
        cell.tag = "td"
        name_rows(table)


def name_rows(table: Element) -> None:
    """Let the first cell of each row below the header name the row."""
    for row in (row for row in table.iter("tr") if row.find("td") is not None):
        if row[0].tag == "td" and text_of(row[0]):
            row[0].tag = "th"
            row[0].set("scope", "row")


def longest_words(table: Element) -> int:
    """How many letters stand side by side at least: those of the longest word in each column, and room between."""
    longest: dict[int, int] = {}
    for row in table.iter("tr"):
        for number, cell in enumerate(row):
            words = (len(word) for word in _BREAKS.split(text_of(cell)))
            longest[number] = max(longest.get(number, 0), *words)
    return sum(letters + 1 for letters in longest.values())


def _first_row(table: Element, context: Context) -> Place:
    """Where a table starts; an empty header row carries no line of its own."""
    line = line_of(table)
    if column_of(table):
        return context.places.of(table, "<table")
    while line > 1 and "|" in context.file.lines[line - 2]:
        line -= 1
    return context.file.find("|", line) or context.file.place(line)


def _caption(parent: Element, table: Element, start: re.Pattern[str]) -> None:
    """The paragraph above becomes the caption when it says so."""
    position = list(parent).index(table)
    before = parent[position - 1] if position else None
    if before is None or before.tag != "p" or not start.match(text_of(before)):
        return
    caption = Element("caption", {LINE: str(line_of(before))})
    if name := before.get("id"):
        table.attrib.setdefault("id", name)
    caption.text = start.sub("", (before.text or "").lstrip(), count=1)
    caption.extend(list(before))
    table.insert(0, caption)
    parent.remove(before)
