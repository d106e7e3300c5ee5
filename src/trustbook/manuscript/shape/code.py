"""Blocks of code that hold nothing.

In: a chapter's blocks. Out: the chapter without them, and a finding for each.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from trustbook.manuscript.marks import column_of, line_of
from trustbook.manuscript.shape.context import Context
from trustbook.manuscript.trees import blank, parents


def leave_out_empty_code(source: Element, context: Context) -> None:
    """Take empty blocks out of a chapter."""
    for parent, child in parents(source):
        if child.tag != "pre" or not blank("".join(child.itertext())) or child.find(".//img") is not None:
            continue
        place = context.places.of(child) if column_of(child) else context.file.place(line_of(child))
        context.found.at(context.file, "T512", "this block of code is empty", place, "write its code, or remove it")
        if blank(child.tail):
            parent.remove(child)
