"""`[^x]`, `[@x`, `@x`, `[A heading]` and `[words][label]` that Markdown left as text.

In: a resolved chapter. Out: findings; nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from trustbook.findings import Collector, SourceFile
from trustbook.manuscript.ids import anchor
from trustbook.manuscript.marks import Role, line_of, role_of
from trustbook.manuscript.places import TypedPlaces

_LITERAL = {"code", "pre", "kbd", "samp"}
_BRACKETS = re.compile(r"\[([^\[\]]{1,200})\]?")
_LABEL = r"\]\[([^\[\]^@]{0,100})\](?!\[)"
_LABELLED = re.compile(rf"(?<![\w\]])\[([^\[\]^@]{{1,200}}){_LABEL}")  # not `list[1][2]`
_LABELLED_BEHIND = re.compile(rf"()[^\[\]]{{0,200}}{_LABEL}")  # behind emphasis, a link or code in the words
_NAMED = re.compile(r"(?<![\w.@/\\[])@([\w-]+)")


@dataclass(frozen=True, slots=True)
class Leftovers:
    """What looks through one chapter: the names of the reading list, and its headings by their anchors."""

    file: SourceFile
    entries: Collection[str]
    headings: Mapping[str, str]
    places: TypedPlaces
    found: Collector

    def look(self, element: Element) -> None:
        """A finding for each note that is not defined, citation without brackets, heading or label in brackets."""
        if element.tag in _LITERAL or role_of(element) in (Role.FOREIGN, Role.CITATIONS):
            return
        self._text(element.text, element)
        for child in element:
            self.look(child)
            self._text(child.tail, child)
            if match := _LABELLED_BEHIND.match(child.tail or ""):
                self._label(match, child)

    def _text(self, text: str | None, near: Element) -> None:
        for match in _BRACKETS.finditer(text or ""):
            name, place = match.group(1), self.places.of(near, match.group())
            if name.startswith("^"):
                hint = f"define it: `[{name}]: The note.`"
                self.found.at(self.file, "L103", f"the note `[{name}]` is not defined", place, hint)
            elif name.startswith("@"):
                hint = "write `[@id]`, or `[@id; @other]` for two"
                self.found.at(self.file, "B201", f"`[{name}]` cannot be read as a citation", place, hint)
            elif self.headings.get(said := anchor(name)) == name and self._bare(match.group(), near):
                hint = f"write `[{name}](#{said})`, or a backslash before the bracket"
                message = f"`[{name}]` is Pandoc's link to a heading"
                self.found.at(self.file, "T507", message, place, hint)
        for match in _LABELLED.finditer(text or ""):
            self._label(match, near)
        self._names(text, near)

    def _label(self, match: re.Match[str], near: Element) -> None:
        label = match.group(2).strip() or match.group(1)
        if label and self._bare(match.group(), near):
            hint = f"define it: `[{label}]: https://…`, or put a backslash before the brackets"
            place = self.places.of(near, match.group(), f"[{match.group(2)}]")
            self.found.at(self.file, "L108", f"the label `{label}` is not defined", place, hint)

    def _bare(self, typed: str, near: Element) -> bool:
        """Whether brackets were typed without backslashes."""
        place = self.file.find(typed, line_of(near))
        return place is not None and self.file.lines[place.line - 1][: place.column - 1][-1:] != "\\"

    def _names(self, text: str | None, near: Element) -> None:
        for match in _NAMED.finditer(text or ""):
            if (name := match.group(1)) in self.entries:
                hint = f"write `[@{name}]`, and the name in words if it is part of the sentence"
                place = self.places.of(near, f"@{name}")
                self.found.at(self.file, "B201", f"`@{name}` stands in no brackets", place, hint)
