"""Make form fields of the elements that are to be filled in.

In: a painted document, as `read_layout` read it, whose elements say `data-field`. Out: fields in the PDF, each a widget of
its element, so that it is read where it stands. What breaks over pages is a field on each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from trustbook.pdf.forms import FormField, add_form
from trustbook.pdf.tags.layout import Layout
from trustbook.pdf.tags.marks import BoxAnnotation

FIELD, NAME, SAID = "data-field", "data-name", "data-said"
_TEXTS = {"lines", "box", "cell"}


def make_fields(pdf: Any, layout: Layout) -> None:
    """Make the fields of a document, in the order in which it is read."""
    fields = list(_fields(layout))
    for (element, field), widget in zip(fields, add_form(pdf, [field for _, field in fields]), strict=True):
        layout.contents[element].widgets.append(BoxAnnotation(field.page, widget))


def _fields(layout: Layout) -> Iterator[tuple[Element, FormField]]:
    scale: Element | None = None
    for root in layout.roots:
        for element in root.iter():
            kind = element.get(FIELD, "")
            if kind == "scale":
                scale = element
            if not kind or element not in layout.contents:
                continue
            box = layout.contents[element].box
            for page, place in layout.contents[element].places:
                size = round(box.style["font_size"] * 0.75, 2)
                said, name = element.get(SAID, ""), element.get(NAME, "field")
                if kind == "step" and scale is not None:
                    step, group = "".join(element.itertext()).strip(), scale.get(SAID, "")
                    yield element, FormField(kind, scale.get(NAME, name), said, page, place, size, step, group)
                elif kind != "scale":
                    yield element, FormField("text" if kind in _TEXTS else kind, name, said, page, place, size)
