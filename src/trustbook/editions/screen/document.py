"""What the screen edition is laid out from: its sheets, its kind of PDF, and its document.

In: a `Book`, its outlined drawings, and a file to carry or none. Out: the document of the whole book.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trustbook.layout.papers import AS_PRINTED, trim_of, with_paper
from trustbook.pdf.profile import Profile
from trustbook.pdf.standards import STANDARDS

if TYPE_CHECKING:
    from trustbook.layout.document import Drawings, PagedDocument
    from trustbook.manuscript.book import Book
    from trustbook.pdf.finish import Embedded
    from trustbook.pdf.standards import PdfStandard
    from trustbook.settings import Settings

NAME = "screen"
SHEETS = ("tokens.css", "prose.css", "paged.css", "screen.css")  # and that of a paper


def standard_of(settings: Settings) -> PdfStandard:
    """The standard that book.toml, or an option of this build, asks for."""
    from trustbook.editions.screen.settings import ScreenSettings

    return STANDARDS[settings.table(NAME, ScreenSettings).pdf_standard]


def as_printed(settings: Settings) -> bool:
    """Whether its pages break as the printed ones."""
    from trustbook.editions.screen.settings import ScreenSettings

    return settings.table(NAME, ScreenSettings).paper in ("printed", trim_of(settings))


def whole(book: Book, standard: PdfStandard, outlined: Drawings, carried: Embedded | None = None) -> PagedDocument:
    """The screen edition's document.

    On the paper of the printed page its text area is the same, and its parts start where printed ones do: so its pages
    break as the printed pages break and have their numbers, without those that are blank.
    """
    from trustbook.editions.screen.settings import ScreenSettings
    from trustbook.layout.document import PageStyle
    from trustbook.layout.document import document as paged

    settings = book.sources.settings
    paper, trim = settings.table(NAME, ScreenSettings).paper, trim_of(settings)
    sheets = with_paper(SHEETS, trim if paper == "printed" else paper)
    if as_printed(settings):
        sheets = (*sheets[:-1], AS_PRINTED, sheets[-1])
    profile = Profile(standard=standard, blank_pages=False)
    return paged(book, PageStyle(NAME, sheets, profile), outlined, carried)
