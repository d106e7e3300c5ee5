"""The bars of a book's number: EAN-13, and the add-on of five digits that shops read a price from (GS1, 5.2).

In: digits. Out: a drawing of bars alone, black, on nothing, and the places of what is printed around them, in modules:
the width of the thinnest bar, 0.33 mm at full size. The digits that people read are set as text by whoever uses it.
A book's ISBN-13 is its EAN-13 (ISO 2108).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

MODULE = 0.33  # mm

_ODD = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011")
_RIGHT = tuple(code.translate(str.maketrans("01", "10")) for code in _ODD)
_EVEN = tuple(code[::-1] for code in _RIGHT)
# Which of the six digits on the left are even says the first digit; of the five in an add-on, the check sum.
_LEFT = ("000000", "001011", "001101", "001110", "010011", "011001", "011100", "010101", "010110", "011010")
_FIVE = ("11000", "10100", "10010", "10001", "01100", "00110", "00011", "01010", "01001", "00101")

_QUIET_LEFT, _QUIET_RIGHT, _QUIET_ADD_ON, _BETWEEN = 11, 7, 5, 9
_HEIGHT, _GUARD, _ADD_ON_TOP = 64, 5, 11  # of the bars, of what the guards stand lower, of the digits over the add-on


@dataclass(frozen=True, slots=True)
class Symbol:
    """A drawing of bars, and its size with the quiet zones; `add_on` is where the add-on starts, 0 without one.

    Lengths are in modules.
    """

    svg: bytes
    width: int
    height: int
    add_on: int = 0


def ean_13(digits: str) -> str:
    """The 95 modules of a number of 13 digits; 1 is a bar."""
    left = [
        (_EVEN if even == "1" else _ODD)[int(one)] for one, even in zip(digits[1:7], _LEFT[int(digits[0])], strict=True)
    ]
    return "".join(["101", *left, "01010", *(_RIGHT[int(one)] for one in digits[7:]), "101"])


def ean_5(digits: str) -> str:
    """The 47 modules of an add-on."""
    check = sum(int(one) * (3, 9)[number % 2] for number, one in enumerate(digits)) % 10
    codes = [(_EVEN if even == "1" else _ODD)[int(one)] for one, even in zip(digits, _FIVE[check], strict=True)]
    return "01011" + "01".join(codes)


def symbol(digits: str, add_on: str = "") -> Symbol:
    """The bars of a number of 13 digits and, behind them, of an add-on of five."""
    bars = ean_13(digits)
    guards = {*range(3), *range(45, 50), *range(92, 95)}
    path = [
        _bar(_QUIET_LEFT + start, 0, length, _HEIGHT + (_GUARD if start in guards else 0))
        for start, length in _runs(bars)
    ]
    width, start = _QUIET_LEFT + len(bars), 0
    if add_on:
        start = width + _BETWEEN
        more = ean_5(add_on)
        path += [
            _bar(start + place, _ADD_ON_TOP, length, _HEIGHT + _GUARD - _ADD_ON_TOP) for place, length in _runs(more)
        ]
        width = start + len(more) + _QUIET_ADD_ON
    else:
        width += _QUIET_RIGHT
    height = _HEIGHT + _GUARD
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><path d="{"".join(path)}"/></svg>'
    return Symbol(svg.encode(), width, height, start)


def _runs(modules: str) -> list[tuple[int, int]]:
    """Where each bar starts, and how many modules wide it is."""
    runs, start = [], 0
    for one, group in groupby(modules):
        length = len(list(group))
        if one == "1":
            runs.append((start, length))
        start += length
    return runs


def _bar(x: int, y: int, width: int, height: int) -> str:
    return f"M{x} {y}h{width}v{height}h-{width}z"
