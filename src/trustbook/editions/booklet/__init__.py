"""The booklet: the printed book on sheets that any office printer takes, to fold and staple.

In: the pages of the print edition. Out: one PDF of sheets printed on both sides, and advice on a sheet before them.
The printed pages are the pages of the book, their parts start on the right, and their inner margin is wider: they are
made to be bound. So the booklet folds them, cut to their trim, and page 14 is page 14 in it. On US Letter half a sheet
is narrower than A5; for it the print edition has the same pages on half-letter. It must not lay out the book itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trustbook.editions.booklet.advice import NAME, SHEETS
from trustbook.editions.edition import Artifact, Ask, Edition, Made, Option, Outcome, Task
from trustbook.findings import Finding, Place

if TYPE_CHECKING:
    from trustbook.editions.booklet.folding import Folded, Order
    from trustbook.editions.booklet.settings import BookletSettings
    from trustbook.manuscript.book import Book
    from trustbook.pdf.imposition import Paper
    from trustbook.settings import Model, Settings

PAGES = {"a4": "print", "letter": "print-half-letter"}  # the row whose pages fit half of such a sheet
STAPLED = 20  # sheets of office paper that a long stapler takes


def _table(settings: Settings) -> BookletSettings:
    from trustbook.editions.booklet.settings import BookletSettings

    return settings.table(NAME, BookletSettings)


def _needs(ask: Ask) -> tuple[str, ...]:
    return (PAGES[_table(ask.settings).sheet],)


def _make(book: Book, made: Made) -> Task[Order, Folded]:
    from trustbook.editions.booklet.advice import about, sheet
    from trustbook.editions.booklet.folding import Order, folded
    from trustbook.pdf.imposition import PAPERS, sheets_to_fold

    table = _table(made.ask.settings)
    pages, paper = made.value(PAGES[table.sheet]), PAPERS[table.sheet]
    count = sheets_to_fold(pages.pages)
    advice = sheet(book, table.sheet, paper.name, count)
    sides = 2 * (count + table.advice)

    def then(done: Folded) -> Outcome:
        if done.fault:
            return Outcome(findings=(*done.findings, _unfit(book, done.fault, paper)))
        name = EDITION.file(made.ask.settings)
        return Outcome(artifacts=(Artifact(name, done.data, sides),), findings=(*done.findings, *_thick(count)))

    about_it = about(book, advice)
    return Task(folded, Order(pages.data, paper, table.caliper, about_it, advice if table.advice else None), then)


def _unfit(book: Book, fault: str, paper: Paper) -> Finding:
    """The size of a page is what the style sheet of the print edition says."""
    hint = "let `@page` there keep the size of the shipped sheet, or order the print edition from a print shop"
    place = Place(book.sources.styles["print.css"].path)
    return Finding("P805", f"{paper.name} cannot be folded to a booklet: {fault}", place, hint)


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
    files=("{slug}-booklet.pdf",),
    summary="for an office printer: sheets to print on both sides, fold and staple",
    sheets=SHEETS,
    settings=_settings,
    options=(Option("sheet", ("a4", "letter"), "Of the booklet's paper (default: what book.toml says)."),),
    needs=_needs,
    make=_make,
    elsewhere=True,
    by_default=False,
)
