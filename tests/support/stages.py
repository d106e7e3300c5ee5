"""The first stages of a build, for tests that look at one of them."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

import trustbook
from trustbook.builder.cache import Cache
from trustbook.editions.drawings import outlined
from trustbook.editions.print.document import whole as whole_print
from trustbook.editions.screen.document import whole as whole_screen
from trustbook.findings import Finding
from trustbook.layout.document import PagedDocument
from trustbook.manuscript.book import Book, Part
from trustbook.pdf.standards import DEFAULT, STANDARDS


def read(folder: Path) -> tuple[Book, list[Finding]]:
    """The parsed book in a folder, and everything found on the way."""
    made, found = trustbook.load(folder)
    assert made is not None, [line for finding in found for line in finding.lines()]
    return made, found


def screen_document(book: Book, standard: str = DEFAULT) -> PagedDocument:
    """What the screen PDF is laid out from."""
    return whole_screen(book, STANDARDS[standard], outlined(book, Cache()))


def print_document(book: Book) -> PagedDocument:
    """What the print PDF is laid out from."""
    return whole_print(book, outlined(book, Cache()))


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
