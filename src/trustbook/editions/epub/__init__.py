"""The EPUB: for e-readers, phones and screen readers.

In: a `Book`, its outlined drawings, the printed pages' breaks and the cover picture. Out: one EPUB 3.3.
It must not know how pages are laid out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trustbook.editions.edition import TRIM, Artifact, Edition, Made, Outcome
from trustbook.editions.epub.sheet import FLAT_SHEET, SHEETS

if TYPE_CHECKING:
    from trustbook.manuscript.book import Book
    from trustbook.verify import Check

NEEDS = ("page-breaks", "cover", "drawings", "flat-sheet")  # in the order that the documents take them


def _make(book: Book, made: Made) -> Outcome:
    from trustbook.editions.epub.document import render_epub
    from trustbook.editions.epub.package import pack

    files = render_epub(book, *(made.value(name) for name in NEEDS))
    return Outcome(artifacts=(Artifact(EDITION.file(made.ask.settings), pack(files)),))


def _checks() -> tuple[Check, ...]:
    from trustbook.verify.epub import checks

    return checks()


EDITION = Edition(
    name="epub",
    files=("{slug}.epub",),
    summary="for e-readers, phones and screen readers",
    sheets=SHEETS,
    options=(TRIM,),
    needs=lambda ask: NEEDS,
    make=_make,
    products=(FLAT_SHEET,),
    checks=_checks,
)
