"""Turn a font with cubic outlines (CFF) into a TrueType font, which every reading system and PDF takes.

In: the bytes of an OpenType font, cut down. Out: the same signs as TrueType, in the same order. The curves differ by
less than one unit of the font, a thousandth of its size.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

_ERROR = 1.0  # units that a curve may be off
_CUBIC = ("CFF ", "CFF2", "VORG")


def as_truetype(data: bytes) -> bytes:
    """The font with quadratic outlines."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import TTFont, newTable

    font = TTFont(BytesIO(data), recalcTimestamp=False)
    order, signs = font.getGlyphOrder(), font.getGlyphSet()
    drawn: dict[str, Any] = {}
    for name in order:
        pen = TTGlyphPen(None)
        signs[name].draw(Cu2QuPen(pen, _ERROR, reverse_direction=True))
        drawn[name] = pen.glyph()
    outlines = font["glyf"] = newTable("glyf")
    outlines.glyphOrder, outlines.glyphs = order, drawn
    font["loca"] = newTable("loca")
    for name in _CUBIC:
        if name in font:
            del font[name]
    _largest(font)
    font["post"].formatType, font["post"].extraNames, font["post"].mapping = 2.0, [], {}
    font.sfntVersion = "\0\1\0\0"
    for name, glyph in drawn.items():
        glyph.recalcBounds(outlines)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))
    written = BytesIO()
    font.save(written, reorderTables=True)
    return written.getvalue()


def _largest(font: Any) -> None:
    """What `maxp` says of a TrueType font; counts of points are filled in when it is written."""
    table = font["maxp"]
    table.tableVersion = 0x00010000
    table.maxZones = 1
    for name in (
        "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
        "maxSizeOfInstructions", "maxComponentElements",
    ):  # fmt: skip
        setattr(table, name, 0)
