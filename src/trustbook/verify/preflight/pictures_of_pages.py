"""Paint pages as small pictures for a report.

In: the PDF of `boxes.upright` and numbers of pages. Out: JPEGs.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from contextlib import closing

_SCALE = 1.2  # pixels a point
_LARGEST = 800_000  # pixels of a page
_QUALITY = 72


def pictures(data: bytes, numbers: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """The pages that can be painted, with their numbers."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    with closing(document):
        for number in numbers:
            try:
                with closing(document[number - 1]) as page:
                    width, height = page.get_size()
                    scale = min(_SCALE, math.sqrt(_LARGEST / (width * height)))
                    painted = page.render(scale=scale).to_pil().convert("RGB")
            except pypdfium2.PdfiumError:
                continue
            out = io.BytesIO()
            painted.save(out, "JPEG", quality=_QUALITY, optimize=True)
            yield number, out.getvalue()
