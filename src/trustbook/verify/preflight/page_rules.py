"""Judge where things are on a page: its boxes, its bleed, its marks, and how near to the cut its ink comes.

In: the facts of a page and a shop's row. Out: faults.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from trustbook.pdf.shops import Shop
from trustbook.pdf.trims import TRIMS
from trustbook.pdf.units import MM
from trustbook.verify.preflight.facts import SIDES, Box, Ink, PageFacts, millimetres, size
from trustbook.verify.preflight.fault import Fault

_SLACK = 0.05  # mm: numbers in a PDF are rounded
_SEEN = 0.1  # mm: half a pixel of a picture with 150 on an inch
_SHEET = 0.3  # mm
_TRIM = 0.5  # mm: a name of a trim is of inches or of millimetres
_FARTHEST = 100.0  # mm
_EDGES = {"left": "on the left", "bottom": "at the bottom", "right": "on the right", "top": "at the top"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page is of: a cover by itself, or one of so many inner pages, of which the first may be the cover."""

    shop: Shop
    pages: int
    cover: bool = False
    right_to_left: bool = False

    @property
    def bleed(self) -> float:
        """What is painted beyond the cut, in mm."""
        return self.shop.cover_bleed if self.cover else self.shop.bleed

    def safety(self, page: int) -> float:
        """How near to the cut things may come, in mm."""
        if self.cover:
            return self.shop.cover_safety
        first = page == 1 and self.shop.cover == "inside"
        return min(self.shop.safety, self.shop.cover_safety) if first else self.shop.safety

    def inner(self, page: int) -> str:
        """The side at the spine; none on a cover."""
        if self.cover:
            return ""
        return "left" if (page % 2 == 1) != self.right_to_left else "right"

    def cut(self, page: PageFacts) -> Box:
        """Where a page is cut. Where no box says it, a page as large as a trim with its bleed is cut to the trim."""
        boxes = page.boxes
        if boxes.trim or not self.bleed or self.cover:
            return boxes.cut
        left, bottom, right, top = boxes.cut
        beyond = self.bleed * MM
        cut = (left + beyond, bottom + beyond, right - beyond, top - beyond)
        return cut if trim_name(cut) else boxes.cut


def trim_name(box: Box) -> str:
    """The name of a trim size, or nothing for any other."""
    width, height = size(box)
    names = (name for name, (w, h) in TRIMS.items() if abs(w - width) < _TRIM and abs(h - height) < _TRIM)
    return next(names, "")


def judge_boxes(page: PageFacts, first: PageFacts, sheet: Sheet) -> Iterator[Fault]:
    """TrimBox, BleedBox and MediaBox: there, in each other, alike (ISO 15930-7)."""
    boxes, fault = page.boxes, Fault("V920", "", page.number)
    if sheet.shop.standards and boxes.trim is None and boxes.art is None:
        hint = "let the program that makes the PDF write a TrimBox: where the page is cut"
        yield replace(fault, what="no TrimBox says where the page is cut", hint=hint)
    if boxes.trim is not None and boxes.art is not None:
        yield replace(fault, what="a TrimBox and an ArtBox both say what the page is", hint="leave the ArtBox out")
    if not _inside(boxes.cut, boxes.painted):
        hint = "make the BleedBox as large as the TrimBox and its bleed"
        yield replace(fault, what="the TrimBox does not lie in the BleedBox", spot=boxes.cut, hint=hint)
    if not _inside(boxes.painted, boxes.media):
        hint = "make the MediaBox at least as large as the BleedBox"
        yield replace(fault, what="the BleedBox does not lie in the MediaBox", hint=hint)
    own, wanted = size(sheet.cut(page)), size(sheet.cut(first))
    if max(abs(one - other) for one, other in zip(own, wanted, strict=True)) > _SLACK:
        what, hint = "the page is cut to another size than the first one", "give all pages one size"
        yield replace(fault, what=what, measured=millimetres(sheet.cut(page)), hint=hint)


def judge_bleed(page: PageFacts, sheet: Sheet) -> Iterator[Fault]:
    """Colour that runs over the cut must run on, so that no white is left where the knife slips."""
    boxes, fault = page.boxes, Fault("V921", "", page.number)
    crosses, short = (page.ink.crosses, page.ink.short) if page.ink else ((), ())
    cut, wanted = sheet.cut(page), sheet.bleed
    sides = [side for side in SIDES if side != sheet.inner(page.number) or wanted]
    if not wanted:
        sides = [side for side in sides if side in crosses]
        wanted = sheet.shop.cover_bleed
    given = {side: abs(cut[index] - boxes.painted[index]) / MM for index, side in enumerate(SIDES) if side in sides}
    hint = f"paint {wanted:.4g} mm beyond the cut, and let the BleedBox say so"
    if given and wanted and max(given.values()) < _SLACK:
        what = "there is no bleed: the BleedBox ends where the page is cut"
        yield replace(fault, what=what, spot=cut, hint=hint)
    elif given and min(given.values()) < wanted - _SLACK:
        side = min(given, key=given.__getitem__)
        what = f"a bleed of less than {wanted:.4g} mm"
        spot, least = _beyond(cut, side, wanted), given[side]
        yield replace(fault, what=what, measured=f"{least:.1f} mm", badness=-least, spot=spot, hint=hint)
    for side, spot in short:
        what, hint = "something comes to the cut and does not bleed", "let it run on to the edge of the BleedBox"
        yield replace(fault, what=what, measured=_EDGES[side], spot=spot, hint=hint)


def _beyond(cut: Box, side: str, bleed: float) -> Box:
    """The strip of bleed along one side of what is cut."""
    index = SIDES.index(side)
    edge = cut[index] + (bleed if index > 1 else -bleed) * MM
    strip = list(cut)
    strip[index], strip[(index + 2) % 4] = edge, cut[index]
    return strip[0], strip[1], strip[2], strip[3]


def judge_marks(page: PageFacts, sheet: Sheet) -> Iterator[Fault]:
    """Shops that take no marks want sheets of the very size: what is cut, and its bleed."""
    if sheet.shop.marks:
        return
    crosses = bool(page.ink and page.ink.crosses)
    wanted = sheet.bleed or (sheet.shop.cover_bleed if crosses else 0.0)
    cut, media = sheet.cut(page), page.boxes.media
    beyond = max(abs(one - other) / MM for one, other in zip(cut, media, strict=True))
    larger = f"{wanted:.4g} mm larger than the cut on each side" if wanted else "just as large as what is cut"
    fault = Fault("V939", "", page.number, hint=f"make the sheet without marks, {larger}")
    if beyond > wanted + _SHEET:
        marks = "there are marks, or other ink, outside of what is cut and bleeds"
        bare = "the sheet is larger than what is cut and bleeds"
        what = marks if page.ink and page.ink.beyond else bare
        yield replace(fault, what=what, measured=millimetres(media), badness=beyond)


def judge_safety(page: PageFacts, sheet: Sheet) -> Iterator[Fault]:
    """How near to the cut ink comes, and at the spine how far into the gutter."""
    ink = page.ink
    if ink is None:
        return
    least, gutter = sheet.safety(page.number), sheet.shop.gutter(sheet.pages)
    inner = sheet.inner(page.number)
    outer: list[tuple[float, str]] = []
    for side, margin in _margins(ink, sheet, page):
        if side == inner and least - _SEEN <= margin < gutter - _SEEN:
            yield Fault(
                "V925",
                f"ink nearer to the spine than the gutter of {gutter:.4g} mm",
                page.number,
                f"{margin:.1f} mm",
                -margin,
                _spot(ink, side),
                f"a book of {sheet.pages} pages takes a wider inner margin",
            )
        elif margin < least - _SEEN:
            outer.append((margin, side))
    if outer:
        margin, side = min(outer)
        yield Fault(
            "V922",
            f"ink nearer to the cut than {least:.4g} mm",
            page.number,
            f"{max(0.0, margin):.1f} mm {_EDGES[side]}",
            -margin,
            _spot(ink, side),
            "move it inwards, or let it run over the cut as a bleed",
        )
    if ink.crosses and least and not sheet.shop.cover_bleed:
        what = "ink runs to the edge of the paper, where the printer prints nothing"
        yield Fault("V922", what, page.number, hint="move it inwards, or choose a shop that prints to the edge")


def _margins(ink: Ink, sheet: Sheet, page: PageFacts) -> Iterator[tuple[str, float]]:
    """For each side, how near to the cut ink comes that is not meant to be cut."""
    inset = sheet.cut(page)[0] - page.boxes.cut[0]  # where no TrimBox says it, what was measured is of the sheet
    for index, side in enumerate(SIDES):
        given = [margins[index] for margins in (ink.margins, ink.text) if margins]
        if given and min(given) < _FARTHEST:
            yield side, min(given) - inset / MM


def _spot(ink: Ink, side: str) -> Box | None:
    return ink.spots[SIDES.index(side)] if ink.spots else None


def _inside(inner: Box, outer: Box) -> bool:
    low = all(inner[side] >= outer[side] - _SLACK * MM for side in (0, 1))
    return low and all(inner[side] <= outer[side] + _SLACK * MM for side in (2, 3))
