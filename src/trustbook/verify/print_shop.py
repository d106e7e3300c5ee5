"""Judge the print PDF as a print shop's preflight would.

In: the file's bytes. Out: V903 for each fault, once, with the pages that have it: page boxes (ISO 32000-1,
14.11.2), annotations, fonts that are not embedded, an odd page count, black text in RGB, coarse pictures,
hairlines. Lines are judged as strokes; lines drawn as filled areas are not. Lengths are in points (1/72
inch). It must not know how large a book is: its pages say so, and have to agree.
"""

from __future__ import annotations

import io
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pikepdf
from pikepdf import Stream

from trustbook.findings import Finding, Place
from trustbook.pdf.content import FAULTS, IDENTITY, LIMITS, Budget, Content, Matrix, TooMuch
from trustbook.pdf.profile import Press
from trustbook.pdf.values import dictionary, number_of
from trustbook.verify.tools import Check, Subject

MM = 72 / 25.4
COARSEST = 300.0  # pixels an inch
THINNEST = 0.25  # pt

_SLACK = 0.01  # pt: numbers in a PDF are rounded
_DEEPEST = 16  # forms within forms
_STROKES = frozenset(("S", "s", "B", "B*", "b", "b*"))

Box = tuple[float, float, float, float]


def checks(press: Press) -> tuple[Check, ...]:
    """The checks of a PDF for a print shop."""
    return (Check("print checks", partial(print_shop, press=press)),)


def print_shop(subject: Subject, press: Press) -> list[Finding]:
    """Every fault of a PDF that is to be printed with this profile."""
    faults: dict[str, list[int]] = defaultdict(list)
    try:
        with LIMITS, pikepdf.open(io.BytesIO(subject.data)) as pdf:
            if press.even and len(pdf.pages) % 2 and len(pdf.pages) > 1:  # a cover apart is one page
                faults[f"{len(pdf.pages)} pages, an odd number"] = []
            file = _File(press.bleed)
            for number, page in enumerate(pdf.pages, 1):
                for fault in file.judge(page):
                    faults[fault].append(number)
    except FAULTS as error:
        return [Finding("V903", f"it cannot be read as a PDF: {error}", Place(subject.name))]
    return [
        Finding("V903", f"print: {fault}{_pages(numbers)}", Place(subject.name)) for fault, numbers in faults.items()
    ]


def _pages(numbers: list[int]) -> str:
    """`on page 3`, `on pages 1–4, 9`, or nothing for the file as a whole."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    shown = ", ".join("–".join(map(str, run)) for run in runs)
    return f" on page{'s' if len(numbers) > 1 else ''} {shown}" if shown else ""


def _boxes(page: pikepdf.Page, first: pikepdf.Page, beyond: float) -> Iterator[str]:
    """Faults of MediaBox, BleedBox and TrimBox."""
    media = _box(page.mediabox)
    trim, bleed = (_box(page.obj.get(name)) for name in ("/TrimBox", "/BleedBox"))
    if media is None or trim is None or bleed is None:
        yield "MediaBox, BleedBox and TrimBox are not all there"
        return
    if max(abs(media[0]), abs(media[1])) > _SLACK:
        yield "the MediaBox does not start at 0, 0"
    size, wanted = _size(trim), _size(_box(first.obj.get("/TrimBox")) or trim)
    if max(abs(one - other) for one, other in zip(size, wanted, strict=True)) > 0.1:
        own, others = (f"{width:.1f} × {height:.1f} mm" for width, height in (size, wanted))
        yield f"the TrimBox is {own}, unlike the first page's {others},"
    margins = [abs(one - other) / MM for one, other in zip(trim, bleed, strict=True)]
    if max(abs(margin - beyond) for margin in margins) > 0.05:
        yield f"the BleedBox is not {beyond:g} mm wider than the TrimBox on every side"
    if not (_inside(trim, bleed) and _inside(bleed, media)):
        yield "the TrimBox does not lie in the BleedBox and that in the MediaBox"


def _size(box: Box) -> tuple[float, float]:
    """Width and height in mm."""
    return (box[2] - box[0]) / MM, (box[3] - box[1]) / MM


def _box(value: Any) -> Box | None:
    """Left, bottom, right, top."""
    try:
        x1, y1, x2, y2 = (float(one) for one in value)
    except (TypeError, ValueError):
        return None
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _inside(inner: Box, outer: Box) -> bool:
    low = all(inner[side] >= outer[side] - _SLACK for side in (0, 1))
    return low and all(inner[side] <= outer[side] + _SLACK for side in (2, 3))


def _annotations(page: pikepdf.Page) -> Iterator[str]:
    if len(page.obj.get("/Annots", [])):
        yield "a link or another annotation, which cannot be printed"


@dataclass(slots=True)
class _File:
    """Judges page after page; `found` is what was found on the present one."""

    bleed: float  # mm
    budget: Budget = field(default_factory=Budget)
    found: list[str] = field(default_factory=list)
    _first: pikepdf.Page | None = None
    _fonts: dict[tuple[int, int], str] = field(default_factory=dict)

    def judge(self, page: pikepdf.Page) -> list[str]:
        """All faults of a page, each once."""
        self._first = self._first or page
        self.found = [*_boxes(page, self._first, self.bleed), *_annotations(page)]
        try:
            if "/Contents" in page.obj:
                _Inked(self, (page.resources, IDENTITY), 1.0, _DEEPEST).read(page.obj.Contents)
        except TooMuch:
            self.found.append("more is drawn here than can be checked")
        return list(dict.fromkeys(self.found))

    def judge_fonts(self, resources: Any) -> None:
        """Look for the outlines of each font, once in the whole file."""
        for _, font in dictionary(resources.get("/Font")).items():
            if font.objgen not in self._fonts or font.objgen == (0, 0):
                self._fonts[font.objgen] = _not_embedded(font)
            if fault := self._fonts[font.objgen]:
                self.found.append(fault)


class _Inked(Content[float, None]):
    """Goes through what one stream draws, and the forms and tiling patterns in it; its state is the line width."""

    def __init__(self, file: _File, inside: tuple[Any, Matrix], width: float, depth: int) -> None:
        super().__init__(file.budget, *inside, width, None)
        self._file, self._depth = file, depth
        file.judge_fonts(self.resources)

    def act(self, name: str, operands: list[Any]) -> None:
        """Judge lines and black, and go through patterns."""
        if name in _STROKES:
            self._file.found += _hairline(self.state, self.matrix)
        elif name == "w":
            self.state = number_of(operands[0])
        elif name == "gs":
            change = dictionary(self.resource("/ExtGState", operands[0]))
            self.state = number_of(change.get("/LW", self.state))
        elif name in ("rg", "RG") and not any(operands):
            self._file.found.append("black in RGB (`0 0 0 rg`), which prints in several inks")
        elif name in ("scn", "SCN") and operands:
            pattern = self.resource("/Pattern", operands[-1])
            if isinstance(pattern, Stream):  # a shading pattern has no content of its own
                self._enter(pattern, self.base, 1.0)

    def broken(self, name: str) -> None:
        """Refuse what a printer's machine may take otherwise than others."""
        raise ValueError(f"`{name}` lacks its operands")

    def image(self, image: Any) -> None:
        """Judge a picture where it is painted."""
        self._file.found += _coarse(image, self.matrix)

    def form(self, form: Stream) -> None:
        """Go through a form where it is painted."""
        self._enter(form, self.matrix, self.state)

    def _enter(self, form: Stream, matrix: Matrix, width: float) -> None:
        if not self._depth:
            raise TooMuch
        _Inked(self._file, self.inside(form, matrix), width, self._depth - 1).read(form)


def _not_embedded(font: Any) -> str:
    """What is wrong when a font's outlines are not in the file (ISO 32000-1, 9.9); Type 3 holds them."""
    described = font.get("/DescendantFonts", [font])[0]
    descriptor = described.get("/FontDescriptor", {})
    if font.get("/Subtype") == "/Type3" or any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
        return ""
    return f"the font {str(font.get('/BaseFont', '/?'))[1:]} is not embedded"


def _coarse(image: Any, matrix: Matrix) -> Iterator[str]:
    """A picture fills the unit square of its matrix (ISO 32000-1, 8.9.5)."""
    a, b, c, d, _, _ = matrix
    pixels = [int(image.get(long, image.get(short, 0))) for long, short in (("/Width", "/W"), ("/Height", "/H"))]
    sides = [math.hypot(a, b), math.hypot(c, d)]
    finest = min((72 * count / side for count, side in zip(pixels, sides, strict=True) if side), default=COARSEST)
    if finest < COARSEST - 0.5:
        shown = " × ".join(map(str, pixels))
        yield f"a picture of {shown} pixels at {finest:.0f} pixels an inch, less than {COARSEST:g}"


def _hairline(width: float, matrix: Matrix) -> Iterator[str]:
    """A stroke is thinnest where its matrix shrinks most: by the smaller singular value."""
    a, b, c, d, _, _ = matrix
    squares = (a**2 + b**2 + c**2 + d**2) / 2
    determinant = a * d - b * c
    scale = math.sqrt(max(0.0, squares - math.sqrt(max(0.0, squares**2 - determinant**2))))
    if width * scale < THINNEST - _SLACK:
        yield f"a line {width * scale:.2f} pt wide, thinner than {THINNEST:g} pt"
