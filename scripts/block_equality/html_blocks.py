"""Say which blocks a paged edition's HTML has, as they are to be heard.

In: the HTML tree of a `PagedEdition`. Out: a tree of `Node`s. What to expect is written down here a second time, from
HTML and the standards and not from the builder's code. What only style sheets say is known by its rule:

- a list item starts with its number or bullet, the `Lbl`, dots and dashes in turn; entries of the contents have none;
- a link in the contents, from a list back to the text or to the help page ends with the page it leads to, in words
  that the document's own style sheet gives;
- what is filled in is a form field, called by the words before it; a tick box stands in the place of a bullet;
- a quotation (`q`) stands in quotation marks, English ones;
- the link of the running foot, which has no text of its own in the tree, is left out on both sides: in which parts it
  is read depends on where pages break.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from block_equality.outline import INLINE, Details, Node, folded, words_of
from trustbook.pdf.standards import PdfStandard

_TAGS = {
    "article": "Art", "aside": "Aside", "blockquote": "BlockQuote", "code": "Code", "em": "Em", "kbd": "Code",
    "pre": "P", "samp": "Code", "section": "Sect", "strong": "Strong", "summary": "P", "p": "P",
} | {f"h{level}": f"H{level}" for level in range(1, 7)}  # fmt: skip
_BLOCKS = {"details", "div", "figcaption", "hr"}  # without a role of their own
# ISO/TS 32005, table 5: what may not hold what; a `Sect` stands there.
_NOT_HELD = {
    ("Art", "Art"), ("Aside", "Aside"), ("BlockQuote", "Aside"), ("TD", "Aside"), ("TH", "Aside"),
    ("TD", "BlockQuote"), ("TH", "BlockQuote"),
}  # fmt: skip
_WRAPS = {"Art", "Aside", "BlockQuote", "Div", "Document", "Sect"}  # loose text in them is a paragraph
_CALLS = {"doc-noteref", "doc-biblioref", "doc-glossref"}
_BULLETS = "••–•–"  # by how many lists are around the items
_NUMBERINGS = {"a": "LowerAlpha", "A": "UpperAlpha", "i": "LowerRoman", "I": "UpperRoman"}
_CONTROLS = {
    "lines": "text field", "box": "text field", "cell": "text field",
    "tick": "checkbox", "ticked": "checkbox", "step": "radio button",
}  # fmt: skip
_SCOPES = {"col": "Column", "colgroup": "Column", "row": "Row", "rowgroup": "Row"}
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(slots=True)
class _Place:
    """Where an element stands: the language in force, and what lists and contents it is in."""

    lang: str
    lists: tuple[str, ...] = ()
    contents: bool = False
    notes: bool = False
    quotes: int = 0
    backlinks: bool = False


class HtmlBlocks:
    """Reads a document as HTML says it is to be heard."""

    def __init__(self, html: Element, standard: PdfStandard) -> None:
        self._html = html
        self._standard = standard
        self._expanded: set[tuple[str, str]] = set()
        self.endings: list[str] = []  # of each link: what a style sheet puts there
        sheets = "".join(sheet.text or "" for sheet in html.iter("style"))
        self._printed = dict(re.findall(r'--([a-z-]+): "([^"]*)";', sheets))

    def document(self) -> Node:
        """The whole document without its running foot."""
        body = self._html.find("body")
        assert body is not None
        document = Node("Document")
        place = _Place(self._html.get("lang", ""))
        for element in body:
            if element.get("class") != "running-help":
                self._block_into(document, element, place)
        return document

    # -- blocks --

    def _flow(self, node: Node, element: Element, place: _Place, before: str = "") -> None:
        """All that is in an element goes into a node; loose text gets a paragraph where the node wants one."""
        paragraph: list[Node | str] = [before] if before else []

        def end() -> None:
            if not words_of(paragraph):
                paragraph.clear()
            elif node.role in _WRAPS:
                node.kids.append(Node("P", (), list(paragraph)))
            else:
                node.kids += paragraph
            paragraph.clear()

        paragraph.append(element.text or "")
        for child in element:
            if _unread(child):
                pass
            elif self._is_block(child):
                if node.role in ("Caption", "P", "Lbl") or re.fullmatch(
                    "H[1-6]", node.role
                ):  # shown as a block, no more
                    paragraph += [" ", *self._inline(child, place), " "]
                else:
                    end()
                    self._block_into(node, child, place)
            else:
                paragraph += self._inline(child, place)
            paragraph.append(child.tail or "")
        end()

    def _is_block(self, element: Element) -> bool:
        tag = _TAGS.get(element.tag, "")
        if element.tag in ("a", "ins", "del", "span"):
            return any(self._is_block(child) for child in element)
        return (tag != "" and tag not in INLINE) or element.tag in _BLOCKS | {
            "dl", "figure", "nav", "ol", "table", "ul", "dt", "dd", "li", "caption",
        }  # fmt: skip

    def _block_into(self, parent: Node, element: Element, place: _Place) -> None:
        if _unread(element):
            return
        if field := _field(element):
            parent.kids.append(field)
            return
        lang = element.get("lang") or place.lang
        details: Details = (("lang", lang),) if lang != place.lang else ()
        inside = _Place(lang, place.lists, place.contents, place.notes, place.quotes)
        role = element.get("role", "")
        inside.contents = place.contents or role == "doc-toc"
        inside.notes = place.notes or role == "doc-endnotes"
        inside.backlinks = element.get("class") in ("backlinks", "jump-links")
        override = element.get("data-pdf")
        tag = override or _TAGS.get(element.tag)
        if element.tag in ("ol", "ul"):
            self._list(parent, element, details, inside)
        elif element.tag == "dl":
            self._definitions(parent, element, details, inside)
        elif element.tag == "table":
            self._table(parent, element, details, inside)
        elif element.tag == "figure":
            self._figure(parent, element, details, inside)
        elif element.tag == "a":
            parent.kids += self._inline(element, place)
        elif tag or details:
            held = (parent.role, tag) in _NOT_HELD
            node = Node("Sect" if held else tag or "Div", details)
            self._flow(node, element, inside)
            if node.kids:
                parent.kids.append(node)
        else:
            group = Node("Div")
            self._flow(group, element, inside)
            parent.kids += group.kids

    def _list(self, parent: Node, element: Element, details: Details, place: _Place) -> None:
        place.lists = (*place.lists, element.tag)
        bullet = _BULLETS[min(len(place.lists), 4)]
        numbering = _NUMBERINGS.get(element.get("type", ""), "Decimal") if element.tag == "ol" else "Disc"
        items = [child for child in element if child.tag == "li" and not _unread(child)]
        if items and _ticked(items[0]):
            numbering = "None"
        node = Node("TOC" if place.contents else "L", details)
        if not place.contents:
            node.details += (("ListNumbering", numbering),)
        step = -1 if "reversed" in element.attrib else 1
        number = int(element.get("start") or (len(items) if step < 0 else 1)) - step
        notes, place.notes = place.notes, False
        for item in items:
            number = int(item.get("value") or number + step)
            label = bullet if element.tag == "ul" else f"{_numeral(number, numbering)}."
            label = "" if _ticked(item) else label
            node.kids.append(self._item(item, label, notes, place))
        if node.kids:
            parent.kids.append(node)

    def _item(self, element: Element, label: str, notes: bool, place: _Place) -> Node:
        lang = element.get("lang") or place.lang
        details: Details = (("lang", lang),) if lang != place.lang else ()
        inside = _Place(lang, place.lists, place.contents, False, place.quotes, place.backlinks)
        if place.contents:
            entry = Node("TOCI", details)
            self._flow(entry, element, inside)
            return entry
        body, lbl = Node("LBody"), Node("Lbl", (), [label])
        item = Node("LI", details, [lbl, body] if label else [body])
        content = body
        if notes:
            content = Node("Note", (("id", element.get("id", "")),), [lbl])
            body.kids, item.kids = [content], [body]
        self._flow(content, element, inside)
        item.kids = [kid for kid in item.kids if isinstance(kid, Node) and (kid.kids or kid is lbl)]
        return item

    def _definitions(self, parent: Node, element: Element, details: Details, place: _Place) -> None:
        node = Node("L", (*details, ("ListNumbering", self._standard.definitions)))
        item = Node("LI")
        for child in [one for part in element for one in ([part] if part.tag != "div" else [*part, part])]:
            if child.tag == "div":
                item = Node("LI")
                continue
            if child.tag == "dt" and any(isinstance(kid, Node) and kid.role == "LBody" for kid in item.kids):
                item = Node("LI")
            lang = child.get("lang") or place.lang
            part = Node("Lbl" if child.tag == "dt" else "LBody", (("lang", lang),) if lang != place.lang else ())
            self._flow(part, child, _Place(lang, place.lists, quotes=place.quotes))
            if part.kids:
                item.kids.append(part)
            if item.kids and item not in node.kids[-1:]:
                node.kids.append(item)
        if node.kids:
            parent.kids.append(node)

    def _table(self, parent: Node, element: Element, details: Details, place: _Place) -> None:
        node = Node("Table", details)
        for part in element:
            if part.tag == "caption":
                caption = Node("Caption")
                self._flow(caption, part, place)
                node.kids.append(caption)
            group = Node({"thead": "THead", "tbody": "TBody", "tfoot": "TFoot"}.get(part.tag, ""))
            for row in part:
                if row.tag == "tr" and len(row):
                    group.kids.append(self._row(row, part.tag == "thead", place))
            if group.role and group.kids:
                node.kids.append(group)
        parts = [kid for kid in node.kids if isinstance(kid, Node)]
        if parts and not any(kid.role == "TBody" for kid in parts):  # a head or foot needs a body beside it
            node.kids = [row for kid in parts for row in ([kid] if kid.role == "Caption" else kid.kids)]
        if any(kid.role != "Caption" for kid in parts):
            parent.kids.append(node)

    def _row(self, element: Element, head: bool, place: _Place) -> Node:
        row = Node("TR")
        heads = head or all(cell.tag == "th" for cell in element)
        for cell in element:
            lang = cell.get("lang") or place.lang
            said: list[tuple[str, str]] = [("lang", lang)] if lang != place.lang else []
            if cell.tag == "th":
                said.append(("Scope", _SCOPES.get(cell.get("scope", ""), "Column" if heads else "Row")))
            for name, attribute in (("ColSpan", "colspan"), ("RowSpan", "rowspan")):
                if int(cell.get(attribute, "1")) > 1:
                    said.append((name, cell.get(attribute, "1")))
            node = Node(cell.tag.upper(), tuple(said))
            self._flow(node, cell, _Place(lang, place.lists, quotes=place.quotes))
            node.kids += [field] if (field := _field(cell)) else []
            row.kids.append(node)
        return row

    def _figure(self, parent: Node, element: Element, details: Details, place: _Place) -> None:
        pictures = [one for one in element.iter("img") if not _unread(one)]
        if len(pictures) != 1:
            node = Node("Div", details)
            self._flow(node, element, place)
            parent.kids += [node] if node.kids else []
            return
        node = Node("Figure", (*details, ("alt", folded(pictures[0].get("alt", "")))))
        for child in element:
            if child.tag == "figcaption":
                caption = Node("Caption")
                self._flow(caption, child, place)
                node.kids.append(caption)
        parent.kids.append(node)

    # -- in a line --

    def _inline(self, element: Element, place: _Place) -> list[Node | str]:
        """An element inside text, without its tail."""
        if _unread(element):
            return []
        if field := _field(element):
            return [field]
        if element.tag in ("br", "wbr"):
            return ["\n"] if element.tag == "br" else []
        if element.tag == "img":
            return [Node("Figure", (("alt", folded(element.get("alt", ""))),))]
        lang = element.get("lang") or place.lang
        changed: Details = (("lang", lang),) if lang != place.lang else ()
        quotes = place.quotes + (element.tag == "q")
        inside = _Place(lang, place.lists, place.contents, place.notes, quotes, place.backlinks)
        if element.tag == "a" and "href" in element.attrib:
            self.endings.append(self._ending(element, place))
        holder = Node("")
        self._flow(holder, element, inside)
        kids = holder.kids or [_space(element)]
        if element.tag == "a" and "href" in element.attrib and (element.text or len(element)):
            return [self._link(element, kids, changed, place)]
        if element.tag == "q":
            opening, closing = "“‘"[place.quotes % 2], "”’"[place.quotes % 2]
            return [Node("Quote", changed, [opening, *kids, closing])]
        if element.tag == "abbr" and element.get("title"):
            short = (folded(_text(element)), folded(element.get("title", "")))
            first = short not in self._expanded
            self._expanded.add(short)
            if first:
                return [Node("Span", (*changed, ("expansion", short[1])), kids)]
        role = _TAGS.get(element.tag) or ("Span" if changed else "")
        return [Node(role, changed, kids)] if role else kids

    def _ending(self, element: Element, place: _Place) -> str:
        if place.contents:
            return " {}"
        if place.backlinks:
            return self._page("link")
        return self._page("help") if element.get("class") == "help-link" else ""

    def _page(self, kind: str) -> str:
        return "{}".join(self._printed.get(f"{kind}-page-{side}", "") for side in ("before", "after"))

    def _link(self, element: Element, kids: list[Node | str], changed: Details, place: _Place) -> Node:
        href = element.get("href", "")
        said = (element.get("aria-label"), element.get("title"), _text(element), href)
        words = next((folded(one) for one in said if one and folded(one)), "")
        target: Details = () if href.startswith("#") else (("to", href),)
        reference = place.contents or element.get("role") in _CALLS
        link = Node("Link", (*(() if reference else changed), ("called", words), *target), kids)
        return Node("Reference", changed, [link]) if reference else link


def _field(element: Element) -> Node | None:
    control = _CONTROLS.get(element.get("data-field", ""))
    return Node("Form", (("control", control), ("called", element.get("data-said", "")))) if control else None


def _ticked(item: Element) -> bool:
    return "tick-item" in item.get("class", "").split()


def _space(element: Element) -> str:
    return " " if "".join(element.itertext()) else ""


def _unread(element: Element) -> bool:
    decorative = element.tag == "img" and (element.get("alt") == "" or element.get("role") in ("presentation", "none"))
    return decorative or element.get("data-pdf") == "Artifact" or element.get("aria-hidden") == "true"


def _text(element: Element) -> str:
    parts = [element.text or "", element.get("alt") or ""]
    return "".join(parts + [_text(child) + (child.tail or "") for child in element])


def _numeral(number: int, numbering: str) -> str:
    if numbering.endswith("Alpha") and number > 0:
        letters = ""
        while number:
            number, letter = divmod(number - 1, 26)
            letters = chr(ord("a") + letter) + letters
        return letters.upper() if numbering.startswith("Upper") else letters
    if numbering.endswith("Roman") and number > 0:
        numeral = ""
        for value, letters in _ROMAN:
            numeral += letters * (number // value)
            number %= value
        return numeral.upper() if numbering.startswith("Upper") else numeral
    return str(number)
