"""The EPUB: for e-readers, phones and screen readers.

In: a `Book`, its outlined drawings, the printed pages' breaks and the cover picture. Out: one EPUB 3.3, and its cover
as a JPEG where book.toml asks for it.
It must not know how pages are laid out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trustbook.editions.edition import TRIM, Artifact, Ask, Edition, Made, Outcome
from trustbook.editions.epub.sheet import FLAT_SHEET, NAME, SHEETS

if TYPE_CHECKING:
    from trustbook.manuscript.book import Book
    from trustbook.settings import Model
    from trustbook.verify import Check

COVER_FILE = "cover-file"
NEEDS = ("page-breaks", "cover", "drawings", "flat-sheet")  # in the order that the documents take them


def _needs(ask: Ask) -> tuple[str, ...]:
    from trustbook.editions.epub.settings import EpubSettings

    return (*NEEDS, COVER_FILE) if ask.settings.table(NAME, EpubSettings).cover_file else NEEDS


def _make(book: Book, made: Made) -> Outcome:
    from trustbook.editions.epub.document import render_epub
    from trustbook.editions.epub.package import pack

    files = render_epub(book, *(made.value(name) for name in NEEDS))
    packed = [Artifact(EDITION.file(made.ask.settings), pack(files))]
    if COVER_FILE in made.outcomes:
        packed.append(Artifact(EDITION.file(made.ask.settings, 1), made.value(COVER_FILE)))
    return Outcome(artifacts=tuple(packed))


def _settings() -> type[Model]:
    from trustbook.editions.epub.settings import EpubSettings

    return EpubSettings


def _checks() -> tuple[Check, ...]:
    from trustbook.verify.epub import checks

    return checks()


EDITION = Edition(
    name=NAME,
    files=("{slug}.epub", "{slug}-cover.jpg"),
    summary="for e-readers, phones and screen readers",
    sheets=SHEETS,
    options=(TRIM,),
    settings=_settings,
    needs=_needs,
    make=_make,
    products=(FLAT_SHEET,),
    checks=_checks,
)
