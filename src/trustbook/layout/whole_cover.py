"""Lay out a book and, once its pages are counted, the whole cover that is folded around it.

In: the document of the inner pages and a `Cover`. Out: both PDFs, and whether the text on the back has found room.
It belongs into a process of its own, as every layout.
"""

from __future__ import annotations

from dataclasses import dataclass

from trustbook.layout.cover_sheet import Cover
from trustbook.layout.document import PagedDocument
from trustbook.layout.engine import paginate
from trustbook.layout.pages import Paginated


@dataclass(frozen=True, slots=True)
class Ordered:
    """What is to be laid out: the inner pages, their cover, and whether a designer wants a copy with guides."""

    inside: PagedDocument
    cover: Cover
    guides: bool = False


@dataclass(frozen=True, slots=True)
class Bound:
    """Inner pages, cover, and its copy with guides where it was wanted.

    `fits` says whether its back holds its text, and `spine` how wide the spine is, in mm.
    """

    inside: Paginated
    cover: Paginated
    guides: Paginated | None
    fits: bool
    spine: float


def bind(ordered: Ordered) -> Bound:
    """Lay out the inner pages, then the cover for as many as they are."""
    inside = paginate(ordered.inside)
    pages = inside.pages
    cover, fits = sheet(ordered.cover, pages)
    guides = sheet(ordered.cover, pages, guides=True)[0] if ordered.guides else None
    return Bound(inside, cover, guides, fits, ordered.cover.width(pages))


def sheet(cover: Cover, pages: int, guides: bool = False) -> tuple[Paginated, bool]:
    """The cover of a book with so many pages, and whether its text fits: it has a page more than it should when even
    the smallest type is too large for the back."""
    for document in cover.documents(pages, guides):
        done = paginate(document)
        if fits := done.pages == cover.sheets:
            break
    return done, fits
