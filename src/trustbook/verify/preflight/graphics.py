"""Keep the graphics state of a content stream (ISO 32000-1, 8.4): colours, lines, font, paths, where text stands.

In: operators as `Content` gives them. Out: what is painted, with the state it is painted in, for `Painting` to judge.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from pikepdf import Array, Name, Stream

from trustbook.pdf.content import IDENTITY, Budget, Content, Matrix, matrix_of, times
from trustbook.pdf.values import dictionary, items, name_of, number_of
from trustbook.verify.preflight.colours import CMYK, GREY, RGB, space_of
from trustbook.verify.preflight.facts import Box, Space, around

_PAINTING = frozenset("f F f* B B* b b* S s n".split())
_CLIPPING = ("W", "W*")
_LONGEST = 64  # points of a path that are kept; of longer ones, their corners
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
    clip: Box | None = None  # around the path that clips what is painted, the last one set


class Graphics(Content[State, None]):
    """A content stream with its graphics state; `text` is the matrix that the next glyph is placed by."""

    def __init__(self, budget: Budget, inside: tuple[Any, Matrix], state: State) -> None:
        super().__init__(budget, *inside, state, None)
        self.text = self._line = IDENTITY
        self._path: list[tuple[float, float]] = []
        self._clips = False

    # -- for the derived class to say

    def paint(self, name: str, path: list[tuple[float, float]]) -> None:
        """A path is filled, stroked or both, by the operator of this name."""

    def show(self, shown: Any) -> None:
        """A string, or an array of strings and gaps, is shown where `text` is."""

    def shade(self, shading: Any) -> None:
        """A shading is painted on all there is."""

    def soft_mask(self, group: Stream) -> None:
        """A soft mask is set."""

    # -- what all have in common

    def act(self, name: str, operands: list[Any]) -> None:
        """Keep the state, and tell what is painted."""
        change = self._CHANGES.get(name)
        if name in _PAINTING:
            path, self._path = self._path, []
            if path and name != "n":
                self.paint(name, path)
            if path and self._clips:
                left, bottom, right, top = clip = around(path)
                self._keep(clip=clip if left < right and bottom < top else None)
            self._clips = False
        elif name in _CLIPPING:
            self._clips = True
        elif change is not None:
            try:
                change(self, operands)
            except IndexError:
                self.broken(name)

    def broken(self, name: str) -> None:
        """Refuse what a printer's machine may take otherwise than others."""
        raise ValueError(f"`{name}` lacks its operands")

    def box(self, points: list[tuple[float, float]]) -> Box:
        """The box of some points on the page."""
        return around([self._at(*point) for point in points])

    def _keep(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)

    def _point(self, operands: list[Any]) -> None:
        """The end of a piece of a path, and the points that bend it."""
        for index in range(0, len(operands) - 1, 2):
            self._path.append(self._at(number_of(operands[index]), number_of(operands[index + 1])))
        if len(self._path) > _LONGEST:
            left, bottom, right, top = around(self._path)
            self._path = [(left, bottom), (right, top)]

    def _rectangle(self, operands: list[Any]) -> None:
        x, y, width, height = (number_of(operands[index]) for index in range(4))
        self._path += [self._at(x + dx, y + dy) for dx in (0, width) for dy in (0, height)]

    def _at(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f

    def _show(self, operands: list[Any]) -> None:
        self.show(operands[-1])

    def _next_line_and_show(self, operands: list[Any]) -> None:
        self._move((0.0, -self.state.leading))
        self._show(operands)

    def _move(self, by: tuple[float, float]) -> None:
        self.text = self._line = times((1, 0, 0, 1, *by), self._line)

    def _begin_text(self, _: list[Any]) -> None:
        self.text = self._line = IDENTITY

    def _place_text(self, operands: list[Any]) -> None:
        if len(operands) != 6:
            raise IndexError
        self.text = self._line = matrix_of(operands)

    def _move_text(self, operands: list[Any]) -> None:
        self._move((number_of(operands[0]), number_of(operands[1])))

    def _move_text_and_lead(self, operands: list[Any]) -> None:
        self._keep(leading=-number_of(operands[1]))
        self._move_text(operands)

    def _set_font(self, operands: list[Any]) -> None:
        self._keep(font=self.resource("/Font", operands[0]), size=number_of(operands[1]))

    def _graphics_state(self, operands: list[Any]) -> None:
        change = dictionary(self.resource("/ExtGState", operands[0]))
        if "/LW" in change:
            self._keep(width=number_of(change.LW))
        font = change.get("/Font")
        if isinstance(font, Array) and len(font) == 2:
            self._keep(font=font[0], size=number_of(font[1]))
        shines = {one.split()[0]: one for one in self.state.shines}
        for key, word in (("/ca", "opacity"), ("/CA", "line")):
            if key in change:
                shines.pop(word, None)
                if number_of(change[key]) < 1:
                    shines[word] = f"{word} {'' if key == '/ca' else 'opacity '}{100 * number_of(change[key]):.0f} %"
        if "/BM" in change:
            shines.pop("blend", None)
            first = next(iter(items(change.BM)), Name.Normal)
            if first not in _OPAQUE:
                shines["blend"] = f"blend mode {name_of(first)}"
        if "/SMask" in change:
            shines.pop("soft", None)
            group = dictionary(change.SMask).get("/G")
            if isinstance(group, Stream):
                shines["soft"] = "soft mask"
                self.soft_mask(group)
        said = [bool(change[key]) for key in ("/OP", "/op") if key in change]  # of strokes, and of all else
        overprints = any(said) if said else self.state.overprints
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
        "sh": lambda self, given: self.shade(self.resource("/Shading", given[0])),
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
