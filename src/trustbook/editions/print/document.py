"""What the print edition is laid out from: its sheets, its kind of PDF, and its document.

In: a `Book` and its outlined drawings. Out: the document of the whole book, or of its cover alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trustbook.pdf.profile import Press, Profile

if TYPE_CHECKING:
    from trustbook.layout.document import Drawings, PagedDocument, PageStyle
    from trustbook.manuscript.book import Book

NAME = "print"
SHEETS = ("tokens.css", "prose.css", "paged.css", "paper-a5.css", "print.css")
HALF_LETTER = ("tokens.css", "prose.css", "paged.css", "paper-half-letter.css", "print.css", "print-half-letter.css")
PORTRAIT = ("tokens.css", "prose.css", "paged.css", "paper-portrait.css", "print.css")
PRESS = Press(bleed=3.0, marks=True, grey=True, even=True)  # print.css paints farther than the bleed: it leaves room
PROFILE = Profile(press=PRESS)


def whole(book: Book, outlined: Drawings, sheets: tuple[str, ...] = SHEETS) -> PagedDocument:
    """The whole book."""
    from trustbook.editions.print.settings import PrintSettings
    from trustbook.layout.document import document as paged

    cover = book.sources.settings.table(NAME, PrintSettings).cover == "inside"
    return paged(book, _style(cover, sheets), outlined)


def cover(book: Book, outlined: Drawings, sheets: tuple[str, ...] = SHEETS) -> PagedDocument:
    """The cover as one page."""
    from trustbook.layout.document import cover_document

    return cover_document(book, _style(True, sheets), outlined)


def _style(cover: bool, sheets: tuple[str, ...] = SHEETS) -> PageStyle:
    from trustbook.layout.document import PageStyle

    return PageStyle(NAME, sheets, PROFILE, cover)
