"""The booklet: the printed book on sheets that any office printer takes, to fold and staple; and exercises on cards.

In: the pages of the print edition, and a `Book` for its exercises. Out: PDFs of sheets: one to print on both sides,
with advice on a sheet before, and one to cut where there are exercises.
The printed pages are the pages of the book, their parts start on the right, and their inner margin is wider: they are
made to be bound. So the booklet folds them, cut to their trim, and page 14 is page 14 in it. On US Letter half a sheet
is narrower than A5; for it the print edition has the same pages on half-letter. It must not lay out the book itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trustbook.editions.booklet.documents import ADVICE, CARDS, NAME
from trustbook.editions.edition import Artifact, Ask, Edition, Made, Option, Outcome, Task
from trustbook.findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trustbook.editions.booklet.folding import Folded, Order
    from trustbook.editions.booklet.settings import BookletSettings
    from trustbook.manuscript.book import Book
    from trustbook.settings import Model, Settings

PAGES = {"a4": "print", "letter": "print-half-letter"}  # the row whose pages fit half of such a sheet
STAPLED = 20  # sheets of office paper that a long stapler takes


def _table(settings: Settings) -> BookletSettings:
    from trustbook.editions.booklet.settings import BookletSettings

    return settings.table(NAME, BookletSettings)


def _needs(ask: Ask) -> tuple[str, ...]:
    return ("drawings", PAGES[_table(ask.settings).sheet])


def _make(book: Book, made: Made) -> Task[Order, Folded]:
    from trustbook.editions.booklet.folding import folded
    from trustbook.pdf.imposition import sheets_to_cut, sheets_to_fold

    settings = made.ask.settings
    table = _table(settings)
    count = sheets_to_fold(made.value(PAGES[table.sheet]).pages)

    def then(done: Folded) -> Outcome:
        found = (*done.findings, *_unfit(book, done), *_thick(count))
        files = [Artifact(EDITION.file(settings), done.booklet, 2 * (count + table.advice))]
        if done.cards:
            files.append(Artifact(EDITION.file(settings, 1), done.cards, sheets_to_cut(done.card_count)))
        return Outcome(artifacts=tuple(files), findings=found)

    return Task(folded, _order(book, made, count), then)


def _order(book: Book, made: Made, count: int) -> Order:
    from trustbook.editions.booklet.documents import about, advice, cards
    from trustbook.editions.booklet.folding import Document, Order
    from trustbook.pdf.imposition import PAPERS

    table, words = _table(made.ask.settings), book.sources.settings.words
    paper = PAPERS[table.sheet]
    sheet, exercises = advice(book, table.sheet, paper, count), cards(book, made.value("drawings"))
    return Order(
        made.value(PAGES[table.sheet]).data,
        paper,
        table.caliper,
        Document(sheet, about(book, words.booklet_title, sheet)),
        table.advice,
        Document(exercises, about(book, words.cards_title, exercises)) if exercises is not None else None,
    )


def _unfit(book: Book, done: Folded) -> Iterator[Finding]:
    """The size of a page is what its style sheet says."""
    hint = "let `@page` there keep the size of the shipped sheet, or order the print edition from a print shop"
    for sheet, fault in done.faults:
        yield Finding(
            "P805", f"the pages do not fit the paper: {fault}", Place(book.sources.styles[sheet][-1].path), hint
        )


def _thick(count: int) -> tuple[Finding, ...]:
    if count <= STAPLED:
        return ()
    message = f"the booklet has {count} sheets, and a stapler takes about {STAPLED}"
    return (Finding("P806", message, hint="sew it, or let a print shop bind the print edition"),)


def _settings() -> type[Model]:
    from trustbook.editions.booklet.settings import BookletSettings

    return BookletSettings


EDITION = Edition(
    name=NAME,
    files=("{slug}-booklet.pdf", "{slug}-cards.pdf"),
    summary="for an office printer: sheets to fold and staple, and exercises on cards to cut",
    sheets=(*ADVICE, *CARDS),
    settings=_settings,
    options=(Option("sheet", ("a4", "letter"), "Of the booklet's paper (default: what book.toml says)."),),
    needs=_needs,
    make=_make,
    elsewhere=True,
    by_default=False,
)
