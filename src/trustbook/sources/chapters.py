"""Read the chapters that book.toml lists, each once, each with its own key.

In: the settings and the book's folder. Out: `ChapterSource` values in order; what is listed and cannot be a chapter is
a finding at its place in book.toml. It must not understand Markdown.
"""

from __future__ import annotations

import re
from pathlib import Path

from trustbook.findings import DataFile, Finding, SourceFile, did_you_mean
from trustbook.settings import Settings
from trustbook.sources.folder import BookFolder
from trustbook.sources.locate import CONFIG
from trustbook.sources.split import split
from trustbook.sources.values import ChapterSource

MAX_BOOK = 10_000_000  # characters of all chapters together
MAX_HINTS = 20  # chapters that do not exist and get a name like theirs suggested
MAX_NEAR = 300  # names looked at for that

_RESERVED = re.compile(  # names of files in the EPUB, and ids in its package or in every edition
    r"nav|style|cover|contents|ncx|toc|titlepage|cover-image|(font|image|page|creator)-\d+"
    r"|id|title|subtitle|conformance|certifier"
)


def read_chapters(folder: BookFolder, config: DataFile, chosen: Settings) -> tuple[ChapterSource, ...]:
    """The chapters that can be read."""
    listing = _Listing(folder, config)
    chapters: list[ChapterSource] = []
    for index, chapter in enumerate(chosen.chapters):
        if chapter.file is None:
            chapters.append(ChapterSource(chapter.role, chapter.role, None))
            continue
        name = Path(chapter.file).as_posix()
        fault = listing.fault(name, index)
        if fault is not None:
            folder.found.keep(fault)
        elif (file := folder.text(name)) is None:
            continue
        elif listing.full(file):
            message = f"up to here the chapters have more than {MAX_BOOK / 1e6:g} million characters together"
            folder.found.keep(file.finding("F110", message, hint="make two books of it; no more is read"))
            break
        elif not file.text.strip():
            hint = "write its title: `# Title`"
            folder.found.keep(file.finding("F109", "the chapter is empty", hint=hint))
        elif chapter.split and (pieces := split(file)):
            for words, piece in pieces:
                key = listing.key(words, name, index)
                chapters.append(ChapterSource(key, chapter.role, piece, name, chapter.level))
        else:
            key = listing.key(Path(name).stem, name, index)
            chapters.append(ChapterSource(key, chapter.role, file, name, chapter.level))
    folder.found.extend(listing.forgotten(chosen))
    return tuple(chapters)


def _key(words: str, index: int) -> str:
    """The name of a chapter's file, or its title, as an address: small letters and digits, without leading digits."""
    bare = re.sub(r"^[\d_.\s-]+", "", words).lower()
    key = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")
    if key[:1].isalpha() and not _RESERVED.fullmatch(key):
        return key
    return f"part-{key}" if key else f"chapter-{index + 1}"


class _Listing:
    """What book.toml has listed so far, and what lies in the folder."""

    def __init__(self, folder: BookFolder, config: DataFile) -> None:
        self._folder, self._config = folder, config
        self._listed: set[str] = set()  # files
        self._keys: set[str] = set()
        self._missing = 0
        self._characters = 0
        files = (path for path in folder.files() if path.suffix == ".md")
        self._available = [path.relative_to(folder.manuscript).as_posix() for path in files]

    def full(self, file: SourceFile) -> bool:
        """Whether a chapter is one too many for a book."""
        self._characters += len(file.text)
        return self._characters > MAX_BOOK

    def key(self, words: str, name: str, index: int) -> str:
        """The address of a chapter; the second of a name has its folder's before it, else a number behind it."""
        own = _key(words, index)
        folder = re.sub(r"[^a-z0-9]+", "-", Path(name).parent.name.lower()).strip("-")
        others = [f"{folder}-{own}"] if folder[:1].isalpha() else []
        numbered = (f"{own}-{count}" for count in range(2, len(self._keys) + 3))
        key = next(one for one in (own, *others, *numbered) if one not in self._keys)
        self._keys.add(key)
        return key

    def fault(self, name: str, index: int) -> Finding | None:
        """Why a file that is listed here cannot be read as a chapter, or None."""
        if name in self._listed:
            return self._at("F106", f"`{name}` is listed twice", index, "remove one of the two")
        self._listed.add(name)
        path = self._folder.manuscript / name
        if not self._folder.inside(path) or path.exists():
            return None
        self._missing += 1
        near = did_you_mean(name, self._available[:MAX_NEAR]) if self._missing <= MAX_HINTS else ""
        hint = near or f"the path is relative to the folder of {CONFIG}"
        return self._at("F105", f"`{name}` does not exist", index, hint)

    def forgotten(self, chosen: Settings) -> list[Finding]:
        """Neighbours of chapters that book.toml does not list."""
        named = {Path(chapter.file).as_posix() for chapter in chosen.chapters if chapter.file is not None}
        folders = {Path(name).parent.as_posix() for name in named} - {"."}
        return [
            self._config.at_key(
                "F119",
                f"`{name}` is in no `[[chapters]]`, so it is not in the book",
                ("chapters",),
                f'add `[[chapters]]` and below it `file = "{name}"` where it belongs, or move the file away',
            )
            for name in self._available
            if name not in named and Path(name).parent.as_posix() in folders
        ]

    def _at(self, code: str, message: str, index: int, hint: str) -> Finding:
        return self._config.at_value(code, message, ("chapters", index, "file"), hint)
