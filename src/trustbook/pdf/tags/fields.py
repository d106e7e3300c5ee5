"""Make form fields of the elements that are to be filled in.

In: a painted document, as `read_layout` read it, whose elements say `data-field`. Out: fields in the PDF, each a widget
of its element, so that it is read where it stands. What breaks over pages is a field on each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from trustbook.pdf.forms import FormField, add_form
from trustbook.pdf.tags.layout import Layout
from trustbook.pdf.tags.marks import BoxAnnotation, Rectangle

FIELD, NAME, SAID = "data-field", "data-name", "data-said"
_TEXTS = {"lines", "box", "cell"}
_ROOM = 3  # pt between a frame and what is typed in it
_BELOW = 1  # pt below the last line, which some viewers would clip
_BUTTONS = {"tick", "ticked", "step"}


def make_fields(pdf: Any, layout: Layout) -> None:
    """Make the fields of a document, in the order in which it is read."""
    fields = list(_fields(layout))
    for (element, field), widget in zip(fields, add_form(pdf, [field for _, field in fields]), strict=True):
        layout.contents[element].widgets.append(BoxAnnotation(field.page, widget))


def _fields(layout: Layout) -> Iterator[tuple[Element, FormField]]:
    scale: Element | None = None  # that the next steps belong to
    for root in layout.roots:
        for element in root.iter():
            kind = element.get(FIELD, "")
            if kind == "scale":
                scale = element
            elif kind in _TEXTS or kind in _BUTTONS:
                for page, place in layout.contents[element].places if element in layout.contents else ():
                    yield element, _field(element, kind, page, place, layout, scale)


def _field(
    element: Element, kind: str, page: int, place: Rectangle, layout: Layout, scale: Element | None
) -> FormField:
    said, name = element.get(SAID, ""), element.get(NAME, "field")
    size = round(layout.contents[element].box.style["font_size"] * 0.75, 2)
    if kind in _TEXTS:
        left, bottom, right, top = place
        if lines := _lines(element, page, bottom - _BELOW, layout):
            return FormField("text", name, said, page, (left, bottom - _BELOW, right, top), size, lines=lines)
        inside = left + _ROOM, bottom + _ROOM, right - _ROOM, top - _ROOM
        return FormField("text", name, said, page, inside, size)
    if kind != "step" or scale is None:
        return FormField(kind, name, said, page, place, size)
    step = "".join(element.itertext()).strip()
    return FormField(kind, scale.get(NAME, name), said, page, place, size, step, scale.get(SAID, ""))


def _lines(element: Element, page: int, bottom: float, layout: Layout) -> tuple[float, ...]:
    """How high above the bottom of a field its lines stand on a page."""
    lines = [one for one in element.iter() if one.get(FIELD) == "line" and one in layout.contents]
    places = [place for one in lines for number, place in layout.contents[one].places if number == page]
    return tuple(round(place[1] - bottom, 2) for place in places)
