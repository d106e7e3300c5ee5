"""Read the boxes of a page (ISO 32000-1, 14.11.2), and make a copy of a PDF whose pages show all of theirs upright.

In: pages as pikepdf gives them. Out: `Boxes`; and bytes for programs that paint pages, so that what they see and what
was measured have one system of coordinates.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary

from trustbook.pdf.values import items, number_of
from trustbook.verify.preflight.facts import Box, Boxes, around

_LETTER: Box = (0.0, 0.0, 612.0, 792.0)  # what viewers take where a page has no MediaBox
_ANCESTORS = 64
_LEAST = 1.0  # pt: what is smaller is no box
_ASIDE = ("/Annots", "/CropBox", "/UserUnit", "/Group", "/AA")


def boxes_of(page: Any) -> Boxes:
    """The boxes of one page; one that is no box counts as none."""
    media, crop = _box(_inherited(page, "/MediaBox")), _box(_inherited(page, "/CropBox"))
    bleed, trim, art = (_box(page.get(name)) for name in ("/BleedBox", "/TrimBox", "/ArtBox"))
    return Boxes(media or _LETTER, crop, bleed, trim, art, int(number_of(_inherited(page, "/Rotate"))) % 360)


def rectangle(value: Any) -> Box | None:
    """Left, bottom, right, top, whichever corners a PDF names (ISO 32000-1, 7.9.5)."""
    if len(items(value)) != 4:
        return None
    x1, y1, x2, y2 = (number_of(one) for one in value)
    return around([(x1, y1), (x2, y2)])


def _box(value: Any) -> Box | None:
    box = rectangle(value)
    return box if box and box[2] - box[0] >= _LEAST and box[3] - box[1] >= _LEAST else None


def _inherited(page: Any, name: str) -> Any:
    """An entry of a page or of those above it."""
    for node in _line_of(page):
        if name in node:
            return node[name]
    return None


def _line_of(page: Any) -> Iterator[Any]:
    node = page
    for _ in range(_ANCESTORS):
        if not isinstance(node, Dictionary):
            return
        yield node
        node = node.get("/Parent")


def upright(pdf: pikepdf.Pdf, boxes: list[Boxes]) -> bytes:
    """The pages as a PDF of their own, whole, unturned, without annotations and passwords; changes the PDF it is given.

    A page group is left out too: a program that paints would convert the whole page to its colours.
    """
    for page, own in zip(pdf.pages, boxes, strict=False):
        for name in _ASIDE:
            if name in page.obj:
                del page.obj[name]
        page.obj.Rotate = 0
        page.obj.MediaBox = Array([*own.media])
        page.obj.CropBox = Array([*own.media])
    del pdf.pages[len(boxes) :]
    out = io.BytesIO()
    pdf.save(out, encryption=False, fix_metadata_version=False)
    return out.getvalue()
