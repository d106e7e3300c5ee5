"""Links out of a part of a document to places in other parts: kept as links, and printed with known page numbers.

WeasyPrint 70 drops a link whose target is not on the pages that it writes, and prints no number for it. `known` says
what there is elsewhere while a part is laid out or written; `install` lets WeasyPrint ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_known: ContextVar[Mapping[str, int] | None] = ContextVar("elsewhere", default=None)


@contextmanager
def known(places: Mapping[str, int] | None) -> Iterator[None]:
    """Let what this thread lays out or writes meanwhile know places of other parts, with the numbers of their pages."""
    before = _known.set(places)
    try:
        yield
    finally:
        _known.reset(before)


def number_of(name: str) -> int | None:
    """The number of the page of a place in another part; None where there is no such place."""
    return (_known.get() or {}).get(name)


def install() -> None:
    """Let links lead to known places, once."""
    from weasyprint import pdf

    original = pdf.resolve_links
    if original.__module__ == __name__:
        return

    def resolve_links(pages: Any) -> Iterator[tuple[list[Any], list[Any]]]:
        here = {name for page in pages for name in page.anchors}
        inside = [_Inside(page, here) for page in pages]
        for page, one, (links, anchors) in zip(pages, inside, original(inside), strict=True):
            left = {id(link) for link in one.links} - {id(link) for link in links}  # they lead nowhere
            yield [link for link in page.links if id(link) not in left], anchors

    pdf.resolve_links = resolve_links


class _Inside:
    """A page without its links to known places elsewhere."""

    def __init__(self, page: Any, here: set[str]) -> None:
        self.anchors = page.anchors
        self.links = [one for one in page.links if one[0] != "internal" or one[1] in here or number_of(one[1]) is None]
