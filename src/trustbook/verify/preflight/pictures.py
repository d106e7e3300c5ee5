"""What a picture in a PDF is made of: pixels, colours, the most ink one of its pixels lays on.

In: a picture's stream, or the dictionary of an inline one. Out: facts, which are kept, since books repeat pictures.
Pixels are unpacked only up to a size; beyond it, and in kinds that need a profile, nothing is said of ink.
"""

from __future__ import annotations

import io
import math
import warnings
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Stream

from trustbook.pdf.content import FAULTS, Matrix
from trustbook.pdf.values import items, number_of
from trustbook.verify.preflight.colours import UNKNOWN, is_neutral, palette, space_of
from trustbook.verify.preflight.facts import Box, Picture, Space

_LARGEST = 40_000_000  # pixels that are unpacked
_CHANNELS = {"grey": 1, "rgb": 3, "cmyk": 4}
_MODES = {"grey": "L", "rgb": "RGB", "cmyk": "CMYK"}


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """A picture wherever it is placed; `space` is None for a stencil, `ink` where it is not known."""

    width: int
    height: int
    bits: int
    space: Space | None
    neutral: bool = False
    soft: bool = False
    ink: float | None = None

    def placed(self, matrix: Matrix, box: Box) -> Picture:
        """The picture on the unit square of a matrix."""
        a, b, c, d, _, _ = matrix
        sides = zip((self.width, self.height), (math.hypot(a, b), math.hypot(c, d)), strict=True)
        ppi = min((72 * count / side for count, side in sides if side), default=0.0)
        return Picture(self.width, self.height, round(ppi, 1), self.bits, box)


class Pictures:
    """The pictures of one PDF, each looked at once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], PictureFacts] = {}

    def facts(self, image: Any, resources: Any) -> PictureFacts:
        """What a picture is made of."""
        number = image.objgen if isinstance(image, Stream) else (0, 0)
        if number == (0, 0):
            return _facts(image, resources)
        if number not in self._known:
            self._known[number] = _facts(image, resources)
        return self._known[number]


def _facts(image: Any, resources: Any) -> PictureFacts:
    width, height = (
        int(number_of(image.get(long, image.get(short)))) for long, short in (("/Width", "/W"), ("/Height", "/H"))
    )
    bits = int(number_of(image.get("/BitsPerComponent", image.get("/BPC", 8))))
    if bool(image.get("/ImageMask", image.get("/IM", False))):
        return PictureFacts(width, height, 1, None)
    source = image.get("/ColorSpace", image.get("/CS"))
    space = space_of(source, resources) if source is not None else UNKNOWN
    soft = isinstance(image.get("/SMask"), Stream) or number_of(image.get("/SMaskInData")) > 0
    neutral, ink = space.model == "grey", 100.0 if space.model == "grey" else None
    if isinstance(image, Stream) and width * height <= _LARGEST:
        try:
            neutral, ink = _colours(image, space, source, bits, (width, height))
        except (*FAULTS, OSError, EOFError, MemoryError):
            pass  # the page's picture says what is wrong, and a shop's program would
    return PictureFacts(width, height, bits, space, neutral, soft, ink)


def _colours(image: Stream, space: Space, source: Any, bits: int, size: tuple[int, int]) -> tuple[bool, float | None]:
    """Whether all pixels are greys, and the most ink of one."""
    table = palette(source)
    if space.model == "grey":
        return True, 100.0
    if space.model == "inks":
        return is_neutral(space, ()), 100.0 * len(space.inks)
    if space.model not in _CHANNELS or bits != 8:
        return False, None
    channels = _CHANNELS[space.model]
    if table is not None:
        size, data = (len(table) // channels, 1), table[: len(table) // channels * channels]
        return _of_pixels(space.model, size, data, inverted=False)
    if "/DCTDecode" in [str(one) for one in items(image.get("/Filter"))]:
        return _of_jpeg(image, space.model)
    data = image.read_bytes()
    return _of_pixels(space.model, size, data, _is_inverted(image))


def _of_jpeg(image: Stream, model: str) -> tuple[bool, float | None]:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        opened = Image.open(io.BytesIO(image.read_raw_bytes()))
    with opened as picture:
        if picture.mode != _MODES[model] or picture.width * picture.height > _LARGEST:
            return False, None
        adobe = model == "cmyk" and "adobe" in picture.info  # Pillow has turned these over, PDF has not
        return _of_pixels(model, picture.size, picture.tobytes(), _is_inverted(image) != adobe)


def _is_inverted(image: Stream) -> bool:
    decode = image.get("/Decode")
    return isinstance(decode, Array) and len(decode) > 1 and number_of(decode[0]) > number_of(decode[1])


def _of_pixels(model: str, size: tuple[int, int], data: bytes, inverted: bool) -> tuple[bool, float | None]:
    from PIL import Image, ImageChops, ImageMath

    picture = Image.frombytes(_MODES[model], size, data)
    bands = [ImageChops.invert(band) if inverted else band for band in picture.split()]
    neutral = all(
        ImageChops.difference(bands[0], band).getextrema()[1] <= 1  # type: ignore[operator]
        for band in bands[1:3]
    )
    if model != "cmyk":
        return neutral, None
    total = ImageMath.lambda_eval(
        lambda given: given["c"] + given["m"] + given["y"] + given["k"], **dict(zip("cmyk", bands, strict=True))
    )
    return neutral, round(total.getextrema()[1] * 100 / 255, 1)
