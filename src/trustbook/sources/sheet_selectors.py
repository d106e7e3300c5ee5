"""Say which rules of a style sheet stand for every element, and what none can have.

In: what stands before a block, as tokens, and declarations. Out: whether it names nothing; tokens with what is wrong.
Columns in columns and grids in grids take a time that multiplies from element to element.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trustbook.sources.sheet_measures import Wrong

_COLUMNS = frozenset({"columns", "column-count", "column-width"})
_GRIDS = frozenset({"grid", "inline-grid", "flex", "inline-flex"})


def is_for_all(prelude: Sequence[Any]) -> bool:
    """Whether one of the selectors names no element, class, id or attribute: `*`, `p > *`, `:not(h1)`."""
    compound: list[Any] = []
    for node in [*prelude, None]:
        ends = node is None or (node.type == "literal" and node.value in ",>+~")
        if not ends and node.type != "whitespace":
            compound = [node] if compound and compound[-1] is None else [*compound, node]
        elif node is not None and node.type == "whitespace":
            compound = [*compound, None] if compound else compound
        if ends:
            own = [one for one in compound if one is not None]
            if (node is None or node.value == ",") and own and not _names(own):
                return True
            compound = []
    return False


def _names(compound: Sequence[Any]) -> bool:
    pseudo = False
    for node in compound:
        if node.type in ("hash", "[] block") or (node.type == "ident" and not pseudo):
            return True
        pseudo = node.type == "literal" and node.value == ":"
    return False


def multiplied(name: str, value: Sequence[Any]) -> Wrong | None:
    """What in a value for every element would multiply, or None."""
    for node in value:
        number = node.type == "dimension" or (node.type == "number" and node.value > 1)
        grid = name == "display" and node.type == "ident" and node.lower_value in _GRIDS
        if grid or (name in _COLUMNS and number):
            hint = "name the elements that should have it, such as `ul`"
            return node, f"`{name}: {node.serialize()[:20]}` for every element multiplies from one to the next", hint
    return None
