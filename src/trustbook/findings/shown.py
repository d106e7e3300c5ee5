"""Show what strangers wrote, never obey it.

In: text from a book, a report or a library. Out: the same, where signs that move a cursor, colour a terminal, turn a
line round or cannot be written at all are spelled out: `\\x1b`, `\\u202e`, `\\udc80`. Signs that languages need stay:
accents, joiners, soft hyphens.
"""

from __future__ import annotations

import json
import re

# Control characters, marks of direction (Unicode Standard Annex 9), other signs that are not seen, lines of their own,
# halves of pairs, private use, tags.
_ODD = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ue000-\uf8ff"
    r"\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
_IN_LINES = re.compile(f"[{_ODD}]")
_IN_A_LINE = re.compile(rf"[\t\n{_ODD}]")


def shown(text: str) -> str:
    """Text in one line, with what must not be obeyed spelled out."""
    return _IN_A_LINE.sub(_spelled, text)


def shown_lines(text: str) -> str:
    """Text in lines, with tabs."""
    return _IN_LINES.sub(_spelled, text)


def shown_cells(text: str) -> str:
    """A line of a source as wide as it was: one sign for each that must not be obeyed."""
    return _IN_LINES.sub("\ufffd", text)


def shown_json(data: object, sort_keys: bool = False) -> str:
    """Data as JSON that can be printed: what must not be obeyed is escaped in its strings."""
    text = json.dumps(data, indent=1, ensure_ascii=False, sort_keys=sort_keys)
    return _IN_LINES.sub(lambda match: json.dumps(match.group())[1:-1], text)


def _spelled(match: re.Match[str]) -> str:
    number = ord(match.group())
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"
