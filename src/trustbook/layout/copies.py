"""What a clinic's own copy of the book has on its pages that the book itself has not.

In: the `Book` of a copy, and the page breaks of the book. Out: the page breaks of the copy: the clinic's page is the
back of the cover, so every other page keeps its number; and the colours of a clinic for style sheets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trustbook.findings import Finding
from trustbook.layout.page_markers import letters_of
from trustbook.layout.pages import PageBreak
from trustbook.manuscript.book import Book
from trustbook.manuscript.copies import CLINIC


def breaks_of_copy(book: Book, breaks: Sequence[PageBreak], cover: bool) -> tuple[PageBreak, ...]:
    """The page breaks of a copy, from those of the book; `cover` says whether that is the first leaf inside."""
    if book.plain is None:
        return tuple(breaks)
    before = {part.key: part.tree for part in book.plain.parts}
    changed = {part.key: part.tree for part in book.parts if part.tree is not before.get(part.key, part.tree)}
    texts = {key: (letters_of(before[key]), letters_of(tree)) for key, tree in changed.items()}
    own = [PageBreak("2" if cover else "1", part.key, 0) for part in book.parts if part.role == CLINIC]
    return (*own, *(replace(one, offset=_offset(one.offset, *texts.get(one.part, ("", "")))) for one in breaks))


def _offset(offset: int, before: str, after: str) -> int:
    """Where a break of a text stands in another, which has the same start and the same end."""
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    if offset <= start:
        return offset
    if offset >= len(before) - end:
        return offset + len(after) - len(before)
    return min(offset, len(after) - end)


def _alike(one: str, other: str) -> int:
    """How many letters two texts share from their start."""
    differ = (place for place, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs)
    return next(differ, min(len(one), len(other)))


def moved(book: Book, laid: Sequence[PageBreak], expected: Sequence[PageBreak] = ()) -> tuple[Finding, ...]:
    """What is wrong with the pages of a copy: its clinic's page is longer than one, or another begins elsewhere.

    `expected` are the breaks that the copy has by those of the book, where an edition's pages are the printed ones.
    """
    copied = book.sources.copy
    if copied is None:
        return ()
    own = {part.key for part in book.parts if part.role == CLINIC}
    if (count := sum(one.part in own for one in laid)) > 1:
        message = f"the clinic's page is {count} pages long"
        return (copied.at("C107", message, ("welcome",), "shorten the welcome, the opening hours or the imprint"),)
    found = [(one.label, one.part) for one in laid if one.part not in own]
    for place, (label, part) in enumerate((one.label, one.part) for one in expected if one.part not in own):
        if found[place : place + 1] != [(label, part)]:
            lines = next((one for one in book.parts if one.role == "help"), None)
            key = ("crisis-line", "who") if lines is not None and copied.clinic.crisis_line else ("name",)
            message = f"page {label} of the book has another number in this copy, or is not there"
            hint = "shorten `who` and `hours` of the crisis line, or the clinic's name"
            return (copied.at("C108", message, key, hint),)
    return ()


def colours(book: Book) -> str:
    """The colours of a clinic as custom properties, where it has any."""
    if book.sources.copy is None:
        return ""
    clinic = book.sources.copy.clinic
    said = (("--clinic", clinic.colour), ("--clinic-second", clinic.second_colour))
    return "; ".join(f"{name}: {value.lower()}" for name, value in said if value)
