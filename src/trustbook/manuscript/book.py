"""The values that flow between the stages, one frozen type a stage.

load → Sources, parse → Book, check → findings, render → Edition, paginate → Layout, package → Artifact.
A stage fills its value completely; nothing is None because a later stage will set it.
Trees are `xml.etree` elements in no namespace; by agreement nobody changes a tree that another stage made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from trustbook.findings import Finding, Place

if TYPE_CHECKING:
    from trustbook.settings import Entry, HelpLines, Settings

LINE = "data-line"  # attribute of parsed elements: the source line (from 1) where the block starts


def line_of(element: Element, default: int = 1) -> int:
    """The source line of a parsed element; an author's own raw HTML may hold anything there."""
    line = element.get(LINE, "")
    return int(line) if line.isascii() and line.isdecimal() and len(line) < 10 else default


@dataclass(frozen=True)
class SourceFile:
    """A text file of the book. `path` is relative to the book's folder, with forward slashes."""

    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends; line 1 is `lines[0]`."""
        return self.text.split("\n")

    def finding(
        self, code: str, message: str, line: int = 1, column: int = 1, length: int = 1, hint: str = ""
    ) -> Finding:
        """A finding at a place in this file, with the line as its excerpt."""
        line = max(1, min(line, len(self.lines)))
        return Finding(code, message, Place(self.path, line, column, length), hint, self.lines[line - 1])

    def finding_at(self, code: str, message: str, text: str, line: int = 1, hint: str = "") -> Finding:
        """A finding at the first place at or after `line` where `text` stands, else at the line itself."""
        line = max(1, min(line, len(self.lines)))
        for number in range(line, min(line + 200, len(self.lines)) + 1):
            column = self.lines[number - 1].find(text)
            if column >= 0:
                return self.finding(code, message, number, column + 1, len(text), hint)
        return self.finding(code, message, line, 1, max(1, len(self.lines[line - 1].rstrip())), hint)


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
    config: SourceFile
    chapters: tuple[ChapterSource, ...]
    entries: tuple[Entry, ...]
    reading_list: SourceFile | None
    help_lines: HelpLines | None
    help_file: SourceFile | None
    images: Mapping[str, ImageFile]
    refused: Mapping[str, str]  # image path → why it was not read (outside the folder, …)
    styles: Mapping[str, str]
    files: Mapping[str, str]
    lost: bool  # whether a chapter that book.toml lists could not be read
    modified: datetime


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading for contents and bookmarks; `level` 1 is the chapter's title."""

    level: int
    text: str
    id: str
    line: int


@dataclass(frozen=True, slots=True)
class Citation:
    """One place in the text that cites a reading-list entry or marks a claim; `anchor` is its id there."""

    target: str
    part: str
    anchor: str
    section: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of the text whose source was lost or never named; `id` is its heading's id in part `part`."""

    id: str
    kind: str  # "lost" or "unnamed"
    title: str
    part: str
    line: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the book in reading order. `tree` is a `section` element holding everything, title first."""

    key: str
    role: str
    title: str
    number: int  # of chapters; 0 for other roles
    tree: Element
    headings: tuple[Heading, ...]
    file: SourceFile | None


@dataclass(frozen=True, slots=True)
class Book:
    """The parsed book: parts in order, ids unique, citations resolved. Citation numbers follow `entries`."""

    sources: Sources
    parts: tuple[Part, ...]
    entries: tuple[Entry, ...]
    citations: tuple[Citation, ...]
    claims: tuple[Claim, ...]
    images: tuple[str, ...]  # paths used, in reading order
    abbreviations: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Where a printed page starts: its label, the part, and how many visible characters of the part stand before it."""

    label: str
    part: str
    offset: int


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished file: its name below the output folder, and its bytes."""

    edition: str
    name: str
    data: bytes
