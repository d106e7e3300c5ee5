"""WeasyPrint's own style sheet, without its rules for notes where there are none.

Five of its rules are about the call and the sign of a note, for whatever element may be a note one day. WeasyPrint 70
makes a style of each for each element of a document: of a book's 9,700 styles, 6,600 are these. Documents whose own
sheets speak of notes keep them.
"""

from __future__ import annotations

import copy
import re
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

_NOTES = frozenset({"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"})
_SPOKEN_OF = re.compile(r"footnote|note\(|\\0{0,4}[4-7][0-9a-f]|\\[g-z]", re.IGNORECASE)  # letters may be escaped


def own_sheets(html: Element) -> list[Any]:
    """The sheets that come before those of a document."""
    from weasyprint.html import UA_STYLESHEET

    said = ("".join(one.itertext()) for one in html.iter("style"))
    return [UA_STYLESHEET if any(map(_SPOKEN_OF.search, said)) else _short()]


@cache
def _short() -> Any:
    from weasyprint.html import UA_STYLESHEET

    sheet = copy.copy(UA_STYLESHEET)
    sheet.matcher = copy.copy(UA_STYLESHEET.matcher)
    sheet.matcher.other_selectors = [entry for entry in sheet.matcher.other_selectors if entry[3] not in _NOTES]
    return sheet
