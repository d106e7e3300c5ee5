"""Lines that WeasyPrint 70 writes letter by letter, written at once.

What is written of a letter depends on its font, its size, and its width as it was set, and is the same wherever these
are. Letters that are raised, missing or pictures, and those of lines to the left, are left to WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from struct import Struct
from typing import Any

_GLYPH = Struct("=Iiii4x")  # its number, width, and offset to the right and upwards; then what Pango notes of it
_EMPTY, _UNKNOWN = 0x0FFFFFFF, 0x10000000
_SINCE = 14802  # before this Pango, WeasyPrint takes sizes from elsewhere


def written(stream: Any, box: Any, matrix: Any) -> bool:
    """Write the line of a box of text, and say so; or leave it to WeasyPrint, and write nothing."""
    from weasyprint.text.ffi import pango

    if not box.text.strip() or box.style["font_size"] < 1e-6 or pango.pango_version() < _SINCE:
        return False
    pieces: list[tuple[Any, float, str]] = []
    before = None
    for item, letters in _runs(box.pango_layout):
        face = item.item.analysis.font
        if face != before:
            pieces.append((*stream.add_font(face), ""))
        before = face
        font, size, text = pieces[-1]
        known = font.__dict__.setdefault("written", {}).setdefault(size, {})
        try:
            more = "".join([known[letter] for letter in letters])
        except KeyError:
            if not _learn(known, font, size, item, letters, box.pango_layout.text, stream):
                return False
            more = "".join([known[letter] for letter in letters])
        pieces[-1] = (font, size, f"{text}<{more[:-1]}" if more.endswith("<") else f"{text}<{more}>")
    if not pieces:
        return False
    stream.set_text_matrix(*matrix.values)
    for font, size, text in pieces:
        stream.set_font_size(font.hash, size)
        stream.show_text(text)
    return True


def _learn(
    known: dict[Any, str], font: Any, size: float, item: Any, letters: Sequence[Any], text: str, stream: Any
) -> bool:
    """Learn what is written of the letters of a run, and their widths and meanings; say whether all are plain."""
    from weasyprint.text.ffi import FROM_UNITS, pango

    if font.bitmap or font.svg or font.png or font.colr or item.item.analysis.level % 2:
        return False
    if any(up or number == _EMPTY or number & _UNKNOWN for number, _, _, up in letters):
        return False
    first, clusters = item.item.offset, item.glyphs.log_clusters
    for place, letter in enumerate(letters):
        if letter in known:
            continue
        number, width, right, _ = letter
        if number not in font.to_unicode:
            end = item.item.length if place + 1 == len(letters) else clusters[place + 1]
            font.to_unicode[number] = text.encode()[first + clusters[place] : first + end].decode()
        if number not in font.widths:
            pango.pango_font_get_glyph_extents(item.item.analysis.font, number, stream.ink_rect, stream.logical_rect)
            font.widths[number] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
        offset = right / size
        kerning = font.widths[number] + offset - width * 1000 * FROM_UNITS / size
        known[letter] = f">{-offset}<" if offset else ""
        known[letter] += f"{number:04x}" + (f">{int(kerning)}<" if kerning else "")
    return True


def _runs(line: Any) -> Iterator[tuple[Any, Sequence[tuple[int, ...]]]]:
    """The runs of a line that is set, each with its letters."""
    from weasyprint.text.ffi import ffi

    run = line.get_first_line()[0].runs[0]
    while run != ffi.NULL:
        glyphs = run.data.glyphs
        yield run.data, list(_GLYPH.iter_unpack(ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * _GLYPH.size)))
        run = run.next
