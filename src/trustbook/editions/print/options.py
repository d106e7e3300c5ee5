"""What the command line can say of the print edition for one build."""

from __future__ import annotations

from trustbook.editions.edition import Option, trim_option
from trustbook.pdf.shops import DEFAULT, SHOPS

TRIM = trim_option()
SHOP = Option("shop", tuple(SHOPS), "Who prints the book (default: what book.toml says).", DEFAULT)
