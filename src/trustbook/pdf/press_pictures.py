"""Photographs as a press prints them, before they are laid out.

In: the bytes of a PNG, JPEG, GIF or WebP picture that is known to be whole. Out: a picture in one black ink, in CMYK,
in sRGB or in grey, as the press wants it; the same bytes for the same picture.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from trustbook.pdf.colours import Converter, srgb_profile
from trustbook.pdf.profile import Press

if TYPE_CHECKING:
    from PIL.Image import Image


class PressPictures:
    """Converts pictures for one press."""

    def __init__(self, press: Press) -> None:
        self.press = press
        self._converter = Converter(press)

    def convert(self, data: bytes, coloured: bool) -> bytes:
        """A picture of a page in colour, or of one in black ink."""
        from PIL import Image

        colour = self.press.colour if coloured else "grey"
        if not colour:
            return data
        with Image.open(io.BytesIO(data)) as opened:
            lossy = opened.format in ("JPEG", "MPO")
            opened.load()
            if colour == "srgb" and opened.mode == "RGB" and "icc_profile" not in opened.info:
                return data
            if colour == "grey" and opened.mode == "L":
                return data
            picture, alpha = _in_srgb(opened)
        if alpha is not None and not coloured:  # what shines through is paper
            picture, alpha = _on_paper(picture, alpha), None
        return self._written(picture, alpha, colour, lossy)

    def _written(self, picture: Image, alpha: Image | None, colour: str, lossy: bool) -> bytes:
        out = io.BytesIO()
        if colour == "cmyk":
            whole = picture if alpha is None else _on_paper(picture, alpha)
            self._converter.picture_in_cmyk(whole).save(out, "JPEG", quality=95, subsampling=0)
            return out.getvalue()
        made = self._converter.picture_in_black(picture) if colour == "grey" else picture
        if alpha is not None:
            made.putalpha(alpha)
        if lossy:
            made.save(out, "JPEG", quality=95, subsampling=0)
        else:
            made.save(out, "PNG")
        return out.getvalue()


def _in_srgb(picture: Image) -> tuple[Image, Image | None]:
    """A picture's colours in sRGB by the profile that it carries, and its transparency where it has any."""
    from PIL import ImageCms

    shaded = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    alpha = picture.convert("RGBA").getchannel("A") if shaded else None
    if alpha is not None and alpha.getextrema() == (255, 255):
        alpha = None
    carried = picture.info.get("icc_profile")
    if carried and picture.mode in ("RGB", "L", "CMYK"):
        try:
            source, target = (ImageCms.ImageCmsProfile(io.BytesIO(data)) for data in (carried, srgb_profile()))
            made = ImageCms.profileToProfile(picture, source, target, outputMode="RGB")
            if made is not None:
                return made, alpha
        except (ImageCms.PyCMSError, OSError):  # a profile that is broken, or of other colours, says nothing
            pass
    return picture.convert("RGB"), alpha


def _on_paper(picture: Image, alpha: Image) -> Image:
    from PIL import Image

    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=alpha)
    return paper
