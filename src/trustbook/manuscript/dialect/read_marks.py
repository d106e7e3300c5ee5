"""Read the marks of places in the tree that Python-Markdown made.

In: a tree in which raw HTML is still put aside. Out: the same tree without marks, its elements with places and roles.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from trustbook.manuscript import marks
from trustbook.manuscript.dialect.names import MarkNames
from trustbook.manuscript.dialect.spots import Spot, first_mark, mark_before, without_marks
from trustbook.manuscript.marks import Role


class ReadMarks(Treeprocessor):
    """Give each element the place of the first mark at or after its start, remove all marks, and note roles.

    Raw HTML is still put aside, so every `sup` with an id is the call of a note.
    """

    def __init__(self, md: Markdown, names: MarkNames) -> None:
        super().__init__(md)
        self.names = names

    def run(self, root: Element) -> None:
        """Walk the tree in document order."""
        waiting: list[Element] = []
        last, before = 1, ""  # the last line seen; the text before the element
        stack: list[tuple[Element, bool]] = [(root, False)]
        while stack:
            element, done = stack.pop()
            if done:
                before = element.tail or ""
                spot = first_mark(before)
                element.tail = without_marks(before) or None
            else:
                if element is not root:  # Python-Markdown cuts the bare root tag off its output
                    waiting.append(element)
                spot = self._own(element, before) or first_mark(element.text) or self._aside(element.text)
                before = element.text or ""
                self._clean(element)
                if element is not root:
                    self._note_role(element)
                stack.append((element, True))
                stack += [(child, False) for child in reversed(element)]
            if spot:
                last = spot.line
                for one in waiting:
                    one.attrib.setdefault(self.names.typed(marks.LINE), str(last))
                waiting.clear()
        for one in waiting:
            one.attrib.setdefault(self.names.typed(marks.LINE), str(last))

    def _own(self, element: Element, before: str) -> Spot | None:
        """Where a link or picture starts: its mark ends the text before it."""
        spot = mark_before(before, len(before)) if element.tag in ("a", "img") else None
        if spot:
            self.names.place(element, spot)
            return spot
        line = element.get(self.names.typed(marks.LINE))
        return Spot(int(line), 0) if line else None

    def _aside(self, text: str | None) -> Spot | None:
        """The first place inside what Python-Markdown has put aside: raw HTML, a block of code."""
        if text and (aside := HTML_PLACEHOLDER_RE.search(text)):
            return first_mark(str(self.md.htmlStash.rawHtmlBlocks[int(aside.group(1))]))
        return None

    def _clean(self, element: Element) -> None:
        element.text = without_marks(element.text or "") or None
        for key, value in element.attrib.items():
            element.set(key, without_marks(value or ""))  # `attr_list` may leave None

    def _note_role(self, element: Element) -> None:
        if element.tag == "sup" and "id" in element.attrib:
            del element.attrib["id"]  # Python-Markdown's own; the next stage gives another
            self.names.mark(element, Role.CALL, element[0].get("href", "").removeprefix("#fn-"))
        elif element.tag in ("td", "th"):
            style = re.fullmatch(r"text-align: (center|right|left);", element.get("style", ""))
            if style:
                del element.attrib["style"]
            self.names.mark(element, Role.CELL, style.group(1) if style else "")
