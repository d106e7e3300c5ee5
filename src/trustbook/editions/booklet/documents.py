"""What the booklet lays out beside the printed pages: exercises on cards, and a sheet of advice before each.

In: a `Book`. Out: documents, and what the files made with them say of themselves: that they are for paper, and which
files of the same book are not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trustbook.pdf.profile import Press, Profile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trustbook.layout.document import Drawings, PagedDocument
    from trustbook.manuscript.book import Book
    from trustbook.pdf.imposition import About

NAME = "booklet"
ADVICE = ("tokens.css", "prose.css", "booklet.css")
PRESS = Press(bleed=0.0, marks=False, grey=True, multiple=1)
CARDS = ("tokens.css", "prose.css", "paged.css", "cards.css")
# The files of the same book that people can read who cannot read paper, by the name of their edition.
INSTEAD = {"epub": "{slug}.epub", "screen": "{slug}-screen.pdf"}


def advice_to_fold(book: Book, sheet: str, count: int) -> PagedDocument:
    """The sheet of advice for a booklet of so many sheets, of a book or of a chapter; with the booklet's metadata."""
    from trustbook.pdf.imposition import PAPERS
    from trustbook.words import fill

    words = book.sources.settings.words
    paper = fill(words.print_paper, paper=PAPERS[sheet].name, count=count)
    steps = (paper, words.print_sides, words.print_size, words.print_fold, words.print_staple)
    return _advice(book, words.booklet_title, words.print_advice, steps, sheet)


def advice_to_cut(book: Book, sheet: str) -> PagedDocument:
    """The sheet of advice for cards, with their metadata."""
    from trustbook.pdf.imposition import PAPERS
    from trustbook.words import fill

    words = book.sources.settings.words
    paper = fill(words.print_on, paper=PAPERS[sheet].name)
    steps = (paper, words.print_one_side, words.print_size, words.print_cut, words.print_pile)
    return _advice(book, words.cards_title, words.print_cards, steps, f"{sheet}-upright")


def _advice(book: Book, title: str, heading: str, steps: Sequence[str], page: str) -> PagedDocument:
    """A sheet that says how to print the others of its file; `title` is the phrase for what the file is."""
    from trustbook.layout.document import PageStyle, loose_document
    from trustbook.words import templates

    settings = book.sources.settings
    values = {"title": settings.book.title, "heading": heading, "steps": steps, "page": page}
    [content] = templates.elements("print-advice.xhtml.j2", settings.words, files=_instead(book), **values)
    return loose_document(_for_paper(book, title), PageStyle(NAME, ADVICE, Profile()), content)


def cards(book: Book, outlined: Drawings) -> PagedDocument | None:
    """The cards; None for a book without exercises."""
    from trustbook.layout.cards import cards as cut_out
    from trustbook.layout.document import PageStyle, document

    exercises = cut_out(_for_paper(book, book.sources.settings.words.cards_title))
    return (
        document(exercises, PageStyle(NAME, CARDS, Profile(press=PRESS), cover=False), outlined)
        if exercises.parts
        else None
    )


def about(book: Book, title: str, paged: PagedDocument) -> About:
    """What a file says of itself; `title` is the phrase for it."""
    from trustbook.pdf.imposition import About
    from trustbook.words import fill

    facts = book.sources.settings.book
    return About(fill(title, title=facts.title), facts.language, paged.xmp)


def _instead(book: Book) -> list[str]:
    """The files of this book that can be read without paper."""
    settings = book.sources.settings
    return [name.format(slug=settings.book.slug) for one, name in INSTEAD.items() if one in settings.editions]


def _for_paper(book: Book, title: str) -> Book:
    """The same book by the title of a file for paper, and described as that."""
    from trustbook.words import fill

    settings, files = book.sources.settings, ", ".join(_instead(book))
    described = fill(settings.words.print_instead, files=files) if files else settings.book.description
    facts = settings.book.model_copy(update={"title": fill(title, title=settings.book.title), "description": described})
    return replace(book, sources=replace(book.sources, settings=settings.model_copy(update={"book": facts})))
