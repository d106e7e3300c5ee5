"""What counts the blocks that a PDF reads as its source says finds every kind of difference."""

from __future__ import annotations

import copy
from collections.abc import Callable
from xml.etree.ElementTree import Element

import pytest
from block_equality import compare
from stages import read, screen_document
from torn_books import torn_book

import trustbook
from trustbook.pdf.spoken import Reading, read_pdf

BOOK = """\
# One

Some *words* and [a link](https://walkers.example).

1. First.
2. Second.

![A line.](drawing.svg "Below")

| A | B |
|---|---|
| c | d |

They say <span lang="fr">mots</span>. The end.
"""


def first(html: Element, tag: str, text: str = "") -> Element:
    return next(one for one in html.iter(tag) if text in "".join(one.itertext()))


def reworded(html: Element) -> None:
    paragraph = first(html, "p", "The end.")
    paragraph[0].tail = ". The  endof."


def swapped(html: Element) -> None:
    items = next(one for one in html.iter("ol") if "First" in "".join(one.itertext()))
    items[:] = [items[1], items[0]]


def renamed(tag: str, new: str) -> Callable[[Element], None]:
    def change(html: Element) -> None:
        first(html, tag).tag = new

    return change


def said(tag: str, text: str, attribute: str, value: str) -> Callable[[Element], None]:
    def change(html: Element) -> None:
        first(html, tag, text).set(attribute, value)

    return change


CHANGES = {
    "a glued word": reworded,
    "items in another order": swapped,
    "emphasis of another kind": renamed("em", "strong"),
    "a heading of another level": renamed("h1", "h2"),
    "another alternative": said("img", "", "alt", "Another"),
    "another language": said("span", "mots", "lang", "de"),
    "another address": said("a", "a link", "href", "https://other.example"),
    "other words for a link": said("a", "a link", "title", "Walkers"),
    "a row's header": said("th", "A", "scope", "row"),
    "another first number": said("ol", "First", "start", "5"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Element, Reading]:
    return torn_book(tmp_path_factory.mktemp("book"), {"one": BOOK}, None)


def test_a_book_equals_its_own_pdf(built: tuple[Element, Reading]) -> None:
    compared = compare(*built)
    assert str(compared) == f"{compared.total} of {compared.total} blocks are equal"
    assert compared.total > 20


@pytest.mark.parametrize("change", CHANGES)
def test_it_finds(change: str, built: tuple[Element, Reading]) -> None:
    html = copy.deepcopy(built[0])
    CHANGES[change](html)
    compared = compare(html, built[1])
    assert compared.differences
    assert compared.equal < compared.total


def test_a_block_too_many_and_one_too_few_are_differences(built: tuple[Element, Reading]) -> None:
    html = copy.deepcopy(built[0])
    section = next(one for one in html.iter("section") if one.get("id") == "one")
    section.remove(section[1])
    compared = compare(html, built[1])
    assert (compared.total - compared.equal, len(compared.differences)) == (1, 1)


def test_a_whole_book_equals_its_pdf(sample_report: trustbook.Report) -> None:
    book, _ = read(sample_report.folder.parent)
    [artifact] = sample_report.editions["screen"].artifacts
    said = read_pdf((sample_report.folder / artifact.name).read_bytes(), guess_spaces=False)
    compared = compare(screen_document(book).html, said)
    assert compared.differences == (), str(compared)
