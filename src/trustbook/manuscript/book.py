"""The parsed book, as frozen values: parts in order, ids unique, citations resolved.

Trees are `xml.etree` elements in no namespace; nobody changes a tree that another stage made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from trustbook.findings import SourceFile
from trustbook.settings import Entry
from trustbook.sources.values import Sources


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
    """A claim that the evidence part looks at; `id` is its heading's id in part `part`."""

    id: str
    kind: str  # of its source: "lost", "unnamed", or "weighed" where neither is said
    title: str
    part: str
    line: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the book in reading order. `tree` is a `section` element holding everything, title first."""

    key: str
    role: str
    title: str
    number: str  # such as "2", "2.1" or "A"; empty where there is none
    tree: Element
    headings: tuple[Heading, ...]
    file: SourceFile | None
    depth: int = 0  # below a part that holds chapters, or below another chapter


@dataclass(frozen=True, slots=True)
class Book:
    """The parsed book: parts in order, ids unique, citations resolved. Citation numbers follow `entries`.

    Of a clinic's own copy, `plain` is the book itself.
    """

    sources: Sources
    parts: tuple[Part, ...]
    entries: tuple[Entry, ...]
    citations: tuple[Citation, ...]
    claims: tuple[Claim, ...]
    images: tuple[str, ...]  # paths used, in reading order
    abbreviations: Mapping[str, str]
    plain: Book | None = None

    @property
    def help_part(self) -> Part | None:
        """The first part with help lines, to which links for help lead; None where the book has none."""
        return next((part for part in self.parts if part.role == "help"), None)
