"""Titles that start with the number of their chapter, as in `# Chapter 1. Trust`: the builder writes it itself.

In: a chapter's title and number. Out: the title without that number; a finding where it is another one.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from trustbook.manuscript.part_numbers import label
from trustbook.manuscript.shape.context import Context


def shape_typed_number(title: Element | None, number: str, context: Context) -> None:
    """Take the number of a numbered chapter off its title."""
    before, _, after = label(context.role, "\0", context.words).partition("\0")
    if title is None or not number or not f"{before}{after}".strip():
        return
    first = "[A-Z]{1,2}" if context.role == "appendix" else r"\d+"
    typed_label = rf"\s*{re.escape(before.strip())}\s*({first}(?:\.\d+)*){re.escape(after.strip())}"
    match = re.match(rf"{typed_label}(?:\s*[.:\u2013\u2014-]\s*|\s+)(?=\S)", title.text or "", re.IGNORECASE)
    if match is None:
        return
    if match.group(1).upper() == number:
        title.text = (title.text or "")[match.end() :]
        return
    typed = match.group().strip()
    message = f"the title starts “{typed}”, and its number in the book is {number}"
    place = context.places.of(title, typed)
    context.found.at(context.file, "H106", message, place, "leave it out; the book numbers its chapters")
