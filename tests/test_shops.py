"""The table of print shops: every row can be made and judged, and says where its figures come from."""

from __future__ import annotations

import datetime

import pytest

from trustbook.pdf.shops import DEFAULT, SHOPS, Shop
from trustbook.pdf.trims import TRIMS

ROWS = pytest.mark.parametrize("shop", SHOPS.values(), ids=SHOPS.keys())


@ROWS
def test_each_figure_has_a_source_and_a_day(shop: Shop) -> None:
    assert shop.source
    assert datetime.date.fromisoformat(shop.read_on) >= datetime.date(2026, 11, 1)


@ROWS
def test_each_row_is_of_what_can_be_made(shop: Shop) -> None:
    assert set(shop.standards) <= {"x-4", "x-1a"}
    assert shop.colour in ("cmyk", "srgb", "grey")
    assert shop.cover in ("inside", "apart")
    assert set(shop.trims) <= set(TRIMS)
    assert shop.least_pages <= (shop.most_pages or shop.least_pages)
    assert shop.colour == "cmyk" or not shop.standards


@ROWS
def test_gutters_grow_with_the_pages(shop: Shop) -> None:
    ends = [pages for pages, _ in shop.gutters]
    widths = [width for _, width in shop.gutters]
    assert ends == sorted(set(ends))
    assert widths == sorted(widths)
    assert not ends or ends[-1] == shop.most_pages


def test_a_thicker_book_has_a_wider_gutter() -> None:
    kdp = SHOPS["kdp"]
    assert [round(kdp.gutter(pages), 3) for pages in (24, 150, 151, 828, 900)] == [9.525, 9.525, 12.7, 22.225, 22.225]
    assert SHOPS[DEFAULT].gutter(300) == 0
