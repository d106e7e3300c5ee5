"""Put what a book says into the order and under the tags in which it is read aloud.

In: the source's elements, and what the layout drew of each (`Contents`).
Out: a tree of `Node`s in source order, one for each element that means something to a listener, however many lines
and pages it crosses.
It must not know how a PDF is written: no object, no reference, no content stream.

An element says its own tag with `data-pdf="Tag"`; `data-pdf="Artifact"` takes it out of the reading, and
`data-pdf="none"` leaves out the tag but not the content. So do `span`, `div` and all that has no meaning to hear.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes
from weasyprint.logger import LOGGER

from trustbook.pdf.standards import PdfStandard
from trustbook.pdf.tags import lists as groups
from trustbook.pdf.tags.layout import SPACE, Contents, Mark, apart
from trustbook.pdf.tags.roles import (
    BLOCK_TAGS,
    GROUPING,
    INLINE_TAGS,
    LISTS,
    REFERENCES,
    ROLE_TAGS,
    TEXTS,
    Flow,
    Node,
    alternative,
    is_known_override,
    is_unread,
    language,
    link_words,
    plain_text,
    squeeze,
)

_INLINE_BOXES = (boxes.LineBox, boxes.InlineLevelBox)


@dataclass(slots=True)
class Outline:
    """The whole tree. After each run in `spaced` the reader needs a space that the layout dropped."""

    document: Node
    spaced: list[Mark]


def make_outline(roots: list[Element], contents: dict[Element, Contents], lang: str, standard: PdfStandard) -> Outline:
    """Tag the documents under `roots`; `lang` is what the catalog says, so that only changes are written."""
    reading = Reading(contents, standard)
    document = Node("Document", lang)
    for root in roots:
        flow = Flow(document, wrap=True)
        if language(root) not in ("", lang):
            flow = Flow(reading.add("Sect", root, document), wrap=True)
        reading.children(root, flow)
    reading.add_stray_links(document)
    return Outline(document, reading.spaced)


class Reading:
    """One pass over the source. The kinds of elements that are more than a tag are in `groups`."""

    def __init__(self, contents: dict[Element, Contents], standard: PdfStandard) -> None:
        self.contents = contents
        self.standard = standard
        self.spaced: list[Mark] = []
        self.in_toc = False
        self.in_notes = False
        self.picture: tuple[Element, Node] | None = None  # the one picture of a figure, and that figure
        self._last: Mark | None = None  # the text read before, in the same block
        self._owed = False  # white space or a line break stands after it in the source
        self._expanded: set[tuple[str, str]] = set()
        self._names: set[str] = set()
        self._links: dict[Element, Node] = {}

    # -- text in reading order --

    def pieces(self, element: Element) -> Iterator[Mark | Element]:
        """An element's own text and its child elements, in the order of the source."""
        contents = self.contents.get(element)
        # Stable: runs of one text node stay in the order of their pages and lines.
        runs = sorted(contents.runs, key=lambda run: run[0]) if contents else []
        position = 0
        text = element.text
        for index, child in enumerate(element):
            while position < len(runs) and runs[position][0] <= 2 * index:
                yield runs[position][1]
                position += 1
            self._owe(text)
            if isinstance(child.tag, str):
                yield child
            text = child.tail
        self._owe(text)
        for _, mark in runs[position:]:
            yield mark

    def _owe(self, text: str | None) -> None:
        """White space alone between two elements may be drawn nowhere, but it parts them."""
        if text and not SPACE.sub("", text):
            self._owed = True

    def children(self, element: Element, flow: Flow) -> None:
        """Read all that is in an element."""
        for piece in self.pieces(element):
            if isinstance(piece, Mark):
                self.text(piece, flow.inline())
            else:
                self.element(piece, flow)

    def text(self, mark: Mark, node: Node) -> None:
        """Read one run of text."""
        if self._last is not None:
            self._last.after = self._last.after or self._owed
            if apart(self._last, mark):
                self.spaced.append(self._last)
        self._last, self._owed = mark, False
        node.kids.append(mark)

    def edge(self) -> None:
        """Begin or end a block: no space is needed between what stands before and after."""
        self._last, self._owed = None, False

    # -- nodes --

    def node(self, tag: str, element: Element, parent: Node) -> Node:
        """A node for an element, not yet in the tree."""
        lang = language(element) or parent.speaks
        node = Node(tag, lang, lang if lang != parent.speaks else "", source=element)
        if tag in ("Figure", "Formula"):
            node.alt = alternative(element) or ""
        return node

    def note(self, element: Element, parent: Node, kind: str) -> Node:
        """A node for a note, not yet in the tree; `kind` is a `NoteType` (ISO 32000-2, table 380)."""
        node = self.node("Note", element, parent)
        node.name = self._unique(element.get("id") or "note")
        if self.standard.note_types:
            node.attributes["FENote"] = {"NoteType": kind}
        return node

    def _unique(self, wanted: str) -> str:
        name, count = wanted, 1
        while name in self._names:
            count += 1
            name = f"{wanted}-{count}"
        self._names.add(name)
        return name

    def add(self, tag: str, element: Element, parent: Node) -> Node:
        """A node for an element, in the tree whether it will have content or not."""
        node = self.node(tag, element, parent)
        parent.kids.append(node)
        return node

    def block(self, tag: str, element: Element, flow: Flow) -> None:
        """Read an element as a block with this tag."""
        parent = flow.block()
        node = self.node(tag, element, parent)
        self.edge()
        self.children(element, Flow(node, wrap=tag in GROUPING))
        self.edge()
        if node.kids:
            parent.kids.append(node)

    def inline(self, tag: str, element: Element, flow: Flow) -> None:
        """Read an element as a part of the text with this tag."""
        node = self.node(tag, element, flow.node)
        if element.tag == "abbr":
            node.expansion = squeeze(element.get("title", ""))
        self.children(element, Flow(node))
        if node.kids:
            flow.inline().kids.append(node)

    # -- elements --

    def element(self, element: Element, flow: Flow) -> None:
        """Read one element as what it is."""
        contents = self.contents.get(element)
        if element.tag == "br":
            self._owed = True
        if is_unread(element):
            return
        if contents is None:  # no box of its own: not drawn, or `display: contents`
            self.children(element, flow)
            return
        for mark in contents.call:
            self.text(mark, self.add("Reference", element, flow.inline()))
        override = element.get("data-pdf")
        if override is not None and (not is_known_override(override) or override in self.standard.refused):
            LOGGER.error('data-pdf="%s" is no tag of PDF %s', override, self.standard.version)
            override = None
        if override is not None:
            self._overridden(element, override, flow)
        elif contents.widgets:
            # A form field's annotation speaks for itself (TU); what is drawn in it is an artifact.
            self.add("Form", element, flow.inline()).kids.extend(contents.widgets)
        elif contents.picture is not None:
            groups.read_picture(self, element, contents, flow)
        elif element.tag == "a" and contents.links:
            self._link(element, contents, flow)
        elif element.tag in LISTS:
            groups.read_list(self, element, flow, self.in_toc)
        elif element.tag == "table":
            groups.read_table(self, element, flow)
        elif element.tag == "figure":
            groups.read_figure(self, element, flow)
        elif contents.call:
            self._note(element, flow.inline())
        else:
            self._plain(element, flow)

    def _plain(self, element: Element, flow: Flow) -> None:
        """An element whose tag says all there is to say."""
        role = element.get("role", "")
        before = self.in_toc, self.in_notes
        self.in_toc = self.in_toc or role == "doc-toc"
        self.in_notes = self.in_notes or role == "doc-endnotes"
        block = ROLE_TAGS.get(role) or BLOCK_TAGS.get(element.tag)
        if block == "Note":
            self._note(element, flow.block())
        elif block:
            self.block(block, element, flow)
        elif element.tag in INLINE_TAGS:
            self.inline(INLINE_TAGS[element.tag], element, flow)
        elif self._is_block(element):
            self._group(element, flow)
        elif self._says_more(element, flow.node):
            self.inline("Span", element, flow)
        else:
            self.children(element, flow)
        self.in_toc, self.in_notes = before

    def _overridden(self, element: Element, tag: str, flow: Flow) -> None:
        is_block = self._is_block(element)
        if tag == "none":
            if is_block:
                self._group(element, flow)
            else:
                self.children(element, flow)
        elif tag in ("TOC", "L") and element.tag in LISTS:
            groups.read_list(self, element, flow, toc=tag == "TOC")
        elif tag == "Note":
            self._note(element, flow.block() if is_block else flow.inline())
        elif is_block:
            self.block(tag, element, flow)
        else:
            self.inline(tag, element, flow)

    def _is_block(self, element: Element) -> bool:
        return not isinstance(self.contents[element].box, _INLINE_BOXES)

    def _says_more(self, element: Element, parent: Node) -> bool:
        """Whether an inline element without a tag needs a `Span`: a language, or a short form's words, once."""
        if element.tag == "abbr" and "title" in element.attrib:
            short = (squeeze(plain_text(element)), squeeze(element.attrib["title"]))
            if short not in self._expanded:
                self._expanded.add(short)
                return True
        return language(element) not in ("", parent.speaks)

    def _group(self, element: Element, flow: Flow) -> None:
        """A block without a tag; text that stands right in it is a paragraph all the same."""
        if flow.node.tag in TEXTS:  # a `span` shown as a block: apart from its neighbours, but no paragraph
            self._owed = True
            self.children(element, flow)
            self._owed = True
        elif language(element) not in ("", flow.node.speaks):
            self.block("Div", element, flow)
        else:
            self.edge()
            self.children(element, Flow(flow.block(), wrap=True))
            self.edge()

    def _note(self, element: Element, parent: Node) -> None:
        """A footnote, read where its call stands; the text around it goes on after it."""
        node = self.note(element, parent, "Endnote" if self.in_notes else "Footnote")
        around = self._last, self._owed
        self.edge()
        for mark in self.contents[element].marker:
            self.text(mark, self.add("Lbl", element, node))
            self.edge()
        self.children(element, Flow(node))
        self._last, self._owed = around
        if node.kids:
            parent.kids.append(node)

    # -- links --

    def _link(self, element: Element, contents: Contents, flow: Flow) -> None:
        node = self.node("Link", element, flow.node)
        self.children(element, Flow(node))
        if not node.kids:
            return  # its text is an artifact: see `add_stray_links`
        self._links[element] = node
        node.contents = link_words(element)
        node.kids.extend(contents.links)
        is_block = self._is_block(element) or any(
            child.tag in BLOCK_TAGS or child.tag in LISTS or child.tag in ("div", "table") for child in element.iter()
        )
        parent = flow.block() if is_block else flow.inline()
        if self.in_toc or element.get("role") in REFERENCES:
            reference = self.add("Reference", element, parent)
            node.lang = ""
            parent = reference
        parent.kids.append(node)

    def add_stray_links(self, document: Node) -> None:
        """Give a `Link` to annotations on content that is an artifact.

        A running head or foot may link on every page. PDF/UA-1 (7.18.5) wants each link annotation inside a `Link`,
        but its text must not interrupt the reading once a page. So one source `a` is one `Link`, as everywhere:
        after everything else, or where the same `a` is read (in a table head that repeats). Its text is not in the
        tree, so `Alt` says the words.
        """
        for element, contents in self.contents.items():
            links = contents.stray_links
            node = self._links.get(element)
            if node is None and (contents.links or links):
                links = contents.links + links
                words = link_words(element)
                node = Node("Link", document.speaks, alt=words, contents=words)
                document.kids.append(Node("P", document.speaks, kids=[node]))
            if node is not None:
                node.kids.extend(links)
