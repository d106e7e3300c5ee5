"""Judge the print PDF as a print shop's preflight would.

In: the file's bytes. Out: V903 for each fault, once, with the pages that have it: page boxes (ISO 32000-1,
14.11.2), annotations, fonts that are not embedded, an odd page count, black text in RGB, coarse pictures,
hairlines. Lines are judged as strokes; lines drawn as filled areas are not. Lengths are in points (1/72
inch).
"""

from __future__ import annotations

import io
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from trustbook.findings import Finding, Place
from trustbook.verify.tools import Check, Subject

if TYPE_CHECKING:
    import pikepdf

MM = 72 / 25.4
TRIM = (148.0, 210.0)  # mm, A5
BLEED = 3.0  # mm beyond the trim on every side
COARSEST = 300.0  # pixels an inch
THINNEST = 0.25  # pt

_SLACK = 0.01  # pt: numbers in a PDF are rounded
_MOST = 5_000_000  # operators looked at in one file, where
_START = 100  # is what starting on a page or form costs beside them
_DEEPEST = 16  # forms within forms
_STROKES = frozenset(("S", "s", "B", "B*", "b", "b*"))
_WATCHED = " ".join(("q Q cm w gs Do rg RG scn SCN BI ID EI", *sorted(_STROKES)))

Box = tuple[float, float, float, float]


def checks() -> tuple[Check, ...]:
    """The checks of a PDF for a print shop."""
    return (Check("print checks", print_shop),)


def print_shop(subject: Subject) -> list[Finding]:
    """Every fault of a PDF that is to be printed as A5 with a bleed of 3 mm."""
    import pikepdf

    faults: dict[str, list[int]] = defaultdict(list)
    try:
        with pikepdf.open(io.BytesIO(subject.data)) as pdf:
            if len(pdf.pages) % 2 and len(pdf.pages) > 1:  # a cover apart is one page
                faults[f"{len(pdf.pages)} pages, an odd number"] = []
            reader = _Reader()
            for number, page in enumerate(pdf.pages, 1):
                for fault in dict.fromkeys((*_boxes(page), *_annotations(page), *reader.page(page))):
                    faults[fault].append(number)
    # Objects of a kind that does not belong where they stand surface as the last three.
    except (pikepdf.PikepdfError, LookupError, TypeError, ValueError) as error:
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


def _boxes(page: pikepdf.Page) -> Iterator[str]:
    """Faults of MediaBox, BleedBox and TrimBox."""
    media = _box(page.mediabox)
    trim, bleed = (_box(page.obj.get(name)) for name in ("/TrimBox", "/BleedBox"))
    if media is None or trim is None or bleed is None:
        yield "MediaBox, BleedBox and TrimBox are not all there"
        return
    if max(abs(media[0]), abs(media[1])) > _SLACK:
        yield "the MediaBox does not start at 0, 0"
    size = ((trim[2] - trim[0]) / MM, (trim[3] - trim[1]) / MM)
    if max(abs(is_ - wanted) for is_, wanted in zip(size, TRIM, strict=True)) > 0.1:
        yield f"the TrimBox is {size[0]:.1f} × {size[1]:.1f} mm and not {TRIM[0]:g} × {TRIM[1]:g} mm (A5)"
    margins = [abs(one - other) / MM for one, other in zip(trim, bleed, strict=True)]
    if max(abs(margin - BLEED) for margin in margins) > 0.05:
        yield f"the BleedBox is not {BLEED:g} mm wider than the TrimBox on every side"
    if not (_inside(trim, bleed) and _inside(bleed, media)):
        yield "the TrimBox does not lie in the BleedBox and that in the MediaBox"


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


@dataclass(frozen=True, slots=True)
class _State:
    """The part of the graphics state that matters here: matrix to default user space, line width."""

    matrix: pikepdf.Matrix
    width: float = 1.0


@dataclass(slots=True)
class _Reader:
    """Reads what pages draw, forms and tiling patterns within them included."""

    left: int = _MOST
    embedded: dict[tuple[int, int], str] = field(default_factory=dict)

    def page(self, page: pikepdf.Page) -> Iterator[str]:
        """Faults of one page."""
        import pikepdf

        yield from self._content(page, page.resources, _State(pikepdf.Matrix()), _DEEPEST)

    def _content(self, stream: Any, resources: Any, state: _State, depth: int) -> Iterator[str]:
        import pikepdf

        yield from self._fonts(resources)
        if depth == 0 or self.left < 0:
            yield "more is drawn here than can be checked"
            return
        operations = pikepdf.parse_content_stream(stream, _WATCHED)
        self.left -= len(operations) + _START
        base, saved = state.matrix, []
        for operation in operations:
            operands: Any = operation.operands
            match str(operation.operator):
                case "q":
                    saved.append(state)
                case "Q" if saved:
                    state = saved.pop()
                case "cm":
                    state = replace(state, matrix=pikepdf.Matrix(operands) @ state.matrix)
                case "w":
                    state = replace(state, width=float(operands[0]))
                case "gs":
                    change = _resource(resources, "/ExtGState", operands[0])
                    state = replace(state, width=float(change.get("/LW", state.width)))
                case "rg" | "RG" if not any(operands):
                    yield "black in RGB (`0 0 0 rg`), which prints in several inks"
                case "INLINE IMAGE":
                    yield from _coarse(operands[0].obj, state.matrix)
                case "Do":
                    yield from self._object(_resource(resources, "/XObject", operands[0]), resources, state, depth)
                case "scn" | "SCN" if operands and isinstance(operands[-1], pikepdf.Name):
                    pattern = _resource(resources, "/Pattern", operands[-1])
                    yield from self._form(pattern, resources, _State(base), depth)
                case name if name in _STROKES:
                    yield from _hairline(state)

    def _object(self, drawn: Any, resources: Any, state: _State, depth: int) -> Iterator[str]:
        if drawn.get("/Subtype") == "/Image":
            yield from _coarse(drawn, state.matrix)
        else:
            yield from self._form(drawn, resources, state, depth)

    def _form(self, form: Any, resources: Any, state: _State, depth: int) -> Iterator[str]:
        """A form or a tiling pattern; a shading pattern has no content of its own."""
        import pikepdf

        if isinstance(form, pikepdf.Stream):
            own = pikepdf.Matrix(form.get("/Matrix") or pikepdf.Array([1, 0, 0, 1, 0, 0]))
            inner = replace(state, matrix=own @ state.matrix)
            yield from self._content(form, form.get("/Resources", resources), inner, depth - 1)

    def _fonts(self, resources: Any) -> Iterator[str]:
        for font in dict(resources.get("/Font", {})).values():
            if font.objgen not in self.embedded or font.objgen == (0, 0):
                self.embedded[font.objgen] = _not_embedded(font)
            if fault := self.embedded[font.objgen]:
                yield fault


def _resource(resources: Any, kind: str, name: Any) -> Any:
    """A named resource, or an empty dictionary when there is none."""
    import pikepdf

    return resources.get(kind, {}).get(str(name), pikepdf.Dictionary())


def _not_embedded(font: Any) -> str:
    """What is wrong when a font's outlines are not in the file (ISO 32000-1, 9.9); Type 3 holds them."""
    described = font.get("/DescendantFonts", [font])[0]
    descriptor = described.get("/FontDescriptor", {})
    if font.get("/Subtype") == "/Type3" or any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
        return ""
    return f"the font {str(font.get('/BaseFont', '/?'))[1:]} is not embedded"


def _coarse(image: Any, matrix: pikepdf.Matrix) -> Iterator[str]:
    """A picture fills the unit square of its matrix (ISO 32000-1, 8.9.5)."""
    pixels = [int(image.get(long, image.get(short, 0))) for long, short in (("/Width", "/W"), ("/Height", "/H"))]
    sides = [math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)]
    finest = min((72 * count / side for count, side in zip(pixels, sides, strict=True) if side), default=COARSEST)
    if finest < COARSEST - 0.5:
        shown = " × ".join(map(str, pixels))
        yield f"a picture of {shown} pixels at {finest:.0f} pixels an inch, less than {COARSEST:g}"


def _hairline(state: _State) -> Iterator[str]:
    """A stroke is thinnest where its matrix shrinks most: by the smaller singular value."""
    matrix = state.matrix
    squares = (matrix.a**2 + matrix.b**2 + matrix.c**2 + matrix.d**2) / 2
    determinant = matrix.a * matrix.d - matrix.b * matrix.c
    scale = math.sqrt(max(0.0, squares - math.sqrt(max(0.0, squares**2 - determinant**2))))
    if state.width * scale < THINNEST - _SLACK:
        yield f"a line {state.width * scale:.2f} pt wide, thinner than {THINNEST:g} pt"
