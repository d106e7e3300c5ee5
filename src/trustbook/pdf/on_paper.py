"""Put the pages of a finished PDF in the middle of a larger paper.

In: a PDF, and the size of a paper. Out: the PDF for that paper. What is on the pages stays as it is: the paper grows
around it.
"""

from __future__ import annotations

import io

from pikepdf import Array, Pdf

from trustbook.pdf.units import MM
from trustbook.pdf.written import written

_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox")


def around(page: float, paper: float) -> float:
    """How much wider a paper is than a page on each side, in the unit of both."""
    return (paper - page) / 2


def on_paper(data: bytes, width: float, height: float) -> bytes:
    """The pages on a paper of so many mm; their boxes begin left of and below 0,0 (ISO 32000-1, 14.11.2)."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            left, bottom, right, top = map(float, page.mediabox)
            x, y = around(right - left, width * MM), around(top - bottom, height * MM)
            box = Array([round(value, 3) for value in (left - x, bottom - y, right + x, top + y)])
            for name in _BOXES:
                if name in page.obj:
                    page.obj[name] = box
        return written(pdf, pdf.pdf_version)
