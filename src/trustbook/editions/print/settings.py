"""The print edition's table in book.toml."""

from __future__ import annotations

from typing import Literal

from trustbook.settings import Model


class PrintSettings(Model):
    """The printed edition: `[print]`; a cover in the same file, in a file of its own, or none."""

    cover: Literal["inside", "apart", "none"] = "inside"
