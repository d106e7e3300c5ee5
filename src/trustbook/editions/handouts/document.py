"""What a handout is laid out from: its sheets, its kind of PDF, and its document.

In: a `Book`, one of its chapters, a paper, printed page breaks and outlined drawings. Out: the document of a handout.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trustbook.layout.papers import with_paper
from trustbook.pdf.profile import Profile
from trustbook.pdf.standards import DEFAULT, STANDARDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trustbook.findings import Finding
    from trustbook.layout.document import Drawings, PagedDocument
    from trustbook.layout.pages import PageBreak
    from trustbook.manuscript.book import Book, Part

NAME = "handouts"
BOTH = "a4-and-letter"
SHEETS = ("tokens.css", "prose.css", "paged.css", "handouts.css")  # and that of a paper
PROFILE = Profile(standard=STANDARDS[DEFAULT], blank_pages=False)


def chapters(book: Book, numbers: str) -> tuple[list[Part], tuple[Finding, ...]]:
    """The chapters with these numbers, such as "2,4", or all; a number that no chapter has is a finding (O908)."""
    from trustbook.findings import Finding

    known = {str(part.number): part for part in book.parts if part.role == "chapter"}
    wanted = [one.strip() for one in numbers.split(",")] if numbers else list(known)
    hint = f"there are chapters {', '.join(known)}" if known else "the book has no numbered chapters"
    faults = [Finding("O908", f"there is no chapter `{one}`", hint=hint) for one in wanted if one not in known]
    return [known[one] for one in wanted if one in known], tuple(faults)


def whole(book: Book, part: Part, paper: str, breaks: Sequence[PageBreak], outlined: Drawings) -> PagedDocument:
    """The handout of one chapter."""
    from trustbook.layout.document import PageStyle, document
    from trustbook.layout.excerpt import excerpt

    style = PageStyle(NAME, with_paper(SHEETS, paper), PROFILE, cover=False)
    return document(excerpt(book, part, breaks), style, outlined)
