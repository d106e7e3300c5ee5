"""Name the kinds of pictures that no edition can show.

In: a file's name, or its first bytes. Out: what it is, and what to do instead. It must open no file.
"""

from __future__ import annotations

import re
from pathlib import PurePath

READABLE = {".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"}  # as names of pictures end

_DRAWN = "export it as SVG, or as PNG"
_PAINTED = "export it as PNG or JPEG"

_BY_NAME = {
    **dict.fromkeys((".tif", ".tiff"), "a TIFF picture"),
    **dict.fromkeys((".heic", ".heif"), "a HEIC picture"),
    **dict.fromkeys((".jp2", ".j2k", ".jpx"), "a JPEG 2000 picture"),
    **dict.fromkeys((".bmp", ".dib"), "a BMP picture"),
    **dict.fromkeys((".eps", ".ps", ".ai"), "a PostScript drawing"),
    **dict.fromkeys((".emf", ".wmf"), "a Windows metafile"),
    **dict.fromkeys((".raw", ".dng", ".cr2", ".nef"), "a camera's raw picture"),
    ".avif": "an AVIF picture",
    ".jxl": "a JPEG XL picture",
    ".pdf": "a PDF",
    ".psd": "a Photoshop file",
    ".xcf": "a GIMP file",
    ".ico": "an icon",
    ".svgz": "a packed SVG",
}
_BY_START = (
    (rb"II\*\0|MM\0\*", ".tiff"),
    (rb"BM", ".bmp"),
    (rb"%PDF", ".pdf"),
    (rb"%!PS|\xc5\xd0\xd3\xc6", ".eps"),
    (rb".{4}ftypavi[fs]", ".avif"),
    (rb".{4}ftyp(?:hei|hev|mif|msf)", ".heic"),
    (rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51", ".jp2"),
    (rb"\0\0\0\x0cJXL |\xff\x0a", ".jxl"),
    (rb"8BPS", ".psd"),
)
_DRAWINGS = ("a PDF", "a PostScript drawing", "a Windows metafile")


NO_PICTURE = ("it is no picture by its name", "export it as PNG, JPEG or SVG, with a name that ends so")


def kind_by_name(name: str) -> tuple[str, str] | None:
    """What a file is that has the name of a picture which is not readable, as a reason, and a hint."""
    known = _BY_NAME.get(PurePath(name).suffix.lower())
    return _said(known) if known else None


def kind_by_start(data: bytes) -> tuple[str, str] | None:
    """What a file is in truth, whatever its name, as a reason and a hint; None where its bytes do not tell."""
    for pattern, ending in _BY_START:
        if re.match(pattern, data[:32], re.DOTALL):
            return _said(_BY_NAME[ending])
    return None


def _said(kind: str) -> tuple[str, str]:
    return f"it is {kind}, which is not readable here", _DRAWN if kind in _DRAWINGS else _PAINTED
