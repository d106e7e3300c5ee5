"""How wide the margins of laid-out pages are, and whether the spine leaves enough of the inner one.

In: laid-out pages, a press, and how many pages the file will have. Out: the least inner and outer margins in mm, the
bottom margin of each page, and how far all pages move away from the spine, so that a thick book opens. Moving changes
no page break.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trustbook.pdf.profile import Press
from trustbook.pdf.shops import least_gutter

MM_OF_PX = 25.4 / 96
_BARE = "cover"  # the page that has no margins


def bound(
    pages: Sequence[Any], numbers: Sequence[int], press: Press | None, count: int
) -> tuple[tuple[float, float], float]:
    """((inner, outer), shift); pages with odd numbers are right-hand ones. Pages without margins have (0, 0)."""
    sides = []
    for number, page in zip(numbers, pages, strict=True):
        box = page._page_box
        if not box.page_type.blank and _BARE not in str(box.page_type.name):
            left, right = box.margin_left * MM_OF_PX, box.margin_right * MM_OF_PX
            sides.append((left, right) if number % 2 else (right, left))
    if not sides:
        return (0.0, 0.0), 0.0
    inner, outer = (min(side[place] for side in sides) for place in (0, 1))
    shift = max(0.0, least_gutter(press.gutters, count) - inner) if press else 0.0
    return (inner + shift, outer - shift), shift


def bottoms(pages: Sequence[Any]) -> tuple[float, ...]:
    """The bottom margin of each page in mm; that of an empty page, and of one without margins, is 0."""
    boxes = [page._page_box for page in pages]
    return tuple(0.0 if box.page_type.blank else round(box.margin_bottom * MM_OF_PX, 2) for box in boxes)
