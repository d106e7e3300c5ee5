"""The print edition's table in book.toml."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from trustbook.pdf import shops, trims
from trustbook.pdf.shops import SHOPS, ShopName
from trustbook.pdf.spine import StockName
from trustbook.pdf.trims import TrimName
from trustbook.settings import Model
from trustbook.settings.types import FileName


class PrintSettings(Model):
    """The printed edition: `[print]`; which shop prints it, the size of its pages once they are cut, a cover in the
    same file, in a file of its own or none, whether there are crop marks, and a file of the book that holds the shop's
    ICC profile; for the spine of a whole cover the paper, or the width that the shop says, and whether there is a copy
    of that cover with guides. What is left out is as the shop wants it."""

    shop: ShopName = shops.DEFAULT
    trim: TrimName = trims.DEFAULT
    cover: Literal["inside", "apart", "none"] | None = None
    marks: bool | None = Field(default=None, description="true or false")
    profile: FileName | None = None
    stock: StockName | None = None
    spine: float | None = Field(default=None, gt=0, le=100, description="the width of the spine in mm, up to 100")
    guides: bool = Field(default=False, description="true or false")

    @property
    def place_of_cover(self) -> str:
        """Where the cover is: a shop that wants it apart gets it so; others as the book says, or else as they want."""
        wanted = SHOPS[self.shop].cover
        return wanted if wanted == "apart" and self.cover != "none" else self.cover or wanted
