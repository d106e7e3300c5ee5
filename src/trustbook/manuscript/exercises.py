"""The exercises of a book: its boxes of the kind `try`.

In: a `Book`. Out: each exercise with its title and place, in reading order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from trustbook.manuscript.book import Book, Part
from trustbook.manuscript.marks import OF, Role, line_of, role_of
from trustbook.manuscript.trees import text_of

KIND = "try"


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise by the title of its box; `line` is where the box starts in the part's file."""

    title: str
    part: Part
    line: int
    box: Element


def exercises(book: Book) -> Iterator[Exercise]:
    """Every exercise."""
    for part in book.parts:
        for element in part.tree.iter():
            if role_of(element) is Role.BOX and element.get(OF) == KIND:
                yield Exercise(text_of(element[0]), part, line_of(element), element)
