"""Judge the manuscript before anything is written.

In: a `Book`. Out: findings: characters no font has, pictures too coarse for print, and style.
One file per kind of rule; this is their list.
"""

from __future__ import annotations

from trustbook.findings import Finding
from trustbook.manuscript.book import Book
from trustbook.rules.characters import check_characters
from trustbook.rules.dates import check_dates
from trustbook.rules.pictures import check_pictures
from trustbook.rules.style import check_language, check_style

__all__ = ["check", "check_dates", "check_language"]


def check(book: Book) -> list[Finding]:
    """Everything that needs no clock: errors that stop an edition, and style."""
    return [*check_characters(book), *check_pictures(book), *check_style(book)]
