"""Lines of words as they stand on the pages of a finished PDF, measured glyph by glyph.

In: the file's bytes. Out: pages with their lines: size, slant, place, contrast. Sizes and places are in points on the
paper. pdfium reads the text and paints the pages; what it does not see as text, such as outlines, is no line.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from trustbook.rules.contrast import Colour, contrast

_SCALE = 1.0  # pixels a point: enough to tell the ground, which is most of what is around words
_APART = 3.0  # type sizes between two words of one line; farther apart they are two lines, such as foot and folio
_ITALIC = 1 << 6  # FontDescriptor flag (ISO 32000-1, 9.8.2)
_SLANT = 0.05  # of the text matrix

Box = tuple[float, float, float, float]


class Unreadable(Exception):
    """The file is no PDF that pdfium can read."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one base line. `size` is its smallest type, `aside` that it is page furniture (an artifact)."""

    text: str
    size: float
    left: float
    right: float
    bottom: float
    top: float
    base: float
    italic: bool
    aside: bool
    contrast: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its lines in the order of its content; `number` counts from 1."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Look:
    """What all glyphs of one text object have in common."""

    size: float
    italic: bool
    aside: bool
    colour: Colour


@dataclass(frozen=True, slots=True)
class _Glyph:
    text: str
    box: Box
    base: float
    look: _Look


def pages(data: bytes) -> Iterator[Page]:
    """Every page; raises Unreadable."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(str(error)) from None
    with closing(document):
        for number in range(len(document)):
            with closing(document[number]) as page:
                yield _page(page, number + 1)


def _page(page: Any, number: int) -> Page:
    width, height = page.get_size()
    picture = page.render(scale=_SCALE).to_pil().convert("RGB")
    with closing(page.get_textpage()) as text:
        lines = tuple(_line(row, picture, height) for row in _rows(text))
    return Page(number, width, height, lines)


def _rows(text: Any) -> Iterator[list[_Glyph]]:
    """The glyphs line by line, as the content has them."""
    row: list[_Glyph] = []
    for glyph in _glyphs(text):
        if row and not _goes_on(row[-1], glyph):
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _goes_on(last: _Glyph, glyph: _Glyph) -> bool:
    size, gap = glyph.look.size, glyph.box[0] - last.box[2]
    near = -last.look.size < gap < _APART * size
    return near and abs(glyph.base - last.base) < 0.5 * size and glyph.look.aside == last.look.aside


def _glyphs(text: Any) -> Iterator[_Glyph]:
    """What is not white space."""
    from pypdfium2 import raw

    left, bottom, right, top, x, y = (ctypes.c_double() for _ in range(6))
    looks: dict[int | None, _Look] = {}
    for index in range(raw.FPDFText_CountChars(text)):
        character = chr(raw.FPDFText_GetUnicode(text, index))
        if character.isspace() or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        holder = raw.FPDFText_GetTextObject(text, index)
        key = ctypes.cast(holder, ctypes.c_void_p).value
        if key not in looks:
            looks[key] = _look(text, index, holder)
        yield _Glyph(character, (left.value, bottom.value, right.value, top.value), y.value, looks[key])


def _look(text: Any, index: int, holder: Any) -> _Look:
    from pypdfium2 import raw

    matrix, flags, name = raw.FS_MATRIX(), ctypes.c_int(), ctypes.create_string_buffer(256)
    raw.FPDFText_GetMatrix(text, index, matrix)
    raw.FPDFText_GetFontInfo(text, index, name, 256, flags)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFText_GetFillColor(text, index, red, green, blue, alpha)
    across, down = complex(matrix.a, matrix.b), complex(matrix.c, matrix.d)
    skewed = abs((across * down.conjugate()).real) > _SLANT * abs(across) * abs(down)
    named = any(word in name.value.lower() for word in (b"italic", b"oblique"))
    return _Look(
        raw.FPDFText_GetFontSize(text, index) * abs(down),
        skewed or named or bool(flags.value & _ITALIC),
        _is_artifact(holder),
        (red.value, green.value, blue.value),
    )


def _is_artifact(thing: Any) -> bool:
    """Whether a text object stands in marked content that is no part of the reading (ISO 32000-1, 14.8.2.2)."""
    from pypdfium2 import raw

    name, length = (ctypes.c_ushort * 32)(), ctypes.c_ulong()
    for number in range(raw.FPDFPageObj_CountMarks(thing)):
        raw.FPDFPageObjMark_GetName(raw.FPDFPageObj_GetMark(thing, number), name, 64, length)
        if bytes(name)[: max(0, length.value - 2)].decode("utf-16-le") == "Artifact":
            return True
    return False


def _line(row: list[_Glyph], picture: Any, height: float) -> Line:
    words = row[0].text
    for last, glyph in pairwise(row):
        words += (" " if glyph.box[0] - last.box[2] > 0.15 * glyph.look.size else "") + glyph.text
    left, right = min(one.box[0] for one in row), max(one.box[2] for one in row)
    bottom, top = min(one.box[1] for one in row), max(one.box[3] for one in row)
    ground = _ground(picture, (left, bottom, right, top), height)
    return Line(
        words,
        min(one.look.size for one in row),
        left,
        right,
        bottom,
        top,
        row[0].base,
        any(one.look.italic for one in row),
        row[0].look.aside,
        min(contrast(colour, ground) for colour in {one.look.colour for one in row}),
    )


def _ground(picture: Any, box: Box, height: float) -> Colour:
    """The commonest colour around a line, as painted."""
    left, bottom, right, top = box
    around = (left - 2, height - top - 2, right + 2, height - bottom + 2)
    corners = [round(value * _SCALE) for value in around]
    corners = [max(0, corners[0]), max(0, corners[1]), min(picture.width, corners[2]), min(picture.height, corners[3])]
    counted = Counter(picture.crop(corners).get_flattened_data())
    return counted.most_common(1)[0][0] if counted else (255, 255, 255)
