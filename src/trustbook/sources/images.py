"""Read what a photograph's file says about itself.

In: the bytes of a file. Out: its media type and size in pixels, or a message why it is not usable. Only
headers are read, nothing is decoded: a small file that claims to be huge costs nothing. PNG (ISO/IEC
15948), JPEG (ITU-T T.81), GIF89a and WebP (RFC 9649), the raster types of EPUB 3.3, 3.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

MAX_PIXELS = 40_000_000

_CUT_OFF = "the file is cut off or damaged: export it again"
_SEGMENT_FREE = frozenset({0x01, *range(0xD0, 0xD9)})  # JPEG markers that have no length
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # JPEG markers that carry the size


@dataclass(frozen=True, slots=True)
class ImageInfo:
    """A picture's media type, and width and height in pixels as readers see it: turned as Exif asks."""

    media_type: Literal["image/png", "image/jpeg", "image/gif", "image/webp"]
    width: int
    height: int


def probe(data: bytes) -> ImageInfo | str:
    """The picture in these bytes, or a message; more than 40 megapixels is not usable."""
    try:
        info = _by_signature(data)
    except (IndexError, ValueError):
        return _CUT_OFF
    if info is None:
        return "not a PNG, JPEG, GIF or WebP picture"
    if not info.width or not info.height:
        return _CUT_OFF
    if info.width * info.height > MAX_PIXELS:
        limit = MAX_PIXELS // 1_000_000
        return f"{info.width} by {info.height} pixels, more than {limit} megapixels: scale it down"
    return info


def _by_signature(data: bytes) -> ImageInfo | None:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(data)
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    if data.startswith((b"GIF87a", b"GIF89a")):
        return ImageInfo("image/gif", _int(data, 6, 2, "little"), _int(data, 8, 2, "little"))
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp(data)
    return None


def _int(data: bytes, at: int, length: int, order: Literal["big", "little"]) -> int:
    """The number at a place; a file that ends before it raises ValueError."""
    part = data[at : at + length]
    if len(part) < length:
        raise ValueError(at)
    return int.from_bytes(part, order)


def _png(data: bytes) -> ImageInfo:
    if data[12:16] != b"IHDR":
        raise ValueError(12)
    return ImageInfo("image/png", _int(data, 16, 4, "big"), _int(data, 20, 4, "big"))


def _jpeg(data: bytes) -> ImageInfo:
    turned = False
    for marker, at in _segments(data):
        if marker == 0xE1 and data[at + 2 : at + 8] == b"Exif\0\0":
            turned = _turned(data[at + 8 : at + _int(data, at, 2, "big")])
        if marker in _FRAMES:
            height, width = _int(data, at + 3, 2, "big"), _int(data, at + 5, 2, "big")
            return ImageInfo("image/jpeg", height, width) if turned else ImageInfo("image/jpeg", width, height)
    raise ValueError("no frame")


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Marker and place of the length of each segment up to the first scan."""
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        at += 2
        if marker in (0xD9, 0xDA):
            return
        if marker not in _SEGMENT_FREE:
            yield marker, at
            at += max(2, _int(data, at, 2, "big"))


def _turned(tiff: bytes) -> bool:
    """Whether Exif says that the picture lies on its side (orientation 5 to 8); False if it says nothing."""
    order: Literal["big", "little"] = "big" if tiff[:2] == b"MM" else "little"
    try:
        start = _int(tiff, 4, 4, order)
        for entry in range(min(_int(tiff, start, 2, order), 200)):
            at = start + 2 + 12 * entry
            if _int(tiff, at, 2, order) == 0x0112:
                return 5 <= _int(tiff, at + 8, 2, order) <= 8
    except ValueError:
        return False
    return False


def _webp(data: bytes) -> ImageInfo:
    kind = data[12:16]
    if kind == b"VP8X":
        width, height = (1 + _int(data, at, 3, "little") for at in (24, 27))
    elif kind == b"VP8L" and data[20] == 0x2F:
        bits = _int(data, 21, 4, "little")
        width, height = 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    elif kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = (_int(data, at, 2, "little") & 0x3FFF for at in (26, 28))
    else:
        raise ValueError(kind)
    return ImageInfo("image/webp", width, height)
