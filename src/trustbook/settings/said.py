"""Say keys and values of a data file in plain words, short and on one line."""

from __future__ import annotations

import datetime


def quoted(key: str) -> str:
    """A key as findings show it: short, and without characters that would move the cursor."""
    short = key if len(key) <= 40 else f"{key[:39]}…"
    return f"`{''.join(one if one.isprintable() else '?' for one in short)}`"


def shown(value: object) -> str:
    """A value in plain words, short."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'the text "{quoted(value)[1:-1]}"' if value else "an empty text"
        case int() | float():
            return "a very large number" if abs(value) >= 10**15 else f"the number {value}"
        case datetime.datetime():
            return "a date with a time of day"
        case datetime.date():
            return f"the date {value}"
        case datetime.time():
            return "a time of day"
        case dict():
            return "a table"
        case list():
            return "a list" if value else "an empty list"
    return "something else"
