"""The screen PDF's table in book.toml."""

from __future__ import annotations

from typing import Literal

from trustbook.settings import Model


class ScreenSettings(Model):
    """The PDF for the screen: `[screen]`; which standards it keeps, by the name of its part of PDF/UA."""

    pdf_standard: Literal["ua-1", "ua-2"] = "ua-1"
