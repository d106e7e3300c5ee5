"""What the command line can say of the print edition for one build."""

from __future__ import annotations

from trustbook.editions.edition import FLAG, Option
from trustbook.pdf.shops import DEFAULT, SHOPS
from trustbook.pdf.spine import PAPER_STOCKS

STOCK = Option(
    "stock", tuple(PAPER_STOCKS), "Paper of the printed book, for its spine (default: the shop's).", "shop's"
)
GUIDES = Option("guides", FLAG, "Write a copy of the whole cover with trim, bleed, spine and safe areas drawn on it.")
SHOP = Option("shop", tuple(SHOPS), "Who prints the book (default: what book.toml says).", DEFAULT)
