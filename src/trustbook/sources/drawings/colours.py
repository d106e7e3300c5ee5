"""Turn the colours of a drawing into greys of the same lightness, for pages printed in one ink.

In: bytes of a drawing that passes `drawings.check`. Out: bytes of the same drawing without colour. Shapes,
names and transparency stay as they are; a colour that is not understood stays too.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from trustbook.sources.drawings.reader import Problem, read
from trustbook.sources.drawings.values import declarations
from trustbook.sources.drawings.writer import write

_COLOURS = ("fill", "stroke", "stop-color", "color")


def grey(data: bytes) -> bytes:
    """The drawing with every colour replaced by the grey of equal relative luminance (WCAG 2.2)."""
    drawing = read(data)
    if isinstance(drawing, Problem):
        raise ValueError(drawing.message)
    for element in drawing.root.iter():
        _element(element)
    return write(drawing.root)


def _element(element: Element) -> None:
    for name in _COLOURS:
        if name in element.attrib:
            element.set(name, _grey(element.attrib[name]))
    if "style" in element.attrib:
        found = declarations(element.attrib["style"])
        changed = {name: _grey(value) if name in _COLOURS else value for name, value in found.items()}
        element.set("style", ";".join(f"{name}:{value}" for name, value in changed.items()))


def _grey(text: str) -> str:
    from tinycss2.color3 import parse_color

    colour = parse_color(text)
    if colour is None or isinstance(colour, str):  # `none`, `url(#…)`, `currentColor`
        return text
    level = round(255 * lightness(*colour[:3]))
    if colour[3] < 1:
        return f"rgba({level},{level},{level},{colour[3]:g})"
    return f"#{level:02x}{level:02x}{level:02x}"


def lightness(red: float, green: float, blue: float) -> float:
    """The component of the grey that is as light as a colour (WCAG 2.2, relative luminance)."""
    red, green, blue = (_linear(max(0.0, min(1.0, part))) for part in (red, green, blue))
    return _encoded(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def _linear(part: float) -> float:
    """An sRGB component as light."""
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _encoded(light: float) -> float:
    """Light as an sRGB component."""
    return light * 12.92 if light <= 0.0031308 else float(1.055 * light ** (1 / 2.4) - 0.055)
