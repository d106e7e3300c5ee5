"""Read tables: caption, head, bodies and foot, each row once.

In: a `table` element, the `ReadingOrder` it is met in, and the `Flow` its node goes to. Out: nodes in that flow.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from weasyprint.formatting_structure import boxes

from trustbook.pdf.tags.reading_order import ReadingOrder
from trustbook.pdf.tags.roles import AttributeValue, Flow, StructureElement, is_unread, scope

_TABLE_PARTS = {"caption": "Caption", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot"}


def read_table(order: ReadingOrder, element: Element, flow: Flow) -> None:
    """A table: its caption, its head, its bodies, its foot, each row once."""
    parent = flow.block()
    node = order.node("Table", element, parent)
    order.edge()
    parts: dict[str, list[StructureElement]] = {part: [] for part in _TABLE_PARTS}
    for child in element:
        if child not in order.contents or child.tag not in ("tr", *_TABLE_PARTS) or is_unread(child):
            continue
        if child.tag == "caption":
            parts["caption"].append(order.node("Caption", child, node))
            order.children(child, Flow(parts["caption"][-1]))
            continue
        # The layout takes a second head or foot for a body.
        kind = "tbody" if child.tag == "tr" or parts[child.tag] else child.tag
        group = order.node(_TABLE_PARTS[kind], child, node)
        for row in [child] if child.tag == "tr" else child:
            if row.tag == "tr" and row in order.contents and not is_unread(row):
                _read_row(order, row, group, head=kind == "thead")
        if group.kids:
            parts[kind].append(group)
    order.edge()
    sections = [*parts["thead"], *parts["tbody"], *parts["tfoot"]]
    node.kids.extend(parts["caption"][:1])
    if parts["tbody"]:
        node.kids.extend(sections)
    else:  # a head or foot needs a body beside it
        node.kids.extend(row for section in sections for row in section.kids)
    if sections:
        parent.kids.append(node)


def _read_row(order: ReadingOrder, element: Element, group: StructureElement, head: bool) -> None:
    cells = [cell for cell in element if cell.tag in ("td", "th") and cell in order.contents]
    if not cells:
        return
    row = order.add("TR", element, group)
    among_heads = head or all(cell.tag == "th" for cell in cells)
    for cell in cells:
        node = order.add(cell.tag.upper(), cell, row)
        attributes: dict[str, AttributeValue] = {}
        if cell.tag == "th":
            attributes["Scope"] = scope(cell, among_heads)
        columns, rows = _spans(order, cell)
        if columns != 1:
            attributes["ColSpan"] = columns
        if rows != 1:
            attributes["RowSpan"] = rows
        if attributes:
            node.attributes["Table"] = attributes
        order.edge()
        for widget in order.contents[cell].widgets:
            order.add("Form", cell, node).kids.append(widget)
        if not is_unread(cell):  # an empty cell keeps the rows even
            order.children(cell, Flow(node))


def _spans(order: ReadingOrder, cell: Element) -> tuple[int, int]:
    """How many columns and rows a cell takes: as the layout found it, or as written where the rows are stacked."""
    box = order.contents[cell].box
    if isinstance(box, boxes.TableCellBox):
        return box.colspan, box.rowspan
    return int(cell.get("colspan", "1")), int(cell.get("rowspan", "1"))
