"""Page numbers in the margins of the parts of a document: taken from their pages, and laid out for many at once.

In: laid-out pages, or the parts of a document. Out: pages without their numbers, or a document that has nothing else on
its pages. So a part whose pages get other numbers stays as it was laid out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from trustbook.layout.document import FONT_URL, PagedDocument, beginning_with
from trustbook.layout.pages import Paginated

_AT_ONCE = 200  # pages: a quick layout takes longer for each page, the more there are


def of_page(page: Any) -> str | None:
    """By the rule of which name a page shows its number in its margins; None where it shows none there."""
    box = page._page_box
    return str(box.page_type.name or "") if any(_is_folio(one) for one in box.children) else None


def mixed(pages: Sequence[Any]) -> bool:
    """Whether a margin holds the number of its page beside words that are not the same on every page."""
    return any(_counts(one) and not _is_folio(one) for page in pages for one in page._page_box.children)


@contextmanager
def aside(pages: Sequence[Any], only: bool = False) -> Iterator[None]:
    """Pages without the numbers in their margins; with `only`, with nothing else there."""
    before = [(page._page_box, page._page_box.children) for page in pages]
    for box, children in before:
        box.children = [one for one in children if _is_folio(one) is only or not _is_margin(one)]
    try:
        yield
    finally:
        for box, children in before:
            box.children = children


@dataclass(frozen=True, slots=True)
class Numbered:
    """A document whose pages have their numbers alone, and the numbers that are wanted of it."""

    numbers: range
    document: PagedDocument


def documents(paged: PagedDocument, parts: Sequence[Paginated]) -> list[Numbered]:
    """The pages of a bound document with their numbers alone, some hundred in a document; none where no page shows its
    number. What a style sheet says of a document's first page is true of the book's: those of others are not wanted."""
    kinds = {number: kind for one in parts for number, kind in zip(one.numbers, one.folios, strict=True)}
    first, end = min(kinds), max(kinds) + 1
    wanted = [range(start, min(start + _AT_ONCE, end)) for start in range(first, end, _AT_ONCE)]
    return [
        Numbered(numbers, _document(paged, kinds, max(first, numbers.start - 1), numbers.stop))
        for numbers in wanted
        if any(kinds.get(number) is not None for number in numbers)
    ]


def _document(paged: PagedDocument, kinds: Mapping[int, str | None], first: int, end: int) -> PagedDocument:
    html = Element(paged.html.tag, paged.html.attrib)
    html.append(beginning_with(paged.html[0], first))
    body = SubElement(html, "body", paged.html[1].attrib)
    for number in range(first, end):
        style = f"break-before: {'auto' if number == first else 'page'}; page: {kinds.get(number) or 'auto'}"
        SubElement(body, "section", {"style": style})
    resources = {name: data for name, data in paged.resources.items() if name.startswith(FONT_URL)}
    alone = replace(
        paged, html=html, resources=resources, xmp="", profile=replace(paged.profile.alone(), blank_pages=True)
    )
    return replace(alone, origins={}, embedded=None, cover=False, foot=None, folios_only=True, first=first)


def _is_margin(box: Any) -> bool:
    return hasattr(box, "at_keyword")


def _counts(box: Any) -> bool:
    """Whether a margin holds the number of its page."""
    return _is_margin(box) and any(_is_number(*one) for one in _said(box))


def _is_folio(box: Any) -> bool:
    """Whether a margin holds the number of its page, and else at most words that are the same on every page."""
    return _counts(box) and all(one[0] == "string" or _is_number(*one) for one in _said(box))


def _is_number(kind: str, value: Any) -> bool:
    return kind in ("counter()", "counters()") and value[0] == "page"


def _said(box: Any) -> Sequence[tuple[str, Any]]:
    content = box.style["content"]
    return content if isinstance(content, tuple | list) else ()
