"""The print edition: for a print shop. Its pages are the pages of the book.

In: a `Book` and its outlined drawings. Out: one PDF as a shop wants it, or two, where the whole cover is apart; and for
other editions the printed page breaks (`page-breaks`), the same pages for US paper (`print-half-letter`) and the front
cover (`cover-page`, `cover`).
It must not know other editions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from trustbook.editions.by_parts import in_parts
from trustbook.editions.edition import TRIM, Artifact, Edition, Made, Outcome, Task, Tasks
from trustbook.editions.print.document import ALL_SHEETS, COVER_SHEET, NAME, whole
from trustbook.editions.print.options import GUIDES, SHOP, STOCK
from trustbook.editions.print.products import PAGES, PRODUCTS
from trustbook.pdf.shops import DEFAULT, SHOPS, Shop

if TYPE_CHECKING:
    from trustbook.editions.print.shop import Order
    from trustbook.findings import Finding
    from trustbook.layout.document import PagedDocument
    from trustbook.layout.pages import Paginated
    from trustbook.layout.whole_cover import Bound, Ordered
    from trustbook.manuscript.book import Book
    from trustbook.settings import Model
    from trustbook.verify import Check


def _make(book: Book, made: Made) -> Outcome | Task[Any, Any] | Tasks[Any, Any]:
    from trustbook.editions.print.shop import order

    ordered = order(book.sources)
    inside = whole(book, made.value("drawings"), ordered.press)
    if ordered.table.place_of_cover == "apart":
        return _with_cover(book, made, ordered, inside)

    def then(done: Paginated) -> Outcome:
        return _outcome(made, ordered, done, [], (*ordered.judge(done), *_moved(book, made, done)))

    return in_parts(made, inside, then)


def _with_cover(book: Book, made: Made, ordered: Order, inside: PagedDocument) -> Task[Ordered, Bound]:
    """The inner pages, and the whole cover on a sheet of its own."""
    from trustbook.editions.print.cover_sheet import judge, whole_cover
    from trustbook.layout.whole_cover import Ordered, bind

    cover = whole_cover(book, made.value("drawings"), ordered)

    def then(bound: Bound) -> Outcome:
        findings = (*ordered.judge(bound.inside), *judge(book, ordered, bound), *_moved(book, made, bound.inside))
        covers = [one for one in (bound.cover, bound.guides) if one is not None]
        return _outcome(made, ordered, bound.inside, covers, findings)

    return Task(bind, Ordered(inside, cover, ordered.table.guides), then)


def _moved(book: Book, made: Made, done: Paginated) -> tuple[Finding, ...]:
    """Pages of a clinic's copy that have not the book's numbers."""
    from trustbook.layout.copies import moved

    return moved(book, done.breaks, made.value(PAGES)) if PAGES in made.outcomes else ()


def _outcome(
    made: Made, ordered: Order, inside: Paginated, covers: Sequence[Paginated], findings: Iterable[Finding]
) -> Outcome:
    """The files for a shop: the usual one's have names of their own, and those of others stand beside them."""
    shop = ordered.shop.name
    first = 0 if shop == DEFAULT else len(EDITION.files) // 2
    files = [
        Artifact(EDITION.file(made.ask.settings, first + number, shop=shop), done.data, done.pages, done.seconds)
        for number, done in enumerate((inside, *covers))
    ]
    return Outcome(inside, tuple(files), (*inside.findings, *findings), partial=shop != DEFAULT)


def _settings() -> type[Model]:
    from trustbook.editions.print.settings import PrintSettings

    return PrintSettings


def _checks() -> tuple[Check, ...]:
    from trustbook.verify.preflight import checks

    return checks(_shop_of)


def _shop_of(file: str) -> Shop | None:
    """The shop that a file was made for, which its name ends with, or the default one; none is for the designer."""
    if file.endswith("-guides.pdf"):
        return None
    return next((shop for shop in SHOPS.values() if file.endswith(f"-{shop.name}.pdf")), SHOPS[DEFAULT])


def _machine() -> bytes:
    """The profile of this machine that the pages may be printed by."""
    from trustbook.sources.profiles import installed

    profile = installed()
    return profile.data if profile else b""


EDITION = Edition(
    name=NAME,
    files=(
        "{slug}-print.pdf",
        "{slug}-print-cover.pdf",
        "{slug}-print-cover-guides.pdf",
        "{slug}-print-{shop}.pdf",
        "{slug}-cover-{shop}.pdf",
        "{slug}-cover-{shop}-guides.pdf",
    ),
    summary="for a print shop: pages with bleed and crop marks as PDF/X-4, or as a shop wants them",
    sheets=(*ALL_SHEETS, COVER_SHEET),
    options=(SHOP, TRIM, STOCK, GUIDES),
    machine=_machine,
    settings=_settings,
    needs=lambda ask: ("drawings", PAGES) if ask.copied else ("drawings",),
    make=_make,
    elsewhere=True,
    products=PRODUCTS,
    checks=_checks,
)
