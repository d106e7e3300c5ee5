"""The exercises of a book, each on a card of its own.

In: a `Book`. Out: a `Book` whose parts are its exercises: to be laid out on pages as small as cards. Above each card
stands the chapter it is from. What there is to write on is one space: the rest of the card, with lines. The book's own
trees stay as they are.
"""

from __future__ import annotations

import copy
from dataclasses import replace
from xml.etree.ElementTree import Element

from trustbook.layout.excerpt import say_lost_links
from trustbook.manuscript.book import Book, Part
from trustbook.manuscript.exercises import Exercise, exercises
from trustbook.manuscript.fields import FILL, field_of, mark_field
from trustbook.manuscript.marks import Role, role_of

# Few cards would hold all the room to write that is on handouts.
_LEFT_OUT = (Role.FIELD, Role.FIELD_LABEL, Role.SCALE)
_WRITTEN = ("lines", "box")


def cards(book: Book) -> Book:
    """The book of the exercises; without any part where there are none."""
    parts = [_card(number, one) for number, one in enumerate(exercises(book), 1)]
    say_lost_links(parts, book)
    shown = {element.get("src") for part in parts for element in part.tree.iter("img")}
    return replace(book, parts=tuple(parts), images=tuple(one for one in book.images if one in shown))


def _card(number: int, exercise: Exercise) -> Part:
    key = f"card-{number}"
    tree = Element("section", {"id": key, "class": "part card"})
    box = copy.deepcopy(exercise.box)
    room = [field for one in box if (field := field_of(one)) and field.kind in _WRITTEN]
    for child in list(box):
        if role_of(child) in _LEFT_OUT:
            box.remove(child)
    tree.append(box)
    if room:
        space = Element("div", {"class": "write write-lines"})
        tree.append(mark_field(space, replace(room[0], kind="lines", size=FILL)))
    return replace(exercise.part, key=key, tree=tree, headings=())
