"""Measure the pages of a book: what a careful typesetter would not let pass.

    python scripts/page_faults.py [--pages] [FOLDER]

In: a book's folder (this one by default). Out: one line for each fault, then how many there are; nothing is written.
The pages are those of the PDF for the screen, measured while they are laid out, where it is known which element each
line is of; the printed book breaks where they do. `--pages` says how full each page is. Exits with 1 if there is a
fault:

- hole: a page that is less than 60 % full, though its part goes on
- short end: the last page of a part has fewer than five lines
- torn box: a box on two pages that would fit on one
- stranded heading: fewer than three lines below a heading, and the page ends
- lone word: a line of one word inside a paragraph, where the next word had room
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import click

import trustbook
from trustbook.builder.cache import Cache
from trustbook.editions.drawings import outlined
from trustbook.editions.screen.document import whole
from trustbook.layout.engine import pages_of
from trustbook.layout.origins import PART
from trustbook.pdf.standards import DEFAULT, STANDARDS

ROOT = Path(__file__).resolve().parent.parent
FULL, LAST_LINES, BELOW_HEADING = 0.6, 5, 3
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_TEXT = {"p", "li", "dt", "dd", "figcaption"}
_BARE = {"titlepage", "help"}  # parts that are made to stand on pages of their own


@dataclass
class Line:
    """A line of text with the element of its block; how wide it is, and how much room it had, in CSS pixels."""

    text: str
    block: Element
    width: float
    room: float


@dataclass
class Page:
    """What a page holds; how high its text block is, and how far down it is filled, in CSS pixels."""

    number: int
    height: float
    filled: float = 0.0
    part: Element | None = None
    lines: list[Line] = field(default_factory=list)

    @property
    def full(self) -> float:
        """How full the page is, 0 to 1."""
        return self.filled / self.height


class Measured:
    """The pages of a document, and the heights of its boxes on each page that they stand on."""

    def __init__(self, pages: list[Any], html: Element) -> None:
        self.parts = {id(one): part for part in html.iter() if part.get(PART) for one in part.iter()}
        self.boxes: dict[int, list[tuple[int, float]]] = {}
        self.titles: dict[int, str] = {}
        self.pages = [self._page(number, page._page_box) for number, page in enumerate(pages, 1)]

    def _page(self, number: int, box: Any) -> Page:
        page = Page(number, box.height)
        for child in box.children:
            if type(child).__name__ != "MarginBox":
                self._take(page, child, box.content_box_y(), [])
        return page

    def _take(self, page: Page, box: Any, top: float, around: list[Any]) -> None:
        box = getattr(box, "_box", box)
        kind, element = type(box).__name__, box.element
        if kind == "LineBox":
            self._line(page, box, top, around[-1])
            return
        if element is not None and "Replaced" in kind:
            page.filled = max(page.filled, box.position_y + box.margin_height() - top)
        classes = (element.get("class") or "").split() if element is not None else []
        if kind == "BlockBox" and "box" in classes and (not around or around[-1].element is not element):
            self.boxes.setdefault(id(element), []).append((page.number, box.border_height()))
            self.titles[id(element)] = "".join(element[0].itertext())
            page.filled = max(page.filled, box.position_y + box.border_height() - top)
        for child in getattr(box, "children", ()):
            self._take(page, child, top, [*around, box])

    def _line(self, page: Page, line: Any, top: float, holder: Any) -> None:
        words = list(_texts(line))
        text = "".join(one.text for one in words)
        if not text.strip():
            return
        page.filled = max(page.filled, line.position_y + line.height - top)
        page.part = self.parts.get(id(holder.element), page.part)
        ends = [one.position_x + one.width for one in words]
        width = max(ends) - min(one.position_x for one in words)
        page.lines.append(Line(text.strip(), holder.element, width, holder.width))


def _texts(box: Any) -> Iterator[Any]:
    box = getattr(box, "_box", box)
    if type(box).__name__ == "TextBox":
        yield box
    for child in getattr(box, "children", ()):
        yield from _texts(child)


def faults(measured: Measured) -> Iterator[str]:
    """Each fault of the pages, in words."""
    for page, after in zip(measured.pages, [*measured.pages[1:], None], strict=True):
        if page.part is None or _BARE & set((page.part.get("class") or "").split()):
            continue
        goes_on = after is not None and after.part is page.part
        if goes_on and after is not None and page.full < FULL:
            yield f"page {page.number}: hole: {page.full:.0%} full, before “{after.lines[0].text}”"
        if not goes_on and len(page.lines) < LAST_LINES:
            yield f"page {page.number}: short end: {len(page.lines)} lines"
        if goes_on and (heading := _stranded(page)):
            yield f"page {page.number}: stranded heading: {heading}"
        yield from _lone_words(page)
    height = max(page.height for page in measured.pages)
    for box, places in measured.boxes.items():
        first, *later = sorted({number for number, _ in places})
        if later and sum(high for _, high in places) <= height:
            yield f"page {first}: torn box: {measured.titles[box]}"


def _stranded(page: Page) -> str:
    """The last heading with too few lines below it."""
    for line in page.lines[-BELOW_HEADING:]:
        if line.block.tag in _HEADINGS:
            return line.text
    return ""


def _lone_words(page: Page) -> Iterator[str]:
    for line, below in zip(page.lines, page.lines[1:], strict=False):
        if line.block is not below.block or line.block.tag not in _TEXT or len(line.text.split()) > 1:
            continue
        following = below.text.split()[0]
        if line.width * (1 + (len(following) + 2) / len(line.text)) < line.room:
            yield f"page {page.number}: lone word: {line.text} / {below.text}"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=ROOT)
@click.option("--pages", is_flag=True, help="Say how full each page is.")
def main(folder: Path, pages: bool) -> None:
    """Measure the pages of the book in FOLDER."""
    book, found = trustbook.load(folder)
    if book is None:
        click.echo("\n".join(line for finding in found for line in finding.lines()))
        sys.exit(1)
    paged = whole(book, STANDARDS[DEFAULT], outlined(book, Cache()))
    measured = Measured(pages_of(paged), paged.html)
    if pages:
        for page in measured.pages:
            part = page.part.get(PART) if page.part is not None else ""
            click.echo(f"{page.number:4} {page.full:4.0%} {part}")
        for box, places in measured.boxes.items():
            shares = " + ".join(
                f"{high / measured.pages[number - 1].height:.0%} of {number}" for number, high in places
            )
            click.echo(f"     {shares} {measured.titles[box]}")
    told = list(faults(measured))
    for fault in told:
        click.echo(fault)
    boxes = len(measured.boxes)
    click.echo(f"{len(measured.pages)} pages, {boxes} boxes, {len(told)} faults")
    sys.exit(1 if told else 0)


if __name__ == "__main__":
    main()
