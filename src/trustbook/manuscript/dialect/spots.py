"""Private-use marks that hold a place while Markdown is text.

In: lines and columns. Out: marks, and the places that marks in a text hold. There are three kinds: at the end of a
line, before a bracket, behind the name of a raw HTML tag. Sources hold no private-use characters of their own:
`sources` refuses them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LINE_END, BRACKET, TAG = "\ue000", "\ue002", " \ue004"  # a space, so that the name of the tag ends there
_COLUMN, _CLOSE, _ZERO = "\ue003", "\ue001", 0xE010
_TO_MARK = {ord(str(value)): chr(_ZERO + value) for value in range(10)}
_FROM_MARK = {_ZERO + value: str(value) for value in range(10)}
_NUMBER = "[\ue010-\ue019]+"
_MARK = re.compile(f"(?:[{LINE_END}{BRACKET}]|{TAG})({_NUMBER})(?:{_COLUMN}({_NUMBER}))?{_CLOSE}")

# Patterns of the kinds, for patterns that must let them pass.
LINE_MARK = f"{LINE_END}{_NUMBER}{_CLOSE}"
BRACKET_MARK = f"{BRACKET}{_NUMBER}{_COLUMN}{_NUMBER}{_CLOSE}"
TAG_MARK = f"{TAG}{_NUMBER}{_COLUMN}{_NUMBER}{_CLOSE}"


@dataclass(frozen=True, slots=True)
class Spot:
    """A line and a column in the source, from 1; column 0 where only the line is known."""

    line: int
    column: int


def mark_at(kind: str, line: int, column: int = 0) -> str:
    """A mark of one of the three kinds."""
    said = f"{_COLUMN}{str(column).translate(_TO_MARK)}" if column else ""
    return f"{kind}{str(line).translate(_TO_MARK)}{said}{_CLOSE}"


def first_mark(text: str | None) -> Spot | None:
    """Where the first mark in a text says that it was typed."""
    match = _MARK.search(text) if text and _CLOSE in text else None
    if match is None:
        return None
    line, column = (group.translate(_FROM_MARK) for group in match.groups("0"))
    return Spot(int(line), int(column))


def mark_before(text: str, at: int) -> Spot | None:
    """Where a bracket was typed that stands at an index of a text, behind its mark."""
    start = text.rfind(BRACKET, 0, at)
    match = _MARK.match(text, start) if start >= 0 else None
    return first_mark(match.group()) if match and match.end() == at else None


def without_marks(text: str) -> str:
    """A text as it was typed."""
    return _MARK.sub("", text) if _CLOSE in text else text
