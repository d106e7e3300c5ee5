"""Keep the order in which a book is read while its elements are read one by one.

In: the source's elements, what the layout drew of each (`Contents`), and a function that reads one element. Out: text
and nodes hung into their parents in source order, however many lines and pages they cross, and the runs after which a
space is missing. It must not know what any kind of element means: the function it is given does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes

from trustbook.pdf.names import Names
from trustbook.pdf.standards import PdfStandard
from trustbook.pdf.tags.marks import SPACE, Contents, Mark, apart
from trustbook.pdf.tags.roles import GROUPING, SECT_IN, Flow, StructureElement, alternative, language, squeeze

_INLINE_BOXES = (boxes.LineBox, boxes.InlineLevelBox)


class ReadingOrder:
    """One pass over the source; `read` reads one element as what it is, into the flow it stands in."""

    def __init__(
        self,
        contents: Mapping[Element, Contents],
        standard: PdfStandard,
        read: Callable[[ReadingOrder, Element, Flow], None],
    ) -> None:
        self.contents = contents
        self.standard = standard
        self._read = read
        self.spaced: list[Mark] = []
        self.in_toc = False
        self.in_notes = False
        self.picture: tuple[Element, StructureElement] | None = None  # the one picture of a figure, and that figure
        self.expanded: set[tuple[str, str]] = set()  # short forms whose words were said
        self.links: dict[Element, StructureElement] = {}  # those read so far
        self._last: Mark | None = None  # the text read before, in the same block
        self._owed = False  # white space or a line break stands after it in the source
        self.names = Names()

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

    def element(self, element: Element, flow: Flow) -> None:
        """Read one element as what it is."""
        self._read(self, element, flow)

    def children(self, element: Element, flow: Flow) -> None:
        """Read all that is in an element."""
        for piece in self.pieces(element):
            if isinstance(piece, Mark):
                self.text(piece, flow.inline())
            else:
                self.element(piece, flow)

    def text(self, mark: Mark, node: StructureElement) -> None:
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

    def part(self) -> None:
        """Set what comes next apart, as a line break or the edge of a block in running text does."""
        self._owed = True

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Read something that is no part of the text around it, which goes on after it."""
        around = self._last, self._owed
        self.edge()
        yield
        self._last, self._owed = around

    # -- nodes --

    def node(self, tag: str, element: Element, parent: StructureElement) -> StructureElement:
        """A node for an element, not yet in the tree."""
        lang = language(element) or parent.speaks
        node = StructureElement(tag, lang, lang if lang != parent.speaks else "", source=element)
        if tag in ("Figure", "Formula"):
            node.alt = alternative(element) or ""
        return node

    def add(self, tag: str, element: Element, parent: StructureElement) -> StructureElement:
        """A node for an element, in the tree whether it will have content or not."""
        node = self.node(tag, element, parent)
        parent.kids.append(node)
        return node

    def block(self, tag: str, element: Element, flow: Flow) -> None:
        """Read an element as a block with this tag, or as a `Sect` where that may not stand."""
        parent = flow.block()
        tag = "Sect" if parent.tag in SECT_IN.get(tag, ()) else tag
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

    def is_block(self, element: Element) -> bool:
        """Whether an element was laid out as a block."""
        return not isinstance(self.contents[element].box, _INLINE_BOXES)
