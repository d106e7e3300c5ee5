"""What the first stage makes: everything read from disk, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from trustbook.findings import DataFile, Finding, SourceFile
from trustbook.settings import Clinic, Entry, HelpLines, Rights, Session, Sessions, Settings
from trustbook.settings.reader import At
from trustbook.sources.fonts import Face


@dataclass(frozen=True, slots=True)
class ImageFile:
    """A picture of the book; `width` and `height` are in pixels, or in user units for a drawing (image/svg+xml)."""

    path: str
    media_type: str
    data: bytes
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a picture cannot be used, in words, what to do, and what is wrong inside its file.

    `damaged` says that it was opened and is not whole or not fit: somebody wants to know, also where nothing shows it.
    """

    reason: str
    hint: str
    findings: tuple[Finding, ...] = ()
    code: str = "I309"
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class ChapterSource:
    """A chapter as book.toml lists it, by `name`; `file` is None for a part the builder makes (contents)."""

    key: str
    role: str
    file: SourceFile | None
    name: str = ""
    level: int = 1


@dataclass(frozen=True, slots=True)
class ClinicCopy:
    """A clinic whose own copy of the book is made: its name for files, what it says of itself, its logo.

    `at` makes a finding where one of its keys was typed: in its file, in a row of a table, in a form.
    """

    name: str
    clinic: Clinic
    at: At = field(compare=False, repr=False)
    logo: ImageFile | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything read from disk, once."""

    root: Path
    settings: Settings
    config: DataFile
    chapters: tuple[ChapterSource, ...]
    entries: tuple[Entry, ...]
    reading_list: DataFile | None
    help_lines: HelpLines | None
    help_file: DataFile | None
    rights: Rights | None
    rights_file: DataFile | None
    sessions: Sessions | None
    sessions_file: DataFile | None
    images: Mapping[str, ImageFile]
    refused: Mapping[str, Refused]  # what cannot be shown, by path: pictures, and files of all other kinds
    profiles: Mapping[str, bytes]  # ICC profiles by path
    styles: Mapping[str, tuple[SourceFile, ...]]  # by file name, in the order of their rules
    fonts: tuple[Face, ...]  # that the book names, for signs that no shipped font has
    lost: bool  # whether a chapter that book.toml lists could not be read
    modified: datetime
    copy: ClinicCopy | None = None  # whose copy of the book this is; None for the book itself

    def session(self, key: str) -> Session | None:
        """The session on a chapter, by the chapter's key."""
        name = next((one.name for one in self.chapters if one.key == key), "")
        return self.sessions.of(name) if self.sessions else None
