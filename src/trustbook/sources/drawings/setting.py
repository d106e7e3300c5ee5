"""Set the text of a drawing: where each glyph stands.

In: characters with their styles, and the places that the author gave some of them. Out: glyphs with their places, by
SVG 1.1, chapter 10: chunks, anchors, baselines; within a chunk as the font's own rules say. It draws nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from trustbook.sources import fonts
from trustbook.sources.drawings import glyphs
from trustbook.sources.drawings.values import TextStyle


@dataclass(slots=True)
class Character:
    """A character: where the author set it, if anywhere, and the stretch of text between tags (its run) it is in."""

    text: str
    style: TextStyle
    run: int
    x: float | None = None
    y: float | None = None
    dx: float = 0.0
    dy: float = 0.0


@dataclass(frozen=True, slots=True)
class PlacedGlyph:
    """A glyph where it stands; it belongs to the path of the first character it stands for."""

    index: int
    pen: glyphs.Pen
    size: float
    run: int
    x: float
    y: float


def set_text(characters: list[Character]) -> Iterator[PlacedGlyph]:
    """The glyphs of all characters, chunk by chunk; each absolute place starts one (SVG 1.1, 10.5 and 10.9.1)."""
    x = y = 0.0
    start = 0
    while start < len(characters):
        end = start + 1
        while end < len(characters) and characters[end].x is None and characters[end].y is None:
            end += 1
        visible = end
        while visible > start + 1 and characters[visible - 1].text == " ":
            visible -= 1  # a space before the next line does not move this one off its anchor
        first = characters[start]
        chunk = _Chunk(x if first.x is None else first.x, y if first.y is None else first.y)
        origin = chunk.x + first.dx
        chunk.add(characters[start:visible])
        middle = (chunk.left + chunk.right) / 2
        shift = {"start": 0.0, "middle": origin - middle, "end": origin - chunk.right}[first.style.anchor]
        chunk.add(characters[visible:end])
        for one in chunk.placed:
            yield replace(one, x=one.x + shift)
        x, y, start = chunk.x + shift, chunk.y, end


@dataclass(slots=True)
class _Chunk:
    """The glyphs of one chunk, and its extent; (x, y) is where the next character would stand."""

    x: float
    y: float
    left: float = math.inf
    right: float = -math.inf
    placed: list[PlacedGlyph] = field(default_factory=list)

    def add(self, characters: list[Character]) -> None:
        """Set characters after those that stand."""
        for pen, stretch in _stretches(characters):
            self._add(pen, stretch)

    def _add(self, pen: glyphs.Pen, stretch: list[Character]) -> None:
        style = stretch[0].style
        self.x, self.y = self.x + stretch[0].dx, self.y + stretch[0].dy
        line = self.y
        if style.baseline in ("middle", "central"):
            line += pen.middle(style.baseline) * style.size
        shaped = pen.shape("".join(one.text for one in stretch), ligatures=not style.spacing)
        for glyph, following in zip_longest(shaped, shaped[1:]):
            x, y = self.x + glyph.right * style.size, line - glyph.up * style.size
            self.placed.append(PlacedGlyph(glyph.index, pen, style.size, stretch[glyph.start].run, x, y))
            after = self.x + glyph.advance * style.size
            if following is None or following.start != glyph.start:
                after += style.spacing
            self.left, self.right = min(self.left, self.x, after), max(self.right, self.x, after)
            self.x = after


def _stretches(characters: list[Character]) -> Iterator[tuple[glyphs.Pen, list[Character]]]:
    """Characters that are shaped together, with their pen: a new place, size or face starts the next stretch."""
    stretches: list[tuple[tuple[glyphs.Pen, float, float, str], list[Character]]] = []
    for cluster in _clusters(characters):
        first, style = cluster[0], cluster[0].style
        pen = glyphs.pen_for("".join(one.text for one in cluster), style.weight, style.slant)
        look = (pen, style.size, style.spacing, style.baseline)
        if stretches and stretches[-1][0] == look and not (first.dx or first.dy):
            stretches[-1][1].extend(cluster)
        else:
            stretches.append((look, cluster))
    for (pen, *_), stretch in stretches:
        yield pen, stretch


def _clusters(characters: list[Character]) -> Iterator[list[Character]]:
    """Each character with the marks and joiners that belong to it: one face must draw them all."""
    cluster: list[Character] = []
    for one in characters:
        if cluster and not fonts.joins(one.text):
            yield cluster
            cluster = []
        cluster.append(one)
    if cluster:
        yield cluster
