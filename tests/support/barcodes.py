"""Read the bars of a book's number from pixels, as a till does: by the widths of bars and spaces along one line.

It shares nothing with the code that draws them: here stand widths (GS1 General Specifications, 5.2), there modules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

WIDTHS = ("3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112")
LEFT = ("AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA")
FIVE = ("BBAAA", "BABAA", "BAABA", "BAAAB", "ABBAA", "AABBA", "AAABB", "ABABA", "ABAAB", "AABAB")
QUIET = 5  # modules of white around a symbol, at least


def numbers(rows: Sequence[Sequence[int]]) -> set[tuple[str, str]]:
    """Every number of 13 digits that a row of grey pixels shows, each with its add-on or nothing."""
    return {found for row in rows for found in _read(row)}


def _read(row: Sequence[int]) -> Iterator[tuple[str, str]]:
    runs = [(dark, len(list(group))) for dark, group in groupby(pixel < 128 for pixel in row)]
    for start in range(1, len(runs) - 58):
        dark, length = runs[start]
        module = sum(width for _, width in runs[start : start + 59]) / 95
        if not dark or runs[start - 1][1] < QUIET * module or abs(length - module) > module / 2:
            continue
        if (number := _thirteen([round(width / module) for _, width in runs[start : start + 59]])) is not None:
            yield number, _add_on(runs[start + 59 :], module)


def _thirteen(widths: list[int]) -> str | None:
    if widths[:3] != [1, 1, 1] or widths[27:32] != [1] * 5 or widths[56:] != [1, 1, 1]:
        return None
    left = [_digit(widths[place : place + 4]) for place in range(3, 27, 4)]
    right = [_digit(widths[place : place + 4]) for place in range(32, 56, 4)]
    sets = "".join(one[1] for one in left)
    if sets not in LEFT or any(kind != "A" for _, kind in right):
        return None
    number = str(LEFT.index(sets)) + "".join(digit for digit, _ in (*left, *right))
    check = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(number))
    return number if check % 10 == 0 else None


def _digit(widths: list[int]) -> tuple[str, str]:
    """A digit, and whether its widths are forward (A) or backward (B)."""
    shown = "".join(map(str, widths))
    if shown in WIDTHS:
        return str(WIDTHS.index(shown)), "A"
    return (str(WIDTHS.index(shown[::-1])), "B") if shown[::-1] in WIDTHS else ("?", "?")


def _add_on(runs: list[tuple[bool, int]], module: float) -> str:
    """Five digits behind a space of seven modules or more, or nothing."""
    if len(runs) < 31 or runs[0][1] < 6.5 * module:
        return ""
    widths = [round(width / module) for _, width in runs[1:32]]
    if widths[:3] != [1, 1, 2]:
        return ""
    read = [_digit(widths[place : place + 4]) for place in range(3, 31, 6)]
    digits, sets = "".join(digit for digit, _ in read), "".join(kind for _, kind in read)
    check = sum(int(digit) * (3, 9)[place % 2] for place, digit in enumerate(digits)) if digits.isdigit() else -1
    return digits if check >= 0 and FIVE[check % 10] == sets else ""
