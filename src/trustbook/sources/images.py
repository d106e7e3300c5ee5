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

from trustbook.sources.picture_kinds import kind_by_start

MAX_PIXELS = 40_000_000
_COLOURS = 256  # that are told apart
_LOOKED_AT = 2_000  # pixels of a side


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture made of pixels, upright: `width` and `height` in pixels, as every reader shows `data`."""

    media_type: str
    width: int
    height: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Unusable:
    """Why a file is no picture for a book: the code of the finding, what is wrong, and what to do."""

    code: Literal["I306", "I309"]
    reason: str
    hint: str


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
_TOO_MANY = f"more than {MAX_PIXELS // 1_000_000} megapixels"
_PLAIN = {"1", "L", "LA", "P", "PA", "RGB", "RGBA"}  # ways to store pixels that every reader and every layout knows
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
    the note, nor know inks (CMYK) or 16 bits of grey, so such a picture is turned, put into sRGB or 8 bits, and written
    again.
    """
    kind = next((one for one in _KINDS if one[0].match(data)), None)
    if kind is None:
        return _no_picture(data)
    _, media_type, reader = kind
    try:
        with reader(io.BytesIO(data)) as picture:
            width, height = picture.size
            if width * height > MAX_PIXELS:
                return Unusable("I306", f"{width} by {height} pixels, {_TOO_MANY}", "scale it down")
            _load(picture)
            return _as_seen(picture, media_type, data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Unusable("I306", _TOO_MANY, "scale it down")
    except Exception:  # its decoders raise whatever the damage makes them trip over
        return Unusable("I309", "the file is cut off or damaged", "export it again")


def colours_on(data: bytes, ground: tuple[int, int, int]) -> set[tuple[int, int, int]]:
    """The colours of a picture as it is seen on a ground, those that are much alike as one; `photograph` has opened
    it before."""
    reader = next(reader for start, _, reader in _KINDS if start.match(data))
    with reader(io.BytesIO(data)) as picture:
        _load(picture)
        shown = picture.convert("RGBA").reduce(max(1, max(picture.size) // _LOOKED_AT))
    seen = Image.new("RGBA", shown.size, (*ground, 255))
    seen.alpha_composite(shown)
    few = seen.convert("RGB").quantize(_COLOURS, Image.Quantize.FASTOCTREE).convert("RGB")
    return {cast(tuple[int, int, int], colour) for _, colour in few.getcolors(_COLOURS) or ()}


def _no_picture(data: bytes) -> Unusable:
    """What a file with a picture's name is instead."""
    if not data:
        return Unusable("I309", "the file is empty", "export it again")
    reason, hint = kind_by_start(data) or ("not a PNG, JPEG, GIF or WebP picture", "export it as PNG or JPEG")
    return Unusable("I309", reason, hint)


def _load(picture: ImageFile.ImageFile) -> None:
    """Decode the whole picture, or raise what its decoder does; WebP's own decoder always wants it whole."""
    if isinstance(picture, WebPImageFile):
        picture.load()
    else:
        _load_whole(picture)


def _as_seen(picture: ImageFile.ImageFile, media_type: str, data: bytes) -> Photograph | Unusable:
    """A decoded picture upright, in pixels that all know; what is so keeps its bytes."""
    turned = _orientation(picture) in _LYING
    if not turned and picture.mode in _PLAIN:
        return Photograph(media_type, picture.width, picture.height, data)
    if getattr(picture, "is_animated", False):
        reason = "a moving picture that lies on its side"
        return Unusable("I309", reason, "turn it in a picture program and export it again")
    profile = picture.info.get("icc_profile") or b""
    shown = ImageOps.exif_transpose(picture) if turned else picture
    if shown.mode not in _PLAIN:
        shown, profile = _plain(shown, profile), b""
    written = io.BytesIO()
    shown.save(written, media_type.removeprefix("image/"), icc_profile=profile, **_WRITTEN.get(media_type, {}))
    return Photograph(media_type, shown.width, shown.height, written.getvalue())


def _plain(picture: Image.Image, profile: bytes) -> Image.Image:
    """A picture in inks in sRGB, by the profile it carries; one of more than 8 bits in 8."""
    if picture.mode.startswith("I"):
        return picture.point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode == "CMYK" and profile:
        from PIL import ImageCms

        try:
            source, target = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            made = ImageCms.profileToProfile(picture, source, target, outputMode="RGB")
            if made is not None:
                return made
        except (ImageCms.PyCMSError, OSError):  # a profile that is broken, or of other colours, says nothing
            pass
    return picture.convert("RGB")


def _orientation(picture: ImageFile.ImageFile) -> object:
    try:
        return picture.getexif().get(ExifTags.Base.Orientation)
    except Exception:  # what is written about a picture may be damaged, and the picture is good
        return None
