"""How thick a book is: papers, and the spine that its pages make.

In: a count of pages and a paper. Out: the width of the spine in mm.
Standard library only, as the rows of print shops are. Papers of one weight differ by some per cent, so these are what
printers and shops reckon with. What a shop says of the very book counts more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trustbook.pdf.units import INCH

StockName = Literal[
    "offset-80", "offset-90", "offset-100", "offset-120", "silk-115", "silk-135", "bulky-80", "text-50", "text-60",
    "text-70", "kdp-white", "kdp-cream", "kdp-colour", "lulu", "ingramspark",
]  # fmt: skip

_READ = "2026-11-29"
_CLOUDPRINTER = "https://docs.cloudprinter.com/client/how-to-calculate-spine-width"
_PATTERSON = "http://www.pattersonprinting.com/diagrams.htm"
_BULKY = "https://www.yumpu.com/de/document/view/4711656/ca-43-mb-ruckzuckbuch"
_KDP = "https://kdpprintcover.com/blog/how-to-calculate-kdp-spine-width"
_MOMOVU = "the constants of momovu, a program that shows covers"

# Two layers of board of 300 g/m²; printers who say what they add say 0.5 to 1.6 mm.
_BOARD = 0.6


@dataclass(frozen=True, slots=True)
class Stock:
    """A paper for the inside of a book: `page` is the thickness that one page adds, half of a leaf, and `cover` what
    the cover adds, in mm.

    `shop` is the only shop that has it; where it is empty, any may. `read_on` is the day its source was read. A
    `guess` is a figure that the shop itself does not publish.
    """

    name: str
    page: float
    source: str
    cover: float = _BOARD
    shop: str = ""
    guess: bool = False
    read_on: str = _READ


def _by_weight(name: str, grams: float, bulk: float, source: str) -> Stock:
    """A paper by its weight and its bulk: 1,000 leaves of bulk 1 are as many mm thick as a square metre has grams."""
    return Stock(name, grams * bulk / 2000, source)


def _by_inch(name: str, pages: float, source: str) -> Stock:
    """A paper by the count of pages that are an inch thick."""
    return Stock(name, INCH / pages, source)


_ROWS = (
    _by_weight("offset-80", 80, 1.22, _CLOUDPRINTER),
    _by_weight("offset-90", 90, 1.22, _CLOUDPRINTER),
    _by_weight("offset-100", 100, 1.22, _CLOUDPRINTER),
    _by_weight("offset-120", 120, 1.22, _CLOUDPRINTER),
    _by_weight("silk-115", 115, 0.9, _CLOUDPRINTER),
    _by_weight("silk-135", 135, 0.9, _CLOUDPRINTER),
    _by_weight("bulky-80", 80, 1.5, _BULKY),
    _by_inch("text-50", 515, _PATTERSON),
    _by_inch("text-60", 435, _PATTERSON),
    _by_inch("text-70", 395, _PATTERSON),
    # KDP multiplies the pages by these. Second hand: its own page was not to be had, and six guides to it agree.
    Stock("kdp-white", 0.002252 * INCH, _KDP, 0.0, "kdp"),
    Stock("kdp-cream", 0.0025 * INCH, _KDP, 0.0, "kdp"),
    Stock("kdp-colour", 0.002347 * INCH, _KDP, 0.0, "kdp"),
    # Second hand, from Lulu's Book Creation Guide: pages / 444 + 0.06 inches.
    Stock("lulu", INCH / 444, _MOMOVU, 0.06 * INCH, "lulu"),
    # Second hand: reckoned back from its cover templates, which alone say what it wants.
    Stock("ingramspark", INCH / 444, _MOMOVU, 0.025 * INCH, "ingramspark", guess=True),
)
PAPER_STOCKS: dict[str, Stock] = {row.name: row for row in _ROWS}
_USUAL = "offset-90"


def stock_of(shop: str, wanted: str | None = None) -> Stock:
    """The paper that is wanted, else the first that only this shop has, else the usual one."""
    own = (row for row in _ROWS if row.shop == shop)
    return PAPER_STOCKS[wanted] if wanted else next(own, PAPER_STOCKS[_USUAL])


def spine_width(pages: int, stock: Stock) -> float:
    """The width of the spine in mm, to a hundredth; leaves have two pages."""
    return round((pages + pages % 2) * stock.page + stock.cover, 2)
