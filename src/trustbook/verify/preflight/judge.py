"""Judge a measured PDF by one shop's rules.

In: `FileFacts` and a `Shop`. Out: faults, those of the file first, then page by page. It measures nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from trustbook.pdf.shops import Shop
from trustbook.verify.preflight.content_rules import (
    judge_annotations,
    judge_colours,
    judge_fonts,
    judge_ink,
    judge_lines,
    judge_pictures,
    judge_transparency,
)
from trustbook.verify.preflight.cover_rules import Inside, judge_cover
from trustbook.verify.preflight.facts import FileFacts, PageFacts, size
from trustbook.verify.preflight.fault import Fault
from trustbook.verify.preflight.file_rules import judge_count, judge_keys, judge_lock, standard_of
from trustbook.verify.preflight.page_rules import Sheet, judge_bleed, judge_boxes, judge_marks, judge_safety

_AGAIN = "save it again with the program that made it"
_PARTS = "split the file, and look at each part alone"


def faults(file: FileFacts, shop: Shop, inside: Inside | None = None) -> list[Fault]:
    """Every fault of a PDF; it is the cover of a book where `inside` says of which."""
    found = list(judge_lock(file))
    if file.broken:
        found.append(Fault("V907", f"it cannot be read as a PDF: {file.broken}", hint=_AGAIN))
    if not file.pages:
        return found
    sheet = Sheet(shop, len(file.pages) + file.unread, inside is not None or is_cover(file), file.right_to_left)
    standard = standard_of(file.keys, shop)
    found += [*judge_keys(file, shop, standard), *judge_count(file, sheet)]
    if file.unread:
        found.append(Fault("V910", f"only its first {len(file.pages)} pages were looked at", hint=_PARTS))
    if inside is not None:
        found += judge_cover(file.pages[0], inside)
    for page in file.pages:
        found += _page(page, file.pages[0], sheet, standard)
    return found


def is_cover(file: FileFacts) -> bool:
    """Whether a file is a cover by itself: one page, or a page wider than high and the inside behind it."""
    first = file.pages[0].boxes.cut
    width, height = size(first)
    return len(file.pages) == 1 or (len(file.pages) == 2 and width > height)


def _page(page: PageFacts, first: PageFacts, sheet: Sheet, standard: str) -> Iterator[Fault]:
    if page.broken:
        yield Fault("V910", f"the page cannot be read to its end: {page.broken}", page.number, hint=_AGAIN)
        return
    yield from judge_boxes(page, first, sheet)
    yield from judge_bleed(page, sheet)
    yield from judge_marks(page, sheet)
    yield from judge_safety(page, sheet)
    yield from judge_colours(page, sheet.shop, standard)
    yield from judge_ink(page, sheet.shop)
    yield from judge_pictures(page)
    yield from judge_lines(page)
    yield from judge_fonts(page)
    yield from judge_transparency(page, sheet.shop, standard)
    yield from judge_annotations(page)
