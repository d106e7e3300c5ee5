"""Whether a font's outlines are in the PDF (ISO 32000-1, 9.9).

In: a font as pikepdf gives it. Out: its name, and whether it is embedded.
"""

from __future__ import annotations

from typing import Any

from trustbook.pdf.values import dictionary, items, name_of

_OUTLINES = ("/FontFile", "/FontFile2", "/FontFile3")


def font_facts(font: Any) -> tuple[str, bool]:
    """The name of a font and whether it is embedded; Type 3 holds its outlines itself."""
    entries = dictionary(font)
    name = name_of(entries.get("/BaseFont")) or name_of(entries.get("/Name")) or "a font without a name"
    if entries.get("/Subtype") == "/Type3":
        return name, True
    described = dictionary(next(iter(items(entries.get("/DescendantFonts"))), entries))
    descriptor = dictionary(described.get("/FontDescriptor"))
    return name, any(key in descriptor for key in _OUTLINES)


def bytes_a_glyph(font: Any) -> int:
    """How many bytes stand for one glyph: two in nearly all composite fonts, one in others."""
    return 2 if dictionary(font).get("/Subtype") == "/Type0" else 1
