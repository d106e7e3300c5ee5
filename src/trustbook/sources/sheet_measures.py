"""Say which measures in a style sheet no page can have.

In: a property and its value, as tokens. Out: tokens with what is wrong with them and what to do. Lengths end at two
metres, counts at what anybody can read. A page is between 2 cm and 2 m.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from trustbook.sources.sheet_variables import inside

_MM = {"mm": 1.0, "cm": 10.0, "q": 0.25, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "px": 25.4 / 96}
MAX_MM = 2_000
MIN_PAGE_MM = 20
_RELATIVE = dict.fromkeys(("em", "rem", "ex", "ch", "lh", "rlh", "ic", "cap"), 200.0)
_RELATIVE |= dict.fromkeys(("vw", "vh", "vmin", "vmax", "vi", "vb", "fr"), 1_000.0)
_FONTS = frozenset({"font", "font-size"})  # these multiply from element to element
_FONT_SIZE = {"em": 10.0, "rem": 30.0, "ex": 20.0, "ch": 20.0, "%": 1_000.0, "lh": 8.0}
_COUNTS = {"columns": 20, "column-count": 20, "line-height": 20, "tab-size": 100, "max-lines": 1_000, "repeat": 20}
_GRID = 100  # lines of a grid
_NUMBERS = 100_000.0
MAX_NAMES = 20  # counters, strings or tracks in one value

Wrong = tuple[Any, str, str]


def measures(name: str, value: Sequence[Any]) -> Iterator[Wrong]:
    """Tokens of a value whose measure is too much; at most one is told."""
    named = name.startswith(("counter-", "string-set")) or name == "content"
    if named and sum(node.type in ("ident", "function") for node in value) > MAX_NAMES:
        yield value[0], f"more than {MAX_NAMES} names in `{name}`", "keep those that the book shows"
        return
    for node in _numbers(value):
        if not math.isfinite(node.value) or abs(node.value) > (limit := _limit(name, node)):
            most = f"`{node.serialize()[:40]}` is more than a page can have"
            yield node, most, f"stay below {limit:,.0f}" if math.isfinite(node.value) else "write a number"
            return


def _limit(name: str, node: Any) -> float:
    if node.type == "percentage":
        return _FONT_SIZE["%"] if name in _FONTS else 10_000.0
    if node.type == "number":
        return _GRID if name.startswith("grid") else _COUNTS.get(name, _NUMBERS)
    unit = node.lower_unit
    if unit in _MM:
        return MAX_MM / _MM[unit] / (10 if name in _FONTS else 1)
    return (_FONT_SIZE if name in _FONTS else _RELATIVE).get(unit, _NUMBERS)


def page_size(value: Sequence[Any]) -> Wrong | None:
    """What keeps a value from being the size of a page, or None."""
    for node in _numbers(value):
        bare = node.type == "number"
        known = bare or (node.type == "dimension" and node.lower_unit in _MM)
        size = abs(node.value) * (1 if bare or not known else _MM[node.lower_unit])
        low, high = (1, 4) if bare and node not in value else (MIN_PAGE_MM, 0 if bare else MAX_MM)
        if not known or node.value < 0 or not low <= size <= high:
            hint = f"write lengths between {MIN_PAGE_MM} mm and {MAX_MM:,} mm, or a name such as `a5`"
            return node, f"no page is `{node.serialize()[:40]}` wide or high", hint
    return next((_calculated(node) for node in value if node.type == "function" and _subtracts(node)), None)


def _calculated(node: Any) -> Wrong:
    return node, "the size of a page is reckoned by a subtraction", "write the length itself"


def _subtracts(node: Any) -> bool:
    return any((one.type == "literal" and one.value in "-/") or _subtracts(one) for one in inside(node)) or (
        node.type == "function" and node.lower_name not in ("calc", "var")
    )


def _numbers(nodes: Sequence[Any]) -> Iterator[Any]:
    for node in nodes:
        if node.type in ("number", "dimension", "percentage"):
            yield node
        yield from _numbers(inside(node))
