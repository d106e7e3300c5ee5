"""Turn the source of a book into the outline of its PDF structure tree.

In: the HTML elements, and what the layout drew of each (`structure_layout.Contents`).
Out: a tree of `Node`s in source order: tags of PDF 1.7 (ISO 32000-1, 14.8.4), their attributes, and the marked
content and annotations that hang on them.
It must not know how a PDF is written: no object, no reference, no content stream.

An element says its own tag with `data-pdf="Tag"`; `data-pdf="Artifact"` takes it out of the reading, and
`data-pdf="none"` leaves out the tag but not the content. So does `span` and all that has no meaning to hear.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes
from weasyprint.logger import LOGGER

from trustbook.structure_layout import SPACE, Contents, Link, Mark, apart

# Tags that PDF 1.7 does not know, with the standard one that stands for each (ISO 32000-1, 14.7.3).
ROLE_MAP = {"Aside": "Sect", "Em": "Span", "Strong": "Span"}

_SVG = "{http://www.w3.org/2000/svg}svg"
_SVG_TITLE = "{http://www.w3.org/2000/svg}title"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_BLOCK_TAGS = {
    "article": "Art", "aside": "Aside", "blockquote": "BlockQuote", "dd": "Div", "dt": "P", "legend": "P",
    "figcaption": "P", "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6", "p": "P", "pre": "P",
    "section": "Sect", "summary": "P",
}  # fmt: skip
_INLINE_TAGS = {
    "code": "Code", "em": "Em", "kbd": "Code", "q": "Quote", "samp": "Code", "strong": "Strong",
}  # fmt: skip
_ROLE_TAGS = {"doc-part": "Part", "doc-footnote": "Note"}
_REFERENCES = {"doc-noteref", "doc-biblioref", "doc-glossref"}
# Text that stands in these without a block of its own becomes a paragraph.
_GROUPING = {"Document", "Part", "Art", "Sect", "Div", "Aside", "BlockQuote", "NonStruct", "Private"}
# Tags of text: a block in one of these stays a part of the text.
_TEXTS = {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "Caption", *_INLINE_TAGS.values(), "Span", "Reference"}
_OVERRIDES = {
    *_GROUPING, *_BLOCK_TAGS.values(), *_INLINE_TAGS.values(), "Caption", "TOC", "TOCI", "Index", "H", "L", "LI", "Lbl",
    "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Note", "Reference", "BibEntry", "Figure",
    "Formula",
}  # fmt: skip
_NUMBERING = {
    "none": "None", "disc": "Disc", "circle": "Circle", "square": "Square", "decimal": "Decimal",
    "decimal-leading-zero": "Decimal", "lower-alpha": "LowerAlpha", "lower-latin": "LowerAlpha",
    "upper-alpha": "UpperAlpha", "upper-latin": "UpperAlpha", "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}  # fmt: skip
_SCOPES = {"col": "Column", "colgroup": "Column", "row": "Row", "rowgroup": "Row"}
_LINES = (boxes.LineBox, boxes.InlineLevelBox)


@dataclass(slots=True, eq=False)
class Node:
    """One structure element. `attributes` maps an owner (`Layout`, `List`, `Table`) to names and values;
    a string there is a PDF name. `speaks` is the language in force; `lang` is set only where it changes."""

    tag: str
    speaks: str = ""
    lang: str = ""
    kids: list[Node | Mark | Link] = field(default_factory=list)
    attributes: dict[str, dict[str, str | int | tuple[float, ...]]] = field(default_factory=dict)
    alt: str = ""
    expansion: str = ""
    name: str = ""  # its ID
    contents: str = ""  # the words of its annotations


@dataclass(slots=True)
class Outline:
    """The whole tree. After each run in `spaced` the reader needs a space that the layout dropped."""

    document: Node
    spaced: list[Mark]


@dataclass(slots=True, eq=False)
class _Flow:
    """A place to put content. With `wrap`, a run of text or inline content gets a paragraph around it."""

    node: Node
    wrap: bool = False
    paragraph: Node | None = None

    def inline(self) -> Node:
        if not self.wrap:
            return self.node
        if self.paragraph is None:
            self.paragraph = Node("P", self.node.speaks)
            self.node.kids.append(self.paragraph)
        return self.paragraph

    def block(self) -> Node:
        self.paragraph = None
        return self.node


def make_outline(roots: list[Element], contents: dict[Element, Contents], language: str) -> Outline:
    """Tag the documents under `roots`; `language` is what the catalog says, so that only changes are written."""
    maker = _Maker(contents)
    document = Node("Document", language)
    for root in roots:
        maker.document(root, document)
    maker.add_stray_links(document)
    return Outline(document, maker.spaced)


class _Maker:
    """Builds the nodes, in source order, in one pass."""

    def __init__(self, contents: dict[Element, Contents]) -> None:
        self.spaced: list[Mark] = []
        self._contents = contents
        self._last: Mark | None = None  # the text read before, in the same block
        self._owed = False  # white space or a line break stands after it in the source
        self._in_toc = False
        self._in_notes = False
        self._picture: tuple[Element, Node] | None = None  # the one picture of a figure, and that figure
        self._expanded: set[tuple[str, str]] = set()
        self._names: set[str] = set()
        self._link_nodes: dict[Element, Node] = {}

    def document(self, root: Element, document: Node) -> None:
        """Add what one source document holds."""
        flow = _Flow(document, wrap=True)
        language = _language(root)
        if language and language != document.speaks:
            node = self._node("Sect", root, flow.block())
            flow = _Flow(node, wrap=True)
            document.kids.append(node)
        self._children(root, flow)

    def add_stray_links(self, document: Node) -> None:
        """Give a `Link` to annotations on content that is an artifact.

        A running head or foot may link on every page, and PDF/UA-1 (7.18.5) wants each link annotation inside a
        `Link`, while its text must not interrupt the reading once a page. So one source `a` is, as everywhere, one
        `Link`: after everything else, or where the same `a` is read (a table head that repeats). `Alt` says its words
        there, because its text is not in the tree.
        """
        for element, contents in self._contents.items():
            links = contents.stray_links
            node = self._link_nodes.get(element)
            if node is None:
                links = contents.links + links
                if links:
                    node = Node("Link", document.speaks, contents=self._words(element))
                    node.alt = node.contents
                    document.kids.append(Node("P", document.speaks, kids=[node]))
            if node is not None:
                node.kids.extend(links)

    # -- reading order ---------------------------------------------------------------------------------------------

    def _pieces(self, element: Element) -> Iterator[Mark | Element]:
        """Own text and child elements, in the order of the source."""
        contents = self._contents.get(element)
        # Stable: runs of one text node stay in the order of their pages and lines.
        runs = sorted(contents.runs, key=lambda run: run[0]) if contents else []
        position = 0
        text = element.text
        for index, child in enumerate(element):
            while position < len(runs) and runs[position][0] <= 2 * index:
                yield runs[position][1]
                position += 1
            # White space alone between two elements may be drawn nowhere.
            self._owed = self._owed or bool(text and not SPACE.sub("", text))
            yield child
            text = child.tail
        self._owed = self._owed or bool(text and not SPACE.sub("", text))
        for _, mark in runs[position:]:
            yield mark

    def _children(self, element: Element, flow: _Flow) -> None:
        for piece in self._pieces(element):
            if isinstance(piece, Mark):
                self._text(piece, flow.inline())
            else:
                self._element(piece, flow)

    def _text(self, mark: Mark, node: Node) -> None:
        if self._last is not None:
            self._last.after = self._last.after or self._owed
            if apart(self._last, mark):
                self.spaced.append(self._last)
        self._last, self._owed = mark, False
        node.kids.append(mark)

    def _edge(self) -> None:
        """Nothing after this belongs to the same line of text as what stands before it."""
        self._last, self._owed = None, False

    # -- elements --------------------------------------------------------------------------------------------------

    def _element(self, element: Element, flow: _Flow) -> None:
        tag = element.tag
        if not isinstance(tag, str):
            return
        if tag == "br":
            self._owed = True
            return
        if _unread(element):
            return
        contents = self._contents.get(element)
        if contents is None:  # no box of its own: not drawn, or `display: contents`
            self._children(element, flow)
            return
        for mark in contents.call:
            self._text(mark, self._add("Reference", element, flow.inline()))
        override = self._override(element)
        if override is not None:
            self._overridden(element, override, flow)
        elif contents.widgets:
            self._widget(element, contents, flow)
        elif contents.picture is not None:
            self._image(element, contents, flow)
        elif tag == "a" and contents.links:
            self._link(element, contents, flow)
        elif tag in ("ul", "ol", "menu", "dl"):
            self._list(element, flow)
        elif tag == "table":
            self._table(element, flow)
        elif tag == "figure":
            self._figure(element, flow)
        elif contents.call:
            self._note(element, flow.inline())
        else:
            self._plain(element, contents, flow)

    def _plain(self, element: Element, contents: Contents, flow: _Flow) -> None:
        """An element whose tag says all there is to say."""
        role = element.get("role", "")
        before = self._in_toc, self._in_notes
        self._in_toc = self._in_toc or role == "doc-toc"
        self._in_notes = self._in_notes or role == "doc-endnotes"
        block = _ROLE_TAGS.get(role) or _BLOCK_TAGS.get(element.tag)
        if block == "Note":
            self._note(element, flow.block())
        elif block:
            self._block(block, element, flow)
        elif element.tag in _INLINE_TAGS:
            self._inline(_INLINE_TAGS[element.tag], element, flow)
        elif not isinstance(contents.box, _LINES):
            self._transparent(element, flow)
        elif self._says_more(element, flow.node):
            self._inline("Span", element, flow)
        else:
            self._children(element, flow)
        self._in_toc, self._in_notes = before

    def _override(self, element: Element) -> str | None:
        override = element.get("data-pdf")
        if override is None or override == "none" or override in _OVERRIDES:
            return override
        LOGGER.error('data-pdf="%s" is no tag of PDF 1.7', override)
        return None

    def _overridden(self, element: Element, tag: str, flow: _Flow) -> None:
        inline = isinstance(self._contents[element].box, _LINES)
        if tag == "none":
            if inline:
                self._children(element, flow)
            else:
                self._transparent(element, flow)
        elif tag in ("TOC", "L") and element.tag in ("ul", "ol", "menu", "dl"):
            self._list(element, flow, toc=tag == "TOC")
        elif tag == "Note":
            self._note(element, flow.inline() if inline else flow.block())
        elif inline:
            self._inline(tag, element, flow)
        else:
            self._block(tag, element, flow)

    def _node(self, tag: str, element: Element, parent: Node) -> Node:
        language = _language(element) or parent.speaks
        node = Node(tag, language, language if language != parent.speaks else "")
        if tag in ("Figure", "Formula"):
            node.alt = _alternative(element) or ""
        if tag == "Note":
            wanted = element.get("id") or "note"
            node.name, count = wanted, 1
            while node.name in self._names:
                count += 1
                node.name = f"{wanted}-{count}"
            self._names.add(node.name)
        return node

    def _add(self, tag: str, element: Element, parent: Node) -> Node:
        node = self._node(tag, element, parent)
        parent.kids.append(node)
        return node

    def _block(self, tag: str, element: Element, flow: _Flow) -> Node:
        node = self._node(tag, element, flow.block())
        self._edge()
        self._children(element, _Flow(node, wrap=tag in _GROUPING))
        self._edge()
        if node.kids:
            flow.block().kids.append(node)
        return node

    def _inline(self, tag: str, element: Element, flow: _Flow) -> None:
        node = self._node(tag, element, flow.node)
        title = element.get("title", "")
        if element.tag == "abbr" and title:
            node.expansion = title
        self._children(element, _Flow(node))
        if node.kids:
            flow.inline().kids.append(node)

    def _says_more(self, element: Element, parent: Node) -> bool:
        """Whether an inline element without a tag of its own needs a `Span`: a language, or a short form's words."""
        title = element.get("title", "")
        if element.tag == "abbr" and title:
            short = (_plain_text(element), title)
            if short not in self._expanded:
                self._expanded.add(short)
                return True
        return (_language(element) or parent.speaks) != parent.speaks

    def _transparent(self, element: Element, flow: _Flow) -> None:
        """A block without a tag; text that stands right in it is a paragraph all the same."""
        if flow.node.tag in _TEXTS:  # a `span` shown as a block: apart from its neighbours, but no paragraph
            self._owed = True
            self._children(element, flow)
            self._owed = True
            return
        parent = flow.block()
        self._edge()
        if (_language(element) or parent.speaks) != parent.speaks:
            node = self._node("Div", element, parent)
            self._children(element, _Flow(node, wrap=True))
            if node.kids:
                parent.kids.append(node)
        else:
            self._children(element, _Flow(parent, wrap=True))
        self._edge()

    # -- links, notes, fields --------------------------------------------------------------------------------------

    def _link(self, element: Element, contents: Contents, flow: _Flow) -> None:
        is_block = not isinstance(contents.box, _LINES) or any(
            child.tag in _BLOCK_TAGS or child.tag in ("div", "ul", "ol", "dl", "table") for child in element.iter()
        )
        node = self._node("Link", element, flow.node)
        self._children(element, _Flow(node))
        if not node.kids:
            return  # its text is an artifact: see `add_stray_links`
        self._link_nodes[element] = node
        node.contents = self._words(element)
        node.kids.extend(contents.links)
        parent = flow.block() if is_block else flow.inline()
        if self._in_toc or element.get("role") in _REFERENCES:
            parent = self._add("Reference", element, parent)
            node.lang = ""
        parent.kids.append(node)

    def _words(self, element: Element) -> str:
        """What a link is called aloud: never an anchor's id, and an address only where there is nothing else."""
        for words in (element.get("aria-label"), element.get("title"), _plain_text(element), element.get("href")):
            if words and (words := SPACE.sub(" ", words).strip()):
                return words
        return ""

    def _note(self, element: Element, parent: Node) -> None:
        node = self._node("Note", element, parent)
        before = self._last, self._owed
        self._edge()
        for mark in self._contents[element].marker:
            self._text(mark, self._add("Lbl", element, node))
            self._edge()
        self._children(element, _Flow(node))
        self._last, self._owed = before
        if node.kids:
            parent.kids.append(node)

    def _widget(self, element: Element, contents: Contents, flow: _Flow) -> None:
        """A form field: its annotation speaks for itself (TU), what is drawn in it is an artifact."""
        self._add("Form", element, flow.inline()).kids.extend(contents.widgets)

    # -- pictures --------------------------------------------------------------------------------------------------

    def _image(self, element: Element, contents: Contents, flow: _Flow) -> None:
        assert contents.picture is not None
        alternative = _alternative(element)
        if alternative == "":
            return
        if self._picture is not None and self._picture[0] is element:
            # A paragraph that only holds the figure's picture says nothing; a link around it does.
            (flow.node if flow.node.tag == "Link" else self._picture[1]).kids.append(contents.picture)
            return
        if alternative is None:
            LOGGER.error('Image "%s" has no alt text', element.get("src", "svg"))
        node = self._node("Figure", element, flow.node)
        node.kids.append(contents.picture)
        _place(node, contents)
        flow.inline().kids.append(node)

    def _figure(self, element: Element, flow: _Flow) -> None:
        """One picture and its caption are a `Figure`; anything else that HTML calls a figure is a group."""
        pictures = [
            (child, self._contents[child])
            for child in element.iter()
            if child in self._contents and self._contents[child].picture is not None and _alternative(child) != ""
        ]
        if len(pictures) != 1:
            self._block("Div", element, flow)
            return
        picture, contents = pictures[0]
        node = self._node("Figure", element, flow.block())
        node.alt = _alternative(picture) or ""
        if not node.alt:
            LOGGER.error('Image "%s" has no alt text', picture.get("src", "svg"))
        _place(node, contents)
        self._edge()
        before, self._picture = self._picture, (picture, node)
        inside = _Flow(node)
        for piece in self._pieces(element):
            if isinstance(piece, Mark):
                self._text(piece, node)
            elif piece.tag == "figcaption" and not _unread(piece):
                self._block("Caption", piece, inside)
            else:
                self._element(piece, inside)
        self._picture = before
        self._edge()
        captions = [kid for kid in node.kids if isinstance(kid, Node) and kid.tag == "Caption"]
        if captions and node.kids[0] not in captions:
            node.kids = [kid for kid in node.kids if kid not in captions] + captions
        flow.block().kids.append(node)

    # -- lists -----------------------------------------------------------------------------------------------------

    def _list(self, element: Element, flow: _Flow, toc: bool | None = None) -> None:
        before = self._in_toc
        self._in_toc = before if toc is None else toc
        node = self._node("TOC" if self._in_toc else "L", element, flow.block())
        self._edge()
        if element.tag == "dl":
            node.attributes["List"] = {"ListNumbering": "None"}
            self._definitions(element, node)
        else:
            self._items(element, node)
            if not self._in_toc:
                node.attributes["List"] = {"ListNumbering": self._numbering(element, node)}
        self._in_toc = before
        self._edge()
        if node.kids:
            flow.block().kids.append(node)

    def _items(self, element: Element, node: Node) -> None:
        for piece in self._pieces(element):
            if not isinstance(piece, Mark) and piece.tag == "li" and piece in self._contents:
                if not _unread(piece):
                    self._item(piece, node)
                continue
            # Text and elements that HTML does not allow in a list are read all the same.
            body = Node("LBody", node.speaks)
            if isinstance(piece, Mark):
                self._text(piece, body)
            else:
                self._element(piece, _Flow(body))
            if body.kids:
                node.kids.append(Node("TOCI", kids=body.kids) if self._in_toc else Node("LI", kids=[body]))

    def _item(self, element: Element, node: Node) -> None:
        item = self._add("TOCI" if self._in_toc else "LI", element, node)
        self._edge()
        if self._contents[element].marker:
            label = Node("Lbl", item.speaks)
            item.kids.append(label)
            for mark in self._contents[element].marker:
                self._text(mark, label)
            self._edge()
        if self._in_toc:
            self._children(element, _Flow(item))
        else:
            body = Node("LBody", item.speaks)
            # An endnote keeps its number as the label of its list item; the list tells how many there are.
            notes, self._in_notes = self._in_notes, False
            self._children(element, _Flow(self._add("Note", element, body) if notes else body))
            self._in_notes = notes
            if body.kids:
                item.kids.append(body)
        self._edge()

    def _numbering(self, element: Element, node: Node) -> str:
        item = next((child for child in element if child.tag == "li" and child in self._contents), element)
        style = self._contents[item].box.style["list_style_type"]
        if isinstance(style, str) and style in _NUMBERING:
            return _NUMBERING[style]
        labels = any(isinstance(item, Node) and _is(item.kids[0], "Lbl") for item in node.kids if item.kids)
        return ("Decimal" if element.tag == "ol" else "Disc") if labels else "None"

    def _definitions(self, element: Element, node: Node) -> None:
        """Terms are the labels and their explanations the bodies of one item; `div` may group them."""
        item: Node | None = None
        for piece in self._pieces(element):
            if not isinstance(piece, Mark) and piece.tag == "div":
                self._definitions(piece, node)
                item = None
                continue
            tag = "Lbl" if not isinstance(piece, Mark) and piece.tag == "dt" else "LBody"
            if item is None or (tag == "Lbl" and any(_is(kid, "LBody") for kid in item.kids)):
                item = Node("LI", node.speaks)
            if isinstance(piece, Mark):
                self._text(piece, self._add("LBody", element, item))
            elif not _unread(piece):
                self._block(tag, piece, _Flow(item))
            if item.kids and item not in node.kids[-1:]:
                node.kids.append(item)

    # -- tables ----------------------------------------------------------------------------------------------------

    def _table(self, element: Element, flow: _Flow) -> None:
        node = self._node("Table", element, flow.block())
        self._edge()
        parts: dict[str, list[Node]] = {"caption": [], "thead": [], "tbody": [], "tfoot": []}
        for child in element:
            kind = str(child.tag)
            if child not in self._contents or kind not in (*parts, "tr"):
                continue
            if kind == "caption":
                self._block("Caption", child, _Flow(node))
                parts[kind] += [node.kids.pop()] if node.kids else []  # type: ignore[list-item]
                continue
            # A second head or foot is laid out as a body.
            kind = "tbody" if kind == "tr" or (kind != "tbody" and parts[kind]) else kind
            group = self._node({"thead": "THead", "tbody": "TBody", "tfoot": "TFoot"}[kind], child, node)
            for row in [child] if child.tag == "tr" else child:
                if row.tag == "tr" and row in self._contents and not _unread(row):
                    self._row(row, group, head=kind == "thead")
            parts[kind] += [group] if group.kids else []
        groups = [*parts["thead"], *parts["tbody"], *parts["tfoot"]]
        # A head or foot needs a body beside it; a table without one has rows only.
        rows = groups if parts["tbody"] else [kid for group in groups for kid in group.kids]
        node.kids = [*parts["caption"], *rows]
        self._edge()
        if rows:
            flow.block().kids.append(node)

    def _row(self, element: Element, group: Node, head: bool) -> None:
        cells = [cell for cell in element if cell.tag in ("td", "th") and cell in self._contents]
        if not cells:
            return
        row = self._add("TR", element, group)
        only_heads = head or all(cell.tag == "th" for cell in cells)
        for cell in cells:
            node = self._add(cell.tag.upper(), cell, row)
            box = self._contents[cell].box
            attributes: dict[str, str | int | tuple[float, ...]] = {}
            if cell.tag == "th":
                attributes["Scope"] = _SCOPES.get(cell.get("scope", ""), "Column" if only_heads else "Row")
            if box.colspan != 1:
                attributes["ColSpan"] = box.colspan
            if box.rowspan != 1:
                attributes["RowSpan"] = box.rowspan
            if attributes:
                node.attributes["Table"] = attributes
            self._edge()
            if not _unread(cell):
                self._children(cell, _Flow(node))
        self._edge()


def _is(kid: Node | Mark | Link, tag: str) -> bool:
    return isinstance(kid, Node) and kid.tag == tag


def _unread(element: Element) -> bool:
    return element.get("data-pdf") == "Artifact" or element.get("aria-hidden") == "true"


def _language(element: Element) -> str:
    return element.get("lang") or element.get(_XML_LANG) or ""


def _alternative(element: Element) -> str | None:
    """What a picture says; empty when it is decoration, None when nobody has said."""
    if element.get("role") in ("presentation", "none") or _unread(element):
        return ""
    title = element.find(_SVG_TITLE) if element.tag == _SVG else None
    words = element.get("aria-label") or element.get("alt")
    if words is None and title is not None:
        words = title.text
    return SPACE.sub(" ", words).strip() if words is not None else None


def _plain_text(element: Element) -> str:
    """An element's words, pictures by their alternatives; white space as in the source."""
    parts = [element.text or "", element.get("alt") or ""]
    for child in element:
        parts += [_plain_text(child) if isinstance(child.tag, str) else "", child.tail or ""]
    return "".join(parts)


def _place(node: Node, contents: Contents) -> None:
    node.attributes["Layout"] = {"BBox": contents.bounds}
    if isinstance(contents.box, boxes.BlockLevelBox):
        node.attributes["Layout"]["Placement"] = "Block"
