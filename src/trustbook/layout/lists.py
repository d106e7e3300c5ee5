"""Say in CSS how numbered lists count.

In: a tree with HTML's `start`, `value`, `type` and `reversed`. Out: the same tree with `style` attributes that say
the same. For paged editions only: WeasyPrint heeds these attributes only together with long outdated ones.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

_STYLES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_INTEGER = re.compile(r"\s*([-+]?[0-9]{1,9})")  # HTML, 2.3.4.1, within what a counter can hold


def number_lists(tree: Element) -> None:
    """Set the counters of every `ol` in a tree (CSS Lists 3, 4)."""
    for element in tree.iter("ol"):
        items = element.findall("li")
        step = -1 if "reversed" in element.attrib else 1
        start = _integer(element.get("start"))
        if start is None:
            start = len(items) if step < 0 else 1
        said = [f"counter-reset: list-item {start - step}"] if start != 1 or step < 0 else []
        if kind := _STYLES.get(element.get("type", "")):
            said.append(f"list-style-type: {kind}")
        _say(element, said)
        for item in items:
            value = _integer(item.get("value"))
            if value is not None:  # WeasyPrint sets before it increments, unlike CSS
                _say(item, ["counter-increment: list-item 0", f"counter-set: list-item {value}"])
            elif step < 0:
                _say(item, ["counter-increment: list-item -1"])


def _say(element: Element, declarations: list[str]) -> None:
    if declarations:
        element.set("style", "; ".join(declarations))


def _integer(text: str | None) -> int | None:
    match = _INTEGER.match(text or "")
    return int(match[1]) if match else None
