"""Handouts: a file a chapter, to print in an office and to hand out.

In: a `Book`, its outlined drawings and its printed page breaks. Out: tagged PDFs on each paper, whole in themselves: of
each chapter, and of the session on it for whoever leads a group.
It must not know other editions.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from trustbook.editions.edition import (
    CHAPTER,
    LAYOUT,
    TRIM,
    Artifact,
    Ask,
    Edition,
    Made,
    Option,
    Outcome,
    Product,
    Tasks,
    paper_option,
)
from trustbook.editions.handouts.document import BOTH, EACH, NAME, SESSION_SHEET, SHEETS
from trustbook.layout.papers import PAPERS, on_any_paper

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trustbook.editions.handouts.passages import Wanted
    from trustbook.editions.handouts.settings import HandoutSettings
    from trustbook.layout.document import PagedDocument
    from trustbook.layout.pages import Paginated
    from trustbook.manuscript.book import Book
    from trustbook.settings import Model, Settings
    from trustbook.verify import Check


def _table(settings: Settings) -> HandoutSettings:
    from trustbook.editions.handouts.settings import HandoutSettings

    return settings.table(NAME, HandoutSettings)


def _on(paper: str) -> str:
    """The name of the product that is all handouts on one paper."""
    return f"{NAME}-{paper}"


def _needs(ask: Ask) -> tuple[str, ...]:
    return tuple(map(_on, _table(ask.settings).papers))


def _file(settings: Settings, one: Wanted, paper: str, session: bool = False) -> str:
    names = {"number": one.part.number, "part": one.part.key, "passage": one.name, "paper": paper}
    return EDITION.file(settings, 2 if session else int(bool(one.name)), **names)


def _make_on(paper: str, book: Book, made: Made) -> Outcome | Tasks[PagedDocument, Paginated]:
    from trustbook.editions.handouts.document import packed
    from trustbook.editions.handouts.passages import wanted, whole_chapters_only
    from trustbook.layout.engine import paginate

    asked, faults = wanted(book, _table(made.ask.settings))
    if _table(made.ask.settings).pack != EACH and asked:
        if any(one.name for one in asked):
            return Outcome(findings=(whole_chapters_only(),))
        numbers = [one.part.number for one in asked] if _table(made.ask.settings).chapter else []
        name = EDITION.file(made.ask.settings, 3, chapters="".join(f"-{one}" for one in numbers), paper=paper)
        breaks, drawings = made.value("page-breaks"), made.value("drawings")
        pack = packed(book, [one.part for one in asked], paper, breaks, drawings)
        return Tasks(paginate, [pack], partial(_finished, [name]), LAYOUT)
    if faults:
        return Outcome(findings=faults)
    led = [one for one in asked if not one.name and book.sources.session(one.part.key)]
    names = [_file(made.ask.settings, one, paper) for one in asked]
    names += [_file(made.ask.settings, one, paper, session=True) for one in led]
    return Tasks(paginate, _documents(book, made, asked, led, paper), partial(_finished, names), LAYOUT)


def _documents(
    book: Book, made: Made, asked: Sequence[Wanted], led: Sequence[Wanted], paper: str
) -> Iterator[PagedDocument]:
    """The handouts that are asked for, and then the sheets of those that a group is led through."""
    from trustbook.editions.handouts.document import session, whole

    breaks, drawings = made.value("page-breaks"), made.value("drawings")
    for one in asked:
        yield whole(book, one, paper, breaks, drawings)
    for one in led:
        plan = book.sources.session(one.part.key)
        assert plan is not None
        handout = _file(made.ask.settings, one, paper).rpartition("/")[2]
        yield session(book, one.part, plan, paper, breaks, drawings, handout)


def _finished(names: Sequence[str], done: list[Paginated]) -> Outcome:
    files = tuple(Artifact(name, one.data, one.pages, one.seconds) for name, one in zip(names, done, strict=True))
    return Outcome(artifacts=files, findings=tuple(dict.fromkeys(found for one in done for found in one.findings)))


def _make(book: Book, made: Made) -> Outcome:
    files = tuple(one for outcome in made.outcomes.values() for one in outcome.artifacts)
    table = _table(made.ask.settings)
    return Outcome(artifacts=files, partial=table.selects)


def _settings() -> type[Model]:
    from trustbook.editions.handouts.settings import HandoutSettings

    return HandoutSettings


def _checks() -> tuple[Check, ...]:
    from trustbook.verify.pdf import checks

    return checks()


EDITION = Edition(
    name=NAME,
    files=(
        "handouts/{slug}-{number}-{part}-{paper}.pdf",
        "handouts/{slug}-{number}-{passage}-{paper}.pdf",
        "handouts/{slug}-{number}-{part}-session-{paper}.pdf",
        "handouts/{slug}-workshop{chapters}-{paper}.pdf",
    ),
    summary="a file a chapter for the office printer, and a plan for a group, on A4 and Letter: PDF/UA-1 and PDF/A-2a",
    sheets=(*on_any_paper(SHEETS), SESSION_SHEET),
    settings=_settings,
    options=(
        paper_option(BOTH),
        TRIM,
        CHAPTER,
        Option("pack", (EACH, "workshop"), "Of handouts: a file each (default), or all chapters wanted in one file."),
        Option("section", (), "Of handouts: the letter of a section, such as B."),
        Option("exercise", (), 'Of handouts: words of an exercise\'s title, such as "ask one thing".'),
    ),
    needs=_needs,
    make=_make,
    products=tuple(
        Product(
            name=_on(paper),
            make=partial(_make_on, paper),
            needs=lambda ask: ("drawings", "page-breaks"),
            sheets=(*on_any_paper(SHEETS), SESSION_SHEET),
            elsewhere=True,
        )
        for paper in PAPERS
    ),
    checks=_checks,
)
