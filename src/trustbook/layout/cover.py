"""Turn the laid-out cover page into pictures: the EPUB's cover, and the one that shops show.

In: the PDF of the cover. Out: a PNG or a JPEG of 1,600 × 2,560 pixels, without transparency, the same bytes for the
same page. Beside `pdf.spoken.ask` and modules of `verify`, the only one that imports pypdfium2.
"""

from __future__ import annotations

import io
from typing import Any

_DRAWN = 4_096  # colours at most, with those of soft edges; a photograph has more, and needs the slower method
HEIGHT = 2_560  # pixels: what shops for e-books ask for, with a page of 1 to 1.6


def raster(pdf: bytes, height: int = HEIGHT) -> bytes:
    """The first page, cut to its trim, as a PNG of so many pixels in height."""
    from PIL import Image

    picture = _picture(pdf, height)
    drawn = picture.getcolors(_DRAWN) is not None
    method = Image.Quantize.FASTOCTREE if drawn else Image.Quantize.MEDIANCUT
    out = io.BytesIO()
    picture.quantize(colors=128, method=method).save(out, "PNG", compress_level=6)
    return out.getvalue()


def photograph(pdf: bytes) -> bytes:
    """The same as a JPEG in sRGB, its colours as fine as its outlines: what shops take beside an EPUB."""
    out = io.BytesIO()
    _picture(pdf).save(out, "JPEG", quality=92, subsampling=0, optimize=True, dpi=(300, 300))
    return out.getvalue()


def _picture(pdf: bytes, height: int = HEIGHT) -> Any:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        left, bottom, right, top = page.get_trimbox()
        page.set_cropbox(left, bottom, right, top)
        page.set_mediabox(left, bottom, right, top)
        return page.render(scale=height / (top - bottom), no_smoothtext=False).to_pil().convert("RGB")
    finally:
        document.close()
