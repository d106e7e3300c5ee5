"""The EPUB's table in book.toml."""

from __future__ import annotations

from pydantic import Field

from trustbook.settings import Model
from trustbook.settings.types import Isbn


class EpubSettings(Model):
    """The EPUB: `[epub]`; its own ISBN, where it has one beside that of the printed book, and whether its cover is
    written beside it as a JPEG, a file that shops ask for."""

    isbn: Isbn = ""
    cover_file: bool = Field(default=False, description="true or false")
