"""The screen PDF: for reading on a screen, and for sending.

In: a `Book` and its outlined drawings, and the EPUB where the file carries it. Out: one tagged PDF.
It must not know other editions, but for the name of the one it carries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trustbook.editions.by_parts import in_parts
from trustbook.editions.edition import TRIM, Artifact, Ask, Edition, Made, Option, Outcome, Tasks, paper_option
from trustbook.editions.screen.document import NAME, SHEETS, as_printed, standard_of, whole
from trustbook.layout.papers import AS_PRINTED, on_any_paper, sheet_of
from trustbook.pdf.standards import STANDARDS
from trustbook.pdf.trims import TRIMS

if TYPE_CHECKING:
    from trustbook.layout.pages import Paginated
    from trustbook.manuscript.book import Book
    from trustbook.pdf.finish import Embedded
    from trustbook.settings import Model
    from trustbook.verify import Check

CARRIED = "epub"
PAGES = "page-breaks"  # which a clinic's copy keeps


def _needs(ask: Ask) -> tuple[str, ...]:
    carried = (CARRIED,) if standard_of(ask.settings).embeds_epub else ()
    compared = (PAGES,) if ask.copied and as_printed(ask.settings) else ()
    return ("drawings", *carried, *compared)


def _make(book: Book, made: Made) -> Outcome | Tasks[Any, Any]:
    from trustbook.layout.copies import moved

    carried = _embedded(book, made.outcomes[CARRIED].artifacts[0]) if CARRIED in made.outcomes else None
    standard = standard_of(made.ask.settings)
    name = EDITION.file(made.ask.settings)

    def then(done: Paginated) -> Outcome:
        found = moved(book, done.breaks, made.value(PAGES) if PAGES in made.outcomes else ())
        return Outcome(artifacts=(Artifact(name, done.data, done.pages),), findings=(*done.findings, *found))

    return in_parts(made, whole(book, standard, made.value("drawings"), carried), then)


def _embedded(book: Book, epub: Artifact) -> Embedded:
    from trustbook.pdf.finish import Embedded

    modified = book.sources.modified.strftime("D:%Y%m%d%H%M%SZ")
    return Embedded(epub.name, "application/epub+zip", book.sources.settings.words.same_as_epub, modified, epub.data)


def _settings() -> type[Model]:
    from trustbook.editions.screen.settings import ScreenSettings

    return ScreenSettings


def _checks() -> tuple[Check, ...]:
    from trustbook.verify.pdf import checks

    return checks()


EDITION = Edition(
    name=NAME,
    files=("{slug}-screen.pdf",),
    summary="for reading on a screen and for sending: PDF/UA-1 and PDF/A-2a",
    sheets=(*on_any_paper(SHEETS), *map(sheet_of, TRIMS), AS_PRINTED),
    settings=_settings,
    options=(
        Option("pdf-standard", tuple(STANDARDS), "Of the screen PDF (default: what book.toml says)."),
        paper_option("printed"),
        TRIM,
    ),
    needs=_needs,
    make=_make,
    elsewhere=True,
    checks=_checks,
)
