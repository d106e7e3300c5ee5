"""The chapters of a book for mdBook, GitBook or HonKit, from its SUMMARY.md.

In: a folder. Out: an outline; what the list names and the folder does not have is a finding at its line.
"""

from __future__ import annotations

import json
import posixpath
import re
import tomllib
from typing import Any
from urllib.parse import unquote

from trustbook.cli.taken.outline import MAX_ITEMS, Given, Item, Kind, Outline
from trustbook.cli.taken.yaml_file import names, table, words
from trustbook.findings import SourceFile

_LINE = re.compile(
    r"(?P<blank>\s*)(?:(?P<sign>[-*+]|\d+[.)])\s+)?\[(?P<title>(?:[^\[\]\\]|\\.)*)\]\((?P<file>[^)]*)\)\s*"
)
_HEADING = re.compile(r"#{1,6}\s+(.+?)\s*#*\s*")
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_MARKS = re.compile(r"[`*]|\\(?=[^\w\s])")


def summary_outline(given: Given) -> Outline | None:
    """The outline of a folder with a SUMMARY.md; None where there is none."""
    settings = _settings(given)
    for base in dict.fromkeys((settings["src"], "src", ".")):
        path = posixpath.normpath(posixpath.join(base, "SUMMARY.md"))
        file = given.folder.text(path, optional=True)
        if file is not None:
            items = _Summary(given, file, posixpath.dirname(path)).read()
            program = "mdBook" if given.text("book.toml") is not None else "GitBook"
            return Outline(program, tuple(items), settings["title"], settings["language"], settings["people"])
    return None


def _settings(given: Given) -> dict[str, Any]:
    """What book.toml of mdBook or book.json of GitBook says."""
    data: dict[str, Any] = {}
    try:
        if text := given.text("book.toml"):
            data = table(tomllib.loads(text), "book")
        elif text := given.text("book.json"):
            read = json.loads(text)
            data = read if isinstance(read, dict) else {}
    except (ValueError, RecursionError):
        data = {}
    return {
        "title": words(data.get("title")),
        "language": words(data.get("language")),
        "people": tuple(names(data.get("authors") or data.get("author"))),
        "src": words(data.get("src") or data.get("root")) or "src",
    }


class _Summary:
    """The lines of a SUMMARY.md, read from top to bottom."""

    def __init__(self, given: Given, file: SourceFile, base: str) -> None:
        self.given, self.file, self.base = given, file, base
        self.items: list[Item] = []
        self.known: set[str] = set()
        self.depths: list[int] = []

    def read(self) -> list[Item]:
        """The chapters and parts in order."""
        for number, line in enumerate(self.file.lines, 1):
            if match := _LINE.fullmatch(line):
                self._link(number, match)
            elif (heading := _HEADING.fullmatch(line)) and number > 1:
                self.items.append(Item(_plain(heading[1]), kind="part"))
            elif re.match(r"\s*[-*+]\s+\S", line):
                self._left(number, line.strip(), "a line of the list that links to no file", "add the chapter by hand")
        first = next((place for place, one in enumerate(self.items) if one.file), 0)
        return [one for place, one in enumerate(self.items) if one.file or place >= first - 1][:MAX_ITEMS]

    def _link(self, number: int, match: re.Match[str]) -> None:
        title, address = _plain(match["title"]), match["file"].strip().strip("<>")
        if not address or _OUTSIDE.match(address):
            what = f"“{title}” {'leads to the web' if address else 'has no file yet'}"
            self._left(number, match["title"], what, "write the chapter, or leave it out")
            return
        path = posixpath.normpath(posixpath.join(self.base, unquote(address.partition("#")[0])))
        level = self._level(match)
        if path in self.known:  # GitBook lists sections of a file as well
            return
        self.known.add(path)
        kind: Kind = "chapter" if match["sign"] else "unnumbered" if self.depths else "preface"
        self.items.append(Item(title, path, kind, level))

    def _level(self, match: re.Match[str]) -> int:
        """How deep a line stands in the list; from the blanks before it and those of the lines above."""
        if not match["sign"]:
            return 1
        blanks = len(match["blank"].expandtabs(4))
        self.depths = [one for one in self.depths if one < blanks] + [blanks]
        return len(self.depths)

    def _left(self, number: int, typed: str, what: str, hint: str) -> None:
        place = self.file.find(typed, number) or self.file.place(number)
        self.given.found.at(self.file, "O912", what, place, hint)


def _plain(text: str) -> str:
    return " ".join(_MARKS.sub("", text).split())
