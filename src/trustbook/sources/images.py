"""Open a photograph: what it is, how large, whether it is whole, and which way up.

In: the bytes of a file. Out: a `Photograph` as readers see it, or why it is not usable. PNG, JPEG, GIF and WebP, the
raster types of EPUB 3.3, 3.2, by Pillow. Sizes are judged by headers, before anything is decoded. It must change
nothing that belongs to the whole process: several threads may open photographs at once.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from types import FunctionType
from typing import Any, Literal, cast

from PIL import ExifTags, Image, ImageFile, ImageOps
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

MAX_PIXELS = 40_000_000


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture made of pixels, upright: `width` and `height` in pixels, as every reader shows `data`."""

    media_type: str
    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Unusable:
    """Why a file is no picture for a book: the code of the finding, and words that follow the file's name."""

    code: Literal["I306", "I309"]
    reason: str


class _WholeJpeg(JpegImageFile):
    """A JPEG that ends where its file ends; Pillow may add the end that is missing."""

    def load_read(self, read_bytes: int) -> bytes:
        assert self.fp is not None
        return self.fp.read(read_bytes)


# By their first bytes and not by `Image.open`, which judges sizes by limits of the whole process, in other words.
_KINDS: tuple[tuple[re.Pattern[bytes], str, type[ImageFile.ImageFile]], ...] = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png", PngImageFile),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg", _WholeJpeg),
    (re.compile(rb"GIF8[79]a"), "image/gif", GifImageFile),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "image/webp", WebPImageFile),
)
_TOO_MANY = f"more than {MAX_PIXELS // 1_000_000} megapixels: scale it down"
_LYING = range(2, 9)  # orientations (Exif 2.32, 4.6.4) other than upright

# How each kind is written again once it stands upright: without loss, or with so little that nobody sees it.
_WRITTEN: dict[str, dict[str, Any]] = {"image/jpeg": {"quality": 95}, "image/webp": {"lossless": True}}

# One switch lets half a picture pass for the whole process, and WeasyPrint turns it on. In this copy of Pillow's own
# reading it is off, whoever turns the other when.
_load_whole = cast(
    Callable[[ImageFile.ImageFile], object],
    FunctionType(ImageFile.ImageFile.load.__code__, {**vars(ImageFile), "LOAD_TRUNCATED_IMAGES": False}),
)


def photograph(data: bytes) -> Photograph | Unusable:
    """The picture in these bytes, decoded once to see that it is whole; at most 40 megapixels are.

    A camera stores a picture as its sensor lay, and notes which side is up (Exif, orientation). Not all readers look at
    the note, so such a picture is turned here and written again.
    """
    kind = next((one for one in _KINDS if one[0].match(data)), None)
    if kind is None:
        return Unusable("I309", "not a PNG, JPEG, GIF or WebP picture")
    _, media_type, reader = kind
    try:
        with reader(io.BytesIO(data)) as picture:
            width, height = picture.size
            if width * height > MAX_PIXELS:
                return Unusable("I306", f"{width} by {height} pixels, {_TOO_MANY}")
            _load(picture)
            return _upright(picture, media_type, data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Unusable("I306", _TOO_MANY)
    except Exception:  # its decoders raise whatever the damage makes them trip over
        return Unusable("I309", "the file is cut off or damaged: export it again")


def _load(picture: ImageFile.ImageFile) -> None:
    """Decode the whole picture, or raise what its decoder does; WebP's own decoder always wants it whole."""
    if isinstance(picture, WebPImageFile):
        picture.load()
    else:
        _load_whole(picture)


def _upright(picture: ImageFile.ImageFile, media_type: str, data: bytes) -> Photograph | Unusable:
    """A decoded picture turned as its note says; what has no such note keeps its bytes."""
    if _orientation(picture) not in _LYING:
        return Photograph(media_type, picture.width, picture.height, data)
    if getattr(picture, "is_animated", False):
        return Unusable(
            "I309", "a moving picture that lies on its side: turn it in a picture program and export it again"
        )
    upright = ImageOps.exif_transpose(picture)
    written = io.BytesIO()
    profile = picture.info.get("icc_profile") or b""
    upright.save(written, media_type.removeprefix("image/"), icc_profile=profile, **_WRITTEN.get(media_type, {}))
    return Photograph(media_type, upright.width, upright.height, written.getvalue())


def _orientation(picture: ImageFile.ImageFile) -> object:
    try:
        return picture.getexif().get(ExifTags.Base.Orientation)
    except Exception:  # what is written about a picture may be damaged, and the picture is good
        return None
