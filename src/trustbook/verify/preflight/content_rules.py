"""Judge what is painted on a page: colours, ink, pictures, lines, fonts, and what cannot be printed at all.

In: the facts of a page and a shop's row. Out: faults.
"""

from __future__ import annotations

from collections.abc import Iterator

from trustbook.pdf.shops import Shop
from trustbook.verify.preflight.colours import spot_inks
from trustbook.verify.preflight.facts import PageFacts, Painted, overlap
from trustbook.verify.preflight.fault import Fault

FINE, COARSE = 300.0, 150.0  # pixels an inch
THINNEST = 0.25  # pt
_SLACK = 0.01  # pt
_ROUNDED = 0.5  # pixels an inch
_PLATES = 1.0  # percent: each ink is rounded to a step of 255
_DISPLAY = 24.0  # pt: from here on black of several inks is a choice
_MARKS = ("PrinterMark", "TrapNet")  # annotations that are for printers (ISO 32000-1, 14.11)


def judge_colours(page: PageFacts, shop: Shop, standard: str) -> Iterator[Fault]:
    """Colour spaces that the shop, or the part of PDF/X, does not take, and black that prints in several inks."""
    for one in page.painted:
        for ink in spot_inks(one.space):
            hint = "make it of the four inks, or ask the shop for an ink of its own"
            yield Fault("V928", f"the spot colour “{ink}”", page.number, spot=one.spot, hint=hint)
        if shop.colour == "cmyk":
            yield from _for_cmyk(one, page.number, shop.icc_tags and standard != "x-1a")
        elif shop.colour == "grey" and not one.neutral and "group" not in one.source and "mask" not in one.source:
            what = f"colour in {one.space.name}, where the shop prints grey"
            yield Fault(
                "V926", what, page.number, one.source, spot=one.spot, hint="make it grey yourself: it may vanish"
            )
    for rich in page.rich_blacks if shop.colour == "cmyk" else ():
        if rich.size < _DISPLAY:
            inks = "/".join(f"{ink:.0f}" for ink in rich.inks)
            hint = "set text in black ink alone: 0/0/0/100"
            what = "black text of several inks, which blurs when they do not meet"
            yield Fault("V927", what, page.number, f"{inks} % at {rich.size:.3g} pt", sum(rich.inks), rich.spot, hint)


def _for_cmyk(one: Painted, page: int, icc: bool) -> Iterator[Fault]:
    space, group = one.space, "group" in one.source or "mask" in one.source
    foreign = space.model in ("rgb", "lab")
    if foreign and one.neutral and not group and (not (icc and space.icc) or one.source == "text"):
        hint = "make it DeviceGray, or black ink alone"
        yield Fault(
            "V927",
            "black or grey in RGB, which prints in several inks",
            page,
            f"{one.source} in {space.name}",
            0,
            one.spot,
            hint,
        )
    elif (foreign or space.icc) and not (icc and space.icc):
        what = f"{one.source} blends in {space.name}" if group else f"{space.name}, in a job of four inks"
        hint = "convert it to CMYK with the profile of the press, or to grey"
        yield Fault("V926", what, page, "" if group else one.source, 0, one.spot, hint)


def judge_ink(page: PageFacts, shop: Shop) -> Iterator[Fault]:
    """More ink than the paper takes."""
    found = page.coverage
    if shop.ink is not None and found and found.percent > shop.ink + _PLATES:
        estimate = ", an estimate" if found.estimate else ""
        what = f"more ink than {shop.ink} % on one spot"
        hint = "lighten the colour, or convert it with a profile for less ink"
        yield Fault("V929", what, page.number, f"{found.percent:.0f} %{estimate}", found.percent, found.spot, hint)


def judge_pictures(page: PageFacts) -> Iterator[Fault]:
    """Pictures whose pixels will be seen; a picture of one row or column is a colour, and has none to be seen."""
    for one in page.pictures:
        if one.ppi < FINE - _ROUNDED and min(one.width, one.height) > 1:
            least = FINE if one.ppi >= COARSE - _ROUNDED else COARSE
            yield Fault(
                "V931" if least == FINE else "V932",
                f"a picture with less than {least:.0f} pixels an inch",
                page.number,
                f"{one.width} × {one.height} pixels at {one.ppi:.0f}",
                -one.ppi,
                one.spot,
                "place it smaller, or take a picture with more pixels",
            )


def judge_lines(page: PageFacts) -> Iterator[Fault]:
    """Lines that are too thin to print."""
    if page.line and page.line.width < THINNEST - _SLACK:
        width = page.line.width
        yield Fault(
            "V933",
            f"a line thinner than {THINNEST:g} pt",
            page.number,
            f"{width:.2f} pt",
            -width,
            page.line.spot,
            f"make it {THINNEST:g} pt or more",
        )


def judge_fonts(page: PageFacts) -> Iterator[Fault]:
    """Fonts whose outlines are not in the file (ISO 15930-7)."""
    for one in page.fonts:
        if not one.embedded:
            hint = "let the program that makes the PDF embed its fonts"
            yield Fault("V934", f"the font {one.name} is not embedded", page.number, spot=one.spot, hint=hint)


def judge_transparency(page: PageFacts, shop: Shop, standard: str) -> Iterator[Fault]:
    """PDF/X-1a has no transparency (ISO 15930-4), and some shops want none."""
    for one in page.transparent if standard == "x-1a" or not shop.transparency else ():
        hint = "flatten it, or ask the shop whether it takes PDF/X-4"
        yield Fault("V935", f"transparency: {one.what}", page.number, spot=one.spot, hint=hint)


def judge_annotations(page: PageFacts) -> Iterator[Fault]:
    """Links and notes cannot be printed (ISO 15930-7); beside the page they do no harm."""
    for one in page.annotations:
        if one.kind not in _MARKS and (one.spot is None or overlap(one.spot, page.boxes.painted)):
            what = "a link or another annotation, which cannot be printed"
            yield Fault("V936", what, page.number, one.kind, spot=one.spot, hint="make the PDF without links and forms")
