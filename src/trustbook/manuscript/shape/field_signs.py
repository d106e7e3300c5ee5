"""Judge the signs of fields: `___{lines=4}`, `[scale 1-5: "low" to "high"]`, `[box height=60mm]`.

In: what was typed. Out: a `Sign`, or a `Fault` in words. It must not look at the tree around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from trustbook.manuscript.fields import FILL

MOST_LINES, BOX_HEIGHTS, LAST_STEP = 30, (10, 150), 10

_QUOTED = r'["“”„«][^"“”„«»]*["“”»]'
_LINES = re.compile(r"_{3,}\s*\{(.*)\}", re.DOTALL)
_KEY = re.compile(r"\s*:?\s*([\w-]+)\s*=\s*\"?([^\s\"]*)\"?\s*")
_SCALE = re.compile(
    rf"\[scale\s+(\d+)\s*[-–—]\s*(\d+)\s*:\s*{_QUOTED}(?:\s+\w+\s+|\s*[,–—-]\s*){_QUOTED}\s*\]", re.DOTALL
)
_BOX = re.compile(r"\[box\s+(.*)\]", re.DOTALL)

_LINES_HINT = f"write `___{{lines=4}}`, with a number from 1 to {MOST_LINES}, or `lines=fill` for the rest of the page"
_SCALE_HINT = 'write `[scale 1-5: "not at all" to "very much"]`, with words for both ends'
_BOX_HINT = f"write `[box height=60mm]`, from {BOX_HEIGHTS[0]} to {BOX_HEIGHTS[1]} mm, or `[box height=fill]`"


@dataclass(frozen=True, slots=True)
class Sign:
    """A field as typed: `kind` is lines, box, scale, tick or ticked; `size` as in `Field`, or a scale's two ends."""

    kind: str
    size: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class SignFault:
    """Why a sign is no field, and what to type."""

    message: str
    hint: str


def read_sign(typed: str) -> Sign | SignFault:
    """What was typed, understood."""
    if typed.startswith("[scale"):
        return _scale(typed)
    if typed.startswith("[box"):
        return _box(typed)
    if typed.startswith("["):
        return _tick(typed)
    return _lines(typed)


def _lines(typed: str) -> Sign | SignFault:
    match = _LINES.fullmatch(typed)
    if match is None:
        hint = (
            "write `___{lines=1}` at the end of the line; a sign that is meant as such stands behind a backslash: `\\_`"
        )
        return SignFault(f"`{typed[:20]}` does not say how many lines there are to write on", hint)
    key = _KEY.fullmatch(match.group(1))
    if key is None or key.group(1) != "lines":
        return SignFault(f"`{typed[:40]}` does not say how many lines there are to write on", _LINES_HINT)
    if key.group(2) == "fill":
        return Sign("lines", FILL)
    if not re.fullmatch("[0-9]{1,2}", key.group(2)) or not 1 <= int(key.group(2)) <= MOST_LINES:
        return SignFault(f"`lines={key.group(2)[:20]}` is no number of lines to write on", _LINES_HINT)
    return Sign("lines", int(key.group(2)))


def _scale(typed: str) -> Sign | SignFault:
    match = _SCALE.fullmatch(typed)
    if match is None:
        return SignFault("this scale cannot be read", _SCALE_HINT)
    if any(not one.strip('"“”„«» ') for one in re.findall(_QUOTED, typed)):
        return SignFault("an end of this scale has no words", _SCALE_HINT)
    first, last = match.groups()
    if len(last) > 2 or not int(first) < int(last) <= LAST_STEP:
        hint = f"the smaller number comes first, and the larger is {LAST_STEP} at most"
        return SignFault(f"a scale cannot go from {first[:9]} to {last[:9]}", hint)
    return Sign("scale", int(first), int(last))


def _box(typed: str) -> Sign | SignFault:
    match = _BOX.fullmatch(typed)
    key = _KEY.fullmatch(match.group(1)) if match else None
    if key is None or key.group(1) != "height":
        return SignFault("this box to write in does not say its height", _BOX_HINT)
    if key.group(2) == "fill":
        return Sign("box", FILL)
    height = re.fullmatch("([0-9]{1,3})mm", key.group(2))
    if not height or not BOX_HEIGHTS[0] <= int(height.group(1)) <= BOX_HEIGHTS[1]:
        return SignFault(f"`height={key.group(2)[:20]}` is no height of a box to write in", _BOX_HINT)
    return Sign("box", int(height.group(1)))


def _tick(typed: str) -> Sign | SignFault:
    if typed == "[]":
        return SignFault(
            "this tick box lacks its space", "write `- [ ] words`, or `- [x] words` for one that is ticked"
        )
    return Sign("tick" if typed == "[ ]" else "ticked")
