"""What a clinic's own copy of the book has on its pages that the book itself has not.

In: the `Book` of a copy, and the page breaks of the book. Out: the page breaks of the copy: the clinic's page is the
back of the cover, so every other page keeps its number; and the colours of a clinic for style sheets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trustbook.layout.page_markers import letters_in
from trustbook.layout.pages import PageBreak
from trustbook.manuscript.book import Book
from trustbook.manuscript.copies import CLINIC


def breaks_of_copy(book: Book, breaks: Sequence[PageBreak], cover: bool) -> tuple[PageBreak, ...]:
    """The page breaks of a copy, from those of the book; `cover` says whether that is the first leaf inside."""
    if book.plain is None:
        return tuple(breaks)
    before = {part.key: part.tree for part in book.plain.parts}
    more = {
        part.key: letters_in(part.tree) - letters_in(before[part.key])
        for part in book.parts
        if part.role == "help" and part.tree is not before.get(part.key)
    }
    own = [PageBreak("2" if cover else "1", part.key, 0) for part in book.parts if part.role == CLINIC]
    return (*own, *(replace(one, offset=one.offset + more.get(one.part, 0)) if one.offset else one for one in breaks))


def colours(book: Book) -> str:
    """The colours of a clinic as custom properties, where it has any."""
    if book.sources.copy is None:
        return ""
    clinic = book.sources.copy.clinic
    said = (("--clinic", clinic.colour), ("--clinic-second", clinic.second_colour))
    return "; ".join(f"{name}: {value.lower()}" for name, value in said if value)
