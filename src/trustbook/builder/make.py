"""The seam for programs: load a book once, make editions of it many times, all in memory.

In: a folder, then a `Book`. Out: a `Book` and findings; then an `Outcome` per edition. No folder is read again, none is
written, and nothing that belongs to the whole process is changed, so that two threads may do this at once. Layouts run
in processes of their own: of the executor that is handed in, or of a pool that lives as long as the call. As with every
such pool, a script calls these functions below `if __name__ == "__main__":`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from trustbook.builder.fingerprint import Inputs, state_of_book, state_of_copy
from trustbook.editions import Ask, Outcome, Rows, rows
from trustbook.findings import Finding, SourceFile, did_you_mean
from trustbook.sources.kept import Forgetful, Kept

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from trustbook.builder.cache import Cache
    from trustbook.builder.plan import Plan
    from trustbook.manuscript.book import Book
    from trustbook.settings import EditionTables, Settings


def tables(known: Rows) -> EditionTables:
    """The editions with the models of their tables in book.toml."""
    from trustbook.settings import EditionTable

    return tuple(
        EditionTable(one.name, one.settings() if one.settings else None, one.by_default)
        for one in known.editions.values()
    )


def load(
    folder: Path | str,
    settings_known: Callable[[Settings], None] = lambda settings: None,
    come_to: Callable[[SourceFile], None] = lambda file: None,
    kept: Kept | None = None,
) -> tuple[Book | None, list[Finding]]:
    """Read and understand the book in a folder; no `Book` when it cannot be understood at all.

    `settings_known` is told the settings as soon as they are known, long before the rest; `come_to` each file of text
    before it is understood. `kept` is where what is made of a chapter may be kept.
    """
    from trustbook.manuscript.parse import parse
    from trustbook.sources.load import load as read

    known = rows()
    sources, found = read(Path(folder), tables(known), known.styles, settings_known)
    if sources is None:
        return None, found
    book, more = parse(sources, come_to, kept or Forgetful())
    return book, found + more


def load_copy(
    folder: Path | str,
    clinic: str,
    settings_known: Callable[[Settings], None] = lambda settings: None,
    come_to: Callable[[SourceFile], None] = lambda file: None,
    kept: Kept | None = None,
) -> tuple[Book | None, list[Finding]]:
    """The copy of the book in a folder that a clinic gives out; no `Book` when one of the two cannot be understood."""
    from trustbook.manuscript.copies import copy_of
    from trustbook.settings import settings_of_copy
    from trustbook.sources.clinics import load_clinic

    copied, found = load_clinic(Path(folder), clinic, tables(rows()))
    if copied is None:
        return None, found
    own = copied.clinic
    book, more = load(folder, lambda settings: settings_known(settings_of_copy(settings, clinic, own)), come_to, kept)
    found += more
    if book is None:
        return None, found
    book, more = copy_of(book, copied)
    return book, found + more


def load_asked(
    folder: Path | str,
    clinic: str,
    settings_known: Callable[[Settings], None] = lambda settings: None,
    come_to: Callable[[SourceFile], None] = lambda file: None,
    kept: Kept | None = None,
) -> tuple[Book | None, list[Finding]]:
    """The copy of a clinic where one is named, else the book itself."""
    if clinic:
        return load_copy(folder, clinic, settings_known, come_to, kept)
    return load(folder, settings_known, come_to, kept)


def make(
    book: Book, editions: Sequence[str], executor: Executor | None = None, options: Mapping[str, str] = {}
) -> dict[str, Outcome]:
    """Make editions of a book. An outcome holds the files and what was found; files with an error are not for use.

    `options` set single keys of the editions' tables ("pdf-standard": "ua-2"). Raises ValueError for an edition or an
    option that does not exist; FontMissing, OSError and BrokenExecutor where the system lacks what a layout needs.
    """
    from trustbook.builder.cache import Cache
    from trustbook.builder.plan import make_plan

    known = rows()
    check_names(editions, options, known)
    book = with_options(book, options)
    styles, kept = book.sources.styles, Cache()

    def sheet(name: str) -> bytes:
        return "".join(sheet.text for sheet in styles.get(name, ())).encode()

    copied = state_of_copy(book.sources.copy)
    inputs = Inputs(known, state_of_book(book.plain or book), sheet, options=options, copy=copied)
    plan = make_plan(Ask(book.sources.settings, frozenset(editions), bool(copied)), known, inputs, kept)
    return run(plan, book, kept, executor)


def run(plan: Plan, book: Book, kept: Cache, executor: Executor | None) -> dict[str, Outcome]:
    """Run a plan on an executor, or on a pool made for it."""
    from trustbook.builder.plan import Making

    if executor is not None or not plan.elsewhere:
        return Making(plan, book, kept, executor).finish()
    from trustbook.builder.limits import limits_of, processes, text_of
    from trustbook.builder.workers import Workers

    with Workers(processes(plan.elsewhere, text_of(book))) as workers:
        workers.limit(limits_of(book, workers.count))
        return Making(plan, book, kept, workers).finish()


def with_options(book: Book, options: Mapping[str, str]) -> Book:
    """The same book with single settings changed."""
    if not options:
        return book
    settings = book.sources.settings.with_options(options)
    plain = with_options(book.plain, options) if book.plain is not None else None
    return replace(book, sources=replace(book.sources, settings=settings), plain=plain)


def least_contrast(editions: Sequence[str], known: Rows) -> float:
    """The contrast that words need in all of these editions."""
    return max((known.editions[name].contrast for name in editions if name in known.editions), default=4.5)


def check_names(editions: Sequence[str], options: Mapping[str, str], known: Rows) -> None:
    """Raise ValueError for what no row has, and for an option that none of these editions takes."""
    for name in editions:
        if name not in known.editions:
            near = did_you_mean(name, known.editions)
            raise ValueError(f"there is no edition `{name}`. {near or 'There are ' + ', '.join(known.editions)}")
    choices = {one.name: one.choices for edition in known.editions.values() for one in edition.options}
    for name, value in options.items():
        if name not in choices:
            raise ValueError(f"there is no option `{name}`; there are {', '.join(choices)}")
        if choices[name] and value not in choices[name]:
            raise ValueError(f"`{name}` cannot be `{value}`; it can be {', '.join(choices[name])}")
        takers = [row.name for row in known.editions.values() if name in [one.name for one in row.options]]
        if editions and not set(takers) & set(editions):
            raise ValueError(f"`{name}` says nothing to {' or '.join(editions)}; it is for {', '.join(takers)}")
