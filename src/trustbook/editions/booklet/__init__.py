"""The booklet: the printed book on sheets that any office printer takes, to fold and staple; and exercises on cards.

In: the pages of the print edition, and a `Book` for its exercises. Out: PDFs of sheets: one to print on both sides,
and one to cut where there are exercises, each
with advice on a sheet before.
Of chapters that are asked for, each becomes a booklet alone, laid out here.
The printed pages are the pages of the book, their parts start on the right, and their inner margin is wider: they are
made to be bound. So the booklet folds them, cut to their trim, and page 14 is page 14 in it. On US Letter half a sheet
is narrower than A5; for it the print edition has the same pages on half-letter. Books of other sizes fit no such sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trustbook.editions.booklet.chapters import CHAPTERS, ROW
from trustbook.editions.booklet.documents import ADVICE, CARDS, NAME
from trustbook.editions.edition import CHAPTER, TRIM, Artifact, Ask, Edition, Made, Option, Outcome, Task
from trustbook.findings import Finding, Place
from trustbook.layout.papers import trim_of
from trustbook.pdf.trims import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trustbook.editions.booklet.folding import Order, Sheets, ToFold
    from trustbook.editions.booklet.settings import BookletSettings
    from trustbook.layout.pages import Paginated
    from trustbook.manuscript.book import Book
    from trustbook.settings import Model, Settings

PRINTED = "print.css"  # the style sheet of the pages that are folded
STAPLED = 20  # sheets of office paper that a long stapler takes


def _table(settings: Settings) -> BookletSettings:
    from trustbook.editions.booklet.settings import BookletSettings

    return settings.table(NAME, BookletSettings)


def _pages(settings: Settings) -> str:
    """The row whose pages are folded: those of the print edition, or of an A5 book the same ones for half a Letter."""
    narrow = _table(settings).sheet == "letter" and trim_of(settings) == DEFAULT
    return "print-half-letter" if narrow else "print"


def _needs(ask: Ask) -> tuple[str, ...]:
    return ("drawings", ROW if _table(ask.settings).chapter else _pages(ask.settings))


def _make(book: Book, made: Made) -> Task[Order, list[Sheets]]:
    from trustbook.editions.booklet.folding import folded

    chapters = bool(_table(made.ask.settings).chapter)
    order = _order(book, made)

    def then(done: list[Sheets]) -> Outcome:
        found = [finding for one in done for finding in (*one.findings, *_unfit(book, one))]
        found += [finding for one in order.booklets for finding in _thick(one.pages)]
        files = tuple(Artifact(one.name, one.data, one.sides) for one in done if one.data)
        return Outcome(artifacts=files, findings=tuple(found), partial=chapters)

    return Task(folded, order, then)


def _order(book: Book, made: Made) -> Order:
    """The whole book and its exercises, or chapters alone."""
    from trustbook.editions.booklet.documents import about, advice_to_cut, cards
    from trustbook.editions.booklet.folding import Order, ToCut
    from trustbook.layout.excerpt import title_of, titled
    from trustbook.pdf.imposition import PAPERS

    settings = made.ask.settings
    table = _table(settings)
    paper = PAPERS[table.sheet]
    if table.chapter:
        booklets = []
        for part, done in made.value(ROW):
            name = EDITION.file(settings, 2, number=part.number, part=part.key)
            booklets.append(_to_fold(titled(book, title_of(book, part)), name, done, table))
        return Order(paper, table.caliper, tuple(booklets), None)
    exercises = cards(book, made.value("drawings"))
    cut = None
    if exercises is not None:
        said = about(book, settings.words.cards_title, exercises)
        advice = advice_to_cut(book, table.sheet) if table.advice else None
        cut = ToCut(EDITION.file(settings, 1), exercises, said, advice)
    whole = _to_fold(book, EDITION.file(settings), made.value(_pages(settings)), table)
    return Order(paper, table.caliper, (whole,), cut)


def _to_fold(book: Book, name: str, done: Paginated, table: BookletSettings) -> ToFold:
    from trustbook.editions.booklet.documents import about, advice_to_fold
    from trustbook.editions.booklet.folding import ToFold
    from trustbook.pdf.imposition import sheets_to_fold

    sheet = advice_to_fold(book, table.sheet, sheets_to_fold(done.pages))
    said = about(book, book.sources.settings.words.booklet_title, sheet)
    return ToFold(name, done.data, done.pages, said, sheet if table.advice else None)


def _unfit(book: Book, sheets: Sheets) -> Iterator[Finding]:
    """The size of a page is what book.toml, or its style sheet, says."""
    trim = trim_of(book.sources.settings)
    if sheets.fault and trim != DEFAULT and sheets.style == PRINTED:
        message = f"pages of `{trim}` do not fit the paper: {sheets.fault}"
        hint = (
            "fold pages of `a5`, or of `half-letter` on Letter: `trim` in `[print]` and `sheet` in `[booklet]` say so"
        )
        config, path = book.sources.config, ("print", "trim")
        said = path in config.positions.keys
        yield (
            config.at_value("P805", message, path, hint) if said else Finding("P805", message, Place(config.path), hint)
        )
    elif sheets.fault:
        hint = "let `@page` there keep the size of the shipped sheet, or order the print edition from a print shop"
        place = Place(book.sources.styles[sheets.style][-1].path)
        yield Finding("P805", f"the pages do not fit the paper: {sheets.fault}", place, hint)


def _thick(pages: int) -> tuple[Finding, ...]:
    from trustbook.pdf.imposition import sheets_to_fold

    count = sheets_to_fold(pages)
    if count <= STAPLED:
        return ()
    message = f"the booklet has {count} sheets, and a stapler takes about {STAPLED}"
    return (
        Finding(
            "P806",
            message,
            hint="fold chapters alone, as in `trustbook build booklet 3`, or have the print edition bound",
        ),
    )


def _settings() -> type[Model]:
    from trustbook.editions.booklet.settings import BookletSettings

    return BookletSettings


EDITION = Edition(
    name=NAME,
    files=("{slug}-booklet.pdf", "{slug}-cards.pdf", "booklets/{slug}-{number}-{part}.pdf"),
    summary="for an office printer: sheets to fold and staple, and exercises on cards to cut",
    sheets=(*ADVICE, *CARDS),
    settings=_settings,
    options=(
        Option("sheet", ("a4", "letter"), "Of the booklet's paper (default: what book.toml says)."),
        CHAPTER,
        TRIM,
    ),
    needs=_needs,
    make=_make,
    elsewhere=True,
    products=(CHAPTERS,),
    by_default=False,
)
