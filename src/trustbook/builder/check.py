"""Check the manuscript of the book in a folder, and write nothing into it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from trustbook.builder.cache import Cache
from trustbook.builder.faults import no_font, too_much
from trustbook.builder.limits import TooMuch
from trustbook.builder.make import least_contrast, load_asked
from trustbook.builder.reading import Reading
from trustbook.builder.report import Report
from trustbook.editions import rows
from trustbook.findings import in_order


def check(folder: Path | str = ".", today: bool = True, clinic: str = "") -> Report:
    """Check the manuscript without building; with `today`, also how old the dates in the data files are.

    With `clinic`, the copy that the clinic of that name gives out is checked.
    """
    return check_on(folder, date.today() if today else None, clinic)


def check_on(folder: Path | str, day: date | None, clinic: str = "") -> Report:
    """`check` as if today were `day`, or without looking at dates when it is None."""
    from trustbook.rules.branding import check_branding
    from trustbook.rules.check import check as check_book
    from trustbook.rules.check import check_dates, check_language
    from trustbook.sources.fonts import FontMissing

    kept = Cache()
    try:
        with Reading(Path(folder)) as reading:
            book, found = load_asked(folder, clinic, come_to=reading.come_to, kept=kept)
            if book is not None:
                whole, settings = book.plain or book, book.sources.settings
                found += [*check_book(whole), *check_language(whole)]
                found += check_branding(book, least_contrast(settings.editions, rows()))
                if day is not None:
                    found += check_dates(whole, day)
    except FontMissing as missing:
        found = [no_font(missing.name)]
    except TooMuch as limit:
        found = [too_much(limit)]
    kept.tidy()
    return Report(Path(folder), findings=tuple(in_order([*rows().faults, *found])))
