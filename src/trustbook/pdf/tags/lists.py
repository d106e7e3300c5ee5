"""Read the elements whose parts have a fixed order in a PDF: pictures, figures, lists and tables.

In: such an element, the `Reading` it is met in, and the `Flow` its node goes to. Out: nodes in that flow.
It must not read ordinary text itself: for what is inside the parts it asks the `Reading` again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes
from weasyprint.logger import LOGGER

from trustbook.pdf.tags.layout import Contents, Mark
from trustbook.pdf.tags.roles import Flow, Node, Value, alternative, is_node, is_unread, numbering, scope

if TYPE_CHECKING:
    from trustbook.pdf.tags.reading_order import Reading

_TABLE_PARTS = {"caption": "Caption", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot"}


def read_picture(reading: Reading, element: Element, contents: Contents, flow: Flow) -> None:
    """A picture is a `Figure`; one that only decorates is left to be an artifact."""
    assert contents.picture is not None
    if alternative(element) == "":
        return
    if reading.picture is not None and reading.picture[0] is element:
        # A paragraph around the picture of a figure says nothing; a link around it does.
        node = flow.node if flow.node.tag == "Link" else reading.picture[1]
    else:
        node = reading.node("Figure", element, flow.node)
        _describe(node, element, contents)
        flow.inline().kids.append(node)
    node.kids.append(contents.picture)


def read_figure(reading: Reading, element: Element, flow: Flow) -> None:
    """One picture and its caption are a `Figure`; anything else that HTML calls a figure is a group."""
    pictures = [
        child
        for child in element.iter()
        if child in reading.contents and reading.contents[child].picture is not None and alternative(child) != ""
    ]
    if len(pictures) != 1:
        reading.block("Div", element, flow)
        return
    node = reading.add("Figure", element, flow.block())
    _describe(node, pictures[0], reading.contents[pictures[0]])
    reading.edge()
    around, reading.picture = reading.picture, (pictures[0], node)
    for piece in reading.pieces(element):
        if isinstance(piece, Mark):
            reading.text(piece, node)
        elif piece.tag == "figcaption" and not is_unread(piece):
            reading.block("Caption", piece, Flow(node))
        else:
            reading.element(piece, Flow(node))
    reading.picture = around
    reading.edge()
    if not is_node(node.kids[0], "Caption"):  # a caption is the first or the last
        node.kids.sort(key=lambda kid: is_node(kid, "Caption"))


def _describe(node: Node, element: Element, contents: Contents) -> None:
    node.alt = alternative(element) or ""
    if not node.alt:
        LOGGER.error('Image "%s" has no alt text', element.get("src", "svg"))
    node.attributes["Layout"] = {"BBox": contents.bounds}
    if isinstance(contents.box, boxes.BlockLevelBox):
        node.attributes["Layout"]["Placement"] = "Block"


def read_list(reading: Reading, element: Element, flow: Flow, toc: bool) -> None:
    """A list, or a table of contents: each of its entries an item with its label and its body."""
    around, reading.in_toc = reading.in_toc, toc
    parent = flow.block()
    node = reading.node("TOC" if toc else "L", element, parent)
    reading.edge()
    if element.tag == "dl":
        _read_definitions(reading, element, node)
        node.attributes["List"] = {"ListNumbering": reading.standard.definitions}
    else:
        _read_items(reading, element, node)
        if not toc:
            node.attributes["List"] = {"ListNumbering": _numbering(reading, element)}
    reading.in_toc = around
    reading.edge()
    if node.kids:
        parent.kids.append(node)


def _read_items(reading: Reading, element: Element, node: Node) -> None:
    for piece in reading.pieces(element):
        if not isinstance(piece, Mark) and piece.tag == "li" and piece in reading.contents:
            if not is_unread(piece):
                _read_item(reading, piece, node)
            continue
        # Text and elements that HTML does not allow right in a list are read all the same.
        body = Node("LBody", node.speaks)
        if isinstance(piece, Mark):
            reading.text(piece, body)
        else:
            reading.element(piece, Flow(body))
        if body.kids:
            node.kids.append(
                Node("TOCI", node.speaks, kids=body.kids) if reading.in_toc else Node("LI", node.speaks, kids=[body])
            )


def _read_item(reading: Reading, element: Element, node: Node) -> None:
    item = reading.add("TOCI" if reading.in_toc else "LI", element, node)
    body = item if reading.in_toc else reading.node("LBody", element, item)
    # An endnote is a note in a list item, its number the note's own: the list says how many notes there are.
    notes, reading.in_notes = reading.in_notes, False
    content = reading.note(element, body, "Endnote") if notes else body
    if notes:
        body.kids.append(content)
    reading.edge()
    if marker := reading.contents[element].marker:
        label = reading.add("Lbl", element, content if notes else item)
        for mark in marker:
            reading.text(mark, label)
        reading.edge()
    reading.children(element, Flow(content))
    reading.in_notes = notes
    if body is not item and body.kids:
        item.kids.append(body)
    reading.edge()


def _numbering(reading: Reading, element: Element) -> str:
    item = next((child for child in element if child.tag == "li" and child in reading.contents), element)
    laid_out = reading.contents[item]
    return numbering(laid_out.box.style["list_style_type"], element.tag == "ol", bool(laid_out.marker))


def _read_definitions(reading: Reading, element: Element, node: Node) -> None:
    """Terms are the labels, and what explains them the bodies, of one item; `div` may group them."""
    item: Node | None = None
    for piece in reading.pieces(element):
        if not isinstance(piece, Mark) and piece.tag == "div":
            _read_definitions(reading, piece, node)
            item = None
            continue
        tag = "Lbl" if not isinstance(piece, Mark) and piece.tag == "dt" else "LBody"
        if item is None or (tag == "Lbl" and any(is_node(kid, "LBody") for kid in item.kids)):
            item = Node("LI", node.speaks)
        if isinstance(piece, Mark):
            reading.text(piece, reading.add("LBody", element, item))
        elif not is_unread(piece):
            reading.block(tag, piece, Flow(item))
        if item.kids and item not in node.kids[-1:]:
            node.kids.append(item)


def read_table(reading: Reading, element: Element, flow: Flow) -> None:
    """A table: its caption, its head, its bodies, its foot, each row once."""
    parent = flow.block()
    node = reading.node("Table", element, parent)
    reading.edge()
    parts: dict[str, list[Node]] = {part: [] for part in _TABLE_PARTS}
    for child in element:
        if child not in reading.contents or child.tag not in ("tr", *_TABLE_PARTS) or is_unread(child):
            continue
        if child.tag == "caption":
            parts["caption"].append(reading.node("Caption", child, node))
            reading.children(child, Flow(parts["caption"][-1]))
            continue
        # The layout takes a second head or foot for a body.
        kind = "tbody" if child.tag == "tr" or parts[child.tag] else child.tag
        group = reading.node(_TABLE_PARTS[kind], child, node)
        for row in [child] if child.tag == "tr" else child:
            if row.tag == "tr" and row in reading.contents and not is_unread(row):
                _read_row(reading, row, group, head=kind == "thead")
        if group.kids:
            parts[kind].append(group)
    reading.edge()
    sections = [*parts["thead"], *parts["tbody"], *parts["tfoot"]]
    node.kids.extend(parts["caption"][:1])
    if parts["tbody"]:
        node.kids.extend(sections)
    else:  # a head or foot needs a body beside it
        node.kids.extend(row for section in sections for row in section.kids)
    if sections:
        parent.kids.append(node)


def _read_row(reading: Reading, element: Element, group: Node, head: bool) -> None:
    cells = [cell for cell in element if cell.tag in ("td", "th") and cell in reading.contents]
    if not cells:
        return
    row = reading.add("TR", element, group)
    among_heads = head or all(cell.tag == "th" for cell in cells)
    for cell in cells:
        node = reading.add(cell.tag.upper(), cell, row)
        box = reading.contents[cell].box
        attributes: dict[str, Value] = {}
        if cell.tag == "th":
            attributes["Scope"] = scope(cell, among_heads)
        if box.colspan != 1:
            attributes["ColSpan"] = box.colspan
        if box.rowspan != 1:
            attributes["RowSpan"] = box.rowspan
        if attributes:
            node.attributes["Table"] = attributes
        reading.edge()
        if not is_unread(cell):  # an empty cell keeps the rows even
            reading.children(cell, Flow(node))
