"""The size that an author gives a picture: `{width=50%}`, `{width=350px}`, `{height=4cm}`.

In: pictures with a width or height. Out: the same sizes as style, which every edition keeps to; a picture never grows
wider than its place, and never loses its proportions.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element


def shape_sizes(source: Element) -> None:
    """Turn the sizes of a chapter's pictures into style; of two, the width counts."""
    for image in source.iter("img"):
        width, height = image.attrib.pop("width", ""), image.attrib.pop("height", "")
        if size := width or height:
            name = "width" if width else "height"
            other = "height" if width else "width"
            length = f"{size}px" if size.isdigit() else size
            image.set("style", f"{name}: {length}; {other}: auto; object-fit: contain")
