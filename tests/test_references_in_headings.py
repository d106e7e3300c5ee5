"""Headings that name a figure, a table or another heading by its number have these words wherever they are listed."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from books import BOOK_TOML, book
from faults import png
from stages import part, read, screen_document, text

from trustbook.findings import Finding
from trustbook.layout.engine import paginate
from trustbook.manuscript.book import Book

CONTENTS = BOOK_TOML.replace("[[chapters]]", '[[chapters]]\nrole = "contents"\n[[chapters]]')
CHAPTER = """\
# About [@fig-a] and it[^n]

![A field](a.png "A field"){#fig-a}

## See @fig-a now[^n]

See [@sec-b].

### [@fig-a]

Words.

## Like [@sec-c] {#sec-b}

Words.

## Beyond *[@fig-a]* {#sec-c}

[^n]: A note.
"""
HEADINGS = ["About Figure 1 and it", "See Figure 1 now", "Figure 1", "Like “Beyond Figure 1”", "Beyond Figure 1"]


def chapter(folder: Path, typed: str) -> tuple[Book, list[Finding]]:
    return read(book(folder, {"book.toml": CONTENTS, "one.md": typed, "a.png": png(40, 30, 1)}))


@pytest.fixture
def made(tmp_path: Path) -> Book:
    made, found = chapter(tmp_path, CHAPTER)
    assert found == []
    return made


def test_contents_and_titles_have_the_words(made: Book) -> None:
    one = part(made, "one")
    assert (one.title, [heading.text for heading in one.headings]) == (HEADINGS[0], HEADINGS)
    listed = text(part(made, "contents").tree)
    assert all(words in listed for words in (HEADINGS[0], HEADINGS[1], *HEADINGS[3:]))
    assert "See “Like “Beyond Figure 1””." in text(one.tree)


def test_bookmarks_and_running_heads_have_the_words_and_no_numbers_of_notes(made: Book) -> None:
    paged = screen_document(made)
    [tree] = [one for one in paged.html[1] if one.get("id") == "one"]
    assert tree.get("data-running") == f"Chapter 1: {HEADINGS[0]}"
    with pikepdf.open(BytesIO(paginate(paged).data)) as pdf, pdf.open_outline() as outline:
        said, waiting = list[str](), list(outline.root)
        while waiting:
            one = waiting.pop(0)
            said.append(one.title)
            waiting = [*one.children, *waiting]
    assert said[2:-1] == [f"Chapter 1 {HEADINGS[0]}", *HEADINGS[1:]]


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("## About [@fig-a]\n\nA.\n\n## About [@fig-b]\n\nB.", []),
        ("## About [@fig-a]\n\nA.\n\n## About [@fig-a]\n\nB.", ["H102"]),
        ("## [@name]\n\nA.", ["H103", "B201"]),
        ("## Round [@sec-x] {#sec-x}\n\nA.", []),
    ],
)
def test_headings_that_differ_in_what_they_name(typed: str, codes: list[str], tmp_path: Path) -> None:
    pictures = '![A](a.png "A"){#fig-a}\n\n![B](a.png "B"){#fig-b}'
    _, found = chapter(tmp_path, f"# Trust\n\n{pictures}\n\n{typed}\n")
    assert [one.code for one in found] == codes
