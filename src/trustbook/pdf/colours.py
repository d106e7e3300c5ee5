"""Colours as a press prints them: the grey of equal lightness, or inks by an ICC profile.

In: sRGB colours and pictures. Out: greys, CMYK, by LittleCMS (Pillow's ImageCms) and never by a formula of our own;
with less of cyan, magenta and yellow where the profile gives more ink than the shop takes.
"""

from __future__ import annotations

import io
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from trustbook.pdf import black_ink
from trustbook.pdf.profile import Press

if TYPE_CHECKING:
    from PIL.Image import Image


def srgb_profile() -> bytes:
    """The profile of sRGB that ships with WeasyPrint."""
    return (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()


class Converter:
    """The colours of one press; transforms are made when they are first used."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self._known: dict[tuple[float, float, float], tuple[float, ...]] = {}

    def cmyk(self, red: float, green: float, blue: float) -> tuple[float, ...]:
        """A colour as cyan, magenta, yellow and black; black and white are black ink and paper."""
        rgb = (red, green, blue)
        if rgb in ((0, 0, 0), (1, 1, 1)):
            return (0, 0, 0, 1 - red)
        if rgb not in self._known:
            from PIL import Image

            spot = Image.new("RGB", (1, 1), tuple(round(255 * max(0.0, min(1.0, part))) for part in rgb))
            self._known[rgb] = tuple(part / 255 for part in self.picture_in_cmyk(spot).tobytes())
        return self._known[rgb]

    def picture_in_cmyk(self, picture: Image) -> Image:
        """A picture in sRGB as inks."""
        from PIL import ImageCms

        inks = ImageCms.applyTransform(picture, self._to_cmyk)
        assert inks is not None
        return inks if self._press.ink is None else _limited(inks, self._press.ink)

    def picture_in_black(self, picture: Image) -> Image:
        """A picture in sRGB as black ink on paper, or in the greys of sRGB where the press is unknown."""
        from PIL import ImageCms

        if self._press.intent is None:
            return picture.convert("L")
        black = ImageCms.applyTransform(picture, self._to_black)
        assert black is not None
        return black

    @cached_property
    def _to_cmyk(self) -> Any:
        assert self._press.intent is not None
        return _transform(self._press.intent.icc, "CMYK")

    @cached_property
    def _to_black(self) -> Any:
        intent = self._press.intent
        own = intent is not None and intent.space == "GRAY" and intent.icc
        return _transform(own or black_ink.profile(), "L")


def _transform(profile: bytes, mode: str) -> Any:
    """From sRGB, relative to the paper's white, with dark colours kept apart (black point compensation)."""
    from PIL import ImageCms

    source, target = (ImageCms.ImageCmsProfile(io.BytesIO(data)) for data in (srgb_profile(), profile))
    intent, flags = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
    return ImageCms.buildTransform(source, target, "RGB", mode, intent, flags)


def _limited(inks: Image, limit: int) -> Image:
    """A picture in CMYK whose spots have at most so many percent of ink: less of the three colours, black as it is."""
    from PIL import Image, ImageChops, ImageMath

    *colours, black = inks.split()
    cyan, magenta, yellow = (one.convert("I") for one in colours)
    most = limit * 255 // 100
    values = {"c": cyan, "m": magenta, "y": yellow, "k": black.convert("I")}
    total = ImageMath.lambda_eval(lambda args: args["c"] + args["m"] + args["y"] + args["k"], **values)
    if total.getextrema()[1] <= most:
        return inks
    reduced = []
    for one in (cyan, magenta, yellow):
        less = ImageMath.lambda_eval(
            lambda args: args["one"] * (most - args["k"]) / args["sum"],
            one=one,
            k=values["k"],
            sum=ImageMath.lambda_eval(lambda args: args["max"](args["t"] - args["k"], 1), t=total, k=values["k"]),
        )
        reduced.append(ImageChops.darker(one.convert("L"), less.convert("L")))
    return Image.merge("CMYK", [*reduced, black])
