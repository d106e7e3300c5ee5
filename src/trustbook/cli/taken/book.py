"""All that a book for another program gives: chapters, pictures and book.toml.

In: a folder. Out: files by their paths below `manuscript/`, facts for book.toml, and what needs a hand.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from trustbook.cli.taken.outline import Given, Item, Outline
from trustbook.cli.taken.plain import plain_outline
from trustbook.cli.taken.quarto import bookdown_outline, quarto_outline
from trustbook.cli.taken.summary import summary_outline
from trustbook.cli.taken.texts import Chapters, start
from trustbook.findings import Finding, Place
from trustbook.manuscript.ids import slug
from trustbook.sources.folder import BookFolder

MAX_PICTURE = 20_000_000  # bytes
_PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".tif", ".tiff", ".bmp", ".avif", ".heic", ".pdf"}
_SHOWN = re.compile(
    r"""!\[[^\]]{0,1000}\]\(\s*<?([^\s)>]+)|\bsrc=["']([^"']+)["']|^ {0,3}\[[^\]^]+\]:\s*<?(\S+?)>?(?:\s|$)""", re.M
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What becomes of another program's book; `chapters` are the blocks of book.toml, `used` the rules by name."""

    outline: Outline
    files: dict[str, bytes]
    chapters: tuple[Item, ...]
    used: Counter[str]
    found: tuple[Finding, ...]


def take(source: Path) -> Taken:
    """Take over the book in a folder, whatever program it was written for."""
    given = Given(BookFolder(source, source))
    outline = next(filter(None, (read(given) for read in _OUTLINES)), None) or plain_outline(given)
    return _Taking(given, outline).run()


_OUTLINES: tuple[Callable[[Given], Outline | None], ...] = (summary_outline, quarto_outline, bookdown_outline)


class _Taking:
    """One book while it is taken over."""

    def __init__(self, given: Given, outline: Outline) -> None:
        self.given, self.outline = given, outline
        self.files: dict[str, bytes] = {}
        self.pictures: dict[str, None] = {}
        self.listed: list[Item] = []
        self.appendices = False

    def run(self) -> Taken:
        """The files, in the order of the chapters."""
        texts = {item.file: self._text(item) for item in self.outline.items if item.file}
        paths = {file: _renamed(file) for file, text in texts.items() if text is not None}
        self.chapters = Chapters(paths, self._other)
        for item in self.outline.items:
            text = texts.get(item.file)
            if text is not None:
                self._chapter(item, paths[item.file], text)
            elif not item.file:
                self._part(item.title)
        for picture in self.pictures:
            self._picture(picture)
        self._bibliography()
        found = (*self.given.folder.found.found, *self.given.found.found)
        return Taken(self.outline, self.files, tuple(self.listed), self.chapters.used, found)

    def _chapter(self, item: Item, new: str, text: str) -> None:
        begin = start(text)
        many = self.outline.program == "bookdown" and begin.titles > 1  # there each title starts a chapter
        if new in self.files:
            self._left(item.file, f"`{item.file}` would be a second `{new}`", "rename one of the two")
            return
        made = self.chapters.chapter(item.file, begin.text, item.title, many)
        if not made.strip():
            self._left(item.file, f"`{item.file}` is empty", "leave it out, or write it")
            return
        for title in begin.parts:
            self._part(title)
        self.appendices |= begin.appendices
        kind = item.kind
        if kind == "chapter" and self.appendices:
            kind = "appendix"
        elif kind == "chapter" and not begin.numbered and not many:
            kind = "unnumbered" if any(one.kind == "chapter" for one in self.listed) else "preface"
        self.files[new] = made.encode()
        self._shown(new, made)
        self.listed.append(Item(item.title, new, kind, item.level, many))

    def _bibliography(self) -> None:
        """The sources of the book as one list, and a chapter that shows them where none was for that."""
        beside = [path.name for path in self.given.folder.files() if path.suffix == ".bib"]
        texts = [self._other(name) for name in self.outline.bibliography or beside if name.endswith(".bib")]
        if not any(texts):
            return
        self.files["reading-list.bib"] = "\n\n".join(filter(None, texts)).encode()
        last = self.listed[-1]
        body = self.files[last.file].decode()
        if len(re.findall(r"^#", body, re.MULTILINE)) == 1 and re.match(r"# (References|Bibliography)\b", body):
            self.files[last.file] = f"{body.splitlines()[0].split(' {')[0]}\n".encode()
            self.listed[-1] = replace(last, kind="reading-list")
        else:
            self.files["reading-list.md"] = b"# References\n"
            self.listed.append(Item("References", "reading-list.md", "reading-list"))

    def _part(self, title: str) -> None:
        """A part that is only a title gets a file of its own."""
        name = f"part-{slug(title) or len(self.listed)}.md"
        if title and name not in self.files:
            self.files[name] = f"# {title}\n".encode()
            self.listed.append(Item(title, name, "part"))

    def _text(self, item: Item) -> str | None:
        before = len(self.given.folder.found.found)
        text = self.given.text(item.file)
        if text is None and len(self.given.folder.found.found) == before:
            self._left(item.file, f"the chapter `{item.file}` does not exist", "write it, or leave it out")
        return text

    def _other(self, path: str) -> str | None:
        """A file that a chapter takes in; one outside the folder is none."""
        return None if path.startswith(("..", "/")) else self.given.text(path)

    def _shown(self, path: str, text: str) -> None:
        for match in _SHOWN.finditer(text):
            address = unquote(next(filter(None, match.groups()), "")).partition("#")[0].partition("?")[0]
            if posixpath.splitext(address)[1].lower() in _PICTURES and "://" not in address:
                self.pictures[posixpath.normpath(posixpath.join(posixpath.dirname(path), address))] = None

    def _picture(self, name: str) -> None:
        path = self.given.folder.manuscript / name
        if name.startswith(("..", "/")) or not path.is_file():
            return  # `check` names it where the text shows it
        data = self.given.folder.bytes(path, MAX_PICTURE, self.given.found)
        if data is not None:
            self.files.setdefault(name, data)

    def _left(self, path: str, message: str, hint: str) -> None:
        self.given.found.add("O912", message, Place(path), hint)


def _renamed(path: str) -> str:
    """A chapter's path in the new book."""
    return f"{posixpath.splitext(path)[0]}.md"
