"""Say what each element of a book is in the structure tree, and make the whole tree.

In: the source's elements, and what the layout drew of each (`Contents`). Out: a tree of structure elements in source
order, one for each element that means something to a listener. It must not know how a PDF is written: no object, no
reference, no content stream.

An element says its own tag with `data-pdf="Tag"`; `data-pdf="Artifact"` takes it out of the reading, and
`data-pdf="none"` leaves out the tag but not the content. So do `span`, `div` and all that has no meaning to hear.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from weasyprint.logger import LOGGER

from trustbook.pdf.standards import PdfStandard
from trustbook.pdf.tags.links import add_stray_links, read_link
from trustbook.pdf.tags.lists import read_list
from trustbook.pdf.tags.marks import Contents, Mark
from trustbook.pdf.tags.notes import read_note
from trustbook.pdf.tags.pictures import read_figure, read_picture
from trustbook.pdf.tags.reading_order import ReadingOrder
from trustbook.pdf.tags.roles import (
    BLOCK_TAGS,
    INLINE_TAGS,
    LISTS,
    ROLE_TAGS,
    TEXTS,
    Flow,
    StructureElement,
    is_known_override,
    is_unread,
    language,
    plain_text,
    squeeze,
)
from trustbook.pdf.tags.tables import read_table

# Elements whose parts have an order of their own. All others are read by their tag alone.
_KINDS: dict[str, Callable[[ReadingOrder, Element, Flow], None]] = {
    **dict.fromkeys(LISTS, read_list),
    "figure": read_figure,
    "table": read_table,
}


@dataclass(slots=True)
class TagStructure:
    """The whole tree. After each run in `spaced` the reader needs a space that the layout dropped."""

    document: StructureElement
    spaced: list[Mark]


def make_structure(
    roots: list[Element], contents: dict[Element, Contents], lang: str, standard: PdfStandard
) -> TagStructure:
    """Tag the documents under `roots`; `lang` is what the catalog says, so that only changes are written."""
    order = ReadingOrder(contents, standard, read_element)
    document = StructureElement("Document", lang)
    for root in roots:
        flow = Flow(document, wrap=True)
        if language(root) not in ("", lang):
            flow = Flow(order.add("Sect", root, document), wrap=True)
        order.children(root, flow)
    add_stray_links(order, document)
    return TagStructure(document, order.spaced)


def read_element(order: ReadingOrder, element: Element, flow: Flow) -> None:
    """Read one element as what it is."""
    contents = order.contents.get(element)
    if element.tag == "br":
        order.part()
    if is_unread(element):
        return
    if contents is None:  # no box of its own: not drawn, or `display: contents`
        order.children(element, flow)
        return
    for mark in contents.call:
        order.text(mark, order.add("Reference", element, flow.inline()))
    if override := _override(order, element):
        _read_overridden(order, element, override, flow)
    elif contents.widgets:
        # A form field's annotation speaks for itself (TU); what is drawn in it is an artifact.
        _read_field(order, element, flow)
    elif contents.picture is not None:
        read_picture(order, element, flow)
    elif element.tag == "a" and contents.links:
        read_link(order, element, flow)
    elif element.tag in _KINDS:
        _KINDS[element.tag](order, element, flow)
    elif contents.call:
        read_note(order, element, flow.inline())
    else:
        _read_plain(order, element, flow)


def _read_field(order: ReadingOrder, element: Element, flow: Flow) -> None:
    """A form field, on each page that holds a part of it: an element has one widget and nothing else."""
    parent = flow.block() if order.is_block(element) else flow.inline()
    for widget in order.contents[element].widgets:
        order.add("Form", element, parent).kids.append(widget)


def _override(order: ReadingOrder, element: Element) -> str:
    """The tag that an element says of itself, if it may."""
    tag = element.get("data-pdf")
    if tag is None or (is_known_override(tag) and tag not in order.standard.refused):
        return tag or ""
    LOGGER.error('data-pdf="%s" is no tag of PDF %s', tag, order.standard.version)
    return ""


def _read_plain(order: ReadingOrder, element: Element, flow: Flow) -> None:
    """An element whose tag says all there is to say."""
    role = element.get("role", "")
    before = order.in_toc, order.in_notes
    order.in_toc = order.in_toc or role == "doc-toc"
    order.in_notes = order.in_notes or role == "doc-endnotes"
    block = ROLE_TAGS.get(role) or BLOCK_TAGS.get(element.tag)
    if block == "Note":
        read_note(order, element, flow.block())
    elif block:
        order.block(block, element, flow)
    elif element.tag in INLINE_TAGS:
        order.inline(INLINE_TAGS[element.tag], element, flow)
    elif order.is_block(element):
        _read_group(order, element, flow)
    elif _says_more(order, element, flow.node):
        order.inline("Span", element, flow)
    else:
        order.children(element, flow)
    order.in_toc, order.in_notes = before


def _read_overridden(order: ReadingOrder, element: Element, tag: str, flow: Flow) -> None:
    is_block = order.is_block(element)
    if tag == "none":
        if is_block:
            _read_group(order, element, flow)
        else:
            order.children(element, flow)
    elif tag in ("TOC", "L") and element.tag in LISTS:
        read_list(order, element, flow, toc=tag == "TOC")
    elif tag == "Note":
        read_note(order, element, flow.block() if is_block else flow.inline())
    elif is_block:
        order.block(tag, element, flow)
    else:
        order.inline(tag, element, flow)


def _says_more(order: ReadingOrder, element: Element, parent: StructureElement) -> bool:
    """Whether an inline element without a tag needs a `Span`: a language, or a short form's words, once."""
    if element.tag == "abbr" and "title" in element.attrib:
        short = (squeeze(plain_text(element)), squeeze(element.attrib["title"]))
        if short not in order.expanded:
            order.expanded.add(short)
            return True
    return language(element) not in ("", parent.speaks)


def _read_group(order: ReadingOrder, element: Element, flow: Flow) -> None:
    """A block without a tag; text that stands right in it is a paragraph all the same."""
    if flow.node.tag in TEXTS:  # a `span` shown as a block: apart from its neighbours, but no paragraph
        order.part()
        order.children(element, flow)
        order.part()
    elif language(element) not in ("", flow.node.speaks):
        order.block("Div", element, flow)
    else:
        order.edge()
        order.children(element, Flow(flow.block(), wrap=True))
        order.edge()
