"""WeasyPrint's own style sheet, without what it says to every element for the few that can hear it.

Six of its rules are about the marker, the call and the sign of a note, for whatever element may be a list item or a
note one day. WeasyPrint 70 works all six out for each element of a document: five styles of six that it has. Here list
items keep their markers, and notes have their rules in documents whose own sheets speak of them.
"""

from __future__ import annotations

import copy
import re
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

_NOTES = frozenset({"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"})
_ESCAPED_LETTER = r"\\0{0,4}[4-7][0-9a-f]|\\[g-z]"
_SPOKEN_OF = re.compile(rf"footnote|note\s*\(|list-item|{_ESCAPED_LETTER}", re.IGNORECASE)


def own_sheets(html: Element) -> list[Any]:
    """The sheets that come before those of a document."""
    from weasyprint.html import UA_STYLESHEET

    said = ("".join(one.itertext()) for one in html.iter("style"))
    return [UA_STYLESHEET if any(map(_SPOKEN_OF.search, said)) else _short()]


@cache
def _short() -> Any:
    from weasyprint.html import UA_STYLESHEET

    sheet = copy.copy(UA_STYLESHEET)
    matcher = sheet.matcher = copy.copy(UA_STYLESHEET.matcher)
    everywhere = [(entry, entry[3]) for entry in matcher.other_selectors if entry[3] not in _NOTES]
    by_name = matcher.lower_local_name_selectors
    items = [*by_name["li"], *(entry for entry, part in everywhere if part == "marker")]
    matcher.lower_local_name_selectors = {**by_name, "li": items}
    matcher.other_selectors = [entry for entry, part in everywhere if part != "marker"]
    return sheet
