"""Read the values of SVG attributes: declarations, lengths, the properties that text inherits.

In: elements of a drawing. Out: plain values. It knows presentation attributes and the `style` attribute
(SVG 1.1, 6.4 and 6.15), no style sheets: `drawings.check` refuses those.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal
from xml.etree.ElementTree import Element

from trustbook.sources.drawings.reader import XML
from trustbook.sources.fonts import Slant

NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_LENGTH = re.compile(rf"\s*({NUMBER})(px|pt|pc|mm|cm|in|em|ex|%)?\s*")
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}

# What only text obeys: gone once text is outlines.
TEXT_PROPERTIES = frozenset(
    {
        "alignment-baseline",
        "baseline-shift",
        "direction",
        "dominant-baseline",
        "font",
        "font-family",
        "font-kerning",
        "font-size",
        "font-size-adjust",
        "font-stretch",
        "font-style",
        "font-variant",
        "font-weight",
        "kerning",
        "letter-spacing",
        "line-height",
        "text-align",
        "text-anchor",
        "text-decoration",
        "text-indent",
        "text-rendering",
        "unicode-bidi",
        "white-space",
        "word-spacing",
        "writing-mode",
    }
)

FREE_TEXT = re.compile(r"id|class|role|lang|title|aria-.*|data-.*|font-family|\{.*")  # attributes that hold words
URL = re.compile(r"url\(([^()]*)\)")

MAX_LENGTH = 1e6  # user units

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class TextStyle:
    """The inherited properties of text; `size` and `spacing` in user units."""

    size: float = 16.0
    weight: int = 400
    slant: Slant = "normal"
    anchor: Anchor = "start"
    spacing: float = 0.0
    baseline: str = ""
    preserve: bool = False
    even_odd: bool = False


def declarations(text: str) -> dict[str, str]:
    """The properties of a `style` attribute, names in lower case; later ones win."""
    pairs = (part.partition(":") for part in text.split(";"))
    return {name.strip().lower(): value.replace("!important", "").strip() for name, colon, value in pairs if colon}


def properties(element: Element) -> dict[str, str]:
    """Every property an element sets: its attributes, and over them its `style` attribute."""
    return {**element.attrib, **declarations(element.get("style", ""))}


def length(text: str, em: float, whole: float | None = None) -> float | None:
    """A length in user units, or None; `em` is the font size, `whole` what a percentage is of."""
    found = _LENGTH.fullmatch(text) if len(text) <= 40 else None
    if not found or (found[2] == "%" and whole is None):
        return None
    scale = {**_UNITS, "em": em, "ex": em / 2, "%": (whole or 0.0) / 100}[found[2] or ""]
    value = float(found[1]) * scale
    return value if abs(value) <= MAX_LENGTH else None


def lengths(text: str, em: float) -> list[float] | None:
    """A list of lengths, as in `x="1 2 3"`, or None if one of them is not one."""
    values = [length(part, em) for part in text.replace(",", " ").split()]
    known = [value for value in values if value is not None]
    return known if len(known) == len(values) else None


def view_box(root: Element) -> tuple[float, float, float, float] | None:
    """Left, top, width and height of the drawing in user units, or None if it has no size above nothing."""
    if "viewBox" in root.attrib:
        values = lengths(root.attrib["viewBox"], 0.0)
        if not values or len(values) != 4 or min(values[2:]) <= 0:
            return None
        return values[0], values[1], values[2], values[3]
    width, height = length(root.get("width", ""), 16.0), length(root.get("height", ""), 16.0)
    return (0.0, 0.0, width, height) if width and height and min(width, height) > 0 else None


def inherit(parent: TextStyle, element: Element) -> TextStyle:
    """The text style of an element in its parent's; values that are not understood change nothing."""
    found = properties(element)
    size = length(found.get("font-size", ""), parent.size, parent.size)
    out = replace(parent, size=size if size and size > 0 else parent.size)
    weight = found.get("font-weight", "").strip()
    if weight:
        out = replace(out, weight=_weight(weight, parent.weight))
    style = found.get("font-style", "").strip()
    if style == "normal":
        out = replace(out, slant="normal")
    elif style.startswith(("italic", "oblique")):
        out = replace(out, slant="italic")
    anchors: dict[str, Anchor] = {"start": "start", "middle": "middle", "end": "end"}
    out = replace(out, anchor=anchors.get(found.get("text-anchor", "").strip(), out.anchor))
    spacing = found.get("letter-spacing", "").strip()
    if spacing:
        out = replace(out, spacing=length(spacing, out.size) or 0.0)
    space = found.get(f"{XML}space")
    if space or "white-space" in found:
        out = replace(out, preserve=space == "preserve" or found.get("white-space", "").startswith("pre"))
    if "fill-rule" in found:
        out = replace(out, even_odd=found["fill-rule"].strip() == "evenodd")
    if "dominant-baseline" in found:
        out = replace(out, baseline=found["dominant-baseline"].strip())
    return out


def _weight(text: str, parent: int) -> int:
    """400 or 700, the two we have; from 600 on it is bold."""
    if text.isdecimal():
        return 700 if int(text[:6]) >= 600 else 400
    return {"bold": 700, "bolder": 700, "normal": 400, "lighter": 400}.get(text, parent)


def url_targets(value: str) -> list[str]:
    """The ids that a value names; an empty one stands for an address outside the file."""
    addresses = (address.strip().strip("'\"") for address in URL.findall(value))
    return [address[1:] if address.startswith("#") else "" for address in addresses]
