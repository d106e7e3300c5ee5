"""Judge the manuscript before anything is written.

In: a `Book`. Out: findings: characters no font has, pictures too coarse for print, and style.
One file per kind of rule; this is their list.
"""

from __future__ import annotations

from trustbook.findings import Finding
from trustbook.manuscript.book import Book
from trustbook.rules import style
from trustbook.rules.characters import check_characters
from trustbook.rules.dates import check_dates
from trustbook.rules.off import check_comments, left
from trustbook.rules.pictures import check_pictures

__all__ = ["check", "check_dates", "check_language"]


def check(book: Book) -> list[Finding]:
    """Everything that needs no clock: errors that stop an edition, and style that is not set off."""
    found = (*check_characters(book), *check_pictures(book), *style.check_style(book), *check_comments(book))
    return list(left(found, book))


def check_language(book: Book) -> list[Finding]:
    """Say which rules there are not for the book's language."""
    return list(left(style.check_language(book), book))
