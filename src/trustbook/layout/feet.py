"""The foot of a clinic's own copy: laid out once, and put on all its pages afterwards.

In: a `Book`, and what an edition wants of its pages. Out: a document of two pages, a right-hand and a left-hand one,
that hold the foot alone; the room of the page number and of the way to help is kept free.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from trustbook.manuscript.book import Book

if TYPE_CHECKING:
    from trustbook.layout.document import PagedDocument, PageStyle
    from trustbook.layout.pages import Paginated


def foot_of_copy(book: Book, pages: PageStyle, logo: str, pictures: Mapping[str, bytes]) -> PagedDocument | None:
    """The foot of a copy; the book itself has none. `logo` is the address of the clinic's among the `pictures`."""
    from trustbook.layout.document import loose_document

    if book.sources.copy is None:
        return None
    clinic, words = book.sources.copy.clinic, book.sources.settings.words
    content = Element("div")
    room = SubElement(content, "p", {"class": "running-help"})
    SubElement(room, "span", {"class": "foot-room"}).text = words.help_now
    for side in ("right", "left"):
        line = SubElement(content, "p", {"class": f"running-clinic running-clinic-{side}"})
        name = SubElement(line, "span")
        if logo:
            SubElement(name, "img", {"src": logo, "alt": "", "role": "presentation"}).tail = clinic.short
        else:
            name.text = clinic.short
        if clinic.telephone:
            SubElement(line, "span", {"class": "foot-dot"}).text = " · "
            SubElement(line, "span").text = clinic.telephone
    for _ in range(2):
        SubElement(content, "section", {"class": "foot-alone"})
    return loose_document(
        book, replace(pages, profile=pages.profile.alone(), breaks=(), first=1, cover=False), content, pictures
    )


def footed(done: Paginated, foot: Paginated | None) -> set[int]:
    """The numbers of the pages that get the foot: those with as wide a margin as it was laid out in."""
    if foot is None:
        return set()
    return {number for number, bottom in zip(done.numbers, done.bottoms, strict=True) if bottom == foot.bottoms[0]}
