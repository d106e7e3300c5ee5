"""Clear print: everything in 14 pt or more, for most people who find small type hard.

In: a `Book`, its outlined drawings, and the page breaks of the printed book. Out: one tagged PDF for paper and screen.
It must not know other editions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trustbook.editions.by_parts import in_parts
from trustbook.editions.edition import TRIM, Artifact, Ask, Edition, Made, Outcome, Product, Tasks, paper_option
from trustbook.layout.large_type import CLEAR, SHEETS
from trustbook.layout.papers import on_any_paper

if TYPE_CHECKING:
    from trustbook.layout.pages import Paginated
    from trustbook.manuscript.book import Book
    from trustbook.settings import Model
    from trustbook.verify import Check

NAME = "clear-print"
DRAWINGS = f"{NAME}-drawings"  # the product: drawings with large words


def _needs(ask: Ask) -> tuple[str, ...]:
    return ("drawings", DRAWINGS, "page-breaks")


def _enlarge(book: Book, made: Made) -> Outcome:
    from trustbook.editions.clear_print.settings import ClearPrintSettings
    from trustbook.layout.large_print import enlarged

    table = made.ask.settings.table(NAME, ClearPrintSettings)
    return Outcome(enlarged(book, CLEAR, table.paper, made.kept))


def _make(book: Book, made: Made) -> Outcome | Tasks[Any, Any]:
    from trustbook.editions.clear_print.settings import ClearPrintSettings
    from trustbook.layout.large_print import whole

    table = made.ask.settings.table(NAME, ClearPrintSettings)
    drawn = (made.value("drawings"), made.value(DRAWINGS))
    paged, found = whole(book, NAME, CLEAR, table.paper, drawn, made.value("page-breaks"))
    name = EDITION.file(made.ask.settings)

    def then(done: Paginated) -> Outcome:
        return Outcome(artifacts=(Artifact(name, done.data, done.pages),), findings=(*found, *done.findings))

    return in_parts(made, paged, then)


def _settings() -> type[Model]:
    from trustbook.editions.clear_print.settings import ClearPrintSettings

    return ClearPrintSettings


def _checks() -> tuple[Check, ...]:
    from trustbook.verify import large_type, pdf

    return (*pdf.checks(), *large_type.checks())


EDITION = Edition(
    name=NAME,
    files=("{slug}-clear-print.pdf",),
    summary="for people who find small type hard: everything in 14 pt or more",
    sheets=(*on_any_paper(SHEETS), *CLEAR.sheets),
    settings=_settings,
    options=(paper_option("a4"), TRIM),
    needs=_needs,
    make=_make,
    products=(Product(name=DRAWINGS, make=_enlarge),),
    elsewhere=True,
    by_default=False,
    checks=_checks,
    contrast=CLEAR.contrast,
)
