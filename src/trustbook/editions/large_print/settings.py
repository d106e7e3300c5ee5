"""The large-print edition's table in book.toml."""

from __future__ import annotations

from typing import Literal

from trustbook.layout.papers import PaperName
from trustbook.settings import Model


class LargePrintSettings(Model):
    """Large print: `[large-print]`; whose guideline it keeps, and its paper."""

    profile: Literal["ukaaf", "acb"] = "ukaaf"
    paper: PaperName = "a4"
