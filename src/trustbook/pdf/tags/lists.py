"""Read lists of all kinds: items, terms and what explains them, tables of contents, endnotes.

In: a list's element, the `ReadingOrder` it is met in, and the `Flow` its node goes to. Out: nodes in that flow.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from trustbook.pdf.tags.marks import Mark
from trustbook.pdf.tags.notes import make_note
from trustbook.pdf.tags.reading_order import ReadingOrder
from trustbook.pdf.tags.roles import Flow, StructureElement, is_node, is_unread, numbering


def read_list(order: ReadingOrder, element: Element, flow: Flow, toc: bool | None = None) -> None:
    """A list, or a table of contents: each of its entries an item with its label and its body.

    Without `toc` it is what it stands in.
    """
    toc = order.in_toc if toc is None else toc
    around, order.in_toc = order.in_toc, toc
    parent = flow.block()
    node = order.node("TOC" if toc else "L", element, parent)
    order.edge()
    if element.tag == "dl":
        _read_definitions(order, element, node)
        node.attributes["List"] = {"ListNumbering": order.standard.definitions}
    else:
        _read_items(order, element, node)
        if not toc:
            node.attributes["List"] = {"ListNumbering": _numbering(order, element)}
    order.in_toc = around
    order.edge()
    if node.kids:
        parent.kids.append(node)


def _read_items(order: ReadingOrder, element: Element, node: StructureElement) -> None:
    for piece in order.pieces(element):
        if not isinstance(piece, Mark) and piece.tag == "li" and piece in order.contents:
            if not is_unread(piece):
                _read_item(order, piece, node)
            continue
        # Text and elements that HTML does not allow right in a list are read all the same.
        body = StructureElement("LBody", node.speaks)
        if isinstance(piece, Mark):
            order.text(piece, body)
        else:
            order.element(piece, Flow(body))
        if body.kids:
            node.kids.append(
                StructureElement("TOCI", node.speaks, kids=body.kids)
                if order.in_toc
                else StructureElement("LI", node.speaks, kids=[body])
            )


def _read_item(order: ReadingOrder, element: Element, node: StructureElement) -> None:
    item = order.add("TOCI" if order.in_toc else "LI", element, node)
    body = item if order.in_toc else order.node("LBody", element, item)
    # An endnote is a note in a list item, its number the note's own: the list says how many notes there are.
    notes, order.in_notes = order.in_notes, False
    content = make_note(order, element, body, "Endnote") if notes else body
    if notes:
        body.kids.append(content)
    order.edge()
    if marker := order.contents[element].marker:
        label = order.add("Lbl", element, content if notes else item)
        for mark in marker:
            order.text(mark, label)
        order.edge()
    order.children(element, Flow(content))
    order.in_notes = notes
    if body is not item and body.kids:
        item.kids.append(body)
    order.edge()


def _numbering(order: ReadingOrder, element: Element) -> str:
    item = next((child for child in element if child.tag == "li" and child in order.contents), element)
    laid_out = order.contents[item]
    return numbering(laid_out.box.style["list_style_type"], element.tag == "ol", bool(laid_out.marker))


def _read_definitions(order: ReadingOrder, element: Element, node: StructureElement) -> None:
    """Terms are the labels, and what explains them the bodies, of one item; `div` may group them."""
    item: StructureElement | None = None
    for piece in order.pieces(element):
        if not isinstance(piece, Mark) and piece.tag == "div":
            _read_definitions(order, piece, node)
            item = None
            continue
        tag = "Lbl" if not isinstance(piece, Mark) and piece.tag == "dt" else "LBody"
        if item is None or (tag == "Lbl" and any(is_node(kid, "LBody") for kid in item.kids)):
            item = StructureElement("LI", node.speaks)
        if isinstance(piece, Mark):
            order.text(piece, order.add("LBody", element, item))
        elif not is_unread(piece):
            order.block(tag, piece, Flow(item))
        if item.kids and item not in node.kids[-1:]:
            node.kids.append(item)
