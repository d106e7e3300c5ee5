"""What reading a chapter makes of it, also as bytes to keep.

In: a `Parsed`, or bytes. Out: the bytes, or the `Parsed` that they hold.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from trustbook.manuscript.marks import are_marks


@dataclass(frozen=True, slots=True)
class Parsed:
    """A chapter's tree and the abbreviations it defines."""

    tree: Element
    abbreviations: dict[str, str]


def written(parsed: Parsed) -> bytes | None:
    """The bytes to keep; None for a tree that would not come back as it is."""
    tree = ElementTree.tostring(parsed.tree)
    if b"\r" in tree:  # reading XML makes a plain line end of it
        return None
    return json.dumps(parsed.abbreviations).encode() + b"\n" + tree


def read(data: bytes) -> Parsed:
    """What was kept; ValueError for bytes that are no chapter."""
    first, _, rest = data.partition(b"\n")
    try:
        abbreviations: Any = json.loads(first)
        tree = ElementTree.fromstring(rest)
        if tree.tag != "section" or not all(are_marks(element) for element in tree.iter()):
            raise ValueError("no chapter")
        return Parsed(tree, {str(key): str(words) for key, words in abbreviations.items()})
    except (AttributeError, ElementTree.ParseError, RecursionError) as error:
        raise ValueError("no chapter") from error
