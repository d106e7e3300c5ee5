"""Judge a whole cover (back, spine and front in one sheet) by the book that it goes around.

In: the facts of the sheet, and the book's pages and thickness. Out: faults.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trustbook.pdf.units import MM
from trustbook.verify.preflight.facts import PageFacts, size
from trustbook.verify.preflight.fault import Fault

_SLACK = 0.3  # mm: folds are not placed better


@dataclass(frozen=True, slots=True)
class Inside:
    """The book that a cover is for: how many pages it has, their width and height, and its thickness, in mm."""

    pages: int
    width: float
    height: float
    spine: float


def judge_cover(page: PageFacts, inside: Inside) -> Iterator[Fault]:
    """The sheet is as wide as two pages and the spine, and as high as a page; a front by itself is as wide as one."""
    left, bottom, right, top = page.boxes.cut
    width, height = size(page.boxes.cut)
    spine = round(width - 2 * inside.width, 2) + 0.0  # never minus nought
    middle = (left + right) / 2
    if abs(width - inside.width) > _SLACK and abs(spine - inside.spine) > _SLACK:
        half = max(spine, inside.spine, 0.0) * MM / 2
        yield Fault(
            "V940",
            f"the spine is not {inside.spine:.2f} mm wide, as {inside.pages} pages are thick",
            page.number,
            f"{spine:.2f} mm",
            abs(spine - inside.spine),
            (middle - half, bottom, middle + half, top),
            f"make the sheet {2 * inside.width + inside.spine:.2f} mm wide, without its bleed",
        )
    if abs(height - inside.height) > _SLACK:
        what = f"the cover is not {inside.height:.1f} mm high, as the pages are"
        hint = f"make the sheet {inside.height:.1f} mm high, without its bleed"
        yield Fault("V940", what, page.number, f"{height:.1f} mm", abs(height - inside.height), hint=hint)
