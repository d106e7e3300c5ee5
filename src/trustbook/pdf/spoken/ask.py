"""Ask pdfium what the codes of a font mean.

In: a font that maps its codes to Unicode nowhere. Out: what pdfium's tables (standard and built-in encodings, CJK
collections, predefined CMaps) say of each code. It gets a PDF made for this question, which shows each code by itself.
"""

from __future__ import annotations

import ctypes
import io
import re
from typing import Any

import pikepdf
from pikepdf import Dictionary

from trustbook.pdf.content import FAULTS

NO_TEXT = {"\0", "\ufeff", "\ufffe", "\uffff"}  # what makers write who do not know
_PAGE = 200  # codes that pdfium is asked on one page, which may be 14,400 pt wide
_APART = 64  # pt between two of them, so that none touches the next


def asked(pdf: pikepdf.Pdf, source: Any, codes: list[bytes]) -> dict[bytes, str]:
    """What pdfium says that each code means, read from pages that show nothing but these codes, far apart."""
    import pypdfium2

    try:
        made = pikepdf.new()
        font = made.copy_foreign(source if source.is_indirect else pdf.make_indirect(source))
        for start in range(0, len(codes), _PAGE):
            page = made.add_blank_page(page_size=(_APART * _PAGE, _APART))
            page.obj.Resources = Dictionary(Font=Dictionary(F=font))
            # Each twice and spaced out: pdfium passes over a string whose glyphs take no room, such as one space.
            shown = (
                b"BT 9 Tc /F 9 Tf %d 9 Td <%s> Tj ET" % (_APART * at, code.hex().encode() * 2)
                for at, code in enumerate(codes[start : start + _PAGE])
            )
            page.obj.Contents = made.make_stream(b"\n".join(shown))
        file = io.BytesIO()
        made.save(file)
        with pypdfium2.PdfDocument(file.getvalue()) as document:
            return {
                codes[number * _PAGE + at]: text
                for number in range(len(document))
                for at, text in _told(document[number]).items()
                if number * _PAGE + at < len(codes)
            }
    except (*FAULTS, pypdfium2.PdfiumError):
        return {}


def _told(page: Any) -> dict[int, str]:
    """The text at each place of a page made by `asked`."""
    from pypdfium2 import raw

    units: dict[int, list[int]] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    read = page.get_textpage()
    for index in range(raw.FPDFText_CountChars(read)):
        if raw.FPDFText_IsGenerated(read, index) == 1 or raw.FPDFText_HasUnicodeMapError(read, index) == 1:
            continue
        if raw.FPDFText_GetCharOrigin(read, index, x, y) and abs(x.value - _APART * round(x.value / _APART)) < 1:
            units.setdefault(round(x.value / _APART), []).append(raw.FPDFText_GetUnicode(read, index))
    read.close()
    page.close()
    return {at: text for at, found in units.items() if (text := _joined(found)) and text not in NO_TEXT}


def _joined(units: list[int]) -> str:
    """Code points, or halves of them, as text; private ones say nothing to anybody."""
    text = "".join(map(chr, units)).encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")
    return "" if re.search("[\ue000-\uf8ff\x01-\x1f]", text) else text
