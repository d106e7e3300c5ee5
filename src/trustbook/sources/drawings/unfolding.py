"""Follow what a drawing refers to: to nothing, in a circle, or to more shapes than can be drawn.

In: the tree of a drawing whose elements and attributes are all allowed. Out: at most one trouble.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from trustbook.sources.drawings.reader import MAX_DEPTH, XLINK_HREF
from trustbook.sources.drawings.values import FREE_TEXT, NUMBER, properties, url_targets

MAX_SHAPES = 20_000  # what is drawn once every `use` and marker is unfolded
_NUMBERS = 20  # of a line, that weigh as much as a shape

_NUMBER = re.compile(NUMBER)

Trouble = tuple[Element, str, str]  # where, what, and a hint


def _references(element: Element) -> Iterator[tuple[str, int]]:
    """Ids that an element draws or is drawn with, each with how many times it is drawn."""
    found = properties(element)
    points = 1  # at least as many as the line has: a marker is drawn at each
    if any(key.startswith("marker") for key in found):
        points = _numbers(found) + 4
    for key, value in found.items():
        if key in ("href", XLINK_HREF):
            yield value.strip()[1:], 1
        elif key != "style" and not FREE_TEXT.fullmatch(key):
            for target in url_targets(value):
                yield target, points if key.startswith("marker") else 1


def _numbers(found: Mapping[str, str]) -> int:
    """How many numbers a line is drawn by."""
    return len(_NUMBER.findall(found.get("d", "") + " " + found.get("points", "")))


def unfolding(root: Element) -> Iterator[Trouble]:
    """Doubled ids, references to nothing or in a circle, drawings that unfold beyond bounds."""
    targets: dict[str, Element] = {}
    for element in root.iter():
        name = element.get("id")
        if name is not None and targets.setdefault(name, element) is not element:
            yield element, f"the id `{name}` is used twice", "give each element its own id"
            return
    for element in root.iter():
        for name, _ in _references(element):
            if name not in targets:
                yield element, f"`#{name}` is not in the file", "check the id"
                return
    yield from _growth(root, targets)


def _growth(root: Element, targets: dict[str, Element]) -> Iterator[Trouble]:
    """Count what is drawn once every reference is followed, inner parts first."""
    costs: dict[Element, int] = {root: 0}  # 0 while it is being counted
    stack = [(root, _parts(root, targets), 0)]
    while stack:
        element, parts, position = stack.pop()
        while position < len(parts) and costs.get(parts[position][0], 0):
            position += 1
        if position < len(parts):
            part = parts[position][0]
            if part in costs:
                yield element, "the drawing refers to itself in a circle", "break the circle"
                return
            if len(stack) >= MAX_DEPTH:
                yield element, f"references lead more than {MAX_DEPTH} deep", "simplify the drawing"
                return
            costs[part] = 0
            stack += [(element, parts, position), (part, _parts(part, targets), 0)]
            continue
        costs[element] = (
            1 + _numbers(properties(element)) // _NUMBERS + sum(costs[part] * times for part, times in parts)
        )
        if costs[element] > MAX_SHAPES:
            yield element, f"unfolds to more than {MAX_SHAPES:,} shapes", "simplify the drawing"
            return


def _parts(element: Element, targets: dict[str, Element]) -> list[tuple[Element, int]]:
    """What is drawn when an element is, and how many times."""
    return [
        *((child, 1) for child in element),
        *((targets[name], times) for name, times in _references(element)),
    ]
