"""The clear-print edition's table in book.toml."""

from __future__ import annotations

from trustbook.layout.papers import PaperName
from trustbook.settings import Model


class ClearPrintSettings(Model):
    """Clear print: `[clear-print]`; its paper."""

    paper: PaperName = "a4"
