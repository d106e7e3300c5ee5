"""Write the font in which viewers set what is typed into a form: simple, embedded, with the letters of a language.

In: a WeasyPrint PDF and the language of its text. Out: a font that writes code page 1252 and, in codes that this leaves
free and then in those of its accented letters, what the language writes beyond it (ISO 32000-1, 9.6.6 and D.2).
A simple font, because programs that fill in forms know few others; and without need no codes of its own, because qpdf,
which stands in many of them, writes letters beyond ASCII only where the encoding has a name.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from itertools import chain
from typing import Any

import pydyf
from fontTools.agl import LEGACY_AGL2UV, UV2AGL
from fontTools.ttLib import TTFont

from trustbook.sources import fonts
from trustbook.words.alphabets import letters_beyond

# What the font is called in the form. PDFium, the viewer in Chrome and Edge, picks a face for each sign by its script
# and counts curly quotes as Chinese; only of a font of this name does it ask first whether it has the sign.
ALIAS = "Wingdings"
_NAMED = range(32, 256)  # the codes that WinAnsiEncoding gives a meaning, with few gaps
_UNUSED = (*range(1, 8), *range(14, 32))  # but not those that end lines
_LAST_CODE = 255
# Beside what has a code: programs that make their own encoding take the letters from the file of the font.
_SPARE = "".join(map(chr, chain(range(0x100, 0x180), range(0x218, 0x21C))))


def form_font(pdf: Any, language: str) -> Any:
    """Add the font for a form in this language."""
    names = _names(letters_beyond(language))
    letters = _codes(names)
    face = fonts.face_for("".join(names), 400, "normal")
    data = fonts.subset(face, (*letters.values(), _SPARE))
    font = TTFont(BytesIO(data), lazy=True)
    known, metrics, head = font.getBestCmap(), font["hmtx"].metrics, font["head"]
    unit = 1000 / head.unitsPerEm
    first = min(letters)
    drawn = [known.get(ord(letters.get(code, "\0")), ".notdef") for code in range(first, _LAST_CODE + 1)]
    name = f"/TBFORM+{face.name.removesuffix('.ttf')}"
    file = pydyf.Stream([data], {"Length1": len(data)}, compress=True)
    pdf.add_object(file)
    descriptor = pydyf.Dictionary({
        "Type": "/FontDescriptor", "FontName": name, "Flags": 32, "ItalicAngle": 0, "StemV": 80,
        "FontBBox": pydyf.Array([round(unit * one) for one in (head.xMin, head.yMin, head.xMax, head.yMax)]),
        "Ascent": round(unit * font["hhea"].ascent), "Descent": round(unit * font["hhea"].descent),
        "CapHeight": round(unit * font["OS/2"].sCapHeight), "FontFile2": file.reference,
    })  # fmt: skip
    pdf.add_object(descriptor)
    made = pydyf.Dictionary({
        "Type": "/Font", "Subtype": "/TrueType", "BaseFont": name, "Encoding": _encoding(letters, names),
        "FirstChar": first, "LastChar": _LAST_CODE,
        "Widths": pydyf.Array([round(unit * metrics[glyph][0]) for glyph in drawn]),
        "FontDescriptor": descriptor.reference,
    })  # fmt: skip
    pdf.add_object(made)
    return made


def _codes(beyond: Iterable[str]) -> dict[int, str]:
    """What each code stands for."""
    western = {code: letter for code in _NAMED if (letter := bytes([code]).decode("cp1252", "ignore")).strip("\x7f")}
    free = [code for code in (*_NAMED, *_UNUSED) if code not in western]
    return western | dict(zip([*free, *sorted(western, reverse=True)], beyond, strict=False))


def _names(letters: str) -> dict[str, str]:
    """Letters with their names in the Adobe Glyph List, without those that it lacks; of several names the one that
    most programs know."""
    names: dict[str, str] = {}
    for letter in letters:
        known = [name for name, points in LEGACY_AGL2UV.items() if points == [ord(letter)]]
        if known:
            common = UV2AGL.get(ord(letter))
            names[letter] = min(known, key=lambda name: (name != common, not name.startswith("afii"), name))
    return names


def _encoding(letters: dict[int, str], names: dict[str, str]) -> Any:
    """The name of the encoding, or how it differs from one by listed names, as PDF/A-2, 6.2.11.6, wants."""
    if not names:
        return "/WinAnsiEncoding"
    own = [(code, f"/{names[letter]}") for code, letter in sorted(letters.items()) if letter in names]
    differences = pydyf.Array(chain.from_iterable(own))
    return pydyf.Dictionary({"Type": "/Encoding", "BaseEncoding": "/WinAnsiEncoding", "Differences": differences})
