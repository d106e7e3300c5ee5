"""Give the fields of a part the room that they take on paper.

In: a part's own copy of its tree, still with the builder's marks. Out: lines to write on as elements, one for each; the
height of boxes; and in `data-field`, `data-name` and `data-said` what whoever writes the PDF needs to know of a field.
What takes the rest of a page is made of more pieces than any page holds: the layout drops those that are left over, as
the style sheet says (`continue: discard`).
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from trustbook.layout.origins import DRAWN
from trustbook.manuscript.fields import FILL, Field, field_of
from trustbook.manuscript.ids import slug
from trustbook.manuscript.marks import SAID as SPOKEN
from trustbook.manuscript.marks import Role, role_of

FIELD, NAME, SAID = "data-field", "data-name", "data-said"
_NAME_LENGTH = 40
_PIECES = {"lines": ("write-line", 3, 60), "box": ("write-slice", 10, 300)}  # class, those kept together, all


def draw_fields(tree: Element, part: str, typed: bool) -> None:
    """Draw the fields of a part in place.

    Where they are `typed` into, ticks and lines are left to whoever writes the PDF: they go when something is typed.
    """
    for element in list(tree.iter()):
        field = Field("scale", 0, element.get(SPOKEN, "")) if role_of(element) is Role.SCALE else field_of(element)
        if field is None:
            continue
        element.set(FIELD, field.kind)
        element.set(SAID, field.said)
        element.set(NAME, f"{part}-{slug(field.said)[:_NAME_LENGTH].strip('-') or field.kind}")
        if field.kind in _PIECES:
            _make_room(element, field.kind, field.size, typed)
        elif field.kind == "ticked" and typed:
            element.set("class", "tick-box tick")


def _make_room(element: Element, kind: str, size: int, typed: bool) -> None:
    name, least, most = _PIECES[kind]
    piece = {"class": f"{name} typed", FIELD: "line"} if typed and kind == "lines" else {"class": name}
    piece |= {DRAWN: kind}
    if size == FILL:
        element.set("class", f"{element.get('class', '')} write-fill")
        first = SubElement(element, "div", {"class": "write-first", DRAWN: kind})
        for number in range(most):
            # In a holder, because a rule that ends in the margin of the page would move the whole field to the next.
            SubElement(SubElement(first if number < least else element, "div", {DRAWN: kind}), "div", piece)
    elif kind == "box":
        element.set("style", f"height: {size}mm")
    else:
        for _ in range(size):
            SubElement(element, "div", piece)
