"""The whole cover that is ordered with a book: on which paper the book is printed, and what is wrong with the cover.

In: a `Book`, its outlined drawings, and what was ordered. Out: a `Cover` to be laid out with the inner pages, and
findings once it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from trustbook.editions.print.document import NAME
from trustbook.findings import Finding
from trustbook.layout.cover_sheet import SHEETS, Cover, cover
from trustbook.layout.document import PageStyle
from trustbook.pdf.profile import Profile
from trustbook.pdf.spine import PAPER_STOCKS, stock_of
from trustbook.pdf.trims import TRIMS

if TYPE_CHECKING:
    from trustbook.editions.print.shop import Order
    from trustbook.layout.document import Drawings
    from trustbook.layout.whole_cover import Bound
    from trustbook.manuscript.book import Book


def whole_cover(book: Book, outlined: Drawings, ordered: Order) -> Cover:
    """The cover of a book for the shop that prints it."""
    shop, table = ordered.shop, ordered.table
    press = replace(ordered.press, bleed=shop.cover_bleed, blank_inside=shop.inside_cover_blank, multiple=1, gutters=())
    style = PageStyle(NAME, SHEETS, Profile(press=press))
    return cover(book, style, outlined, shop, stock_of(shop.name, table.stock), TRIMS[table.trim], table.spine or 0.0)


def judge(book: Book, ordered: Order, bound: Bound) -> Iterator[Finding]:
    """What is wrong with a cover that is laid out."""
    yield from bound.cover.findings
    yield from ordered.forbidden(bound.cover, "the cover holds")
    config, shop, table = book.sources.config, ordered.shop, ordered.table
    if not bound.fits:
        key = "back" if book.sources.settings.cover.back else "description"
        path = ("cover", key) if key == "back" else ("book", key)
        hint = "say less on the back; `back` in `[cover]` can be shorter than the description"
        found = config.at_value("P808", "the text on the back of the cover does not fit above the bars", path, hint)
        yield replace(found, edition=NAME)
    stock = stock_of(shop.name, table.stock)
    if stock.shop not in ("", shop.name):
        own = ", ".join(one.name for one in PAPER_STOCKS.values() if one.shop in ("", shop.name))
        found = config.at_value(
            "P810", f"{shop.title} has no paper `{stock.name}`", (NAME, "stock"), f"there are {own}"
        )
        yield replace(found, edition=NAME)
    elif stock.guess and not table.spine:
        message = (
            f"the spine is {bound.spine:.2f} mm wide by a guess: {shop.title} says how wide it is in a template only"
        )
        hint = "write the width from the template as `spine` in `[print]`"
        yield replace(config.at_value("P809", message, (NAME, "shop"), hint), edition=NAME)
