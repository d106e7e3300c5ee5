"""Twice the text is twice the work, whatever the text: counted in calls, not in seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType

import pytest
from books import CHAPTER, book

import trustbook
from trustbook.sources.bounds import MAX_BLOCKS

SIZE = 60  # of the smaller text, in units
MOST = 6.0  # times the work for four times the text: four, and what is done once


def same(unit: str) -> Callable[[int], str]:
    return lambda times: unit * times


def each(unit: str) -> Callable[[int], str]:
    """Units with a number of their own."""
    return lambda times: "".join(unit.replace("#", str(number)) for number in range(times))


GROWING: Mapping[str, Callable[[int], str]] = {
    "tags without an end": same("<a\n\n"),
    "tags without an end, with an open value": same('<a href="x\n\n'),
    "comments without an end": same("<!--\n\n"),
    "instructions without an end": same("<?\n\n"),
    "declarations without an end": same("<!D\n\n"),
    "sections of XML without an end": same("<![CDATA[\n\n"),
    "raw paragraphs": same("<p>x</p>\n\n"),
    "tags in text": same("a <b>x</b> y\n\n"),
    "abbreviations": each("*[AB#]: word\n\n"),
    "abbreviations that are used": each("*[AB#]: word\n\nAB# and AB#\n\n"),
    "boxes": same('!!! try "T"\n    x\n\n'),
    "boxes of no kind": same('!!! odd "T"\n\n'),
    "alerts": same("> [!NOTE]\n> x\n\n"),
    "boxes by colons": same("::: {.note}\nx\n:::\n\n"),
    "underlined titles": same("a\n===\n\n"),
    "underlined headings": same("a\n---\n\n"),
    "titles": same("# a\n\n"),
    "headings of one name": same("## a\n\n"),
    "items": same("- a\n\n"),
    "numbered items": same("1. a\n\n"),
    "items in items": same("- a\n    - b\n        - c\n\n"),
    "quotations": same("> a\n\n"),
    "notes": each("a[^#]\n\n[^#]: x\n\n"),
    "notes in the text": same("a^[b]\n\n"),
    "notes that nobody calls": each("[^#]: x\n\n"),
    "addresses by name": each("[a][r#]\n\n[r#]: http://x.org\n\n"),
    "citations of nothing": same("a [@x]\n\n"),
    "links to nowhere": each("[a](#b#)\n\n"),
    "links without an end": same("[a](b \n\n"),
    "pictures that are not there": same('![a](a.svg "b")\n\n'),
    "definitions": same("a\n:   b\n\n"),
    "tables": same("| a | b |\n|---|---|\n| c | d |\n\n"),
    "ids": each("## a {#x#}\n\n"),
    "code in text without an end": same("a `` b ` c\n\n"),
    "blocks of code": same("```\nx\n```\n\n"),
    "emphasis without an end": same("*a **b _c\n\n"),
    "lines of verse": same("| a b\n| c\n\n"),
    "signs of other programs": same("{{< a >}} {{% b\n\n"),
}


def work(folder: Path, text: str) -> int:
    """How many calls it takes to check a chapter."""
    book(folder, {"one.md": f"{CHAPTER}\n{text}"})
    calls = 0

    def count(frame: FrameType, event: str, given: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        trustbook.check(folder)
    finally:
        sys.setprofile(before)
    return calls


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> int:
    """The work on a book that says nothing, done twice so that all is loaded."""
    folder = tmp_path_factory.mktemp("short")
    work(folder, "")
    return work(folder, "")


@pytest.mark.parametrize("what", GROWING)
def test_four_times_the_text_is_four_times_the_work(what: str, tmp_path: Path, once: int) -> None:
    short, long = (work(tmp_path, GROWING[what](size)) - once for size in (SIZE, 4 * SIZE))
    assert long < MOST * max(short, once)


BOUNDED: Mapping[str, str] = {
    "120,000 headings": "## a\n\n" * 120_000,
    "120,000 headings without empty lines": "## a\n" * 120_000,
    "400,000 items": "- a\n" * 400_000,
    "300,000 items apart": "- a\n\n" * 300_000,
    "300,000 tags without an end": "<a\n\n" * 300_000,
    "300,000 paragraphs": "a\n\n" * 300_000,
}


@pytest.mark.parametrize("what", BOUNDED)
def test_what_nobody_writes_is_not_read(what: str, tmp_path: Path) -> None:
    report = trustbook.check(book(tmp_path, {"one.md": f"{CHAPTER}\n{BOUNDED[what]}"}))
    [finding] = report.findings
    assert finding.code == "F111"
    assert finding.place is not None
    assert finding.place.line <= 2 * MAX_BLOCKS + 10
