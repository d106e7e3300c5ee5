"""What the HTML elements of a book are called in a PDF structure tree.

In: one HTML element. Out: its tag, its language, its alternative, its words; and `StructureElement`, what it becomes
before it is written. Tags are those of PDF 1.7 (ISO 32000-1, 14.8.4), and `Aside`, `Em`, `Strong` and `Title` of
PDF 2.0 (ISO 32000-2, 14.8.4); `trustbook.pdf.standards` says what becomes of each in the file.
It must not know what was drawn, where elements stand, or how a PDF is written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeGuard
from xml.etree.ElementTree import Element

from trustbook.pdf.tags.marks import SPACE, BoxAnnotation, Mark

BLOCK_TAGS = {
    "article": "Art", "aside": "Aside", "blockquote": "BlockQuote", "dd": "Div", "dt": "P", "figcaption": "P",
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6", "legend": "P", "p": "P",
    "pre": "P", "section": "Sect", "summary": "P",
}  # fmt: skip
INLINE_TAGS = {
    "code": "Code", "em": "Em", "kbd": "Code", "q": "Quote", "samp": "Code", "strong": "Strong",
}  # fmt: skip
ROLE_TAGS = {"doc-footnote": "Note", "doc-part": "Part"}
LISTS = {"dl", "menu", "ol", "ul"}
REFERENCES = {"doc-biblioref", "doc-glossref", "doc-noteref"}  # links to read as references

# Text that stands right in one of these becomes a paragraph.
GROUPING = {"Art", "Aside", "BlockQuote", "Div", "Document", "NonStruct", "Part", "Private", "Sect"}
# A block in one of these stays a part of the text.
TEXTS = {
    "Caption", "Code", "Em", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "P", "Quote", "Reference", "Span",
    "Strong", "Title",
}  # fmt: skip
# What may not stand right in one of these (ISO/TS 32005, table 5): a `Sect` may.
SECT_IN = {"Art": {"Art"}, "Aside": {"Aside", "BlockQuote", "TD", "TH"}, "BlockQuote": {"TD", "TH"}}
_OVERRIDES = (GROUPING - {"Document"}) | TEXTS | {
    "BibEntry", "Figure", "Formula", "Index", "L", "LBody", "LI", "Note", "TBody", "TD", "TFoot", "TH", "THead",
    "TOC", "TOCI", "TR", "Table", "none",
}  # fmt: skip

_NUMBERING = {
    "circle": "Circle", "decimal": "Decimal", "decimal-leading-zero": "Decimal", "disc": "Disc",
    "lower-alpha": "LowerAlpha", "lower-latin": "LowerAlpha", "lower-roman": "LowerRoman", "none": "None",
    "square": "Square", "upper-alpha": "UpperAlpha", "upper-latin": "UpperAlpha", "upper-roman": "UpperRoman",
}  # fmt: skip
_SCOPES = {"col": "Column", "colgroup": "Column", "row": "Row", "rowgroup": "Row"}
REPEATED = "data-repeated"  # an element's words that a style sheet prints before it, and that are read elsewhere
_SVG_TITLE = "{http://www.w3.org/2000/svg}title"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

AttributeValue = str | int | tuple[float, ...]


@dataclass(slots=True, eq=False)
class StructureElement:
    """One structure element: its tag, what hangs on it in reading order, and what is said of it.

    `attributes` maps an owner (`Layout`, `List`, `Table`) to names and values; a string there is a PDF name.
    `speaks` is the language in force, `lang` the same where it changes and empty elsewhere; `name` is the ID;
    `contents` is what the annotations of a link say; `source` is the element it was made of, where it was made of one;
    `refs` are other nodes it refers to (ISO 32000-2, table 355, `Ref`).
    """

    tag: str
    speaks: str = ""
    lang: str = ""
    kids: list[StructureElement | Mark | BoxAnnotation] = field(default_factory=list)
    attributes: dict[str, dict[str, AttributeValue]] = field(default_factory=dict)
    alt: str = ""
    expansion: str = ""
    name: str = ""
    contents: str = ""
    source: Element | None = None
    refs: list[StructureElement] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Flow:
    """A place to put content. With `wrap`, text and inline content get a paragraph around them."""

    node: StructureElement
    wrap: bool = False
    _paragraph: StructureElement | None = None

    def inline(self) -> StructureElement:
        """Where text goes: the open paragraph, or a new one."""
        if not self.wrap:
            return self.node
        if self._paragraph is None:
            self._paragraph = StructureElement("P", self.node.speaks)
            self.node.kids.append(self._paragraph)
        return self._paragraph

    def block(self) -> StructureElement:
        """Where a block goes: after the open paragraph, which ends."""
        self._paragraph = None
        return self.node


def is_node(kid: StructureElement | Mark | BoxAnnotation, tag: str) -> TypeGuard[StructureElement]:
    """Whether a kid is a structure element with this tag."""
    return isinstance(kid, StructureElement) and kid.tag == tag


def is_unread(element: Element) -> bool:
    """Whether the author took an element out of the reading."""
    return element.get("data-pdf") == "Artifact" or element.get("aria-hidden") == "true"


def is_known_override(tag: str) -> bool:
    """Whether `data-pdf` may say this."""
    return tag in _OVERRIDES


def language(element: Element) -> str:
    """The language an element is marked with, or nothing."""
    return element.get("lang") or element.get(_XML_LANG) or ""


def alternative(element: Element) -> str | None:
    """What a picture says: empty when it is decoration, None when nobody has said."""
    if element.get("role") in ("presentation", "none") or is_unread(element):
        return ""
    words = element.get("aria-label") or element.get("alt")
    if words is None:
        title = element.find(_SVG_TITLE)
        words = title.text if title is not None else None
    return None if words is None else squeeze(words)


def link_words(element: Element) -> str:
    """What a link is called aloud: never an anchor's id, and an address only where there is nothing else."""
    for words in (element.get("aria-label"), element.get("title"), plain_text(element)):
        if words and (words := squeeze(words)):
            return words
    return element.get("href", "")


def plain_text(element: Element) -> str:
    """An element's words, pictures by their alternatives; white space as in the source."""
    parts = [element.text or "", element.get("alt") or ""]
    for child in element:
        parts += [plain_text(child) if isinstance(child.tag, str) else "", child.tail or ""]
    return "".join(parts)


def squeeze(text: str) -> str:
    """Text on one line, each white space one space."""
    return SPACE.sub(" ", text).strip()


def numbering(style: object, ordered: bool, labelled: bool) -> str:
    """The `ListNumbering` (ISO 32000-1, table 347) of a CSS `list-style-type`; its own marks are bullets."""
    if isinstance(style, str) and style in _NUMBERING:
        return _NUMBERING[style]
    return ("Decimal" if ordered else "Disc") if labelled else "None"


def scope(cell: Element, among_heads: bool) -> str:
    """The `Scope` of a header cell: as written, else by its row, which holds heads only or also data."""
    return _SCOPES.get(cell.get("scope", ""), "Column" if among_heads else "Row")
