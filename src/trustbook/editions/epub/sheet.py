"""The EPUB's one style sheet, flattened from those of the edition.

In: a `Book`, and where to keep things. Out: the text of the sheet, and what it could not keep. A sheet without findings
is kept by the words of its sources, so that a changed chapter flattens nothing again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trustbook.editions.edition import Made, Outcome, Product
from trustbook.sources.kept import Kept

if TYPE_CHECKING:
    from trustbook.findings import Finding
    from trustbook.manuscript.book import Book

NAME = "epub"
SHEETS = ("tokens.css", "prose.css", "epub.css")


def flat_sheet(book: Book, kept: Kept) -> tuple[str, tuple[Finding, ...]]:
    """The sheet's text, and findings where it lacks something (P804)."""
    from trustbook.sources.program import key, program

    sheets = [sheet for name in SHEETS for sheet in book.sources.styles.get(name, ())]
    name = f"sheet-{key(program(), *(part for sheet in sheets for part in (sheet.path, sheet.text)))}"
    data = kept.get(name)
    if data is not None:
        return data.decode(), ()
    from trustbook.editions.epub.css import flatten

    flat = flatten(sheets)
    if not flat.findings:
        kept.put(name, flat.text.encode())
    return flat.text, flat.findings


def _make(book: Book, made: Made) -> Outcome:
    text, found = flat_sheet(book, made.kept)
    return Outcome(text, findings=found)


FLAT_SHEET = Product(name="flat-sheet", make=_make, sheets=SHEETS)
