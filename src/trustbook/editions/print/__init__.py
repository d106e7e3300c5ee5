"""The print edition: for a print shop. Its pages are the pages of the book.

In: a `Book` and its outlined drawings. Out: one PDF with bleed and crop marks, or two, where the cover is apart; and
for other editions the printed page breaks (`page-breaks`), the same pages for US paper (`print-half-letter`) and the
cover (`cover-page`, `cover`).
It must not know other editions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trustbook.editions.edition import Artifact, Ask, Edition, Made, Outcome, Task
from trustbook.editions.print.document import NAME, PRESS, SHEETS, whole
from trustbook.editions.print.products import PRODUCTS

if TYPE_CHECKING:
    from trustbook.editions.print.settings import PrintSettings
    from trustbook.layout.document import PagedDocument
    from trustbook.layout.engine import Paginated
    from trustbook.manuscript.book import Book
    from trustbook.settings import Model, Settings
    from trustbook.verify import Check


def _table(settings: Settings) -> PrintSettings:
    from trustbook.editions.print.settings import PrintSettings

    return settings.table(NAME, PrintSettings)


def _needs(ask: Ask) -> tuple[str, ...]:
    return ("drawings", "cover-page") if _table(ask.settings).cover == "apart" else ("drawings",)


def _make(book: Book, made: Made) -> Task[PagedDocument, Paginated]:
    from trustbook.layout.engine import paginate

    settings = made.ask.settings
    cover = made.outcomes.get("cover-page")

    def then(done: Paginated) -> Outcome:
        files = [Artifact(EDITION.file(settings), done.data, done.pages)]
        if cover is not None:
            files.append(Artifact(EDITION.file(settings, 1), cover.value.data, cover.value.pages, cover.value.seconds))
        return Outcome(done, tuple(files), done.findings)

    return Task(paginate, whole(book, made.value("drawings")), then)


def _settings() -> type[Model]:
    from trustbook.editions.print.settings import PrintSettings

    return PrintSettings


def _checks() -> tuple[Check, ...]:
    from trustbook.verify.print_shop import checks

    return checks(PRESS)


EDITION = Edition(
    name=NAME,
    files=("{slug}-print.pdf", "{slug}-print-cover.pdf"),
    summary="for a print shop: A5 with bleed and crop marks",
    sheets=SHEETS,
    settings=_settings,
    needs=_needs,
    make=_make,
    elsewhere=True,
    products=PRODUCTS,
    checks=_checks,
)
