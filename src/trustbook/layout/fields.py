"""Give the fields of a part the room that they take on paper.

In: a part's own copy of its tree, still with the builder's marks. Out: lines to write on as elements, one for each; the
height of boxes; and in `data-field` and `data-said` what whoever writes the PDF needs to know of a field. What takes
the rest of a page is made of more pieces than any page holds: the layout drops those that are left over, as the style
sheet says (`continue: discard`).
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from trustbook.manuscript.fields import FILL, field_of
from trustbook.manuscript.marks import Role, role_of

FIELD, SAID = "data-field", "data-said"
_PIECES = {"lines": ("write-line", 3, 60), "box": ("write-slice", 10, 300)}  # class, those kept together, all


def draw_fields(tree: Element) -> None:
    """Draw the fields of a part in place."""
    for element in list(tree.iter()):
        if role_of(element) is Role.SCALE:
            element.set(FIELD, "scale")
        elif field := field_of(element):
            element.set(FIELD, field.kind)
            element.set(SAID, field.said)
            if field.kind in _PIECES:
                _make_room(element, field.kind, field.size)


def _make_room(element: Element, kind: str, size: int) -> None:
    name, least, most = _PIECES[kind]
    if size == FILL:
        element.set("class", f"{element.get('class', '')} write-fill")
        first = SubElement(element, "div", {"class": "write-first"})
        for number in range(most):
            # In a holder, because a rule that ends in the margin of the page would move the whole field to the next.
            SubElement(SubElement(first if number < least else element, "div"), "div", {"class": name})
    elif kind == "box":
        element.set("style", f"height: {size}mm")
    else:
        for _ in range(size):
            SubElement(element, "div", {"class": name})
