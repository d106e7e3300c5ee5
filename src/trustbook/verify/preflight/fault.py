"""A fault of a PDF by one shop's rules, and how many of them are told in a few findings.

In: faults, one for each place. Out: findings, one for each kind, with all pages that have it and the worst figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from trustbook.findings import Finding, Place
from trustbook.verify.preflight.facts import Box


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, in one clause; on a page, or with the file as a whole (0).

    `measured` is the figure that was found, `badness` how bad it is among others of its kind, `spot` where it is.
    """

    code: str
    what: str
    page: int = 0
    measured: str = ""
    badness: float = 0.0
    spot: Box | None = None
    hint: str = ""


def findings(name: str, faults: Iterable[Fault]) -> list[Finding]:
    """The faults by kind, in the order in which they were found first."""
    kinds: dict[tuple[str, str], list[Fault]] = {}
    for one in faults:
        kinds.setdefault((one.code, one.what), []).append(one)
    return [
        Finding(code, f"{_on(some)}{what}{_worst(some)}", Place(name), some[0].hint)
        for (code, what), some in kinds.items()
    ]


def _on(faults: Sequence[Fault]) -> str:
    pages = sorted({one.page for one in faults if one.page})
    return f"page{'s' if len(pages) > 1 else ''} {ranges(pages)}: " if pages else ""


def _worst(faults: Sequence[Fault]) -> str:
    figures = list(dict.fromkeys(one.measured for one in faults if one.measured))
    if not figures:
        return ""
    worst = max(faults, key=lambda one: one.badness)
    alike = all(one.badness == worst.badness for one in faults)
    if len(figures) == 1 or (alike and len(figures) == 2):
        return f" ({' and '.join(figures)})"
    where = f" on page {worst.page}" if len({one.page for one in faults}) > 1 else ""
    return f" ({'such as' if alike else 'at worst'} {worst.measured}{where})"


def ranges(numbers: Sequence[int]) -> str:
    """`1–4, 9`"""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)
