"""Boxes, tables and fields that Markdown did not recognise stand in the text as they were typed.

In: a shaped chapter. Out: findings; nothing is changed.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from trustbook.manuscript.marks import column_of, line_of
from trustbook.manuscript.shape.context import Context
from trustbook.manuscript.shape.tables import caption_start
from trustbook.manuscript.trees import blank, text_of

_FILL = "{.fill}"
_FIELD = re.compile(r"_{3,}\s*\{[^{}]*\}|\[ \](?=\s)|\[(?:scale|box) [^\[\]]*[=\"][^\[\]]*\]")
_RAW_BLOCKS = {"dd", "div", "li", "p", "td"}
_ALMOST_A_BOX = re.compile(r"!!!? ?\w")


def find_as_typed(source: Element, context: Context) -> None:
    """A finding for each paragraph that starts like a box or a table, and for signs of fields in raw HTML."""
    start = caption_start(context.words)
    for paragraph in source.iter("p"):
        text = (paragraph.text or "").lstrip()
        if _ALMOST_A_BOX.match(text):
            code, message, seen = "T503", "this line starts no box", text[:3]
            hint = 'a box starts `!!! try "Try this"`, with straight quotes, and its text is indented by four spaces'
        elif text.startswith("|") and "\n|" in text:
            code, message, seen = "T502", "these lines make no table", "|"
            hint = "the first row names the columns, the second is `|---|---|`, and an empty line stands above"
        elif caption := start.match(text):
            code, message, seen = "T502", "this caption has no table below", caption.group().split(":")[0].rstrip()
            hint = "the table follows its caption, with an empty line between"
        elif text_of(paragraph).endswith(_FILL):
            code, message, seen = "T505", "this line is no caption of a table to fill in", _FILL
            hint = "write `Table: Words {.fill}`, an empty line, and the table"
        else:
            continue
        context.found.at(context.file, code, message, context.places.of(paragraph, seen), hint)
    for item in source.iter("li"):
        if not len(item) and blank(item.text):
            hint = "write its words or remove it; `___{lines=1}` is a line for readers to write on"
            place = context.places.of(item) if column_of(item) else context.file.place(line_of(item))
            context.found.at(context.file, "T510", "the item is empty", place, hint)
    for element in source.iter():
        sign = _FIELD.search(element.text or "") if column_of(element) and element.tag in _RAW_BLOCKS else None
        if sign is not None:
            hint = "write these lines in Markdown: signs are not read in raw HTML"
            place = context.places.of(element, sign.group())
            context.found.at(context.file, "T505", "this is no field to fill in", place, hint)
