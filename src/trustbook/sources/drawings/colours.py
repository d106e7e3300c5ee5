"""The colours of a drawing: which it has, greys of the same lightness in their place, for pages printed in one ink, and
a white ground below them.

In: bytes of a drawing that passes `drawings.check`. Out: its colours; or bytes of the same drawing without colour, or
on white. Shapes, names and transparency stay as they are; a colour that is not understood stays too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from trustbook.sources.drawings.reader import SVG, Problem, read
from trustbook.sources.drawings.values import declarations, properties
from trustbook.sources.drawings.writer import write

_COLOURS = ("fill", "stroke", "stop-color", "color")
_INITIAL = {"fill": "black", "stroke": "none", "stop-color": "black", "color": "black"}  # SVG 1.1, 11 and 13
_PAINTED = {
    **{
        f"{SVG}{one}": ("fill", "stroke")
        for one in ("path", "rect", "circle", "ellipse", "polygon", "polyline", "text", "tspan")
    },
    f"{SVG}line": ("stroke",),
    f"{SVG}stop": ("stop-color",),
}


def drawn(data: bytes) -> frozenset[tuple[int, int, int]]:
    """The colours of shapes, words and gradients, as red, green and blue up to 255; without one of its own a shape is
    black."""
    from tinycss2.color3 import parse_color

    drawing = read(data)
    if isinstance(drawing, Problem):
        raise ValueError(drawing.message)
    colours = map(parse_color, sorted({*_painted(drawing.root, _INITIAL)}))
    known = (one for one in colours if one is not None and not isinstance(one, str) and one.alpha)
    return frozenset((round(255 * one.red), round(255 * one.green), round(255 * one.blue)) for one in known)


def _painted(element: Element, around: Mapping[str, str]) -> Iterator[str]:
    """What is said of each colour that paints something; what an element does not say comes from `around`."""
    own = properties(element)
    said = {name: own[name] if own.get(name, "inherit") != "inherit" else before for name, before in around.items()}
    for name in _PAINTED.get(element.tag, ()):
        yield said["color"] if said[name].lower() == "currentcolor" else said[name]
    for child in element:
        yield from _painted(child, said)


def grey(data: bytes) -> bytes:
    """The drawing with every colour replaced by the grey of equal relative luminance (WCAG 2.2)."""
    drawing = read(data)
    if isinstance(drawing, Problem):
        raise ValueError(drawing.message)
    for element in drawing.root.iter():
        _element(element)
    return write(drawing.root)


def on_white(data: bytes) -> bytes:
    """The drawing, which has a `viewBox`, with a white ground below all of it."""
    drawing = read(data)
    if isinstance(drawing, Problem):
        raise ValueError(drawing.message)
    box = dict(zip(("x", "y", "width", "height"), drawing.root.attrib["viewBox"].split(), strict=True))
    drawing.root.insert(0, Element(f"{SVG}rect", {**box, "fill": "#ffffff"}))
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
