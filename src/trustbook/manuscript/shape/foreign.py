"""Signs of other programs that `dialect` found in the text.

In: a parsed chapter, before its quotation marks are set. Out: findings where they stand; nothing is changed.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from trustbook.manuscript.dialect.foreign import BETWEEN
from trustbook.manuscript.marks import OF, Role, role_of
from trustbook.manuscript.shape.context import Context

_SHOWN = 30


def find_foreign(source: Element, context: Context) -> None:
    """A finding for each sign that means nothing here."""
    for element in source.iter():
        if role_of(element) is Role.FOREIGN:
            what, _, hint = element.get(OF, "").partition(BETWEEN)
            typed = (element.text or "").strip().split("\n")[0]
            shown = typed if len(typed) <= _SHOWN else f"{typed[: _SHOWN - 1]}…"
            context.found.at(context.file, "T507", f"`{shown}` is {what}", context.places.of(element, typed), hint)
