"""A chapter that has everything a reader can fill in.

In: a folder. Out: the book of that chapter, parsed.
"""

from __future__ import annotations

import re
from pathlib import Path

from books import book
from stages import read

from trustbook.manuscript.book import Book

SHEET = """\
# Work

Intro.

What I *need*: ___{lines=4}

!!! try "Try this"
    One thing:

    - [ ] A friend
    - [x] A *bus*
    - [ ] Other: ___{lines=1}

    1. Write it down. ___{lines=2}

    How safe did it feel? [scale 1-3: "not at all" to "very *much*"]

Table: My week {.fill}

| Day | What I did |
|-----|------------|
| Monday | |
| | |

Draw: [box height=30mm]

The rest: ___{lines=fill}
"""


def sheet(folder: Path, text: str = SHEET) -> Book:
    """The book of one worksheet, which must have no fault."""
    parsed, found = read(book(folder, {"one.md": text}))
    assert found == []
    return parsed


def numbered(text: str) -> str:
    """Every `W` a word of its own."""
    count = iter(range(100_000))
    return re.sub(r"\bW\b", lambda _: f"w{next(count)}w", text)
