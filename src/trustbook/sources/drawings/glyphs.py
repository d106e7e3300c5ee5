"""Measure and draw single characters of the shipped fonts.

In: a character, a weight and a style. Out: its advance, its kerning with the character before, its outline
as SVG path data. It sets one character after the other: no ligatures, no joined scripts, no writing from
right to left; `shapeable` tells which characters that is right for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from trustbook.sources import fonts
from trustbook.sources.fonts import Face, Style


def shapeable(character: str) -> bool:
    """Whether the character can be drawn alone: no combining mark, no script written right to left."""
    return not unicodedata.category(character).startswith("M") and unicodedata.bidirectional(character) not in (
        "R",
        "AL",
        "AN",
    )


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws with one face; lengths in thousandths (`1 / units`) of the font size."""

    font: Any
    glyphs: Any
    units: int
    names: dict[int, str]
    pairs: list[Callable[[str, str], int | None]] = field(default_factory=list)

    def advance(self, character: str) -> float:
        """How far the next character stands, in font sizes."""
        return float(self.glyphs[self._name(character)].width) / self.units

    def kern(self, left: str, right: str) -> float:
        """What is added between two characters of this face, in font sizes (GPOS, feature `kern`)."""
        for pair in self.pairs:
            value = pair(self._name(left), self._name(right))
            if value is not None:
                return value / self.units
        return 0.0

    def draw(self, character: str, x: float, y: float, size: float, digits: int) -> str:
        """The outline as path data, its origin at (x, y), coordinates rounded to `digits` decimals."""
        from fontTools.pens.svgPathPen import SVGPathPen
        from fontTools.pens.transformPen import TransformPen

        scale = size / self.units
        drawn = SVGPathPen(self.glyphs, ntos=lambda value: number(value, digits))
        self.glyphs[self._name(character)].draw(TransformPen(drawn, (scale, 0, 0, -scale, x, y)))
        return str(drawn.getCommands())

    def middle(self, baseline: str) -> float:
        """Half the x-height for `middle`, half of ascender and descender for `central`, in font sizes."""
        if baseline == "middle":
            return float(self.font["OS/2"].sxHeight) / 2 / self.units
        return float(self.font["hhea"].ascent + self.font["hhea"].descent) / 2 / self.units

    def _name(self, character: str) -> str:
        return self.names.get(ord(character)) or (self.names[0x20] if character.isspace() else ".notdef")


def number(value: float, digits: int) -> str:
    """A number as short as it can be written with at most `digits` decimals."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"
    return "0" if text in ("-0", "") else text


@cache
def pen(face: Face) -> Pen:
    """The pen of a face, made once."""
    font = fonts.open_font(face)
    place = {"wght": face.weight} if "fvar" in font else None
    # A variable font's kerning varies too; the few characters it lends do without.
    pairs = [] if place else _pairs(font)
    return Pen(font, font.getGlyphSet(location=place), font["head"].unitsPerEm, font.getBestCmap(), pairs)


def pen_for(character: str, weight: int, style: Style) -> Pen:
    """The pen of the face that draws this character."""
    return pen(fonts.face_for(character, weight, style))


def _pairs(font: Any) -> list[Callable[[str, str], int | None]]:
    """One function a kerning subtable: left and right glyph → units, or None where it does not apply."""
    table = font["GPOS"].table
    indices = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "kern"
        for index in record.Feature.LookupListIndex
    }
    subtables = [
        subtable
        for index in sorted(indices)
        if table.LookupList.Lookup[index].LookupType == 2
        for subtable in table.LookupList.Lookup[index].SubTable
    ]
    return [_by_glyph(subtable) if subtable.Format == 1 else _by_class(subtable) for subtable in subtables]


def _by_glyph(subtable: Any) -> Callable[[str, str], int | None]:
    values = {
        (left, record.SecondGlyph): _advance(record.Value1)
        for left, pairs in zip(subtable.Coverage.glyphs, subtable.PairSet, strict=True)
        for record in pairs.PairValueRecord
    }
    return lambda left, right: values.get((left, right))


def _by_class(subtable: Any) -> Callable[[str, str], int | None]:
    covered = frozenset(subtable.Coverage.glyphs)
    lefts, rights = subtable.ClassDef1.classDefs, subtable.ClassDef2.classDefs

    def value(left: str, right: str) -> int | None:
        if left not in covered:
            return None
        record = subtable.Class1Record[lefts.get(left, 0)].Class2Record[rights.get(right, 0)]
        return _advance(record.Value1)

    return value


def _advance(value: Any) -> int:
    return int(getattr(value, "XAdvance", 0) or 0)
