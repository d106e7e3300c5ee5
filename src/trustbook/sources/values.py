"""What the first stage makes: everything read from disk, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from trustbook.findings import DataFile, SourceFile
from trustbook.settings import Entry, HelpLines, Settings


@dataclass(frozen=True, slots=True)
class ImageFile:
    """A picture of the book; `width` and `height` are in pixels, or in user units for a drawing (image/svg+xml)."""

    path: str
    media_type: str
    data: bytes
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class ChapterSource:
    """A chapter as book.toml lists it; `file` is None for a part the builder makes (contents)."""

    key: str
    role: str
    file: SourceFile | None


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything read from disk, once. `files` maps each path to the SHA-256 of its bytes."""

    root: Path
    settings: Settings
    config: DataFile
    chapters: tuple[ChapterSource, ...]
    entries: tuple[Entry, ...]
    reading_list: DataFile | None
    help_lines: HelpLines | None
    help_file: DataFile | None
    images: Mapping[str, ImageFile]
    refused: Mapping[str, str]  # image path → why it was not read (outside the folder, …)
    styles: Mapping[str, SourceFile]  # by file name
    files: Mapping[str, str]
    lost: bool  # whether a chapter that book.toml lists could not be read
    modified: datetime
