"""Large print: everything in 18 pt or more, for people with low vision.

In: a `Book`, its outlined drawings, and the page breaks of the printed book. Out: one tagged PDF for paper and screen.
It must not know other editions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trustbook.editions.by_parts import in_parts
from trustbook.editions.edition import TRIM, Artifact, Ask, Edition, Made, Outcome, Product, Tasks, paper_option
from trustbook.layout.large_type import ACB, SHEETS, UKAAF
from trustbook.layout.papers import on_any_paper

if TYPE_CHECKING:
    from trustbook.layout.pages import Paginated
    from trustbook.manuscript.book import Book
    from trustbook.settings import Model
    from trustbook.verify import Check

NAME = "large-print"
DRAWINGS = f"{NAME}-drawings"  # the product: drawings with large words
PROFILES = {"ukaaf": UKAAF, "acb": ACB}


def _needs(ask: Ask) -> tuple[str, ...]:
    return ("drawings", DRAWINGS, "page-breaks")


def _enlarge(book: Book, made: Made) -> Outcome:
    from trustbook.editions.large_print.settings import LargePrintSettings
    from trustbook.layout.large_print import enlarged

    table = made.ask.settings.table(NAME, LargePrintSettings)
    return Outcome(enlarged(book, PROFILES[table.profile], table.paper, made.kept))


def _make(book: Book, made: Made) -> Outcome | Tasks[Any, Any]:
    from trustbook.editions.large_print.settings import LargePrintSettings
    from trustbook.layout.large_print import whole

    table = made.ask.settings.table(NAME, LargePrintSettings)
    kind = PROFILES[table.profile]
    drawn = (made.value("drawings"), made.value(DRAWINGS))
    paged, found = whole(book, NAME, kind, table.paper, drawn, made.value("page-breaks"))
    name = EDITION.file(made.ask.settings)

    def then(done: Paginated) -> Outcome:
        return Outcome(artifacts=(Artifact(name, done.data, done.pages),), findings=(*found, *done.findings))

    return in_parts(made, paged, then)


def _settings() -> type[Model]:
    from trustbook.editions.large_print.settings import LargePrintSettings

    return LargePrintSettings


def _checks() -> tuple[Check, ...]:
    from trustbook.verify import large_type, pdf

    return (*pdf.checks(), *large_type.checks())


EDITION = Edition(
    name=NAME,
    files=("{slug}-large-print.pdf",),
    summary="for people with low vision: everything in 18 pt or more",
    sheets=(*on_any_paper(SHEETS), *dict.fromkeys(UKAAF.sheets + ACB.sheets)),
    settings=_settings,
    options=(paper_option("a4"), TRIM),
    needs=_needs,
    make=_make,
    products=(Product(name=DRAWINGS, make=_enlarge),),
    elsewhere=True,
    checks=_checks,
    contrast=max(one.contrast for one in PROFILES.values()),
)
