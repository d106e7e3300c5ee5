"""Find what a book shows of its data files that nobody has verified for six months, and a review that is due.

In: a `Book` and today's date. Out: findings at the dates. The only rules that know what day it is.
"""

from __future__ import annotations

from datetime import date

from trustbook.findings import Finding
from trustbook.manuscript.book import Book
from trustbook.manuscript.rights import rows_shown

FRESH_DAYS = 183


def check_dates(book: Book, today: date) -> list[Finding]:
    """Everything in the book that may have grown too old."""
    return [*check_help_lines(book, today), *check_rights(book, today), *check_review(book, today)]


def check_help_lines(book: Book, today: date) -> list[Finding]:
    """Every help line the book shows whose date is too old."""
    sources = book.sources
    if sources.help_lines is None or sources.help_file is None:
        return []
    return [
        sources.help_file.at_key(
            "K701",
            f"{line.service}: {_age(line.verified_on, today)}",
            ("lines", line.index, "verified_on"),
            f"check {line.source}, then set verified_on to today",
        )
        for line in sources.help_lines.shown(sources.settings.help.country)
        if _is_old(line.verified_on, today)
    ]


def check_rights(book: Book, today: date) -> list[Finding]:
    """Every row of rights the book shows whose date is too old, once each."""
    sources = book.sources
    if sources.rights_file is None:
        return []
    shown = {row.id: row for part in book.parts for row in rows_shown(part.tree, sources)}
    return [
        sources.rights_file.at_key(
            "K703",
            f"`{row.id}`: {_age(row.verified_on, today)}",
            ("rights", row.index, "verified_on"),
            f"check {row.source}, then set verified_on to today",
        )
        for row in sorted(shown.values(), key=lambda row: row.index)
        if _is_old(row.verified_on, today)
    ]


def check_review(book: Book, today: date) -> list[Finding]:
    """Whether the day is past when the book was to be looked at again."""
    due = book.sources.settings.process.review_by
    if due is None or due >= today:
        return []
    message = f"the book was to be reviewed by {due}, {(today - due).days} days ago"
    hint = "review it, then set the next date"
    return [book.sources.config.at_key("K705", message, ("process", "review-by"), hint)]


def _is_old(verified: date, today: date) -> bool:
    return (today - verified).days > FRESH_DAYS


def _age(verified: date, today: date) -> str:
    return f"last verified on {verified}, {(today - verified).days} days ago"
