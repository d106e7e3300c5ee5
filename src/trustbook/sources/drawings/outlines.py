"""Turn the text of a drawing into outlines, so that it looks the same everywhere with no font at all.

In: bytes of a drawing that passes `drawings.check`. Out: canonical SVG in which each `text` is a `path`, or
a group of paths, in the same place of the same group. Layout follows SVG 1.1, chapter 10: chunks, anchors,
white space; within a chunk glyphs stand as the font's own rules say.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element, SubElement

from trustbook.sources.drawings import glyphs
from trustbook.sources.drawings.reader import SVG, XML, Problem, read
from trustbook.sources.drawings.setting import Character, PlacedGlyph, set_text
from trustbook.sources.drawings.values import TEXT_PROPERTIES, TextStyle, declarations, inherit, lengths, view_box
from trustbook.sources.drawings.writer import write

_TEXT_ATTRIBUTES = TEXT_PROPERTIES | {"x", "y", "dx", "dy", "fill-rule", f"{XML}space"}


@dataclass(slots=True)
class _TextElement:
    """The characters of one `text` element; each run becomes a path of its own."""

    characters: list[Character] = field(default_factory=list)
    spans: list[tuple[Element, TextStyle, int, int]] = field(default_factory=list)  # inner ones first
    runs: int = 0

    def add(self, text: str | None, style: TextStyle) -> None:
        for character in unicodedata.normalize("NFC", text or ""):
            self.characters.append(Character(character, style, self.runs))
        self.runs += 1


def outline(data: bytes, least: float = 0.0) -> bytes:
    """The drawing with outlines for text, as canonical SVG with `viewBox`, `width` and `height`.

    Text that is smaller than `least` (user units) is set in this size, at the place and anchor it has.
    """
    drawing = read(data)
    box = None if isinstance(drawing, Problem) else view_box(drawing.root)
    if isinstance(drawing, Problem) or box is None:
        raise ValueError("not a drawing that passes `check`")
    root = drawing.root
    _children(root, inherit(TextStyle(), root), least)
    for element in root.iter():
        _strip(element, TEXT_PROPERTIES)
    # Some reading systems show a drawing without a size in a box of 300 by 150.
    root.set("viewBox", " ".join(glyphs.number(value, 4) for value in box))
    if "%" in root.get("width", "%") + root.get("height", "%"):
        root.set("width", glyphs.number(box[2], 4))
        root.set("height", glyphs.number(box[3], 4))
    return write(root)


def _children(parent: Element, style: TextStyle, least: float) -> None:
    """Replace every `text` below an element."""
    for index, child in enumerate(parent):
        own = inherit(style, child)
        if child.tag == f"{SVG}text":
            parent[index] = _outlined(child, own, least)
        else:
            _children(child, own, least)


def text_of(element: Element, style: TextStyle, least: float = 0.0) -> tuple[int, list[PlacedGlyph]]:
    """How many runs a `text` element has, and its glyphs where they stand, none smaller than `least`."""
    text = _TextElement()
    _collect(text, element, style)
    _collapse(text)
    _place(text)
    for one in text.characters:
        one.style = replace(one.style, size=max(one.style.size, least))
    return text.runs, list(set_text(text.characters))


def _outlined(element: Element, style: TextStyle, least: float) -> Element:
    number, placed = text_of(element, style, least)
    paths: dict[int, str] = {}
    for one in placed:
        if drawn := _draw(one):
            paths[one.run] = paths.get(one.run, "") + drawn
    return _built(element, style, paths, iter(range(number)))


def _collect(text: _TextElement, element: Element, style: TextStyle) -> None:
    start = len(text.characters)
    text.add(element.text, style)
    for child in element:
        if child.tag == f"{SVG}tspan":
            _collect(text, child, inherit(style, child))
        text.add(child.tail, style)
    text.spans.append((element, style, start, len(text.characters)))


def _collapse(text: _TextElement) -> None:
    """Make runs of white space one space, and drop it at both ends (SVG 1.1, 10.15)."""
    kept: list[Character] = []
    before: list[int] = []  # how many characters are kept before each old one
    for one in text.characters:
        before.append(len(kept))
        if one.text in " \t\r\n":
            one.text = " "
            if not one.style.preserve and (not kept or kept[-1].text == " "):
                continue
        if unicodedata.category(one.text) == "Cc":
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


def _place(text: _TextElement) -> None:
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


def _draw(one: PlacedGlyph) -> str:
    """The outline, exact to a thousandth of the font size or finer, and never coarser than two decimals."""
    digits = min(8, max(2, 3 - math.floor(math.log10(one.size))))
    return one.pen.draw(one.index, one.x, one.y, one.size, digits)


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
