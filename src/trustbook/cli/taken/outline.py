"""What another program knows of a book: its title, its people, and its chapters in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from trustbook.findings import Collector
from trustbook.sources.folder import BookFolder

Kind = Literal["preface", "chapter", "unnumbered", "appendix", "part", "reading-list"]

MAX_ITEMS = 1000  # chapters and parts that are taken over
TEXTS = (".md", ".markdown", ".qmd", ".rmd")


@dataclass(frozen=True, slots=True)
class Item:
    """A chapter or the title of a part; `file` is its path in the folder, empty where a part has only a title."""

    title: str
    file: str = ""
    kind: Kind = "chapter"
    level: int = 1  # 2 for a chapter below another
    split: bool = False  # whether each title in the file starts a chapter


@dataclass(frozen=True, slots=True)
class Outline:
    """A book as another program has it."""

    program: str
    items: tuple[Item, ...]
    title: str = ""
    language: str = ""
    people: tuple[str, ...] = ()
    bibliography: tuple[str, ...] = ()


@dataclass(slots=True)
class Given:
    """The folder, what was found in it, and what needs a hand."""

    folder: BookFolder
    found: Collector = field(default_factory=Collector)

    def text(self, name: str) -> str | None:
        """A text file inside the folder; None where there is none, or where it cannot be read, which is a finding."""
        file = self.folder.text(name, optional=True)
        return file.text if file is not None else None

    def texts(self) -> list[str]:
        """The Markdown files of the folder by their paths; those that other programs keep for themselves are not."""
        paths = (path.relative_to(self.folder.manuscript) for path in self.folder.files())
        return [
            path.as_posix()
            for path in paths
            if path.suffix.lower() in TEXTS and not any(part.startswith("_") for part in path.parts)
        ]
