"""How well two colours can be told apart, and the nearest colour that can be.

In: colours of sRGB, each of three numbers from 0 to 255. Out: their contrast (WCAG 2.2, relative luminance); or the
colour that is lighter or darker by as little as is needed, found by its lightness in OKLCH, which leaves the hue alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

Colour = tuple[int, int, int]
_STEPS = 250  # of lightness


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def of_hex(text: str) -> Colour:
    """The colour of `#1f4a5e`."""
    red, green, blue = (int(text[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue


def as_hex(colour: Colour) -> str:
    """A colour as `#1f4a5e`."""
    return "#" + "".join(f"{part:02x}" for part in colour)


def nearest(colour: Colour, ground: Colour, least: float) -> Colour:
    """The colour of the same hue that is nearest in lightness and has this contrast; black or white where none has."""
    light, chroma, hue = _oklch(colour)
    steps = sorted((step / _STEPS for step in range(_STEPS + 1)), key=lambda one: abs(one - light))
    found = (near for step in steps if contrast(near := _of_oklch(step, chroma, hue), ground) >= least)
    ends: tuple[Colour, Colour] = ((0, 0, 0), (255, 255, 255))
    return next(found, max(ends, key=lambda end: contrast(end, ground)))


def _luminance(colour: Colour) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(colour: Colour) -> Iterator[float]:
    """The components as light."""
    for part in colour:
        value = part / 255
        yield value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _oklch(colour: Colour) -> tuple[float, float, float]:
    """Lightness, chroma and hue (CSS Color 4, 9.3)."""
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    light = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return light, math.hypot(a, b), math.atan2(b, a)


def _of_oklch(light: float, chroma: float, hue: float) -> Colour:
    """The colour, with as much chroma as a screen can show at this lightness."""
    while True:
        parts = _rgb(light, chroma * math.cos(hue), chroma * math.sin(hue))
        if chroma < 0.002 or all(-0.0005 <= part <= 1.0005 for part in parts):
            red, green, blue = (round(255 * max(0.0, min(1.0, part))) for part in parts)
            return red, green, blue
        chroma *= 0.96


def _rgb(light: float, a: float, b: float) -> list[float]:
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return [part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in linear]
