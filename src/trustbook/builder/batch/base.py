"""The book that all copies are made of, read, checked and kept once in each process.

In: a folder. Out: a `Base`. A process that was forked has its parent's; any other reads its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from trustbook.builder.faults import no_font, stopped, too_much
from trustbook.builder.fingerprint import state_of_folder
from trustbook.builder.limits import TooMuch
from trustbook.builder.make import load
from trustbook.builder.reading import Reading
from trustbook.editions import Rows, rows
from trustbook.findings import Finding
from trustbook.sources.locate import QuickLook, book_root, find_config, no_book, quick_look

if TYPE_CHECKING:
    from trustbook.manuscript.book import Book


@dataclass(frozen=True, slots=True)
class Base:
    """A book, what was found in it, and its `state` when it was read: nothing where it changed meanwhile."""

    config: Path
    root: Path
    look: QuickLook
    known: Rows
    book: Book
    found: tuple[Finding, ...]
    state: str


@lru_cache(maxsize=1)
def base_of(folder: Path) -> tuple[Base | None, tuple[Finding, ...]]:
    """The book in a folder, and what was found; no `Base` where an error stops it."""
    from trustbook.sources.fonts import FontMissing

    config = find_config(folder)
    if config is None:
        return None, (no_book(),)
    try:
        return _read(folder, config.absolute(), rows())
    except FontMissing as missing:
        return None, (no_font(missing.name),)
    except TooMuch as limit:
        return None, (too_much(limit),)


def _read(folder: Path, config: Path, known: Rows) -> tuple[Base | None, tuple[Finding, ...]]:
    """Read and check the book."""
    from trustbook.rules.check import check

    root, look = book_root(config), quick_look(config)

    def state() -> str:
        return state_of_folder(root, config.parent, look.files, look.packages)

    before = state()
    with Reading(folder) as reading:
        book, found = load(folder, come_to=reading.come_to)
    if book is None or stopped(found):
        return None, (*known.faults, *found)
    settled = state() == before
    with Reading(folder, book):
        found += check(book)
    if stopped(found):
        return None, (*known.faults, *found)
    base = Base(config, root, look, known, book, tuple(found), before if settled else "")
    return base, (*known.faults, *found)


def editions_of(base: Base, asked: Sequence[str], named: Sequence[str]) -> tuple[str, ...]:
    """The editions of a copy: those asked for, else those that the clinic names, else the book's."""
    return tuple(dict.fromkeys(asked)) or tuple(named) or base.look.editions or base.known.by_default
