"""What a booklet says of itself: in its metadata, and on the sheet of advice that goes before it.

In: a `Book`, the kind of paper and the number of sheets. Out: the document of that sheet, and title and metadata.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from trustbook.pdf.profile import Profile
from trustbook.words import fill

if TYPE_CHECKING:
    from trustbook.layout.document import PagedDocument
    from trustbook.manuscript.book import Book
    from trustbook.pdf.imposition import About

NAME = "booklet"
SHEETS = ("tokens.css", "prose.css", "booklet.css")
# The files of the same book that people can read who cannot read paper, by the name of their edition.
INSTEAD = {"epub": "{slug}.epub", "screen": "{slug}-screen.pdf"}


def title(book: Book) -> str:
    """The title of the file: that of the book, and what one does with it."""
    settings = book.sources.settings
    return fill(settings.words.booklet_title, title=settings.book.title)


def instead(book: Book) -> list[str]:
    """The files of this book that can be read without paper."""
    settings = book.sources.settings
    return [name.format(slug=settings.book.slug) for one, name in INSTEAD.items() if one in settings.editions]


def sheet(book: Book, paper: str, paper_name: str, count: int) -> PagedDocument:
    """The sheet of advice."""
    from trustbook.layout.document import PageStyle, loose_document
    from trustbook.words import templates

    settings = book.sources.settings
    values = {"title": settings.book.title, "paper": paper, "paper_name": paper_name, "count": count}
    [content] = templates.elements("print-advice.xhtml.j2", settings.words, files=instead(book), **values)
    return loose_document(_as_booklet(book), PageStyle(NAME, SHEETS, Profile()), content)


def about(book: Book, advice: PagedDocument) -> About:
    """What the file says of itself; the sheet of advice has the same metadata."""
    from trustbook.pdf.imposition import About

    return About(title(book), book.sources.settings.book.language, advice.xmp)


def _as_booklet(book: Book) -> Book:
    """The same book, by the title of its booklet, and described as what it is: for paper."""
    settings, files = book.sources.settings, ", ".join(instead(book))
    described = fill(settings.words.print_instead, files=files) if files else settings.book.description
    facts = settings.book.model_copy(update={"title": title(book), "description": described})
    return replace(book, sources=replace(book.sources, settings=settings.model_copy(update={"book": facts})))
