"""Paths of drawings in the words that the builder writes, drawn at once.

Text in drawings becomes outlines (`sources.drawings`): thousands of points, all of them plain numbers after capital
letters (SVG 2, 9.3). WeasyPrint asks of each number which unit it has, and of each point which way it turns, for arrows
at its ends. `install` draws such paths, to the same bytes; all others are WeasyPrint's.
"""

from __future__ import annotations

import re
from typing import Any

from pydyf import _to_bytes

_NUMBER = r"-?\d{1,15}(?:\.\d{1,15})?"
_PLAIN = re.compile(rf"(?:Z|[MLHVQC]{_NUMBER}(?: {_NUMBER})*+)++")
_COMMAND = re.compile(r"([MLHVQCZ])([^MLHVQCZ]*)")
_NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "C": 6, "Z": 1}  # of one step; Z has none


def install() -> None:
    """Stand before the drawing of paths, once."""
    from weasyprint import svg

    original = svg.TAGS["path"]
    if original.__module__ == __name__:
        return

    def path(drawing: Any, node: Any, font_size: float) -> None:
        steps = node.get("d", "")
        plain = _PLAIN.fullmatch(steps) and not any(name.startswith("marker") for name in node.attrib)
        drawn = _drawn(steps) if plain else None
        if drawn is None:
            original(drawing, node, font_size)
        else:
            drawing.stream.stream += drawn

    svg.TAGS["path"] = path


def _drawn(path: str) -> list[bytes] | None:
    """The operators of a path (ISO 32000-1, 8.5.2) as WeasyPrint writes them; None where numbers are missing."""
    done = [_operator("m", 0, 0)]
    x = y = 0.0
    begin: tuple[float, float] | None = None  # where what Z closes begins
    last = "Z"
    for letter, written in _COMMAND.findall(path):
        numbers = [float(number) for number in written.split()]
        if len(numbers) % _NUMBERS[letter]:
            return None
        for at in range(0, max(len(numbers), 1), _NUMBERS[letter]):
            step = numbers[at : at + _NUMBERS[letter]]
            if last in "MZ":
                begin = None
            if letter == "Z":
                if begin:
                    done.append(b"h")
                    x, y = begin
            elif letter == "M" and at == 0:
                x, y = step
                done.append(_operator("m", x, y))
            else:
                begin = begin or (x, y)
                if letter == "Q":  # as a cubic curve
                    a, b, *end = step
                    xs, ys = (a * 2 / 3 + x / 3, a * 2 / 3 + end[0] / 3), (b * 2 / 3 + y / 3, b * 2 / 3 + end[1] / 3)
                    step = [xs[0], ys[0], xs[1], ys[1], *end]
                elif letter in "HV":
                    step = [step[0], y] if letter == "H" else [x, step[0]]
                x, y = step[-2:]
                done.append(_operator("c" if letter in "QC" else "l", *step))
            last = letter if at == 0 else "L"
    return done


def _operator(name: str, *numbers: float) -> bytes:
    return b" ".join([*map(_to_bytes, numbers), name.encode()])
