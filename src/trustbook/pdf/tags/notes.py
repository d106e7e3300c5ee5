"""Read notes: one structure element per note, with its number as its label.

In: a note's element, the `ReadingOrder` it is met in, and its parent. Out: the note in that parent.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from trustbook.pdf.tags.reading_order import ReadingOrder
from trustbook.pdf.tags.roles import Flow, StructureElement


def make_note(order: ReadingOrder, element: Element, parent: StructureElement, kind: str) -> StructureElement:
    """A note that is not yet in the tree; `kind` is a `NoteType` (ISO 32000-2, table 380)."""
    node = order.node("Note", element, parent)
    node.name = order.names.unique(element.get("id") or "note")
    if order.standard.note_types:
        node.attributes["FENote"] = {"NoteType": kind}
    return node


def read_note(order: ReadingOrder, element: Element, parent: StructureElement) -> None:
    """A footnote, read where its call stands; the text around it goes on after it."""
    node = make_note(order, element, parent, "Endnote" if order.in_notes else "Footnote")
    with order.aside():
        for mark in order.contents[element].marker:
            order.text(mark, order.add("Lbl", element, node))
            order.edge()
        order.children(element, Flow(node))
    if node.kids:
        parent.kids.append(node)
