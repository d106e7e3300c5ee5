"""The booklet's table in book.toml."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from trustbook.settings import Model


class BookletSettings(Model):
    """The booklet: `[booklet]`; its sheets of paper, how thick they are in mm, and advice on a sheet before.

    With `chapter`, numbers as in "2,4", each of these chapters is a booklet alone.
    """

    sheet: Literal["a4", "letter"] = "a4"
    caliper: float = Field(default=0.1, ge=0, le=0.5, description="the thickness of the paper in mm, 0 to 0.5")
    chapter: str = ""
    advice: bool = Field(default=True, description="true or false")
