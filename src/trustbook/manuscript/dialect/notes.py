"""Read the marks of text that lead elsewhere: citations `[@id]` and notes `[^name]`.

In: Python-Markdown's own footnotes, and one pattern more. Out: empty citations and a plain list of notes in the tree,
both with the builder's marks; later stages number and link them. It must not know the reading list.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import InlineProcessor

from trustbook.findings import Finding, Place, SourceFile
from trustbook.manuscript.dialect.lines import LABEL
from trustbook.manuscript.dialect.names import MarkNames
from trustbook.manuscript.dialect.spots import Spot, first_mark, mark_before, without_marks
from trustbook.manuscript.marks import Role

_NAME = r"(?<![\w.@\\])@([^\W_](?:[\w]|[:.#$%&+?<>~/-](?=\w))*)"  # of an entry, as in Pandoc


class Notes(FootnoteExtension):
    """Python-Markdown's footnotes, left as a plain list; it remembers where each note is defined."""

    def __init__(self, names: MarkNames) -> None:
        super().__init__(SEPARATOR="-", PLACE_MARKER="\ue01f")  # notes stand at the end, whatever an author types
        self.names = names

    def reset(self) -> None:
        """Forget the notes of another document."""
        super().reset()
        self.defined: list[tuple[str, int]] = []  # each definition's name and the line its text starts on

    def setFootnote(self, id: str, text: str) -> None:
        """Keep a note's text."""
        spot = first_mark(text)
        self.defined.append((id, spot.line if spot else 1))
        super().setFootnote(id, text)

    def findings(self, file: SourceFile) -> list[Finding]:
        """A finding for each note that has another's name, whose text Python-Markdown then drops, or is not called."""
        found: list[Finding] = []
        names: set[str] = set()
        for name, line in self.defined:
            place = _definition(file, name, line)
            if name in names:
                hint = "give each note a name of its own"
                found.append(file.at("B203", f"the note `{name}` is defined twice", place, hint))
            elif name not in self.footnote_order:
                hint = "call it in the text, or remove it"
                found.append(file.at("L104", f"nothing calls the note `[^{name}]`", place, hint))
            names.add(name)
        return found

    def makeFootnotesDiv(self, root: Element) -> Element | None:
        """The notes as the list that the next stage numbers and links."""
        if not self.footnotes:
            return None
        holder = self.names.mark(Element("section", {"class": "notes"}), Role.NOTES)
        items = SubElement(holder, "ol")
        done = 0
        while new := list(self.footnotes.items())[done:]:  # a note may define another one within itself
            done += len(new)
            for name, text in new:
                content = Element("div")  # in an item Python-Markdown would take indented text for more items
                self.parser.parseChunk(content, text)
                self.names.mark(SubElement(items, "li"), Role.NOTE, name).extend(content)
        return holder


class CitationPattern(InlineProcessor):
    """`[@id]`, `[@id; @other]`, `[see @id, p. 3]`, `[-@id]`: one empty `a` each, resolved when all chapters are known.

    Words before and behind a name stand around its number.
    """

    def __init__(self, md: Markdown, names: MarkNames) -> None:
        super().__init__(rf"\[(?=[^\[\]\n]*{_NAME})[^\[\]\n]+\]", md)
        self.names = names

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """The brackets with a link for each name in them; none where they are the words of a link."""
        if self._is_link(data, m.end(0)):
            return None, None, None
        start = mark_before(data, m.start(0))
        holder = self.names.mark(Element("span", {"class": "cite"}), Role.CITATIONS)
        typed = without_marks(m.group())[1:-1]
        words = re.sub(rf"{_NAME}|[\s;]", "", typed) != ""
        done, last = 0, None
        for match in re.finditer(_NAME, typed):
            between = typed[done : match.start()].removesuffix("-")
            if last is None:
                holder.text = between if words else None
            elif words:
                last.tail = re.sub(r"\s*;\s*", "; ", between, count=1)
            last = self.names.mark(SubElement(holder, "a"), Role.CITATION, match.group(1))
            if start:
                self.names.place(last, Spot(start.line, start.column + 1 + match.start()))
            done = match.end()
        if words and last is not None:
            last.tail = typed[done:]
        return holder, m.start(0), m.end(0)

    def _is_link(self, data: str, end: int) -> bool:
        """Whether an address or the label of one follows the brackets."""
        link: Any = self.md.inlinePatterns["link"]
        if data[end : end + 1] == "(":
            return bool(link.getLink(data, end)[-1])
        label = LABEL.match(data, end)
        return label is not None and without_marks(label.group(1)).strip().lower() in self.md.references


class ReferencePattern(InlineProcessor):
    """`@fig-loop` in a sentence, as Quarto has it: the same as in brackets."""

    def __init__(self, md: Markdown, names: MarkNames) -> None:
        super().__init__(r"(?<![\w@.\\/])@((?:fig|tbl|sec)-[\w-]*\w)", md)
        self.names = names

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """The name as a citation of one."""
        holder = self.names.mark(Element("span", {"class": "cite"}), Role.CITATIONS)
        self.names.mark(SubElement(holder, "a"), Role.CITATION, m.group(1))
        return holder, m.start(0), m.end(0)


def _definition(file: SourceFile, name: str, line: int) -> Place:
    """Where a note is defined whose text starts on a line: there, or above it."""
    words = f"[^{name}]:"
    for number in range(line, max(0, line - 40), -1):
        if (column := file.lines[number - 1].find(words)) >= 0:
            return file.place(number, column + 1, len(words))
    return file.place(line)
