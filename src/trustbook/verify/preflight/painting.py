"""Go through what one page paints: colours, lines, text, and what is in its forms, patterns, masks and annotations.

In: a page's content. Out: facts in a `Gathered`. Layers that are switched off and what is clipped away count like all
else: a shop's machine may see both. Text has no widths here, so its boxes are about right and no more.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pikepdf import Array, Dictionary, Name, Stream, String

from trustbook.pdf.content import IDENTITY, Budget, Matrix, TooMuch, times
from trustbook.pdf.values import dictionary, items, number_of
from trustbook.verify.preflight.colours import space_of
from trustbook.verify.preflight.facts import Box, around, overlap
from trustbook.verify.preflight.fonts import bytes_a_glyph, font_facts
from trustbook.verify.preflight.gathered import Gathered
from trustbook.verify.preflight.graphics import Colour, Graphics, State
from trustbook.verify.preflight.pictures import Pictures

_DEEPEST = 16  # forms within forms
_FILLS, _STROKES = frozenset("f F f* B B* b b*".split()), frozenset("S s B B* b b*".split())
_LEAST_LENGTH = 1.0  # pt: a filled area as thin as a hairline and longer than this is a line
_MOST_TILES = 1_000_000  # of a pattern in one area: programs that paint take minutes for them
_GLYPH = 0.45  # of the type size: as wide as most glyphs are


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
    for form in (normal,) if isinstance(normal, Stream) else dictionary(normal).values():
        if isinstance(form, Stream):
            yield form


class Painting(Graphics):
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
        super().__init__(reader.budget, inside, state)
        self._reader, self._found, self._within, self._deep = reader, found, within, deep
        self._entered: set[tuple[int, int]] = set()

    def image(self, image: Any) -> None:
        """A picture fills the unit square of its matrix (ISO 32000-1, 8.9.5)."""
        box = self.box([(0, 0), (1, 0), (0, 1), (1, 1)])
        if not self._found.is_seen(box):
            return
        facts = self._reader.pictures.facts(image, self.resources)
        self._found.picture(facts.placed(self.matrix, box))
        if facts.space is None:  # a stencil
            self._spread(self.state.fill, "picture", box)
        else:
            self._found.space(facts.space, self._within or "picture", facts.neutral, box)
            self._found.pixels(facts.space, facts.ink, box)
        if facts.soft:
            self._found.shines("a picture with a soft mask", box)
            self._found.uncounted.add("transparency")
        self._shine(box)

    def form(self, form: Stream) -> None:
        """Go through a form where it is painted."""
        group, state = dictionary(form.get("/Group")), self.state
        _group(self._found, group, self.resources, "a transparency group", self._page_box(form))
        if group.get("/S") == Name.Transparency:  # it is mixed with what is below as a whole (11.6.6)
            self._shine(self._page_box(form))
            state = replace(state, shines=())
        self._enter(form, self.matrix, state)

    def shade(self, shading: Any) -> None:
        """The colours of a shading."""
        self._shade(shading, self._found.boxes.painted)

    def soft_mask(self, group: Stream) -> None:
        """The colours that a mask is mixed in."""
        _group(self._found, dictionary(group.get("/Group")), self.resources, "a soft mask", None)

    def _enter(self, form: Stream, matrix: Matrix, state: State, within: str = "") -> None:
        if not self._deep:
            raise TooMuch
        within = self._within or within
        Painting(self._reader, self._found, self.inside(form, matrix), state, within, self._deep - 1).read(form)

    def paint(self, name: str, path: list[tuple[float, float]]) -> None:
        """Colours of areas and lines, and lines that are thin."""
        box = around(path)
        if not self._found.is_seen(box):
            return
        if name in _FILLS:
            self._spread(self.state.fill, "area", box)
            self._thin(box)
            clip = self.state.clip
            if clip and overlap(clip, box):  # some programs draw lines as areas behind a slit
                self._thin(clip)
        if name in _STROKES:
            self._spread(self.state.stroke, "line", box)
            self._found.stroke(self.state.width * _thinnest(self.matrix), box)
        self._shine(box)

    def _thin(self, box: Box) -> None:
        """A filled area that looks like a line is one."""
        thin, long = sorted((box[2] - box[0], box[3] - box[1]))
        if long > _LEAST_LENGTH:
            self._found.stroke(thin, box)

    def _spread(self, colour: Colour, source: str, box: Box) -> None:
        """A colour, or a pattern, on a box."""
        if colour.pattern is None:
            self._found.colour(colour.space, colour.values, self._within or source, box)
            return
        pattern = colour.pattern
        if isinstance(pattern, Stream):
            if _tiles(pattern, self.inside(pattern, self.base)[1], box) > _MOST_TILES:
                raise TooMuch
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

    def _shine(self, box: Box | None) -> None:
        for what in self.state.shines:
            self._found.shines(what, box)
            self._found.uncounted.add("transparency")
        if self.state.overprints:
            for colour in (self.state.fill, self.state.stroke):
                self._found.overprint(colour.space, colour.values)

    def show(self, shown: Any) -> None:
        """The font and colour of text."""
        strings = list(shown) if isinstance(shown, Array) else [shown]
        state = self.state
        count = sum(len(bytes(one)) for one in strings if isinstance(one, String)) / bytes_a_glyph(state.font)
        if not count or state.mode in (3, 7):  # invisible
            return
        before, self.matrix = self.matrix, times(self.text, self.matrix)
        size = abs(state.size) * math.sqrt(abs(self.matrix[0] * self.matrix[3] - self.matrix[1] * self.matrix[2]))
        box = self.box([(0, -0.2 * state.size), (_GLYPH * state.size * count, 0.8 * state.size)])
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

    def _page_box(self, form: Stream) -> Box | None:
        box = form.get("/BBox")
        if not isinstance(box, Array) or len(box) != 4:
            return None
        left, bottom, right, top = (number_of(one) for one in box)
        return self.box([(left, bottom), (right, bottom), (left, top), (right, top)])


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


def _tiles(pattern: Stream, matrix: Matrix, box: Box) -> float:
    """How many tiles of a pattern a box takes."""
    a, b, c, d, _, _ = matrix
    tile = abs(number_of(pattern.get("/XStep")) * number_of(pattern.get("/YStep")) * (a * d - b * c))
    return (box[2] - box[0]) * (box[3] - box[1]) / tile if tile else math.inf


def _thinnest(matrix: Matrix) -> float:
    """A stroke is thinnest where its matrix shrinks most: by the smaller singular value."""
    a, b, c, d, _, _ = matrix
    squares = (a**2 + b**2 + c**2 + d**2) / 2
    determinant = a * d - b * c
    return math.sqrt(max(0.0, squares - math.sqrt(max(0.0, squares**2 - determinant**2))))
