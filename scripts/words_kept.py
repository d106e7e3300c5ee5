"""Compare the words of a chapter with those that plain Python-Markdown shows.

    python scripts/words_kept.py FILE…

In: Markdown files; of a file named `spec.txt` or `spec.md`, the examples of a specification (fenced, the Markdown
before a line with a dot). Out: each document whose parsed chapter does not say every word once, in the same order,
and `N of N documents keep their words`. Exits with 1 if any does not. What findings report as taken out, or never
parsed, does not count: it is not lost in silence.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import Element

import click
from markdown import Markdown

import trustbook
from trustbook.findings import Finding
from trustbook.manuscript.book import Book, Part
from trustbook.manuscript.marks import OF, UNSAID, Role, role_of
from trustbook.manuscript.shape.boxes import ADDED
from trustbook.manuscript.trees import in_line

SETTINGS = """\
format = 1
[book]
title = "Trust"
slug = "trust"
language = "en-GB"
identifier = "urn:uuid:0b0e8c8e-5f0e-4f9b-a9f5-0d3f4c1f8a11"
date = 2026-11-24
publisher = "A clinic"
description = "A book."
rights = "All rights reserved"
[help]
country = "GB"
[[chapters]]
file = "one.md"
"""
_EXTENSIONS = ("abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "sane_lists", "tables")
_WORD = re.compile(r"[^\W_]+")  # an underscore may be a mark in one reading and a sign in the other
_CITATION = re.compile(r"\[@[^\[\]\s][^\[\]\n]*\]")
_IN_LINE = set(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr".split()
)
_REPORTED = {"X402", "L104"}  # what these findings are about is taken out


def plain_words(text: str) -> list[str]:
    """The words that plain Python-Markdown shows: text, and the words of pictures; not its numbers of notes."""
    md = Markdown(extensions=list(_EXTENSIONS), output_format="xhtml")
    shown = _Shown()
    shown.feed(md.convert(text))
    shown.close()
    notes = [shown.said.get(name, []) for name in dict.fromkeys(shown.calls)]
    said = "".join(["".join(one) for one in (shown.said[""], *notes)])
    return _WORD.findall(re.sub(r"\bTable: ", "", said))  # the word that makes a paragraph the caption of a table


def chapter_words(tree: Element) -> list[str]:
    """The words of a part's tree that its author wrote."""
    return _WORD.findall("".join(_said(tree, builder=False)))


def all_words(tree: Element) -> list[str]:
    """All words of a tree, the builder's too."""
    return _WORD.findall("".join(_said(tree, builder=True)))


def read_text(text: str, folder: Path) -> tuple[Book | None, list[Finding]]:
    """A book of one chapter with this text."""
    (folder / "book.toml").write_text(SETTINGS, "utf-8")
    (folder / "one.md").write_text(text, "utf-8")
    book, found = trustbook.load(folder)
    return (None if book is None or book.sources.lost else book), found


def lost(text: str, folder: Path) -> tuple[list[str], list[str]] | None:
    """The words of plain Python-Markdown and of the chapter, where they differ."""
    book, found = read_text(text, folder)
    taken_out = any(one.code in _REPORTED or "is defined twice" in one.message for one in found)
    if book is None or taken_out:
        return None
    plain, ours = plain_words(text), chapter_words(chapter(book).tree)
    return None if plain == ours else (plain, ours)


def chapter(book: Book) -> Part:
    """The one chapter of such a book."""
    return next(part for part in book.parts if part.key == "one")


class _Shown(HTMLParser):
    """Gathers what HTML shows: the words of the text and of each note by its name, and the calls of notes."""

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[str, list[str]] = {"": []}
        self.calls: list[str] = []
        self.note = ""  # whose words come next; empty in the text
        self.kind, self.titled = "", False  # of the last box; whether its title comes next
        self.hidden = ""  # the tag that ends what is not shown
        self.literal = 0

    def handle_starttag(self, tag: str, attributes: Sequence[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attributes}
        if tag == "li" and known.get("id", "").startswith("fn:"):
            self.note = known["id"].removeprefix("fn:")
        if tag not in _IN_LINE:
            self._say(" ")
        if known.get("class", "").startswith("admonition "):
            self.kind = known["class"].split()[1]
        self.titled = known.get("class") == "admonition-title"
        if tag == "img":
            self._say(f" {known.get('alt', '')} {known.get('title', '')} ")
        if self.hidden == "sup" and tag == "a":
            self.calls.append(known.get("href", "").removeprefix("#fn:"))
        number = tag == "sup" and known.get("id", "").startswith("fnref")
        if number or (tag == "a" and known.get("class") == "footnote-backref"):
            self.hidden = tag
        self.literal += tag in ("code", "pre")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _IN_LINE:
            self._say(" ")
        if tag == self.hidden:
            self.hidden = ""
        self.literal -= tag in ("code", "pre")

    def unknown_decl(self, data: str) -> None:
        self.handle_data(data.removeprefix("CDATA["))  # the words of XHTML, as Python-Markdown writes it

    def handle_data(self, data: str) -> None:
        made = self.titled and data == self.kind.capitalize()  # a title that Python-Markdown gives
        if not self.hidden and not made:
            self._say(data if self.literal else _CITATION.sub(" ", data))

    def _say(self, text: str) -> None:
        self.said.setdefault(self.note, []).append(text)


def _said(element: Element, builder: bool) -> Iterator[str]:
    edge = "" if in_line(element) and element.tag != "img" else " "
    yield edge
    if element.tag == "img" and not builder:
        yield f"{element.get('alt', '')} {element.get('title', '')} "
    yield element.text or ""
    for position, child in enumerate(element):
        role = role_of(child)
        added = role in UNSAID or role in (Role.BOX_ORIGIN, Role.CITED_IN)
        added = added or (role is Role.BOX_TITLE and role_of(element) is Role.NOTES and position == 0)
        added = added or child.get(OF) == ADDED
        if role is Role.CITATIONS and not builder:
            yield " "
        if builder or not added:
            yield from _said(child, builder)
        yield child.tail or ""
    yield edge


def documents(path: Path) -> Iterator[tuple[str, str]]:
    """(name, text) of each document of a file."""
    text = path.read_text("utf-8")
    if path.stem != "spec":
        yield str(path), text
        return
    for number, match in enumerate(re.finditer(r"^`{10,} example\n(.*?)^\.\n", text, re.M | re.S), 1):
        yield f"{path} example {number}", match.group(1).replace("→", "\t")


def main(paths: Sequence[str]) -> int:
    """Compare all documents; returns the exit code."""
    total = kept = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            for name, text in documents(Path(path)):
                total += 1
                if (difference := lost(text, Path(folder))) is None:
                    kept += 1
                    continue
                click.echo(f"{name}\n  plain: {' '.join(difference[0])}\n  here:  {' '.join(difference[1])}")
    click.echo(f"{kept} of {total} documents keep their words")
    return 0 if kept == total else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
