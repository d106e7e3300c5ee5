"""The clear-print edition's table in book.toml."""

from __future__ import annotations

from typing import Literal

from trustbook.settings import Model


class ClearPrintSettings(Model):
    """Clear print: `[clear-print]`; its paper."""

    paper: Literal["a5", "a4", "letter", "half-letter"] = "a4"
