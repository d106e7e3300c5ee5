"""Read pictures, and figures with their captions.

In: a picture's or a `figure` element, the `ReadingOrder` it is met in, and the `Flow` its node goes to. Out: nodes in
that flow.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes
from weasyprint.logger import LOGGER

from trustbook.pdf.tags.marks import Contents, Mark
from trustbook.pdf.tags.reading_order import ReadingOrder
from trustbook.pdf.tags.roles import Flow, StructureElement, alternative, is_node, is_unread


def read_picture(order: ReadingOrder, element: Element, flow: Flow) -> None:
    """A picture is a `Figure`; one that only decorates is left to be an artifact."""
    contents = order.contents[element]
    if contents.picture is None or alternative(element) == "":
        return
    if order.picture is not None and order.picture[0] is element:
        # A paragraph around the picture of a figure says nothing; a link around it does.
        node = flow.node if flow.node.tag == "Link" else order.picture[1]
    else:
        node = order.node("Figure", element, flow.node)
        _describe(node, element, contents)
        flow.inline().kids.append(node)
    node.kids.append(contents.picture)


def read_figure(order: ReadingOrder, element: Element, flow: Flow) -> None:
    """One picture and its caption are a `Figure`; anything else that HTML calls a figure is a group."""
    pictures = [
        child
        for child in element.iter()
        if child in order.contents and order.contents[child].picture is not None and alternative(child) != ""
    ]
    if len(pictures) != 1:
        order.block("Div", element, flow)
        return
    node = order.add("Figure", element, flow.block())
    _describe(node, pictures[0], order.contents[pictures[0]])
    order.edge()
    around, order.picture = order.picture, (pictures[0], node)
    for piece in order.pieces(element):
        if isinstance(piece, Mark):
            order.text(piece, node)
        elif piece.tag == "figcaption" and not is_unread(piece):
            order.block("Caption", piece, Flow(node))
        else:
            order.element(piece, Flow(node))
    order.picture = around
    order.edge()
    if not is_node(node.kids[0], "Caption"):  # a caption is the first or the last
        node.kids.sort(key=lambda kid: is_node(kid, "Caption"))


def _describe(node: StructureElement, element: Element, contents: Contents) -> None:
    node.alt = alternative(element) or ""
    if not node.alt:
        LOGGER.error('Image "%s" has no alt text', element.get("src", "svg"))
    node.attributes["Layout"] = {"BBox": contents.bounds}
    if isinstance(contents.box, boxes.BlockLevelBox):
        node.attributes["Layout"]["Placement"] = "Block"
