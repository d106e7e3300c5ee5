"""`[^x]` and `[@x` that Markdown left as text.

In: a resolved chapter. Out: findings; nothing is changed.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from trustbook.findings import Collector, SourceFile
from trustbook.manuscript.places import TypedPlaces

_LITERAL = {"code", "pre", "kbd", "samp"}
_NOTE = re.compile(r"\[(\^[^\[\]]+)\]")
_CITATION = re.compile(r"\[(@[^\[\]]+)")


def find_leftovers(tree: Element, file: SourceFile, found: Collector) -> None:
    """A finding for each call of a note that is not defined and each citation that cannot be read."""
    _look(tree, file, TypedPlaces(file), found)


def _look(element: Element, file: SourceFile, places: TypedPlaces, found: Collector) -> None:
    if element.tag not in _LITERAL:
        _text(element.text, element, file, places, found)
        for child in element:
            _look(child, file, places, found)
            _text(child.tail, child, file, places, found)


def _text(text: str | None, near: Element, file: SourceFile, places: TypedPlaces, found: Collector) -> None:
    for match in _NOTE.finditer(text or ""):
        name = match.group(1)
        hint = f"define it: `[{name}]: The note.`"
        found.at(file, "L103", f"the note `[{name}]` is not defined", places.of(near, f"[{name}]"), hint)
    for match in _CITATION.finditer(text or ""):
        name = match.group(1)
        hint = "write `[@id]`, or `[@id; @other]` for two"
        found.at(file, "B201", f"`[{name}]` cannot be read as a citation", places.of(near, f"[{name}"), hint)
