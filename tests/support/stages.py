"""The first stages of a build, for tests that look at one of them."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

from trustbook.findings import Finding
from trustbook.manuscript.book import Book, Part
from trustbook.manuscript.parse import parse
from trustbook.sources.load import load


def read(folder: Path) -> tuple[Book, list[Finding]]:
    """The parsed book in a folder, and everything found on the way."""
    sources, found = load(folder)
    assert sources is not None, [line for finding in found for line in finding.lines()]
    parsed, more = parse(sources)
    assert parsed is not None, [line for finding in more for line in finding.lines()]
    return parsed, found + more


def part(book: Book, key: str) -> Part:
    """One part of a book."""
    return next(one for one in book.parts if one.key == key)


def by_id(tree: Element, identifier: str) -> Element:
    """The one element with an id."""
    [found] = [element for element in tree.iter() if element.get("id") == identifier]
    return found


def text(element: Element) -> str:
    """All words of an element, white space folded."""
    return " ".join("".join(element.itertext()).split())
