"""Turn the text of a drawing into outlines, so that it looks the same everywhere with no font at all.

In: bytes of a drawing that passes `drawings.check`. Out: canonical SVG in which each `text` is a `path`, or
a group of paths, in the same place of the same group. Layout follows SVG 1.1, chapter 10: chunks, anchors,
white space; one character after the other, with the kerning of the font, in Unicode's composed form.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from trustbook.sources.drawings import glyphs
from trustbook.sources.drawings.reader import SVG, XML, Problem, read
from trustbook.sources.drawings.values import TEXT_PROPERTIES, TextStyle, declarations, inherit, lengths, view_box
from trustbook.sources.drawings.writer import write

_TEXT_ATTRIBUTES = TEXT_PROPERTIES | {"x", "y", "dx", "dy", "fill-rule", f"{XML}space"}


@dataclass(slots=True)
class _Character:
    """A character on its way to its place: `x` and `y` where the author set it, then where it stands."""

    text: str
    style: TextStyle
    run: int
    x: float | None = None
    y: float | None = None
    dx: float = 0.0
    dy: float = 0.0


@dataclass(slots=True)
class _Text:
    """The characters of one `text` element; each stretch of text between tags is a run, a path of its own."""

    characters: list[_Character] = field(default_factory=list)
    spans: list[tuple[Element, TextStyle, int, int]] = field(default_factory=list)  # inner ones first
    runs: int = 0

    def add(self, text: str | None, style: TextStyle) -> None:
        for character in unicodedata.normalize("NFC", text or ""):
            self.characters.append(_Character(character, style, self.runs))
        self.runs += 1


def outline(data: bytes) -> bytes:
    """The drawing with outlines for text, as canonical SVG with `viewBox`, `width` and `height`."""
    drawing = read(data)
    box = None if isinstance(drawing, Problem) else view_box(drawing.root)
    if isinstance(drawing, Problem) or box is None:
        raise ValueError("not a drawing that passes `check`")
    root = drawing.root
    _children(root, inherit(TextStyle(), root))
    for element in root.iter():
        _strip(element, TEXT_PROPERTIES)
    # Some reading systems show a drawing without a size in a box of 300 by 150.
    root.set("viewBox", " ".join(glyphs.number(value, 4) for value in box))
    if "%" in root.get("width", "%") + root.get("height", "%"):
        root.set("width", glyphs.number(box[2], 4))
        root.set("height", glyphs.number(box[3], 4))
    return write(root)


def _children(parent: Element, style: TextStyle) -> None:
    """Replace every `text` below an element."""
    for index, child in enumerate(parent):
        own = inherit(style, child)
        if child.tag == f"{SVG}text":
            parent[index] = _outlined(child, own)
        else:
            _children(child, own)


def _outlined(element: Element, style: TextStyle) -> Element:
    text = _Text()
    _collect(text, element, style)
    _collapse(text)
    _place(text)
    _set(text.characters)
    paths: dict[int, str] = {}
    for one in text.characters:
        if not one.text.isspace():
            paths[one.run] = paths.get(one.run, "") + _draw(one)
    return _built(element, style, paths, iter(range(text.runs)))


def _collect(text: _Text, element: Element, style: TextStyle) -> None:
    start = len(text.characters)
    text.add(element.text, style)
    for child in element:
        if child.tag == f"{SVG}tspan":
            _collect(text, child, inherit(style, child))
        text.add(child.tail, style)
    text.spans.append((element, style, start, len(text.characters)))


def _collapse(text: _Text) -> None:
    """Make runs of white space one space, and drop it at both ends (SVG 1.1, 10.15)."""
    kept: list[_Character] = []
    before: list[int] = []  # how many characters are kept before each old one
    for one in text.characters:
        before.append(len(kept))
        if one.text in " \t\r\n":
            one.text = " "
            if not one.style.preserve and (not kept or kept[-1].text == " "):
                continue
        if unicodedata.category(one.text) in ("Cc", "Cf"):
            continue
        kept.append(one)
    while kept and kept[-1].text == " " and not kept[-1].style.preserve:
        kept.pop()
    before.append(len(kept))
    text.characters = kept
    last = len(kept)
    text.spans = [
        (element, style, min(before[start], last), min(before[end], last)) for element, style, start, end in text.spans
    ]


def _place(text: _Text) -> None:
    """Give characters the places their elements name, inner elements before outer ones (SVG 1.1, 10.5)."""
    for element, style, start, end in text.spans:
        own = text.characters[start:end]
        for name in ("x", "y"):
            for one, value in zip(own, lengths(element.get(name, ""), style.size) or [], strict=False):
                if getattr(one, name) is None:
                    setattr(one, name, value)
        for name in ("dx", "dy"):
            for one, value in zip(own, lengths(element.get(name, ""), style.size) or [], strict=False):
                setattr(one, name, getattr(one, name) or value)


def _set(characters: list[_Character]) -> None:
    """Move every character to where it stands, chunk by chunk; a chunk starts at each absolute place."""
    x = y = 0.0
    start = 0
    while start < len(characters):
        end = start + 1
        while end < len(characters) and characters[end].x is None and characters[end].y is None:
            end += 1
        first = characters[start]
        x, y = _chunk(characters[start:end], x if first.x is None else first.x, y if first.y is None else first.y)
        start = end


def _chunk(characters: list[_Character], x: float, y: float) -> tuple[float, float]:
    """Set one chunk, then shift it by its anchor; returns where the next character would stand."""
    left, right, visible = math.inf, -math.inf, len(characters)
    while visible > 1 and characters[visible - 1].text == " ":
        visible -= 1  # a space before the next line does not move this one off its anchor
    for index, one in enumerate(characters):
        pen = glyphs.pen_for(one.text, one.style.weight, one.style.style)
        if index:
            x += _kern(characters[index - 1], one)
        x, y = x + one.dx, y + one.dy
        one.x, one.y = x, y
        if one.style.baseline in ("middle", "central"):
            one.y += pen.middle(one.style.baseline) * one.style.size
        after = x + pen.advance(one.text) * one.style.size + one.style.spacing
        if index < visible:
            left, right = min(left, x, after), max(right, x, after)
        x = after
    anchor, origin = characters[0].style.anchor, characters[0].x or 0.0
    shift = {"start": 0.0, "middle": origin - (left + right) / 2, "end": origin - right}[anchor]
    for one in characters:
        one.x = (one.x or 0.0) + shift
    return x + shift, y


def _kern(left: _Character, right: _Character) -> float:
    if right.dx or left.style.size != right.style.size:
        return 0.0
    pens = [glyphs.pen_for(one.text, one.style.weight, one.style.style) for one in (left, right)]
    return pens[0].kern(left.text, right.text) * left.style.size if pens[0] is pens[1] else 0.0


def _draw(one: _Character) -> str:
    """The outline, exact to a thousandth of the font size or finer, and never coarser than two decimals."""
    pen = glyphs.pen_for(one.text, one.style.weight, one.style.style)
    digits = min(8, max(2, 3 - math.floor(math.log10(one.style.size))))
    return pen.draw(one.text, one.x or 0.0, one.y or 0.0, one.style.size, digits)


def _built(element: Element, style: TextStyle, paths: dict[int, str], runs: Iterator[int]) -> Element:
    """What stands for a `text` or `tspan`: a group with a path for each run, or the only path itself."""
    group = Element(f"{SVG}g", dict(element.attrib))
    _strip(group, _TEXT_ATTRIBUTES)
    _append_path(group, paths, next(runs))
    for child in element:
        if child.tag == f"{SVG}tspan":
            group.append(_built(child, inherit(style, child), paths, runs))
        else:
            group.append(child)
        _append_path(group, paths, next(runs))
    if len(group) == 1 and set(group[0].attrib) == {"d"}:
        group.tag = f"{SVG}path"
        group.set("d", group[0].attrib["d"])
        group.remove(group[0])
    if style.even_odd:  # glyphs are filled by the nonzero rule, whatever the shapes around them say
        group.set("fill-rule", "nonzero")
    return group


def _append_path(group: Element, paths: dict[int, str], run: int) -> None:
    if run in paths:
        SubElement(group, f"{SVG}path", {"d": paths[run]})


def _strip(element: Element, names: frozenset[str]) -> None:
    """Take properties off an element, also out of its `style` attribute."""
    for name in names & set(element.attrib):
        del element.attrib[name]
    if "style" in element.attrib:
        found = declarations(element.attrib.pop("style"))
        rest = ";".join(f"{name}:{value}" for name, value in found.items() if name not in names)
        if rest:
            element.set("style", rest)
