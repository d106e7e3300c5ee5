"""Set the words of a drawing larger, where there is room.

In: bytes of a drawing that passes `drawings.check`, and the size its words need. Out: the drawing with outlines for
text, and how large its smallest words now are. Only text grows, around the place and anchor that it has; it may not
leave the drawing, leave a rectangle or circle that holds it, or touch other words. Whether it crosses other shapes
nobody can tell from numbers alone, so it grows by a quarter at most.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from trustbook.sources.drawings.reader import SVG, Problem, read
from trustbook.sources.drawings.values import TextStyle, inherit, length, view_box

if TYPE_CHECKING:
    from trustbook.sources.drawings.setting import PlacedGlyph

MOST = 1.25  # how much larger text may become

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Enlarged:
    """A drawing with outlines for text. `smallest` is the size of its smallest words in user units: infinite where it
    has none, 0 where a transform hides it."""

    data: bytes
    smallest: float


def enlarge(data: bytes, least: float) -> Enlarged:
    """The drawing with no words smaller than `least` (user units) where there is room for that, else as it is."""
    from trustbook.sources.drawings.outlines import outline

    drawing = read(data)
    box = None if isinstance(drawing, Problem) else view_box(drawing.root)
    if isinstance(drawing, Problem) or box is None:
        raise ValueError("not a drawing that passes `check`")
    texts = list(_texts(drawing.root, inherit(TextStyle(), drawing.root), False))
    if any(transformed for _, _, transformed in texts):
        return Enlarged(outline(data), 0.0)
    before, after = _lines(texts, 0.0), _lines(texts, least)
    smallest = min((size for size, _ in before), default=math.inf)
    if smallest >= least:
        return Enlarged(outline(data), smallest)
    if least > smallest * MOST:
        return Enlarged(outline(data), smallest)
    whole = (box[0], box[1], box[0] + box[2], box[1] + box[3])
    shapes = [whole, *_shapes(drawing.root)]
    if _fit([line for _, line in before], [line for _, line in after], shapes):
        return Enlarged(outline(data, least), least)
    return Enlarged(outline(data), smallest)


def _texts(parent: Element, style: TextStyle, transformed: bool) -> Iterator[tuple[Element, TextStyle, bool]]:
    """Every `text` with its style, and whether a transform stands above it."""
    for child in parent:
        own, moved = inherit(style, child), transformed or "transform" in child.attrib
        if child.tag == f"{SVG}text":
            yield child, own, moved
        else:
            yield from _texts(child, own, moved)


def _lines(texts: list[tuple[Element, TextStyle, bool]], least: float) -> list[tuple[float, Box]]:
    """Size and box of each line of words, as they stand when none is smaller than `least`."""
    from trustbook.sources.drawings.outlines import text_of

    lines: list[tuple[float, Box]] = []
    for element, style, _ in texts:
        rows: dict[float, list[PlacedGlyph]] = {}
        for one in text_of(element, style, least)[1]:
            rows.setdefault(one.y, []).append(one)
        lines += [(min(one.size for one in row), _box(row)) for row in rows.values()]
    return lines


def _box(row: list[PlacedGlyph]) -> Box:
    """The room of a line: from above its capitals to below its baseline."""
    right = max(one.x + one.pen.font.get_glyph_h_advance(one.index) / one.pen.units * one.size for one in row)
    size, line = max(one.size for one in row), row[0].y
    return min(one.x for one in row), line - 0.72 * size, right, line + 0.2 * size


def _shapes(root: Element) -> Iterator[Box]:
    """The boxes of rectangles and circles."""
    for element in root.iter():
        if element.tag == f"{SVG}rect":
            x, y, width, height = (_number(element, name) for name in ("x", "y", "width", "height"))
            yield x, y, x + width, y + height
        elif element.tag in (f"{SVG}circle", f"{SVG}ellipse"):
            x, y, radius = (_number(element, name) for name in ("cx", "cy", "r"))
            across, down = radius or _number(element, "rx"), radius or _number(element, "ry")
            yield x - across, y - down, x + across, y + down


def _number(element: Element, name: str) -> float:
    return length(element.get(name, ""), 16.0) or 0.0


def _fit(before: list[Box], after: list[Box], shapes: list[Box]) -> bool:
    """Whether lines stay in every shape that they were in, and off every line that they were off."""
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        if any(_inside(old, shape) and not _inside(new, shape) for shape in shapes):
            return False
        for older, newer in zip(before[:number], after[:number], strict=True):
            if _touch(new, newer) and not _touch(old, older):
                return False
    return True


def _inside(inner: Box, outer: Box) -> bool:
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
