"""What a handout is laid out from: its sheets, its kind of PDF, and its document.

In: a `Book`, one of its chapters, the page that stands on a paper, printed page breaks and outlined drawings. Out: the
document of a handout.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trustbook.layout.papers import PAPERS, on_any_paper, page_of, with_paper
from trustbook.pdf.profile import Profile
from trustbook.pdf.standards import DEFAULT, STANDARDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trustbook.editions.handouts.passages import Wanted
    from trustbook.layout.document import Drawings, PagedDocument
    from trustbook.layout.pages import PageBreak
    from trustbook.manuscript.book import Book, Part
    from trustbook.settings import Session

NAME = "handouts"
BOTH = "a4-and-letter"
EACH = "each"
SHEETS = ("tokens.css", "prose.css", "paged.css", "handouts.css")  # and that of a page
PAGES = tuple(dict.fromkeys(map(page_of, PAPERS)))
ALL_SHEETS = on_any_paper(SHEETS, PAGES)
SESSION_SHEET = "session.css"  # last on a facilitator's sheet
PROFILE = Profile(standard=STANDARDS[DEFAULT], blank_pages=False)


def whole(book: Book, wanted: Wanted, page: str, breaks: Sequence[PageBreak], outlined: Drawings) -> PagedDocument:
    """The handout of one chapter, or of a passage of it."""
    from trustbook.layout.document import PageStyle, document
    from trustbook.layout.excerpt import excerpt

    style = PageStyle(NAME, with_paper(SHEETS, page), PROFILE, cover=False)
    return document(excerpt(book, wanted.part, breaks, wanted.find), style, outlined)


def packed(
    book: Book, parts: Sequence[Part], page: str, breaks: Sequence[PageBreak], outlined: Drawings
) -> PagedDocument:
    """Several chapters in one file, with contents in front, and behind each its plan for a group."""
    from trustbook.editions.handouts.session import plan
    from trustbook.layout.document import PageStyle, document
    from trustbook.layout.excerpt import pack

    style = PageStyle(NAME, with_paper(SHEETS, page), PROFILE, cover=False)
    plans = {part.key: plan(book, part, known) for part in parts if (known := book.sources.session(part.key))}
    return document(pack(book, parts, breaks, plans), style, outlined)


def session(
    book: Book,
    part: Part,
    plan: Session,
    page: str,
    breaks: Sequence[PageBreak],
    outlined: Drawings,
    handout: str = "",
) -> PagedDocument:
    """The sheet for whoever leads a group through one chapter; `handout` names the file of that chapter."""
    from trustbook.editions.handouts.session import sheet
    from trustbook.layout.document import PageStyle, document

    style = PageStyle(NAME, (*with_paper(SHEETS, page), SESSION_SHEET), PROFILE, cover=False)
    return document(sheet(book, part, plan, breaks, handout), style, outlined)
