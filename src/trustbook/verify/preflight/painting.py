"""Go through what one page paints: colours, lines, text, and what is in its forms, patterns, masks and annotations.

In: a page's content. Out: facts in a `Gathered`. Layers that are switched off count like others, clips are not applied:
a shop's machine may see both. Text has no widths here, so its boxes are about right and no more.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from pikepdf import Array, Dictionary, Name, Stream, String

from trustbook.pdf.content import IDENTITY, Budget, Content, Matrix, TooMuch, matrix_of, times
from trustbook.pdf.values import dictionary, items, name_of, number_of
from trustbook.verify.preflight.colours import CMYK, GREY, RGB, space_of
from trustbook.verify.preflight.facts import Box, Space, around
from trustbook.verify.preflight.fonts import bytes_a_glyph, font_facts
from trustbook.verify.preflight.gathered import Gathered
from trustbook.verify.preflight.pictures import Pictures

_DEEPEST = 16  # forms within forms
_FILLS, _STROKES = frozenset("f F f* B B* b b*".split()), frozenset("S s B B* b b*".split())
_LEAST_LENGTH = 1.0  # pt: a filled area as thin as a hairline and longer than this is a line
_GLYPH = 0.45  # of the type size: as wide as most glyphs are
_OPAQUE = (Name.Normal, Name.Compatible)


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as it stands in the graphics state; a `pattern` may stand instead of the numbers."""

    space: Space
    values: tuple[float, ...]
    pattern: Any = None


_BLACK = Colour(GREY, (0.0,))


@dataclass(frozen=True, slots=True)
class State:
    """The graphics state (ISO 32000-1, 8.4), as far as it is looked at."""

    width: float = 1.0
    fill: Colour = _BLACK
    stroke: Colour = _BLACK
    mode: int = 0
    font: Any = None
    size: float = 0.0
    leading: float = 0.0
    shines: tuple[str, ...] = ()
    overprints: bool = False


class Reader:
    """Reads page after page of one PDF; what is costly is kept for the next page that has it."""

    def __init__(self) -> None:
        self.budget = Budget()
        self.pictures = Pictures()

    def page(self, page: Any, page_resources: Any, page_facts: Gathered) -> None:
        """Read a page's content, its group and what its annotations look like."""
        group = dictionary(page.get("/Group"))
        _group(page_facts, group, page_resources, "the page's transparency group", None)
        if "/Contents" in page:
            Painting(self, page_facts, (page_resources, IDENTITY), State()).read(page.Contents)
        for annotation in items(page.get("/Annots")):
            for form in _appearances(dictionary(annotation)):
                inside = Painting(self, page_facts, (form.get("/Resources"), IDENTITY), State(), "annotation")
                inside.read(form)


def _appearances(annotation: Dictionary) -> Iterator[Stream]:
    """What an annotation looks like when nothing happens to it."""
    normal = dictionary(annotation.get("/AP")).get("/N")
    for form in [normal] if isinstance(normal, Stream) else dictionary(normal).values():
        if isinstance(form, Stream):
            yield form


class Painting(Content[State, None]):
    """One content stream. `within` names what it is the content of, when its colours are not simply the page's."""

    def __init__(
        self,
        reader: Reader,
        found: Gathered,
        inside: tuple[Any, Matrix],
        state: State,
        within: str = "",
        deep: int = _DEEPEST,
    ) -> None:
        super().__init__(reader.budget, *inside, state, None)
        self._reader, self._found, self._within, self._deep = reader, found, within, deep
        self._path: list[tuple[float, float]] = []
        self._text = self._line = IDENTITY
        self._entered: set[tuple[int, int]] = set()

    # -- what is drawn

    def act(self, name: str, operands: list[Any]) -> None:
        """Keep the state, and gather what is painted."""
        change = self._CHANGES.get(name)
        if change is not None:
            try:
                change(self, operands)
            except IndexError:
                self.broken(name)
        elif name in _FILLS or name in _STROKES:
            self._draw(name)
        elif name == "n":
            self._path = []

    def broken(self, name: str) -> None:
        """Refuse what a printer's machine may take otherwise than others."""
        raise ValueError(f"`{name}` lacks its operands")

    def image(self, image: Any) -> None:
        """A picture fills the unit square of its matrix (ISO 32000-1, 8.9.5)."""
        box = self._box([(0, 0), (1, 0), (0, 1), (1, 1)])
        if not self._found.is_seen(box):
            return
        facts = self._reader.pictures.facts(image, self.resources)
        self._found.picture(facts.placed(self.matrix, box))
        if facts.space is None:  # a stencil
            self._spread(self.state.fill, "picture", box)
        else:
            self._found.space(facts.space, self._within or "picture", facts.neutral, box)
            if facts.ink is None:
                self._found.uncounted.add(f"pictures in {facts.space.name}")
            else:
                self._found.amount(facts.ink, box)
        if facts.soft:
            self._found.shines("a picture with a soft mask", box)
            self._found.uncounted.add("transparency")
        self._shine(box)

    def form(self, form: Stream) -> None:
        """Go through a form where it is painted."""
        _group(
            self._found, dictionary(form.get("/Group")), self.resources, "a transparency group", self._page_box(form)
        )
        self._enter(form, self.matrix, self.state)

    def _enter(self, form: Stream, matrix: Matrix, state: State, within: str = "") -> None:
        if not self._deep:
            raise TooMuch
        within = self._within or within
        Painting(self._reader, self._found, self.inside(form, matrix), state, within, self._deep - 1).read(form)

    def _draw(self, name: str) -> None:
        points, self._path = self._path, []
        if not points:
            return
        box = around(points)
        if not self._found.is_seen(box):
            return
        if name in _FILLS:
            self._spread(self.state.fill, "area", box)
            thin, long = sorted((box[2] - box[0], box[3] - box[1]))
            if long > _LEAST_LENGTH:
                self._found.stroke(thin, box)
        if name in _STROKES:
            self._spread(self.state.stroke, "line", box)
            self._found.stroke(self.state.width * _thinnest(self.matrix), box)
        self._shine(box)

    def _spread(self, colour: Colour, source: str, box: Box) -> None:
        """A colour, or a pattern, on a box."""
        if colour.pattern is None:
            self._found.colour(colour.space, colour.values, self._within or source, box)
            return
        pattern = colour.pattern
        if isinstance(pattern, Stream):
            if colour.values:
                self._found.colour(colour.space, colour.values, self._within or "pattern", box)
            if pattern.objgen not in self._entered or pattern.objgen == (0, 0):
                self._entered.add(pattern.objgen)
                self._enter(pattern, self.base, State(), "pattern")
        else:
            self._shade(dictionary(pattern).get("/Shading"), box)

    def _shade(self, shading: Any, box: Box) -> None:
        entries = shading.stream_dict if isinstance(shading, Stream) else dictionary(shading)
        space = space_of(entries.get("/ColorSpace"), self.resources)
        source = self._within or "shading"
        ends = list(_ends(entries.get("/Function"), 4))
        for values in ends:
            self._found.colour(space, values, source, box)
        if not ends:
            self._found.space(space, source, space.model == "grey", box)
            self._found.uncounted.add("shadings")
        self._shine(box)

    def _shine(self, box: Box) -> None:
        for what in self.state.shines:
            self._found.shines(what, box)
            self._found.uncounted.add("transparency")
        if self.state.overprints:
            self._found.uncounted.add("overprint")

    # -- text

    def _show(self, operands: list[Any]) -> None:
        shown = operands[-1]
        strings = list(shown) if isinstance(shown, Array) else [shown]
        state = self.state
        count = sum(len(bytes(one)) for one in strings if isinstance(one, String)) / bytes_a_glyph(state.font)
        if not count or state.mode in (3, 7):  # invisible
            return
        before, self.matrix = self.matrix, times(self._text, self.matrix)
        size = abs(state.size) * math.sqrt(abs(self.matrix[0] * self.matrix[3] - self.matrix[1] * self.matrix[2]))
        box = self._box([(0, -0.2 * state.size), (_GLYPH * state.size * count, 0.8 * state.size)])
        self.matrix = before
        if not self._found.is_seen(box):
            return
        name, embedded = font_facts(state.font)
        self._found.font(name, embedded, box)
        filled = state.mode in (0, 2, 4, 6)
        colour = state.fill if filled else state.stroke
        if colour.pattern is None and not self._within:
            self._found.text(colour.space, colour.values, size, box)
        else:
            self._spread(colour, "text", box)
        self._shine(box)

    def _next_line_and_show(self, operands: list[Any]) -> None:
        self._move((0.0, -self.state.leading))
        self._show(operands)

    def _move(self, by: tuple[float, float]) -> None:
        self._text = self._line = times((1, 0, 0, 1, *by), self._line)

    def _begin_text(self, _: list[Any]) -> None:
        self._text = self._line = IDENTITY

    def _place_text(self, operands: list[Any]) -> None:
        if len(operands) != 6:
            raise IndexError
        self._text = self._line = matrix_of(operands)

    def _move_text(self, operands: list[Any]) -> None:
        self._move((number_of(operands[0]), number_of(operands[1])))

    def _move_text_and_lead(self, operands: list[Any]) -> None:
        self._keep(leading=-number_of(operands[1]))
        self._move_text(operands)

    def _set_font(self, operands: list[Any]) -> None:
        self._keep(font=self.resource("/Font", operands[0]), size=number_of(operands[1]))

    # -- state

    def _keep(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)

    def _point(self, operands: list[Any]) -> None:
        """The end of a piece of a path, and the points that bend it."""
        for index in range(0, len(operands) - 1, 2):
            self._path.append(self._at(number_of(operands[index]), number_of(operands[index + 1])))
        if len(self._path) > 64:
            left, bottom, right, top = around(self._path)
            self._path = [(left, bottom), (right, top)]

    def _rectangle(self, operands: list[Any]) -> None:
        x, y, width, height = (number_of(operands[index]) for index in range(4))
        self._path += [self._at(x + dx, y + dy) for dx in (0, width) for dy in (0, height)]

    def _at(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f

    def _box(self, points: list[tuple[float, float]]) -> Box:
        return around([self._at(*point) for point in points])

    def _page_box(self, form: Stream) -> Box | None:
        box = form.get("/BBox")
        if not isinstance(box, Array) or len(box) != 4:
            return None
        left, bottom, right, top = (number_of(one) for one in box)
        return self._box([(left, bottom), (right, bottom), (left, top), (right, top)])

    def _graphics_state(self, operands: list[Any]) -> None:
        change = dictionary(self.resource("/ExtGState", operands[0]))
        if "/LW" in change:
            self._keep(width=number_of(change.LW))
        font = change.get("/Font")
        if isinstance(font, Array) and len(font) == 2:
            self._keep(font=font[0], size=number_of(font[1]))
        shines = {one.split()[0]: one for one in self.state.shines}
        for key in ("/ca", "/CA"):
            if key in change:
                shines.pop("opacity", None)
                if number_of(change[key]) < 1:
                    shines["opacity"] = f"opacity {100 * number_of(change[key]):.0f} %"
        if "/BM" in change:
            shines.pop("blend", None)
            first = next(iter(items(change.BM)), Name.Normal)
            if first not in _OPAQUE:
                shines["blend"] = f"blend mode {name_of(first)}"
        if "/SMask" in change:
            shines.pop("soft", None)
            mask = dictionary(change.SMask)
            if isinstance(mask.get("/G"), Stream):
                shines["soft"] = "soft mask"
                _group(self._found, dictionary(mask.G.get("/Group")), self.resources, "a soft mask", None)
        overprints = bool(change.get("/OP", change.get("/op", self.state.overprints)))
        self._keep(shines=tuple(shines.values()), overprints=overprints)

    def _set_colour(self, operands: list[Any], stroke: bool, space: Space | None = None) -> None:
        before = self.state.stroke if stroke else self.state.fill
        if space is not None:
            space = space_of(Name(f"/{space.name}"), self.resources)  # the page's default may stand for it
        pattern = self.resource("/Pattern", operands[-1]) if operands and isinstance(operands[-1], Name) else None
        values = tuple(number_of(one) for one in operands if not isinstance(one, Name))
        colour = Colour(space or before.space, values, pattern)
        self._keep(**{"stroke" if stroke else "fill": colour})

    def _set_space(self, operands: list[Any], stroke: bool) -> None:
        space = space_of(operands[0], self.resources)
        black = (0.0, 0.0, 0.0, 1.0) if space.model == "cmyk" else (1.0,) * len(space.inks) or (0.0,) * 3
        self._keep(**{"stroke" if stroke else "fill": Colour(space, black)})

    _CHANGES: ClassVar[dict[str, Callable[[Any, list[Any]], None]]] = {
        "w": lambda self, given: self._keep(width=number_of(given[0])),
        "gs": _graphics_state,
        "m": _point, "l": _point, "c": _point, "v": _point, "y": _point, "re": _rectangle,
        "sh": lambda self, given: self._shade(self.resource("/Shading", given[0]), self._found.boxes.painted),
        "BT": _begin_text, "Tm": _place_text, "Td": _move_text, "TD": _move_text_and_lead, "Tf": _set_font,
        "T*": lambda self, given: self._move((0.0, -self.state.leading)),
        "TL": lambda self, given: self._keep(leading=number_of(given[0])),
        "Tr": lambda self, given: self._keep(mode=int(number_of(given[0]))),
        "Tj": _show, "TJ": _show, "'": _next_line_and_show, '"': _next_line_and_show,
        "g": lambda self, given: self._set_colour(given, False, GREY),
        "G": lambda self, given: self._set_colour(given, True, GREY),
        "rg": lambda self, given: self._set_colour(given, False, RGB),
        "RG": lambda self, given: self._set_colour(given, True, RGB),
        "k": lambda self, given: self._set_colour(given, False, CMYK),
        "K": lambda self, given: self._set_colour(given, True, CMYK),
        "cs": lambda self, given: self._set_space(given, False),
        "CS": lambda self, given: self._set_space(given, True),
        "sc": lambda self, given: self._set_colour(given, False),
        "SC": lambda self, given: self._set_colour(given, True),
        "scn": lambda self, given: self._set_colour(given, False),
        "SCN": lambda self, given: self._set_colour(given, True),
    }  # fmt: skip


def _group(found: Gathered, group: Dictionary, resources: Any, source: str, box: Box | None) -> None:
    """A transparency group (ISO 32000-1, 11.6.6), and the colour space it blends in."""
    if group.get("/S") != Name.Transparency:
        return
    found.shines(source, box)
    if "/CS" in group:
        found.space(space_of(group.CS, resources), source, False, box)


def _ends(function: Any, deep: int) -> Iterator[tuple[float, ...]]:
    """The colours where a shading starts and ends, as far as its function tells them (ISO 32000-1, 7.10)."""
    entries = dictionary(function)
    if not deep:
        return
    if entries.get("/FunctionType") == 2:
        for key, default in (("/C0", 0.0), ("/C1", 1.0)):
            yield tuple(number_of(one) for one in items(entries.get(key))) or (default,)
    elif entries.get("/FunctionType") == 3:
        for part in items(entries.get("/Functions")):
            yield from _ends(part, deep - 1)


def _thinnest(matrix: Matrix) -> float:
    """A stroke is thinnest where its matrix shrinks most: by the smaller singular value."""
    a, b, c, d, _, _ = matrix
    squares = (a**2 + b**2 + c**2 + d**2) / 2
    determinant = a * d - b * c
    return math.sqrt(max(0.0, squares - math.sqrt(max(0.0, squares**2 - determinant**2))))
