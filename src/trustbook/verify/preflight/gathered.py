"""Gather what is painted on one page while its content is read.

In: colours, lines, pictures and fonts, each with the box it covers. Out: the facts of the page, each kind once and
where it was met first, or worst. What lies wholly outside the BleedBox, as crop marks do, is not counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from trustbook.verify.preflight.colours import is_neutral, plates_of
from trustbook.verify.preflight.facts import (
    Box,
    Boxes,
    Coverage,
    Font,
    Line,
    Painted,
    Picture,
    RichBlack,
    Space,
    Transparent,
    overlap,
)

_MOST = 500  # facts of one kind on one page
_BLACK = 0.15  # a colour whose red, green and blue all are darker is black to the eye
_INK = 0.02  # less is no ink of its own
_HAIR = 0.02  # pt: a line has an extent, also where its path has none


@dataclass(slots=True)
class Gathered:
    """The facts of one page, as far as it has been read."""

    boxes: Boxes
    painted: dict[tuple[Space, str, bool], Painted] = field(default_factory=dict)
    pictures: dict[tuple[int, int, float], Picture] = field(default_factory=dict)
    line: Line | None = None
    rich_blacks: dict[tuple[float, ...], RichBlack] = field(default_factory=dict)
    transparent: dict[str, Transparent] = field(default_factory=dict)
    fonts: dict[Font, Font] = field(default_factory=dict)
    ink: float = 0.0
    ink_spot: Box | None = None
    inks: set[str] = field(default_factory=set)  # those that are laid on; "" stands for inks that only a profile knows
    over: float = 0.0
    uncounted: set[str] = field(default_factory=set)

    def is_seen(self, box: Box) -> bool:
        """Whether a box reaches into what is kept of the sheet, or bled off."""
        left, bottom, right, top = box
        return overlap((left - _HAIR, bottom - _HAIR, right + _HAIR, top + _HAIR), self.boxes.painted)

    def colour(self, space: Space, values: Sequence[float], source: str, box: Box | None) -> None:
        """A colour that is painted."""
        self.space(space, source, is_neutral(space, values), box)
        plates = plates_of(space, values)
        if plates is None:
            self.uncounted.add(f"colours in {space.name}")
        else:
            self.amount(sum(plates.values()), box)
            self.inks |= {"" if space.icc else ink for ink, share in plates.items() if share}

    def space(self, space: Space, source: str, neutral: bool, box: Box | None) -> None:
        """A colour space that is used."""
        if len(self.painted) < _MOST:
            self.painted.setdefault((space, source, neutral), Painted(space, source, neutral, box))

    def pixels(self, space: Space, ink: float | None, box: Box) -> None:
        """The most ink of a picture's pixels, None where only a profile could say."""
        if ink is None:
            self.uncounted.add(f"pictures in {space.name}")
        else:
            self.amount(ink, box)
            self.inks.add("Black" if space.model == "grey" and not space.icc else "")

    def amount(self, ink: float, box: Box | None) -> None:
        """So much ink on one spot."""
        if ink > self.ink:
            self.ink, self.ink_spot = ink, box

    def text(self, space: Space, values: Sequence[float], size: float, box: Box) -> None:
        """The colour of text; black from several inks is kept apart."""
        self.colour(space, values, "text", box)
        if space.model == "cmyk" and len(values) >= 4 and _is_rich_black(values):
            inks = tuple(round(100 * value, 1) for value in values[:4])
            key = (*inks, round(size))
            if len(self.rich_blacks) < _MOST:
                self.rich_blacks.setdefault(key, RichBlack(inks, round(size, 2), box))

    def stroke(self, width: float, box: Box) -> None:
        """A line of so many points."""
        if self.line is None or width < self.line.width:
            self.line = Line(width, box)

    def overprint(self, space: Space, values: Sequence[float]) -> None:
        """A colour that leaves the inks below it where they are."""
        self.over = max(self.over, sum((plates_of(space, values) or {}).values()))

    def picture(self, found: Picture) -> None:
        """A picture where it is placed."""
        if len(self.pictures) < _MOST:
            self.pictures.setdefault((found.width, found.height, round(found.ppi)), found)

    def shines(self, what: str, box: Box | None) -> None:
        """Something transparent; a group is so by itself only for those who take none."""
        if len(self.transparent) < _MOST:
            self.transparent.setdefault(what, Transparent(what, box))

    def font(self, name: str, embedded: bool, box: Box) -> None:
        """A font that text is set in."""
        key = Font(name, embedded)
        if len(self.fonts) < _MOST:
            self.fonts.setdefault(key, Font(name, embedded, box))

    def coverage(self) -> Coverage:
        """The highest ink of any colour painted: an estimate where there are several inks, for colours may also lie on
        one another; of one ink, that is the most."""
        estimate = bool(self.uncounted) or len(self.inks) > 1 or "" in self.inks
        return Coverage(round(self.ink, 1), self.ink_spot, estimate, self.over, tuple(sorted(self.uncounted)))


def _is_rich_black(values: Sequence[float]) -> bool:
    key = values[3]
    darkest = all((1 - value) * (1 - key) < _BLACK for value in values[:3])
    return darkest and sum(value > _INK for value in values[:4]) > 1
