"""Chapters to be folded alone: a whole book is often more than a stapler takes, and a group works on one chapter.

In: a `Book`, its outlined drawings and printed page breaks. Out: the laid-out pages of each chapter that is asked for,
whole in itself, with a cover, by the names of its file.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from trustbook.editions.booklet.documents import NAME, PRESS
from trustbook.editions.edition import LAYOUT, Made, Outcome, Product, Tasks

if TYPE_CHECKING:
    from trustbook.layout.document import PagedDocument
    from trustbook.layout.pages import Paginated
    from trustbook.manuscript.book import Book, Part

ROW = "booklet-chapters"
_SHEETS = {
    "a4": ("paper-a5.css", "print.css"),
    "letter": ("paper-half-letter.css", "print.css", "print-half-letter.css"),
}


def _sheets(paper: str) -> tuple[str, ...]:
    return ("tokens.css", "prose.css", "paged.css", *_SHEETS[paper], "booklet-chapter.css")


def _make(book: Book, made: Made) -> Outcome | Tasks[PagedDocument, Paginated]:
    from trustbook.editions.booklet.settings import BookletSettings
    from trustbook.layout.document import PageStyle, document
    from trustbook.layout.engine import paginate
    from trustbook.layout.excerpt import excerpt
    from trustbook.manuscript.by_number import chapters_by_number
    from trustbook.pdf.profile import Profile

    table = made.ask.settings.table(NAME, BookletSettings)
    parts, faults = chapters_by_number(book, table.chapter)
    style = PageStyle(NAME, _sheets(table.sheet), Profile(press=PRESS), cover=False)
    cut = [_covered(excerpt(book, part, made.value("page-breaks")), book, part) for part in parts]
    documents = [document(one, style, made.value("drawings")) for one in cut]

    def then(done: list[Paginated]) -> Outcome:
        found = dict.fromkeys(finding for one in done for finding in one.findings)
        return Outcome([*zip(parts, done, strict=True)], findings=tuple(found))

    return Outcome([], findings=faults) if faults else Tasks(paginate, documents, then, LAYOUT)


def _covered(cut: Book, book: Book, part: Part) -> Book:
    """A chapter behind a page with its title, which is outside once the sheets are folded."""
    from trustbook.manuscript.book import Part
    from trustbook.words import fill, templates

    settings = book.sources.settings
    number = fill(settings.words.chapter_number, number=part.number)
    people = ", ".join(person.name for person in settings.people)
    tree = Element("section", {"id": "cover", "class": "part titlepage chapter-cover"})
    values = {"number": number, "title": part.title, "book": settings.book, "people": people}
    tree.extend(templates.elements("chapter-cover.xhtml.j2", settings.words, **values))
    return replace(cut, parts=(Part("cover", "titlepage", part.title, "", tree, (), None), *cut.parts))


CHAPTERS = Product(
    name=ROW,
    make=_make,
    needs=lambda ask: ("drawings", "page-breaks"),
    sheets=tuple(dict.fromkeys((*_sheets("a4"), *_sheets("letter")))),
    elsewhere=True,
)
