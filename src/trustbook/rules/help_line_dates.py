"""Find help lines of the book's country that nobody has verified for six months.

In: a `Book` and today's date. Out: findings at the dates. The only rule that knows what day it is.
"""

from __future__ import annotations

from datetime import date

from trustbook.findings import Finding
from trustbook.manuscript.book import Book

FRESH_DAYS = 183


def check_help_lines(book: Book, today: date) -> list[Finding]:
    """Every help line the book shows whose date is too old."""
    sources = book.sources
    if sources.help_lines is None or sources.help_file is None:
        return []
    return [
        sources.help_file.at_key(
            "K701",
            f"{line.service}: last verified on {line.verified_on}, {(today - line.verified_on).days} days ago",
            ("lines", line.index, "verified_on"),
            f"check {line.source}, then set verified_on to today",
        )
        for line in sources.help_lines.shown(sources.settings.help.country)
        if (today - line.verified_on).days > FRESH_DAYS
    ]
