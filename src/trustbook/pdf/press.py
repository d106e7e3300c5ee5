"""Make a finished layout fit for a press.

In: WeasyPrint's PDF objects and a press. Out: the same objects with the boxes of a print shop (ISO 32000-1, 14.11.2),
crop marks outside the bleed, the press's inks, an inner margin wide enough for the book's thickness, blank pages up to
a whole number of sheets, and no links or bookmarks. All lengths are in points (1/72 inch) unless they say mm.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pydyf

from trustbook.pdf.inks import Inks
from trustbook.pdf.pdfx import claim
from trustbook.pdf.profile import Press
from trustbook.pdf.units import MM

MARK_FROM, MARK_TO, MARK_WIDTH = 1 * MM, 6 * MM, 0.25  # beyond the bleed; the width of a hairline that prints
_EDGE = 1 * MM  # of the sheet beyond the marks


def for_press(pdf: Any, press: Press, cover: bool, shift: float) -> list[str]:
    """Finish a PDF; returns what it holds that its standard forbids. With a `cover`, the first page is that. All others
    move by `shift` mm away from the spine."""
    Inks.apply(pdf, press, cover)
    pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
    for index, page in enumerate(pages):
        away = shift * MM * (1 if index % 2 == 0 else -1)
        _boxes_and_marks(pdf, page, press, 0.0 if cover and index == 0 else away)
    for _ in range(press.pages(len(pages)) - len(pages)):
        _blank_page(pdf, pages[-1], press)
    for key in ("Outlines", "Names"):
        pdf.catalog.pop(key, None)
    if press.standard:
        _without_lab(pdf)
    return claim(pdf, press)


def _without_lab(pdf: Any) -> None:
    """Take out WeasyPrint's spaces for colours that no sheet of ours uses."""
    for one in pdf.objects:
        if isinstance(one, dict):
            for name in ("lab-d50", "lab-d65"):
                one.pop(name, None)


def _boxes_and_marks(pdf: Any, page: Any, press: Press, shift: float) -> None:
    """Set the boxes by what the page's style sheet paints beyond the trim, clip to the bleed, draw crop marks beyond.

    WeasyPrint's MediaBox is the trim with the sheet's `bleed` around it, the trim's corner at 0,0. What is painted less
    far than the shop wants is no bleed at all: the boxes never promise ink that is not there.
    """
    left, top, right, bottom = (float(value) for value in page["MediaBox"])
    _, _, width, height = (float(value) for value in page.get("TrimBox", page["MediaBox"]))
    bleed = min(press.bleed * MM, -left, -top, right - width, bottom - height)
    around = bleed + (MARK_TO + _EDGE if press.marks else 0)
    trim = (around, around, around + width, around + height)
    painted = (around - bleed, around - bleed, around + width + bleed, around + height + bleed)
    page["MediaBox"] = pydyf.Array([0, 0, _number(width + 2 * around), _number(height + 2 * around)])
    page["TrimBox"] = pydyf.Array([_number(value) for value in trim])
    page["BleedBox"] = pydyf.Array([_number(value) for value in painted])
    page.pop("Annots", None)
    stream = pdf.objects[int(page["Contents"].split()[0])]
    x, y, x2, y2 = painted
    clip = " ".join(str(_number(value)) for value in (x, y, x2 - x, y2 - y))
    moved = f"1 0 0 1 {_number(around + shift)} {_number(around)} cm"
    marks = crop_marks(trim, bleed, press.folds) if press.marks else []
    stream.stream = [b"q", f"{clip} re W n".encode(), moved.encode(), *stream.stream, b"Q", *marks]


def crop_marks(trim: Sequence[float], bleed: float, folds: Sequence[float]) -> list[bytes]:
    """Eight crop marks, two at each corner of the trim, and two for each fold, wholly outside the bleed."""
    left, bottom, right, top = trim
    near, far = bleed + MARK_FROM, bleed + MARK_TO
    lines = []
    for y, outward in ((bottom, -1), (top, 1)):
        for x in (left, right, *(left + fold * MM for fold in folds)):
            lines.append((x, y + outward * near, x, y + outward * far))
    for x, outward in ((left, -1), (right, 1)):
        for y in (bottom, top):
            lines.append((x + outward * near, y, x + outward * far, y))
    operators = [b"q", f"{MARK_WIDTH} w".encode(), b"0 G"]
    for x1, y1, x2, y2 in lines:
        operators.append(f"{_number(x1)} {_number(y1)} m {_number(x2)} {_number(y2)} l S".encode())
    return [*operators, b"Q"]


def _blank_page(pdf: Any, like: Any, press: Press) -> None:
    """One empty page of the same boxes at the end: a printed sheet has two sides."""
    trim = [float(value) for value in like["TrimBox"]]
    bleed = trim[0] - float(like["BleedBox"][0])
    stream = pydyf.Stream(crop_marks(trim, bleed, press.folds) if press.marks else [], compress=True)
    pdf.add_object(stream)
    boxes = {key: pydyf.Array(list(like[key])) for key in ("MediaBox", "TrimBox", "BleedBox")}
    pdf.add_page(
        pydyf.Dictionary(
            {
                "Type": "/Page",
                "Parent": pdf.pages.reference,
                "Contents": stream.reference,
                "Resources": pydyf.Dictionary({}),
                **boxes,
            }
        )
    )


def _number(value: float) -> float:
    return round(value, 3)
