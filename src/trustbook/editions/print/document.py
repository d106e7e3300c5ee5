"""What the print edition is laid out from: its sheets, and its document.

In: a `Book`, its outlined drawings, and a press. Out: the document of the whole book, or of its cover alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trustbook.layout.papers import AS_PRINTED, sheet_of, trim_of
from trustbook.pdf.profile import Press, Profile
from trustbook.pdf.trims import TRIMS

if TYPE_CHECKING:
    from trustbook.layout.document import Drawings, PagedDocument
    from trustbook.manuscript.book import Book

NAME = "print"
_FIRST = ("tokens.css", "prose.css", "paged.css")
ALL_SHEETS = (*_FIRST, *map(sheet_of, TRIMS), AS_PRINTED, "print.css")
HALF_LETTER = (*_FIRST, "paper-half-letter.css", "print.css", "print-half-letter.css")
PORTRAIT = (*_FIRST, "paper-portrait.css", "print.css")
COVER_SHEET = "cover-sheet.css"
PLAIN = Press()  # of pages that go on to other editions, in no shop's inks


def sheets(trim: str) -> tuple[str, ...]:
    """The style sheets of pages of a size."""
    return (*_FIRST, sheet_of(trim), AS_PRINTED, "print.css")


def whole(book: Book, outlined: Drawings, press: Press = PLAIN, fixed: tuple[str, ...] = ()) -> PagedDocument:
    """The whole book, on pages of the size that book.toml says or by sheets that are `fixed`.

    The cover is a leaf of the book wherever it is printed: a page has the same number for every shop.
    """
    from trustbook.editions.print.settings import PrintSettings
    from trustbook.layout.document import PageStyle, document

    settings = book.sources.settings
    cover = settings.table(NAME, PrintSettings).place_of_cover == "inside"
    first = 1 if cover or book.sources.copy is not None else 3  # a clinic's page is a leaf of its own where no cover is
    style = PageStyle(NAME, fixed or sheets(trim_of(settings)), Profile(press=press), cover, first=first)
    return document(book, style, outlined)


def cover(book: Book, outlined: Drawings, fixed: tuple[str, ...] = PORTRAIT) -> PagedDocument:
    """The front cover alone, on a page of the shape that shops for e-books want, or by other sheets."""
    from trustbook.layout.document import PageStyle, cover_document

    return cover_document(book, PageStyle(NAME, fixed, Profile(press=PLAIN)), outlined)
