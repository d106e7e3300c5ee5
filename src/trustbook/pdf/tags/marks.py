"""What the layout drew, as values: marked content, annotations, and what belongs to one element.

Types that `read_layout` fills, and whether two runs of text stand apart. They know no layout engine: what is read aloud
is decided by these values alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

SPACE = re.compile("[ \t\n\r\f]+")  # what CSS collapses; a no-break space is a character like others
_BREAKING = tuple("-\u2010\u2013\u2014/")  # a line may end after these without a space in the source

Rectangle = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(slots=True, eq=False)
class Mark:
    """One marked-content sequence: where it stands, and, when the layout claims it, what it says.

    `start` is the index of its property list in `stream.stream`, `end` that of its last `ET` (-1 without
    text); `font` is the resource name of the font in force there. `artifact` is the subtype (`Header`, `Footer`)
    or type (`Pagination`, `Layout`) it gets if no structure element takes it.
    """

    page: int
    stream: Any
    start: int
    end: int = -1
    font: str = ""
    shown: bool = False
    artifact: str = "Layout"
    text: str = ""
    line: int = 0  # lines of the layout, numbered over the document
    known: bool = False  # found in the source; otherwise the two fields below are unknown
    before: bool = False  # white space stands before it in the source
    after: bool = False
    hyphenated: bool = False  # ends in a hyphen that the layout added


@dataclass(slots=True, eq=False)
class BoxAnnotation:
    """One annotation that WeasyPrint made for one box."""

    page: int
    annotation: Any


@dataclass(slots=True, eq=False)
class Contents:
    """What the pages hold of one element, its child elements left out.

    `runs` pairs a place among the children with a run of text: 2k is the text before child k (counted from
    0), -1 `::before`, 2n+1 `::after`. `bounds` is the picture's rectangle on its page, in points, y upwards.
    """

    box: Any
    runs: list[tuple[int, Mark]] = field(default_factory=list)
    marker: list[Mark] = field(default_factory=list)
    call: list[Mark] = field(default_factory=list)
    picture: Mark | None = None
    bounds: Rectangle = (0, 0, 0, 0)
    links: list[BoxAnnotation] = field(default_factory=list)
    widgets: list[BoxAnnotation] = field(default_factory=list)
    places: list[tuple[int, Rectangle]] = field(default_factory=list)  # of what is filled in
    stray_links: list[BoxAnnotation] = field(default_factory=list)  # on repeated content: running heads, table heads


@dataclass(slots=True, eq=False)
class PaintedStream:
    """One content stream: its marked-content sequences by MCID, and where its unnamed artifacts begin."""

    page: int
    stream: Any
    marks: dict[int, Mark] = field(default_factory=dict)
    artifacts: list[int] = field(default_factory=list)  # indices of `BMC` in `stream.stream`


def apart(last: Mark, following: Mark) -> bool:
    """Whether a space must be added between two runs read one after the other."""
    if last.text.endswith((" ", "\u00a0")) or following.text.startswith((" ", "\u00a0")):
        return False
    if last.after or following.before:
        return True
    unknown = not (last.known and following.known)
    return unknown and last.line != following.line and not last.text.endswith(_BREAKING)
