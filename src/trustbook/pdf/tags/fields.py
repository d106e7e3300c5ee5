"""Make form fields of the elements that are to be filled in.

In: a painted document, as `read_layout` read it, whose elements say `data-field`. Out: fields in the PDF, each a widget
of its element, so that it is read where it stands. What breaks over pages is a field on each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
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


def make_fields(pdf: Any, layout: Layout, language: str) -> None:
    """Make the fields of a document in a language, in the order in which it is read."""
    fields = list(_fields(layout))
    widgets = add_form(pdf, [field for _, field in fields], language)
    for (element, field), widget in zip(fields, widgets, strict=True):
        layout.contents[element].widgets.append(BoxAnnotation(field.page, widget))


def _fields(layout: Layout) -> Iterator[tuple[Element, FormField]]:
    choice, scale = 0, None  # the scale that the next steps belong to, and its number
    for root in layout.roots:
        for element in root.iter():
            kind = element.get(FIELD, "")
            if kind == "scale":
                choice, scale = choice + 1, element
            if element not in layout.contents or kind not in _TEXTS | _BUTTONS:
                continue
            for page, place in layout.contents[element].places:
                field = _text(element, page, place, layout) if kind in _TEXTS else _button(element, page, place)
                if kind == "step" and scale is not None:
                    step = "".join(element.itertext()).strip()
                    field = replace(
                        field, name=scale.get(NAME, ""), step=step, choice=choice, group=scale.get(SAID, "")
                    )
                yield element, field


def _button(element: Element, page: int, place: Rectangle) -> FormField:
    return FormField(element.get(FIELD, ""), element.get(NAME, ""), element.get(SAID, ""), page, place)


def _text(element: Element, page: int, place: Rectangle, layout: Layout) -> FormField:
    """A field for text, as large as its lines, or clear of its frame."""
    left, bottom, right, top = place
    lines = _lines(element, page, bottom - _BELOW, layout)
    inside = left + _ROOM, bottom + _ROOM, right - _ROOM, top - _ROOM
    place = (left, bottom - _BELOW, right, top) if lines else inside
    size = round(layout.contents[element].box.style["font_size"] * 0.75, 2)
    return FormField("text", element.get(NAME, ""), element.get(SAID, ""), page, place, size, lines=lines)


def _lines(element: Element, page: int, bottom: float, layout: Layout) -> tuple[float, ...]:
    """How high above the bottom of a field its lines stand on a page."""
    lines = [one for one in element.iter() if one.get(FIELD) == "line" and one in layout.contents]
    places = [place for one in lines for number, place in layout.contents[one].places if number == page]
    return tuple(round(place[1] - bottom, 2) for place in places)
