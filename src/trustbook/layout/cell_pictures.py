"""Keep pictures in the cells of tables as large as their authors mean them, and large enough to be seen.

In: a tree; later, a laid-out table. Out: the tree, in which a share of the width, `{width=50%}`, is one of the text and
not of the column, as in PDFs of Pandoc: a column is as narrow as its words let it be. A picture never grows wider than
its cell. Whether a picture of the table is smaller than anybody can make out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from trustbook.manuscript.trees import add_class, descendants

_SHARE = re.compile(r"width: ([\d.]+)%;")
_TEXT = "(var(--page-width) - 2 * var(--margin-side, 15mm))"
_LEAST = 20 / 25.4 * 96  # CSS pixels: 20 mm, where the picture itself is no smaller
_SMALL = re.compile(r"(?:width|height): ([\d.]+)px;")
_SLACK = 0.5


def size_pictures(tree: Element) -> None:
    """Take shares of the width in cells as shares of the text's, and let small pictures keep their sizes, in place."""
    for cell in descendants(tree, "td", "th"):
        for picture in cell.iter("img"):
            said = picture.get("style", "")
            small = _SMALL.match(said)
            if small and float(small.group(1)) <= _LEAST:
                add_class(picture, "small-picture")
            if match := _SHARE.match(said):
                share = min(float(match.group(1)), 100) / 100
                picture.set("style", f"--share: {share:g}; width: calc({_TEXT} * {share:g});{said[match.end() :]}")


def too_small(table: Any) -> bool:
    """Whether a picture in a laid-out table is smaller than it wants to be, and than anybody can make out."""
    return any(picture.width + _SLACK < min(_LEAST, _wanted(picture)) for picture in _pictures(table))


def _wanted(picture: Any) -> float:
    """The width that an author gave a picture, or its height lets it have, or that it has by itself."""
    style = picture.style
    given, height = _pixels(style["width"]), _pixels(style["height"])
    width, _, ratio = picture.replacement.get_intrinsic_size(style["image_resolution"], style["font_size"])
    return given or height * (ratio or 0) or float(width or 0)


def _pixels(length: Any) -> float:
    return float(length.value) if length != "auto" and length.unit == "px" else 0.0


def _pictures(box: Any) -> Iterator[Any]:
    if hasattr(box, "replacement"):
        yield box
    for child in getattr(box, "children", ()):
        yield from _pictures(child)
