"""Turn the laid-out cover page into the EPUB's cover picture.

In: the PDF of the cover. Out: a PNG of 1,600 × 2,560 pixels, without transparency, the same bytes for the same
page. Beside `pdf.spoken.ask` and modules of `verify`, the only one that imports pypdfium2.
"""

from __future__ import annotations

import io

HEIGHT = 2_560  # pixels: what shops for e-books ask for, with a page of 1 to 1.6


def raster(pdf: bytes) -> bytes:
    """The first page, cut to its trim, as a PNG."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        left, bottom, right, top = page.get_trimbox()
        page.set_cropbox(left, bottom, right, top)
        page.set_mediabox(left, bottom, right, top)
        picture = page.render(scale=HEIGHT / (top - bottom), no_smoothtext=False).to_pil().convert("RGB")
    finally:
        document.close()
    reduced = picture.quantize(colors=128)
    out = io.BytesIO()
    reduced.save(out, "PNG", optimize=True)
    return out.getvalue()
