"""Handouts: a file a chapter, to print in an office and to hand out.

In: a `Book`, its outlined drawings and its printed page breaks. Out: tagged PDFs on each paper, whole in themselves: of
each chapter, and of the session on it for whoever leads a group. On A4 and on Letter their pages are the same.
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
    Keep,
    Made,
    Option,
    Outcome,
    Product,
    Tasks,
    paper_option,
)
from trustbook.editions.handouts.document import ALL_SHEETS, BOTH, EACH, NAME, PAGES, SESSION_SHEET
from trustbook.layout.papers import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trustbook.editions.handouts.passages import Wanted
    from trustbook.editions.handouts.settings import HandoutSettings
    from trustbook.layout.document import PagedDocument
    from trustbook.layout.on_papers import OnPaper
    from trustbook.layout.pages import Paginated
    from trustbook.manuscript.book import Book
    from trustbook.settings import Model, Session, Settings
    from trustbook.verify import Check


def _table(settings: Settings) -> HandoutSettings:
    from trustbook.editions.handouts.settings import HandoutSettings

    return settings.table(NAME, HandoutSettings)


def _on(page: str) -> str:
    """The name of the product that is all handouts on one page, for each paper that it is put on."""
    return f"{NAME}-{page}"


def _needs(ask: Ask) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_on(page_of(paper)) for paper in _table(ask.settings).papers))


def _file(settings: Settings, one: Wanted, paper: str, session: bool = False) -> str:
    names = {"number": one.part.number, "part": one.part.key, "passage": one.name, "paper": paper}
    return EDITION.file(settings, 2 if session else int(bool(one.name)), **names)


def _make_on(page: str, book: Book, made: Made) -> Outcome | Tasks[PagedDocument, Paginated]:
    from trustbook.editions.handouts.document import packed
    from trustbook.editions.handouts.passages import wanted, whole_chapters_only
    from trustbook.layout.engine import paginate

    asked, faults = wanted(book, _table(made.ask.settings))
    papers = tuple(paper for paper in _table(made.ask.settings).papers if page_of(paper) == page)
    if _table(made.ask.settings).pack != EACH and asked:
        if any(one.name for one in asked):
            return Outcome(findings=(whole_chapters_only(),))
        numbers = [one.part.number for one in asked] if _table(made.ask.settings).chapter else []
        chapters = "".join(f"-{one}" for one in numbers)
        names = [[EDITION.file(made.ask.settings, 3, chapters=chapters, paper=paper)] for paper in papers]
        breaks, drawings = made.value("page-breaks"), made.value("drawings")
        pack = packed(book, [one.part for one in asked], page, breaks, drawings)
        return Tasks(paginate, [pack], partial(_on_papers, papers, names), LAYOUT)
    if faults:
        return Outcome(findings=faults)
    led = [(one, plan) for one in asked if not one.name and (plan := book.sources.session(one.part.key))]
    files = [(one, False) for one in asked] + [(one, True) for one, _ in led]
    names = [[_file(made.ask.settings, one, paper, session) for one, session in files] for paper in papers]
    documents = _documents(book, made, asked, led, papers)
    return Tasks(paginate, documents, partial(_on_papers, papers, names), LAYOUT)


def _documents(
    book: Book, made: Made, asked: Sequence[Wanted], led: Sequence[tuple[Wanted, Session]], papers: Sequence[str]
) -> Iterator[PagedDocument]:
    """The handouts that are asked for, and then the sheets of those that a group is led through."""
    from trustbook.editions.handouts.document import session, whole

    page, breaks, drawings = page_of(papers[0]), made.value("page-breaks"), made.value("drawings")
    for one in asked:
        yield whole(book, one, page, breaks, drawings)
    for one, plan in led:
        handouts = [_file(made.ask.settings, one, paper).rpartition("/")[2] for paper in papers]
        yield session(book, one.part, plan, page, breaks, drawings, " / ".join(handouts))


def _on_papers(
    papers: Sequence[str], names: Sequence[Sequence[str]], done: list[Paginated]
) -> Outcome | Tasks[OnPaper, bytes]:
    """The pages on each paper; `names` are those of the files, for each paper one of each document."""
    if page_of(papers[0]) == papers[0]:
        return _finished(names, done, [one.data for one in done])
    from trustbook.layout import on_papers

    given = [on_papers.OnPaper(paper, one.data) for paper in papers for one in done]
    keep: Keep[OnPaper, bytes] = Keep(on_papers.name, bytes, bytes)
    return Tasks(on_papers.put, given, partial(_finished, names, done), keep)


def _finished(names: Sequence[Sequence[str]], done: list[Paginated], data: list[bytes]) -> Outcome:
    """The files; what all papers have in common took each of them its share of the time."""
    of_files = [(name, one) for on_paper in names for name, one in zip(on_paper, done, strict=True)]
    files = tuple(
        Artifact(name, pdf, one.pages, one.seconds / len(names))
        for (name, one), pdf in zip(of_files, data, strict=True)
    )
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
    sheets=(*ALL_SHEETS, SESSION_SHEET),
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
            name=_on(page),
            make=partial(_make_on, page),
            needs=lambda ask: ("drawings", "page-breaks"),
            sheets=(*ALL_SHEETS, SESSION_SHEET),
            elsewhere=True,
        )
        for page in PAGES
    ),
    checks=_checks,
)
