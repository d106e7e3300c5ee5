"""Say what a custom property is worth to every element that a rule can meet (CSS Custom Properties 1, 2 and 3).

In: the properties that sheets set, each with the selector it is set on. Out: values with each `var()` replaced, or why
that cannot be known. It looks at sheets only, never at documents: a value counts where it is the same for all that a
selector could stand for.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import tinycss2

Selector = tuple[tuple[str, frozenset[str]], ...]  # (the combinator before, the simple selectors of one element)

_BODY, _COLON_ROOT, _HTML = (((" ", frozenset({name})),) for name in ("body", ":root", "html"))
MAX_STEPS = 16  # from one property to another
MAX_PARTS = 2_000  # of one value, all properties in it replaced, and of properties asked for on the way

_KEYWORDS = {"inherit", "initial", "revert", "revert-layer", "unset"}


class Unknown(Exception):
    """A value that cannot be known; its words say why."""


def selectors(prelude: Sequence[Any]) -> Iterator[Selector]:
    """The selectors of a rule, in order."""
    steps: list[tuple[str, list[str]]] = []
    combinator, joined = " ", False
    for token in [*prelude, None]:
        if token is None or token == ",":
            if steps:
                yield tuple((before, frozenset(parts)) for before, parts in steps)
            steps, combinator, joined = [], " ", False
        elif token.type == "whitespace" or token.type == "comment":
            combinator, joined = combinator or " ", False
        elif token in (">", "+", "~"):
            combinator, joined = token.value, False
        else:
            if combinator:
                steps.append((combinator, []))
                combinator = ""
            parts = steps[-1][1]
            if joined:
                parts[-1] += token.serialize()
            else:
                parts.append(token.serialize())
            joined = token in (".", ":")


def _stands_in(selector: Selector, other: Selector) -> bool:
    """Whether all that `selector` stands for is, or stands inside, something that `other` stands for."""
    for start in range(len(selector) - len(other) + 1):
        part = selector[start : start + len(other)]
        alike = all(
            few <= many and (at == 0 or one == two)
            for at, ((one, few), (two, many)) in enumerate(zip(other, part, strict=True))
        )
        after = selector[start + len(other) :]
        if alike and (not after or after[0][0] in " >"):
            return True
    return False


@dataclass(slots=True)
class CustomProperties:
    """What sheets set, read in their order, later rules above earlier ones."""

    _set: dict[str, dict[Selector, tuple[bool, list[Any]]]] = field(default_factory=dict)
    _uncertain: dict[str, str] = field(default_factory=dict)
    _asked: int = 0

    def add(self, name: str, value: Sequence[Any], important: bool, selector: Selector) -> None:
        """A declaration of a custom property."""
        known = self._set.setdefault(name, {})
        if important or not known.get(selector, (False, []))[0]:
            known[selector] = important, _stripped(value)

    def add_uncertain(self, name: str, condition: str) -> None:
        """A declaration that counts only under a condition."""
        self._uncertain[name] = condition

    def value(self, value: Sequence[Any], selector: Selector) -> list[Any]:
        """A value for what `selector` stands for, each `var()` replaced. Raises `Unknown`."""
        self._asked = 0
        return self._fill(value, selector, ())

    def _fill(self, value: Sequence[Any], selector: Selector, busy: tuple[str, ...]) -> list[Any]:
        filled: list[Any] = []
        for token in value:
            if token.type == "function" and token.lower_name == "var":
                filled += self._var(token, selector, busy)
                continue
            for inside in ("arguments", "content"):
                if hasattr(token, inside):
                    token = copy.copy(token)
                    setattr(token, inside, self._fill(getattr(token, inside), selector, busy))
            filled.append(token)
        if self._asked > MAX_PARTS or sum(map(_count, filled)) > MAX_PARTS:
            raise Unknown(f"with its properties it has more than {MAX_PARTS:,} parts")
        return filled

    def _var(self, function: Any, selector: Selector, busy: tuple[str, ...]) -> list[Any]:
        inside = _stripped(function.arguments)
        name, rest = (inside[0].value, _stripped(inside[1:])) if inside and inside[0].type == "ident" else ("", [])
        if not name.startswith("--") or (rest and rest[0] != ","):
            raise Unknown(f"`{function.serialize()}` names no property")
        self._asked += 1
        if name in busy:
            raise Unknown(f"`{name}` is set by way of itself")
        if len(busy) == MAX_STEPS:
            raise Unknown(f"it takes more than {MAX_STEPS} steps from property to property")
        if name in self._uncertain:
            raise Unknown(f"`{name}` depends on `{self._uncertain[name]}`")
        worth = self._worth(name, selector, (*busy, name))
        if worth is not None:
            return worth
        if not rest:
            raise Unknown(f"`{name}` is not set for it")
        return self._fill(_stripped(rest[1:]), selector, busy)

    def _worth(self, name: str, selector: Selector, busy: tuple[str, ...]) -> list[Any] | None:
        """What a property is worth to all that a selector stands for; None where it is not set.

        Parts of the book may set it for what stands in them, each its own value, and what need not stand in any of them
        has that of the whole book. Which of these an element gets depends on the document, so they must be alike.
        """
        declared = self._set.get(name, {})
        parts: list[Selector | None] = [one for one in declared if one not in (_BODY, _COLON_ROOT, _HTML)]
        if not any(_stands_in(selector, one) for one in parts if one):
            parts.append(_of_whole_book(declared, selector))
        worth = [self._fill(declared[one][1], one, busy) if one else None for one in parts]
        if len({None if value is None else tinycss2.serialize(value) for value in worth}) > 1:
            raise Unknown(f"`{name}` has more than one value, and which one counts depends on where it is used")
        if worth[0] and worth[0][0].type == "ident" and worth[0][0].lower_value in _KEYWORDS:
            raise Unknown(f"`{name}` takes its value from what stands around it")
        return worth[0]


def _of_whole_book(declared: Mapping[Selector, tuple[bool, list[Any]]], selector: Selector) -> Selector | None:
    """Where the value comes from that the whole book inherits: the nearest element, and on that what weighs more."""
    if _BODY in declared and selector not in (_COLON_ROOT, _HTML):
        return _BODY
    roots = [one for one in (_COLON_ROOT, _HTML) if one in declared]
    return max(roots, key=lambda one: declared[one][0], default=None)


def _count(token: Any) -> int:
    """How many parts a token has, itself among them."""
    return 1 + sum(map(_count, getattr(token, "arguments", None) or getattr(token, "content", None) or ()))


def _stripped(tokens: Sequence[Any]) -> list[Any]:
    """Tokens without comments, and without white space at the ends."""
    kept = [token for token in tokens if token.type != "comment"]
    while kept and kept[0].type == "whitespace":
        del kept[0]
    while kept and kept[-1].type == "whitespace":
        del kept[-1]
    return kept
