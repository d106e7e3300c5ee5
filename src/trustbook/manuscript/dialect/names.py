"""What the builder's marks are called while the document is text.

In: a file, elements, finished text. Out: attributes that no author can have typed, and at the end their true names.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from trustbook.manuscript import marks
from trustbook.manuscript.dialect.spots import TAG_MARK, Spot, first_mark, without_marks
from trustbook.manuscript.marks import Role

TAG_NAME = r"[A-Za-z][A-Za-z0-9.-]*(?::[A-Za-z][A-Za-z0-9.-]*)?"  # `a:b`, but not the start of `https://`
_TYPED_TAG = re.compile(rf"(<{TAG_NAME})({TAG_MARK})")


class MarkNames:
    """Names of attributes that a file does not hold."""

    def __init__(self, text: str) -> None:
        self.prefix = "trustbook"
        lower = text.lower()
        while self.prefix in lower:
            self.prefix += "k"

    def typed(self, name: str) -> str:
        """A mark's name as an attribute in text."""
        return self.prefix + name.partition("}")[2]

    def mark(self, element: Element, role: Role, of: str = "") -> Element:
        """Note on an element what it is for; returns it."""
        element.set(self.typed(marks.ROLE), role)
        if of:
            element.set(self.typed(marks.OF), of)
        return element

    def place(self, element: Element, spot: Spot) -> None:
        """Note on an element where it was typed."""
        element.set(self.typed(marks.LINE), str(spot.line))
        if spot.column:
            element.set(self.typed(marks.COLUMN), str(spot.column))

    def read_back(self, tree: Element) -> None:
        """Give the builder's marks their true names, and names that authors put in a namespace a colon in front."""
        for element in tree.iter():
            element.tag = _plain(element.tag).lower()  # HTML heeds no capitals, XML does
            for name, value in list(element.attrib.items()):
                del element.attrib[name]
                if name.startswith(self.prefix):
                    name = f"{{trustbook}}{name.removeprefix(self.prefix)}"
                else:
                    name = _plain(name)
                element.attrib.setdefault(name, value)


def with_places(text: str, names: MarkNames) -> str:
    """The finished text: marks in the tags of raw HTML become attributes, all others go."""

    def places(match: re.Match[str]) -> str:
        spot = first_mark(match.group(2)) or Spot(1, 1)
        return f'{match.group(1)} {names.typed(marks.LINE)}="{spot.line}" {names.typed(marks.COLUMN)}="{spot.column}"'

    return without_marks(_TYPED_TAG.sub(places, text))


def _plain(name: str) -> str:
    """A name without its namespace: HTML's own is none, `xml:` is called so, any other leaves a colon in front."""
    space, _, local = name.removeprefix("{").rpartition("}")
    if not space:
        return name
    known = {"http://www.w3.org/1999/xhtml": "", "http://www.w3.org/XML/1998/namespace": "xml:"}
    return f"{known.get(space, ':')}{local}"
