"""Say whether an SVG file from a stranger may go into a book, and how large it is.

In: the bytes of a file. Out: problems with their places, or a size in user units. What passes has no
script, reaches nothing outside the file, unfolds to a bounded number of shapes, and means the same to
WeasyPrint, e-readers and browsers. It changes nothing: `outline` and `grey` take only what passes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

from trustbook.sources import fonts
from trustbook.sources.drawings.reader import SVG, XML, Drawing, Problem, read
from trustbook.sources.drawings.unfolding import Trouble, unfolding
from trustbook.sources.drawings.values import FREE_TEXT, URL, lengths, properties, url_targets, view_box

MAX_PROBLEMS = 20
MAX_TEXT = 5_000  # characters; each becomes an outline
MIN_SIDE, MAX_SIDE = 0.1, 100_000.0  # user units

SHAPES = frozenset({"path", "line", "polyline", "polygon"})
ELEMENTS = SHAPES | {
    "svg", "g", "defs", "title", "desc", "metadata", "rect", "circle", "ellipse", "text", "tspan", "clipPath",
    "linearGradient", "radialGradient", "stop", "symbol", "use", "marker",
}  # fmt: skip
HINTS = {
    "script": "a drawing cannot run anything: delete the script",
    "foreignObject": "only browsers show HTML inside a drawing: use `text`",
    "image": "put the photograph into the chapter, not into the drawing",
    "a": "put the link into the chapter's text",
    "style": "write the look as attributes (in Inkscape: save as plain SVG)",
    "textPath": "set the text on a straight line, or turn it into a path",
    "svg": "use `g` with a transform",
}
# What drawing programs leave behind; it draws nothing, and `outline` drops it.
INERT = (
    "http://www.inkscape.org/namespaces/inkscape",
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/elements/1.1/",
)
# These patterns look at each character once: a value may be two million characters long.
_FUNCTION = re.compile(r"(?<![\w-])([\w-]++)\(")
_FUNCTIONS = frozenset(
    {"url", "rgb", "rgba", "hsl", "hsla", "matrix", "translate", "scale", "rotate", "skewX", "skewY"}
)
# Properties of text that outlines could not honour, and the values that ask for nothing.
_TEXT_ONLY = {
    "textLength": (),
    "rotate": (),
    "font": (),
    "baseline-shift": ("baseline", "0"),
    "alignment-baseline": ("auto", "baseline", "alphabetic"),
    "dominant-baseline": ("auto", "alphabetic", "middle", "central"),
    "direction": ("ltr",),
    "writing-mode": ("lr", "lr-tb", "horizontal-tb"),
    "text-decoration": ("none",),
    "word-spacing": ("0", "0px", "normal"),
}


def check(data: bytes) -> list[Problem]:
    """What keeps a file from being used as a drawing: at most 20 problems, none if it is fine."""
    drawing = read(data)
    if isinstance(drawing, Problem):
        return [drawing]
    found: list[Problem] = []
    for element, message, hint in _problems(drawing):
        found.append(Problem(*drawing.places[element], message, hint))
        if len(found) == MAX_PROBLEMS:
            break
    return sorted(found, key=lambda one: (one.line, one.column))


def size(data: bytes) -> tuple[float, float]:
    """Width and height in user units, from `viewBox`, else from `width` and `height`.

    Raises ValueError for a drawing that does not pass `check`.
    """
    drawing = read(data)
    box = view_box(drawing.root) if isinstance(drawing, Drawing) else None
    if box is None:
        raise ValueError("not a drawing that passes `check`")
    return box[2], box[3]


def _problems(drawing: Drawing) -> Iterator[Trouble]:
    root = drawing.root
    if root.tag != f"{SVG}svg":
        hint = 'start with `<svg xmlns="http://www.w3.org/2000/svg" viewBox="…">`'
        yield root, "the file's root is not `svg` in the SVG namespace", hint
        return
    box = view_box(root)
    if box is None or min(box[2:]) < MIN_SIDE or max(box[2:]) > MAX_SIDE:
        yield root, "no usable size", 'give `svg` a `viewBox="0 0 width height"` in user units'
    refused = False
    for one in _element(root, None):
        refused = True
        yield one
    yield from _texts(root)
    if not refused:  # references of a drawing with unknown parts cannot be judged
        yield from unfolding(root)


def _element(element: Element, parent: Element | None) -> Iterator[Trouble]:
    """Problems of an element and what is in it; the inside of a refused element is not looked at."""
    space, _, name = element.tag.rpartition("}")
    if space[1:] in INERT:
        inside = iter(element)
    elif space + "}" != SVG:
        yield element, f"`{name}` is not an SVG element", "save the drawing as plain SVG"
        return
    elif name not in ELEMENTS or (name == "svg" and parent is not None):
        yield (
            element,
            f"`{name}` is not allowed in a drawing",
            HINTS.get(name, "draw it with paths and shapes"),
        )
        return
    elif parent is not None and not _belongs(name, parent.tag.removeprefix(SVG)):
        yield element, f"`{name}` cannot stand in `{parent.tag.removeprefix(SVG)}`", "move it into a group"
        return
    else:
        inside = iter(element)
        for message, hint in _attributes(element, name):
            yield element, message, hint
    for child in inside:
        yield from _element(child, element)


def _belongs(name: str, parent: str) -> bool:
    """Whether an element may stand there: text holds only `tspan`, and is not for clipping."""
    if parent in ("text", "tspan"):
        return name in ("tspan", "title", "desc")
    return name != "tspan" and (name, parent) != ("text", "clipPath")


def _attributes(element: Element, name: str) -> Iterator[tuple[str, str]]:
    for key, value in element.attrib.items():
        space, _, local = key.rpartition("}")
        if local.lower().startswith("on"):
            yield f"`{local}` would run a script", "delete the attribute"
        elif local == "href":
            if not value.strip().startswith("#"):
                yield f"`{local}` leads out of the file", "only `#id` of the same file is allowed"
        elif local == "base" or (space and space[1:] not in INERT and key not in (f"{XML}space", f"{XML}lang")):
            yield f"the attribute `{local}` is not allowed in a drawing", "delete the attribute"
        elif not FREE_TEXT.fullmatch(key):
            yield from _value(local, value)
    found = properties(element)
    if name not in SHAPES and any(key.startswith("marker-") or key == "marker" for key in found):
        yield "a marker on something that is no line", "set it on the path itself"
    if name in ("text", "tspan", "g", "svg"):
        yield from _text_attributes(found, name)


def _value(name: str, value: str) -> Iterator[tuple[str, str]]:
    """Problems of a value that is read as CSS: anything that could name a file, also in disguise."""
    if "\\" in value or "@" in value or "/*" in value:
        yield f"`{name}` has a `\\`, an `@` or a comment in it", "write the value plainly"
    for function in _FUNCTION.findall(value):
        if function not in _FUNCTIONS:
            yield f"`{function}()` is not allowed in `{name}`", "use a plain value"
    if value.count("url(") != len(URL.findall(value)) or not all(url_targets(value)):
        yield f"`{name}` names something outside the file", "only `url(#id)` of the same file is allowed"


def _text_attributes(found: dict[str, str], name: str) -> Iterator[tuple[str, str]]:
    for key, harmless in _TEXT_ONLY.items():
        if key in found and found[key].strip() not in harmless:
            yield (
                f"`{key}` cannot be kept when text becomes outlines",
                "place the text with `x`, `y`, `dx`, `dy`",
            )
    if name in ("text", "tspan"):
        for key in ("x", "y", "dx", "dy"):
            if lengths(found.get(key, ""), 1.0) is None:
                yield f"`{key}` is not a number", "give it in user units, as `120` or `1.2em`"
        if name == "tspan" and "transform" in found:
            yield "`tspan` has no transform", "set it on `text`"


def _texts(root: Element) -> Iterator[Trouble]:
    """Characters that cannot be drawn."""
    count = 0
    for element in root.iter(f"{SVG}text"):
        text = unicodedata.normalize("NFC", "".join(element.itertext()))
        count += len(text)
        if count > MAX_TEXT:
            yield element, f"more than {MAX_TEXT:,} characters of text", "say it in the chapter"
            return
        for character in dict.fromkeys(character for _, character in fonts.missing(text)):
            yield element, f"no shipped font has `{character}` (U+{ord(character):04X})", "draw it as a shape"
        starts = [at for at, character in enumerate(text) if not fonts.joins(character)]
        for letter in dict.fromkeys(text[start:end] for start, end in pairwise([*starts, len(text)])):
            if len(letter) > 1 and not fonts.missing(letter) and not fonts.together(letter):
                yield element, f"no shipped font has all parts of `{letter}`", "draw it as a shape"
