"""The screen PDF's table in book.toml."""

from __future__ import annotations

from typing import Literal

from trustbook.layout.papers import PaperName
from trustbook.settings import Model


class ScreenSettings(Model):
    """The PDF for the screen: `[screen]`; which standards it keeps, named by its part of PDF/UA, and its paper: that of
    the printed pages, or another."""

    pdf_standard: Literal["ua-1", "ua-2"] = "ua-1"
    paper: Literal["printed", PaperName] = "printed"
