"""`!!! kind "Title"`: a heading, what the box is where its kind is named, the content. `[boxes]` adds kinds and words.

In: what Markdown made of boxes, wherever they stand. Out: `section` and `aside` elements of the classes `box` and
`box-KIND`. A box closes the sections around it as far as its title's level says; `sections` sees to that.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from trustbook.findings import did_you_mean
from trustbook.manuscript.box_kinds import LIKE_NOTE
from trustbook.manuscript.marks import LINE, OF, Role, line_of, mark, role_of
from trustbook.manuscript.shape.context import Context
from trustbook.manuscript.trees import HEADINGS, blank, replace, text_of
from trustbook.settings import Box

ADDED = "added"  # said of a title that the author left to the builder
BOXES = {
    # kind: (level of its heading on its own or 3 for one below its section, element, role)
    "summary": (2, "section", ""),
    "questions": (2, "section", ""),
    "try": (3, "aside", "doc-tip"),
    "note": (3, "aside", "doc-tip"),
    "practice": (3, "aside", "doc-tip"),
    "scene": (3, "aside", "doc-example"),
}
NAMED = {"practice", "scene"}  # below a title of the author's own, the box says what it is


def shape_boxes(source: Element, context: Context) -> None:
    """Shape the boxes of a chapter; those inside lists, quotes and other boxes too."""
    _own_boxes(source, context)
    around = 1  # the level of the section that the next block stands in
    for child in list(source):
        if child.tag in HEADINGS:
            around = int(child.tag[1])
        if role_of(child) is Role.BOX and (known := BOXES.get(_look(child.get(OF, ""), context))):
            # A summary closes all sections; any other box is part of its section: its title comes one level below.
            level = known[0] if known[0] == 2 else min(around + 1, 6)
            around = min(around, level - 1)
            _shape_box(source, child, level, context)
        else:
            _shape_inner(source, child, around, context)


def _look(kind: str, context: Context) -> str:
    """The kind of ours that a kind looks like; itself where nobody knows it."""
    own = context.boxes.get(kind)
    if own is not None and own.like:
        return own.like
    return "note" if kind in LIKE_NOTE or (own is not None and kind not in BOXES) else kind


def _word(kind: str, context: Context) -> str:
    """The word for a kind that has no title of its own: ours, or its name."""
    if kind in BOXES or kind in LIKE_NOTE.values():
        return context.words.box(kind)
    return kind.replace("-", " ").capitalize()


def _own_boxes(source: Element, context: Context) -> None:
    """`<div class="name">` is a box where book.toml has a kind of this name."""
    for element in source.iter("div") if context.boxes else ():
        kind = next((one for one in element.get("class", "").split() if one in context.boxes), "")
        if kind and role_of(element) is Role.NONE:
            mark(element, Role.BOX, kind)
            del element.attrib["class"]
            element.insert(0, Element("p", {LINE: str(line_of(element))}))


def _shape_inner(parent: Element, child: Element, around: int, context: Context) -> None:
    """A box inside something else closes no section: its title comes one level below what it stands in."""
    if role_of(child) is Role.BOX:
        _shape_box(parent, child, min(around + 1, 6), context)
        return
    for inner in list(child):
        _shape_inner(child, inner, around, context)


def _shape_box(parent: Element, source: Element, level: int, context: Context) -> None:
    kind, line = source.get(OF, ""), line_of(source)
    for inner in list(source):
        _shape_inner(source, inner, level, context)
    title, *content = source
    untitled = blank(text_of(title)) and not len(title)
    if untitled and content and content[0].tag in HEADINGS:  # as in Quarto
        title, untitled = mark(content.pop(0), Role.BOX_TITLE), False
    word, own = LIKE_NOTE.get(kind, kind), context.boxes.get(kind, Box())
    kind = _look(kind, context)
    if kind not in BOXES:
        known = sorted({*BOXES, *context.boxes})
        hint = did_you_mean(kind, known) or f"the kinds are {', '.join(known)}"
        place = context.places.of(title, f"!!! {kind}", f"[!{kind.upper()}]", kind, "!!!")
        context.found.at(context.file, "T503", f"there is no box of kind `{kind}`", place, hint)
        return
    if not content:
        place = context.places.of(title, f"!!! {word}", "!!!")
        context.found.at(context.file, "T503", "the box is empty", place, "indent its text by four spaces")
    _, tag, role = BOXES[kind]
    box = mark(Element(tag, {"class": f"box box-{kind}", LINE: str(line)}), Role.BOX, kind)
    if role:
        box.set("role", role)
    for name in ("id", "lang"):
        if value := source.get(name):
            box.set(name, value)
    title.tag = f"h{level}"
    title.set("class", "box-title")
    if untitled:
        mark(title, Role.BOX_TITLE, ADDED).text = own.title or _word(word, context)
    box.append(title)
    below = own.below or (context.words.box(kind) if kind in NAMED and not own.title else "")
    if below and not untitled:
        origin = mark(SubElement(box, "p", {"class": "box-origin", LINE: str(line)}), Role.BOX_ORIGIN)
        origin.text = below
    box.extend(content)
    box.tail = source.tail
    replace(parent, source, box)
