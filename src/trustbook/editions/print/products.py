"""What other editions want of the printed one: where its pages break, its pages for US paper, and its cover.

In: a `Book` and its outlined drawings. Out: rows of products.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from trustbook.editions.by_parts import breaks_in_parts, in_parts
from trustbook.editions.edition import LAYOUT, TRIM, Ask, Form, Keep, Made, Outcome, Product, Task, Tasks
from trustbook.editions.print.document import ALL_SHEETS, HALF_LETTER, NAME, PORTRAIT, cover, whole
from trustbook.sources.program import key, program

if TYPE_CHECKING:
    from trustbook.layout.document import PagedDocument
    from trustbook.layout.pages import PageBreak, Paginated
    from trustbook.manuscript.book import Book

BOOK_PAGES, PAGES = "book-pages", "page-breaks"  # of the book itself, and of it or of a clinic's copy

# -- page breaks ---------------------------------------------------------------------------------------------


def _pages_need(ask: Ask) -> tuple[str, ...]:
    """The finished print edition where it is made anyway; else a layout of it that nobody writes out.

    A clinic's print edition is not the book's.
    """
    return (NAME,) if NAME in ask.wanted and not ask.copied else ("drawings",)


def _make_pages(book: Book, made: Made) -> Outcome | Tasks[Any, Any]:
    if NAME in made.outcomes:
        return _breaks(made.value(NAME))
    return breaks_in_parts(made, whole(book, made.value("drawings")), _breaks)


def _breaks(done: Paginated) -> Outcome:
    """The breaks; when the pages do not hold the book's text, whoever counts on them is stopped (P802)."""
    return Outcome(done.breaks, findings=tuple(one for one in done.findings if one.code == "P802"))


def _write_breaks(breaks: tuple[PageBreak, ...]) -> bytes:
    return json.dumps([[one.label, one.part, one.offset] for one in breaks]).encode()


def _read_breaks(data: bytes) -> tuple[PageBreak, ...]:
    from trustbook.layout.pages import PageBreak

    rows: Any = json.loads(data)
    if not isinstance(rows, list) or not all(
        isinstance(row, list) and [type(one) for one in row] == [str, str, int] for row in rows
    ):
        raise ValueError("no page breaks")
    return tuple(PageBreak(*row) for row in rows)


def _make_copied(book: Book, made: Made) -> Outcome:
    """The breaks of the book, or of a clinic's copy of it."""
    from trustbook.editions.print.settings import PrintSettings
    from trustbook.layout.copies import breaks_of_copy

    inside = book.sources.settings.table(NAME, PrintSettings).place_of_cover == "inside"
    return Outcome(breaks_of_copy(book, made.value(BOOK_PAGES), inside))


# -- on half-letter pages ------------------------------------------------------------------------------------


def _make_half_letter(book: Book, made: Made) -> Outcome | Tasks[Any, Any]:
    return in_parts(made, whole(book, made.value("drawings"), fixed=HALF_LETTER), _laid_out)


# -- the cover -----------------------------------------------------------------------------------------------


def _make_cover_page(book: Book, made: Made) -> Task[PagedDocument, Paginated]:
    from trustbook.layout.engine import paginate

    return Task(paginate, cover(book, made.value("drawings")), _laid_out, LAYOUT)


def _laid_out(done: Paginated) -> Outcome:
    return Outcome(done, findings=done.findings)


def _make_cover(book: Book, made: Made) -> Task[bytes, bytes]:
    from trustbook.layout.cover import raster

    return Task(raster, made.value("cover-page").data, Outcome, Keep(_name_of_picture, bytes, _read_picture))


def _make_cover_file(book: Book, made: Made) -> Task[bytes, bytes]:
    from trustbook.layout.cover import photograph

    return Task(photograph, made.value("cover-page").data, Outcome)


def _name_of_picture(page: bytes) -> str:
    return f"cover-picture-{key(program(), page)}"


def _read_picture(data: bytes) -> bytes:
    if not data.startswith(b"\x89PNG"):
        raise ValueError("no PNG")
    return data


PRODUCTS = (
    Product(name=PAGES, make=_make_copied, needs=lambda ask: (BOOK_PAGES,)),
    Product(
        name=BOOK_PAGES,
        make=_make_pages,
        needs=_pages_need,
        sheets=ALL_SHEETS,
        options=(TRIM,),
        elsewhere=True,
        form=Form(_write_breaks, _read_breaks),
        of_book=True,
    ),
    Product(
        name="print-half-letter",
        make=_make_half_letter,
        needs=lambda ask: ("drawings",),
        sheets=HALF_LETTER,
        elsewhere=True,
    ),
    Product(
        name="cover-page",
        make=_make_cover_page,
        needs=lambda ask: ("drawings",),
        sheets=PORTRAIT,
        elsewhere=True,
    ),
    Product(
        name="cover",
        make=_make_cover,
        needs=lambda ask: ("cover-page",),
        form=Form(bytes, _read_picture),
    ),
    Product(name="cover-file", make=_make_cover_file, needs=lambda ask: ("cover-page",), elsewhere=True),
)
