"""What readers fill in, as values: lines and boxes to write in, steps of a scale, tick boxes, cells of a table.

In: elements with the mark of a field. Out: `Field` values, and the mark from a value. How a field looks, and whether it
is drawn, described or typed into, each edition says for itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from trustbook.manuscript.marks import OF, SAID, Role, mark, role_of
from trustbook.words import Words, fill

FILL = 0  # the size of what takes the rest of its page


@dataclass(frozen=True, slots=True)
class Field:
    """`kind` is lines, box, step, tick, ticked or cell; `size` counts lines, or mm of a box, or is the step's number.

    `said` is what it is called aloud, never empty; of a step, the scale's name and its ends.
    """

    kind: str
    size: int
    said: str


def mark_field(element: Element, field: Field) -> Element:
    """Note on an element that readers fill it in; returns it."""
    element.set(SAID, field.said)
    return mark(element, Role.FIELD, f"{field.kind} {field.size}")


def field_of(element: Element) -> Field | None:
    """The field that an element is, if it is one."""
    if role_of(element) is not Role.FIELD:
        return None
    kind, size = element.get(OF, "").split()
    return Field(kind, int(size), element.get(SAID, ""))


def space_words(kind: str, size: int, words: Words) -> str:
    """Lines or a box to write in, in words: what is read aloud where it cannot be written in."""
    if kind == "box":
        return words.field_box
    return words.field_space if size == FILL else fill(words.field_lines.form(words.language, size), count=size)
