"""Shape text with the shipped fonts, and draw the glyphs, by HarfBuzz.

In: text that one face can set, then its glyphs with their places. Out: glyphs in the order they stand, with all that
the font asks for (kerning, ligatures, marks on their letters, scripts from right to left), and outlines as SVG path
data. It must not ask the machine for anything: no locale, no fonts but ours. HarfBuzz is loaded when it is needed: most
builds have outlined their drawings before.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from trustbook.sources import fonts


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of shaped text; `start` is the index of the first character it stands for. Lengths are in font sizes."""

    index: int
    start: int
    advance: float
    right: float
    up: float


@dataclass(frozen=True, slots=True)
class Pen:
    """Shapes and draws with one face."""

    font: Any
    units: int

    def shape(self, text: str, ligatures: bool = True) -> list[Glyph]:
        """The glyphs of a text from left to right; without `ligatures` only those that the script cannot do without."""
        import uharfbuzz as hb

        buffer = hb.Buffer()
        buffer.add_codepoints([ord(character) for character in text])
        buffer.language = "und"  # else HarfBuzz takes the machine's
        buffer.guess_segment_properties()
        hb.shape(self.font, buffer, {"liga": ligatures, "clig": ligatures}, shapers=["ot"])
        units = self.units
        return [
            Glyph(info.codepoint, info.cluster, at.x_advance / units, at.x_offset / units, at.y_offset / units)
            for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]

    def draw(self, glyph: int, x: float, y: float, size: float, digits: int) -> str:
        """A glyph's outline as path data, its origin at (x, y), coordinates rounded to `digits` decimals."""
        path = _Path(x, y, size / self.units, digits)
        self.font.draw_glyph(glyph, _drawing(), path)
        return "".join(path.commands)

    def middle(self, baseline: str) -> float:
        """Half the x-height for `middle`, half of ascender and descender for `central`, in font sizes."""
        import uharfbuzz as hb

        if baseline == "middle":
            return float(self.font.get_metric_position(hb.OTMetricsTag.X_HEIGHT)) / 2 / self.units
        extents = self.font.get_font_extents("ltr")
        return float(extents.ascender + extents.descender) / 2 / self.units


@lru_cache(maxsize=4096)
def pen_for(text: str, weight: int, slant: fonts.Slant) -> Pen:
    """The pen of the face that sets a letter with its marks: the text family's, if that has them and can place them."""
    marked = "".join(one for one in text if unicodedata.category(one) != "Cf")
    chosen = pen(fonts.face_for(text, weight, slant))
    if len(marked) > 1 and any(one.advance == one.right == one.up == 0 for one in chosen.shape(marked)[1:]):
        return pen(fonts.fallback_face(weight, slant))
    return chosen


@cache
def pen(face: fonts.Face) -> Pen:
    """The pen of a face, made once."""
    import uharfbuzz as hb

    source = hb.Face(face.source.read_bytes())
    font = hb.Font(source)
    if source.has_var_data:
        font.set_variations({"wght": face.weight})
    return Pen(font, source.upem)


@dataclass(slots=True)
class _Path:
    """Path data in the making. HarfBuzz draws in font units, upwards from the origin; SVG goes down from (x, y)."""

    x: float
    y: float
    scale: float
    digits: int
    commands: list[str] = field(default_factory=list)
    start: tuple[float, float] = (0.0, 0.0)
    here: tuple[float, float] = (0.0, 0.0)

    def across(self, x: float) -> str:
        return number(self.x + x * self.scale, self.digits)

    def down(self, y: float) -> str:
        return number(self.y - y * self.scale, self.digits)

    def move(self, x: float, y: float) -> None:
        self.commands.append(f"M{self.across(x)} {self.down(y)}")
        self.start = self.here = x, y

    def line(self, x: float, y: float) -> None:
        if (x, y) == self.here:
            return
        if x == self.here[0]:
            self.commands.append(f"V{self.down(y)}")
        elif y == self.here[1]:
            self.commands.append(f"H{self.across(x)}")
        else:
            letter = " " if self.commands[-1][0] in "M " else "L"
            self.commands.append(f"{letter}{self.across(x)} {self.down(y)}")
        self.here = x, y

    def curve(self, letter: str, *points: float) -> None:
        places = zip(points[::2], points[1::2], strict=True)
        self.commands.append(letter + " ".join(f"{self.across(x)} {self.down(y)}" for x, y in places))
        self.here = points[-2], points[-1]

    def close(self) -> None:
        if self.here == self.start and self.commands[-1][0] in "HVL ":
            self.commands.pop()  # `Z` draws this line
        self.commands.append("Z")


@cache
def _drawing() -> Any:
    """What HarfBuzz calls to draw on a `_Path`."""
    import uharfbuzz as hb

    drawn = hb.DrawFuncs()
    drawn.set_move_to_func(lambda x, y, path: path.move(x, y))
    drawn.set_line_to_func(lambda x, y, path: path.line(x, y))
    drawn.set_quadratic_to_func(lambda x1, y1, x, y, path: path.curve("Q", x1, y1, x, y))
    drawn.set_cubic_to_func(lambda x1, y1, x2, y2, x, y, path: path.curve("C", x1, y1, x2, y2, x, y))
    drawn.set_close_path_func(lambda path: path.close())
    return drawn


def number(value: float, digits: int) -> str:
    """A number as short as it can be written with at most `digits` decimals."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"
    return "0" if text in ("-0", "") else text
