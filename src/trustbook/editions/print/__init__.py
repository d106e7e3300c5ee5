"""The print edition: for a print shop. Its pages are the pages of the book.

In: a `Book` and its outlined drawings. Out: one PDF as a shop wants it, or two, where the cover is apart; and for other
editions the printed page breaks (`page-breaks`), the same pages for US paper (`print-half-letter`) and the
cover (`cover-page`, `cover`).
It must not know other editions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trustbook.editions.edition import Artifact, Ask, Edition, Made, Outcome, Task
from trustbook.editions.print.document import ALL_SHEETS, NAME, PLAIN, whole
from trustbook.editions.print.options import SHOP, TRIM
from trustbook.editions.print.products import PRODUCTS
from trustbook.pdf.shops import DEFAULT

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
    return ("drawings", "cover-page") if _front_apart(_table(ask.settings)) else ("drawings",)


def _front_apart(table: PrintSettings) -> bool:
    """Whether the front cover goes into a file of its own, for a shop that does not ask for the whole cover."""
    return table.shop == DEFAULT and table.place_of_cover == "apart"


def _make(book: Book, made: Made) -> Task[PagedDocument, Paginated]:
    from trustbook.editions.print.shop import order
    from trustbook.layout.engine import paginate

    settings = made.ask.settings
    ordered = order(book.sources)
    shop = ordered.shop.name
    name = EDITION.file(settings) if shop == DEFAULT else EDITION.file(settings, 2, shop=shop)
    cover = made.outcomes.get("cover-page")

    def then(done: Paginated) -> Outcome:
        files = [Artifact(name, done.data, done.pages, done.seconds)]
        if cover is not None:
            files.append(Artifact(EDITION.file(settings, 1), cover.value.data, cover.value.pages, cover.value.seconds))
        findings = (*done.findings, *ordered.judge(done))
        return Outcome(done, tuple(files), findings, partial=shop != DEFAULT)

    return Task(paginate, whole(book, made.value("drawings"), ordered.press), then)


def _settings() -> type[Model]:
    from trustbook.editions.print.settings import PrintSettings

    return PrintSettings


def _checks() -> tuple[Check, ...]:
    from trustbook.verify.print_shop import checks

    return checks(PLAIN)


def _machine() -> bytes:
    """The profile of this machine that the pages may be printed by."""
    from trustbook.sources.profiles import installed

    profile = installed()
    return profile.data if profile else b""


EDITION = Edition(
    name=NAME,
    files=("{slug}-print.pdf", "{slug}-print-cover.pdf", "{slug}-print-{shop}.pdf"),
    summary="for a print shop: pages with bleed and crop marks as PDF/X-4, or as a shop wants them",
    sheets=ALL_SHEETS,
    options=(SHOP, TRIM),
    machine=_machine,
    settings=_settings,
    needs=_needs,
    make=_make,
    elsewhere=True,
    products=PRODUCTS,
    checks=_checks,
)
