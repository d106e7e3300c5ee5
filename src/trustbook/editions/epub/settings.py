"""The EPUB's table in book.toml."""

from __future__ import annotations

from pydantic import Field

from trustbook.settings import Model


class EpubSettings(Model):
    """The EPUB: `[epub]`; whether its cover is written beside it as a JPEG, a file that shops ask for."""

    cover_file: bool = Field(default=False, description="true or false")
