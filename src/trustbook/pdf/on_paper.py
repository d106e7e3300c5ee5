"""Put the pages of a finished PDF in the middle of a larger paper.

In: a PDF, and the size of a paper. Out: the PDF for that paper. What is on the pages stays as it is: the paper grows
around it. A page that is larger than the paper stays as large as it is.
"""

from __future__ import annotations

import io

from pikepdf import Array, Pdf

from trustbook.pdf.units import MM
from trustbook.pdf.written import written

_NEARLY = 0.1  # pt
_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox")


def on_paper(data: bytes, width: float, height: float) -> bytes:
    """The pages on a paper of so many mm, which is turned for pages that are wider than high; their boxes begin left of
    and below 0,0 (ISO 32000-1, 14.11.2)."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            left, bottom, right, top = map(float, page.mediabox)
            wide = right - left > top - bottom
            paper = (height, width) if wide else (width, height)
            x, y = (side * MM - page_side for side, page_side in zip(paper, (right - left, top - bottom), strict=True))
            if min(x, y) < -_NEARLY:
                continue
            box = (left - x / 2, bottom - y / 2, right + x / 2, top + y / 2)
            for name in _BOXES:
                if name in page.obj:
                    page.obj[name] = Array([round(value, 3) for value in box])
        return written(pdf, pdf.pdf_version)
