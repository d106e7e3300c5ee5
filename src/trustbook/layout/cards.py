"""The exercises of a book, each on a card of its own.

In: a `Book`. Out: a `Book` whose parts are its exercises: to be laid out on pages as small as cards. Above each card
stands the chapter it is from. Lines to write on are left out. The book's own trees stay as they are.
"""

from __future__ import annotations

import copy
from dataclasses import replace
from xml.etree.ElementTree import Element

from trustbook.layout.excerpt import say_lost_links
from trustbook.manuscript.book import Book, Part
from trustbook.manuscript.exercises import Exercise, exercises
from trustbook.manuscript.marks import Role, role_of

# A card is to be talked about: room to write is on handouts, and few cards would hold it.
_LEFT_OUT = (Role.FIELD, Role.FIELD_LABEL, Role.SCALE)


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
    for child in list(box):
        if role_of(child) in _LEFT_OUT:
            box.remove(child)
    tree.append(box)
    return replace(exercise.part, key=key, tree=tree, headings=())
