"""Headings: their order, and a name for each that links can lead to.

In: the headings of a shaped chapter, in boxes too. Out: ids, anchors, a `Heading` for each that contents and bookmarks
list, and findings for a missing title and for skipped, empty and repeated headings. WCAG 2.2, 1.3.1, 2.4.6.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from trustbook.findings import Place
from trustbook.manuscript.book import Heading
from trustbook.manuscript.ids import anchor, is_reference
from trustbook.manuscript.marks import LINE, OF, Role, column_of, line_of, role_of
from trustbook.manuscript.shape.context import Context
from trustbook.manuscript.trees import HEADINGS, descendants, text_of

_SIGNS = re.compile(r"([>\s]*)(#{1,6})\s*")


def find_title(source: Element, context: Context) -> Element | None:
    """The heading that is the chapter's title."""
    first = next(iter(source), None)
    if first is not None and first.tag == "h1":
        return first
    if context.role in ("dedication", "epigraph"):
        title = Element("h1", {LINE: "1"})
        title.text = context.words.dedication if context.role == "dedication" else context.words.epigraph
        source.insert(0, title)
        return title
    hint = "start the file with one line `# Title`"
    context.found.at(context.file, "H104", "the chapter has no title", context.file.place(1, 1, 1), hint)
    return None


def shape_headings(source: Element, context: Context) -> list[Heading]:
    """Name all headings, judge their order, and return those that contents and bookmarks list."""
    run = _Outline(context, _in_boxes(source))
    for element in descendants(source, *HEADINGS):
        run.read(element)
    return run.listed


def _in_boxes(source: Element) -> dict[int, Element]:
    """The headings that stand in boxes below their titles, by their own numbers, with these titles."""
    inside: dict[int, Element] = {}
    for box in source.iter():
        if role_of(box) is Role.BOX and len(box):
            inside.update({id(one): box[0] for one in descendants(box, *HEADINGS) if one is not box[0]})
    return inside


@dataclass(slots=True)
class _Outline:
    """The headings so far: the level of the last, the words of those around, and where each was first said."""

    context: Context
    in_boxes: dict[int, Element]
    listed: list[Heading] = field(default_factory=list)
    level: int = 0
    around: list[str] = field(default_factory=lambda: [""] * 7)
    seen: dict[tuple[str, str], int] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)  # of the last heading in each box

    def read(self, element: Element) -> None:
        level, text, named = int(element.tag[1]), text_of(element), _named(element)
        boxed = role_of(element) is Role.BOX_TITLE
        if boxed:
            self.level = min(self.level, level)
        if not text and not named:
            self._fault("H103", "the heading is empty", _signs(element, self.context), "write its words or remove it")
            return
        self._classes(element, level)
        if not boxed and (title := self.in_boxes.get(id(element))) is not None:
            outside, self.level = self.level, self.levels.get(id(title), int(title.tag[1]))
            self._judge(element, level, text, named)
            self.levels[id(title)], self.level = self.level, outside
        elif not boxed:
            self._judge(element, level, text, named)
        identifier = self._name(element, level, text)
        if not boxed:
            self.listed.append(Heading(level, text, identifier, line_of(element)))

    def _classes(self, element: Element, level: int) -> None:
        """Pandoc's words for a heading that has no number or stands in no contents."""
        classes = element.get("class", "").split()
        if "unnumbered" in classes and level == 1 and self.context.role == "chapter":
            place = self.context.file.find("{", line_of(element)) or _words(element, self.context)
            hint = 'give the chapter the role `unnumbered` in book.toml: `role = "unnumbered"`'
            self._fault("T507", "this leaves no chapter without a number", place, hint)
        if "unlisted" in classes:
            place = self.context.file.find("{", line_of(element)) or _words(element, self.context)
            self._fault("T507", "all headings stand in the contents", place, "remove `.unlisted`")
        if kept := [one for one in classes if one not in ("unnumbered", "unlisted")]:
            element.set("class", " ".join(kept))
        else:
            element.attrib.pop("class", None)

    def _judge(self, element: Element, level: int, text: str, named: str) -> None:
        if level == 1 and self.level:
            hint = "a chapter has one title; use `##` for its sections"
            self._fault("H105", f"a second title, “{text}”", _words(element, self.context), hint)
        elif self.level and level > self.level + 1:
            signs = "#" * (self.level + 1)
            hint = f"after a heading of level {self.level} comes level {self.level + 1} at most: `{signs} {text}`"
            message = f"heading level {level} follows level {self.level}"
            self._fault("H101", message, _signs(element, self.context), hint)
        self.level = level
        self.around[level] = text
        place = (self.around[level - 1] if level > 1 else "", f"{text} {named}".strip().lower())
        if place in self.seen and level > 1:
            hint = f"the first is on line {self.seen[place]}; make each heading say what is below it"
            self._fault("H102", f"the heading “{text}” stands here twice", _words(element, self.context), hint)
        self.seen.setdefault(place, line_of(element))

    def _name(self, element: Element, level: int, text: str) -> str:
        given, context = element.get("id", ""), self.context
        said = anchor(text)
        local = given or context.free_anchor(said or "section")
        if not given:
            element.set("id", context.ids.make(f"{context.key}-title" if level == 1 else f"{context.key}-{local}"))
        identifier = element.get("id", "")
        context.anchor(local, identifier)
        if level == 1:
            context.anchor(said, identifier)
        return identifier

    def _fault(self, code: str, message: str, place: Place, hint: str) -> None:
        self.context.found.at(self.context.file, code, message, place, hint)


def _named(element: Element) -> str:
    """What a heading names by its number: it has these words later."""
    names = (one.get(OF, "") for one in element.iter("a") if role_of(one) is Role.CITATION)
    return " ".join(name for name in names if is_reference(name))


def _signs(element: Element, context: Context) -> Place:
    """The place of a heading's `##`, or of its tag."""
    match = None if column_of(element) else _SIGNS.match(context.file.lines[line_of(element) - 1])
    if match is None:
        return context.places.of(element)
    return context.file.place(line_of(element), match.start(2) + 1, len(match.group(2)))


def _words(element: Element, context: Context) -> Place:
    """The place of a heading's words."""
    line = line_of(element)
    match = None if column_of(element) else _SIGNS.match(context.file.lines[line - 1])
    if match is None:
        return context.places.of(element)
    words = re.sub(r"\s+(#+\s*)?(\{[^{}]*\}\s*)?$", "", context.file.lines[line - 1][match.end() :] + " ")
    return context.file.place(line, match.end() + 1, max(1, len(words)))
