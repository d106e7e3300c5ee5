"""Give a clinic's logo a white ground: it is made for paper, and a reader's theme may be dark.

In: the bytes of a drawing in its outlined form, or of a PNG or JPEG that is known to be whole. Out: the same picture,
on white. The style sheet cannot do it: its colours are the reader's.
"""

from __future__ import annotations

import io

from trustbook.sources import drawings

_ALPHA = ("RGBA", "LA", "PA")


def on_white(data: bytes, media_type: str) -> bytes:
    """A logo on white."""
    if media_type == "image/svg+xml":
        return drawings.on_white(data)
    from PIL import Image

    with Image.open(io.BytesIO(data)) as opened:
        if opened.mode not in _ALPHA and "transparency" not in opened.info:
            return data
        logo = opened.convert("RGBA")
    paper = Image.new("RGBA", logo.size, "white")
    out = io.BytesIO()
    Image.alpha_composite(paper, logo).convert("RGB").save(out, "PNG", optimize=True)
    return out.getvalue()
