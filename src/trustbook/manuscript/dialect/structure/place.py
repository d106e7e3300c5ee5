"""Put containers into the tree that Python-Markdown makes of the lines in them.

In: a chapter's lines, and a converter. Out: in the text that the converter goes on with, one sign for each container,
on a line of its own; and where the converter comes to such a sign, the container's element. What stands in a container
is read when its element is there, so that nothing depends on how far something is indented.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.def_list import DefListIndentProcessor
from markdown.extensions.footnotes import FootnoteExtension
from markdown.preprocessors import Preprocessor

from trustbook.findings import Finding, SourceFile
from trustbook.manuscript import marks
from trustbook.manuscript.dialect.names import MarkNames
from trustbook.manuscript.dialect.spots import LINE_END, Spot, mark_at
from trustbook.manuscript.dialect.structure.raw import RawBlocks
from trustbook.manuscript.dialect.structure.scan import Scan
from trustbook.manuscript.dialect.structure.values import Container, Line, Remark
from trustbook.manuscript.marks import Role

_OPEN, _CLOSE = "\ue005", "\ue006"
_SIGN = re.compile(rf"{_OPEN}([0-9]+){_CLOSE}\s*$")
_REPLACED = ("indent", "quote", "olist", "ulist")  # what Python-Markdown would look for in a container's lines
_STATES = {"list": "looselist", "quote": "blockquote"}


class Marker(Protocol):
    """Who adds the marks of places to a line."""

    def marked(self, line: Line) -> str:
        """The line with its marks."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A container and the text in it, or the texts of a list's items."""

    container: Container
    texts: tuple[str, ...]


class Structure(Preprocessor):
    """Takes the containers out of a text, and remembers them."""

    def __init__(self, md: Markdown, marker: Marker, notes: FootnoteExtension, kinds: Collection[str]) -> None:
        super().__init__(md)
        self.marker, self.notes, self.kinds = marker, notes, kinds
        self.held: list[_Held] = []
        self.remarks: list[Remark] = []
        self.too_deep = 0

    def run(self, lines: list[str]) -> list[str]:
        """The chapter's own lines, with a sign for each container."""
        scan = Scan(lines, self.md.htmlStash.store, self.kinds)
        root = scan.run()
        self.remarks, self.too_deep = scan.remarks, scan.too_deep
        return [] if self.too_deep else self._lines(root)

    def findings(self, file: SourceFile) -> list[Finding]:
        """What lines say in another program's way."""
        return [
            file.at(one.code, one.message, file.find(one.typed, one.number) or file.place(one.number), one.hint)
            for one in self.remarks
        ]

    def _lines(self, container: Container) -> list[str]:
        lines: list[str] = []
        for entry in container.entries:
            if isinstance(entry, Line):
                lines.append(self.marker.marked(entry))
            elif entry.kind == "note":
                self.notes.setFootnote(entry.name, self._text(entry))
                lines.append("")
            elif entry.kind == "meaning":
                inner = self._lines(entry)
                lines += [f":   {inner[0] if inner else ''}", *(f"    {one}" if one else "" for one in inner[1:])]
            else:
                items = (
                    [one for one in entry.entries if isinstance(one, Container)] if entry.kind == "list" else [entry]
                )
                self.held.append(_Held(entry, tuple(self._text(one) for one in items)))
                lines += ["", f"{_OPEN}{len(self.held) - 1}{_CLOSE}", ""]
        return lines

    def _text(self, container: Container) -> str:
        """What stands in a container, with its raw HTML put aside."""
        return "\n".join(self.md.preprocessors["html_block"].run(self._lines(container))).strip("\n")


class _Place(BlockProcessor):
    """Makes the element of a container."""

    def __init__(self, md: Markdown, structure: Structure, names: MarkNames) -> None:
        super().__init__(md.parser)
        self.structure, self.names = structure, names

    def test(self, parent: Element, block: str) -> bool:
        return _SIGN.match(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        match = _SIGN.match(blocks.pop(0))
        assert match is not None
        held = self.structure.held[int(match.group(1))]
        container = held.container
        element = self._element(parent, container)
        if container.kind != "list":
            self._fill(element, held.texts[0], _STATES.get(container.kind, container.kind))
            return
        items = [one for one in container.entries if isinstance(one, Container)]
        for item, text in zip(items, held.texts, strict=True):
            li = SubElement(element, "li")
            self.names.place(li, Spot(item.number, 0))
            self._fill(li, text, "looselist" if container.loose else "list")

    def _fill(self, element: Element, text: str, state: str) -> None:
        self.parser.state.set(state)
        self.parser.parseChunk(element, text)
        self.parser.state.reset()

    def _element(self, parent: Element, container: Container) -> Element:
        match container.kind:
            case "list":
                element = SubElement(parent, "ol" if container.numbered else "ul")
                if container.start != 1:
                    element.set("start", str(container.start))
            case "quote":
                element = SubElement(parent, "blockquote")
            case "box":
                element = self.names.mark(SubElement(parent, "div", container.attributes), Role.BOX, container.name)
                title = self.names.mark(SubElement(element, "p", {"class": "box-title"}), Role.BOX_TITLE)
                typed = self.structure.marker.marked(container.title) if container.title else ""
                title.text = typed or mark_at(LINE_END, container.number)
                title.set(self.names.typed(marks.LINE), str(container.number))
            case _:
                element = SubElement(parent, container.name, container.attributes)
                self.names.place(element, Spot(container.number, container.column))
        element.set(self.names.typed(marks.LINE), str(container.number))
        return element


class _Meanings(DefListIndentProcessor):
    """What is indented below a definition; lists have been read before."""

    ITEM_TYPES = ["dd"]  # noqa: RUF012 (as in the class above)
    LIST_TYPES = ["dl"]  # noqa: RUF012


def register(
    md: Markdown, names: MarkNames, marker: Marker, notes: FootnoteExtension, kinds: Collection[str]
) -> Structure:
    """Let a converter read containers, boxes of the book's own `kinds` too; returns what remembers them."""
    structure = Structure(md, marker, notes, kinds)
    md.preprocessors.register(RawBlocks(md), "html_block", 20)
    md.preprocessors.register(structure, "trustbook-structure", 29)  # after white space, before raw HTML
    for name in _REPLACED:
        md.parser.blockprocessors.deregister(name)
    md.parser.blockprocessors.register(_Meanings(md.parser), "defindent", 85)
    md.parser.blockprocessors.register(_Place(md, structure, names), "trustbook-structure", 110)
    return structure
