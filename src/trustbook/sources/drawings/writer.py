"""Write a drawing as canonical SVG.

In: a tree of a drawing that passes `drawings.check`. Out: bytes, equal for equal trees: UTF-8, attributes
in the order of their names, no comments, no white space between elements, nothing that drawing programs
keep for themselves.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, tostring

from trustbook.sources.drawings.reader import SVG, XLINK_HREF, XML

_PREFIXED = {XLINK_HREF: "xlink:href", f"{XML}lang": "xml:lang", f"{XML}space": "xml:space"}
_WITH_TEXT = frozenset({"title", "desc", "text", "tspan"})


def write(root: Element) -> bytes:
    """The drawing as bytes; the tree is not changed."""
    out = _element(root)
    names = {"xmlns": SVG[1:-1]}
    if any("xlink:href" in element.attrib for element in out.iter()):
        names["xmlns:xlink"] = XLINK_HREF[1:].partition("}")[0]
    out.attrib = {**names, **out.attrib}
    data: bytes = tostring(out, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _element(element: Element) -> Element:
    name = element.tag.removeprefix(SVG)
    attributes = {_PREFIXED.get(key, key): value for key, value in element.attrib.items()}
    kept = {key: value for key, value in attributes.items() if "}" not in key and _kept(key)}
    out = Element(name, dict(sorted(kept.items())))
    if name in _WITH_TEXT:
        out.text = element.text
    for child in element:
        if child.tag.startswith(SVG) and child.tag != f"{SVG}metadata":
            copy = _element(child)
            copy.tail = child.tail if name in _WITH_TEXT else None
            out.append(copy)
    return out


def _kept(name: str) -> bool:
    return name != "class" and not name.startswith("data-")
