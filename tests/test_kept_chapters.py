"""A chapter that was read is not read again while its text stays, and comes back as it was."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from books import CHAPTER, book, chapters
from kept_in_memory import Memory

import trustbook
from trustbook.builder.make import load
from trustbook.findings import Finding
from trustbook.manuscript.book import Book
from trustbook.rules import check as rules

ROOT = Path(__file__).resolve().parent.parent
WORDS = """\
# Words

*[NHS]: National Health Service

The NHS, **stress**, `code` and a note.[^n] A [link](https://example.org "title") and {.a-class}.

| a | b |
|---|---|
| 1 | 2 |

!!! try "Say one thing"
    ___{lines=3}

[^n]: A note with *stress*.
"""


def loaded(folder: Path, kept: Memory) -> tuple[Book, list[str]]:
    """A book, and the codes of what was found."""
    made, found = load(folder, kept=kept)
    assert made is not None
    return made, [one.code for one in found]


def trees(made: Book) -> list[bytes]:
    """All of its parts."""
    return [ElementTree.tostring(one.tree) for one in made.parts]


@pytest.mark.parametrize("folder", [ROOT, ROOT / "docs" / "manual"], ids=["book", "manual"])
def test_real_chapters_come_back_as_they_were_read(folder: Path) -> None:
    kept = Memory()
    first, found = loaded(folder, kept)
    again, told = loaded(folder, kept)
    assert any(name.startswith("chapter-") for name in kept.kept)
    assert trees(again) == trees(first)
    assert again.abbreviations == first.abbreviations
    assert told == found


def test_signs_of_every_kind_come_back_as_they_were_read(tmp_path: Path) -> None:
    folder, kept = book(tmp_path, {"one.md": WORDS}), Memory()
    first, _ = loaded(folder, kept)
    again, _ = loaded(folder, kept)
    assert len(kept.kept) == 1
    assert trees(again) == trees(first)
    assert again.abbreviations == {"NHS": "National Health Service"}


def test_a_chapter_with_other_words_is_read_again(tmp_path: Path) -> None:
    folder, kept = book(tmp_path, {"one.md": CHAPTER}), Memory()
    loaded(folder, kept)
    (folder / "one.md").write_text(CHAPTER + "\nOne more.\n", "utf-8")
    again, _ = loaded(folder, kept)
    assert b"One more." in b"".join(trees(again))


def test_what_was_found_in_a_chapter_is_found_again(tmp_path: Path) -> None:
    folder, kept = book(tmp_path, {"one.md": CHAPTER + "\nA formula, $x^2$.\n"}), Memory()
    _, found = loaded(folder, kept)
    _, again = loaded(folder, kept)
    assert found == again
    assert "T507" in found


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"{}",
        b"{}\n<section>",
        b"{}\n<p/>",
        b"[]\n<section/>",
        b"{}\n" + b"<section>" * 100_000,
        b'{}\n<section xmlns:t="trustbook" t:role="king"/>',
        b'{}\n<section xmlns:t="trustbook" t:line="first"/>',
        b'{}\n<!DOCTYPE a [<!ENTITY b "c">]><section>&d;</section>',
    ],
)
def test_what_somebody_put_in_its_place_is_no_chapter(bad: bytes, tmp_path: Path) -> None:
    folder, kept = book(tmp_path, {"one.md": CHAPTER}), Memory()
    first, found = loaded(folder, kept)
    for name in kept.kept:
        kept.kept[name] = bad
    again, told = loaded(folder, kept)
    assert (trees(again), told) == (trees(first), found)


def test_where_all_is_kept_the_reader_of_markdown_is_not_loaded(tmp_path: Path) -> None:
    folder = book(tmp_path, {"book.toml": chapters("one.md", "two.md"), "one.md": CHAPTER, "two.md": WORDS})
    ask = (
        "import sys\nfrom trustbook.builder.check import check\n"
        f"check({str(folder)!r}, today=False)\nprint('markdown' in sys.modules)"
    )
    environment = {**os.environ, "TRUSTBOOK_CACHE": str(tmp_path / "kept")}
    said = [
        subprocess.run([sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert said == ["True\n", "False\n"]


def test_a_book_with_nothing_wrong_is_looked_through_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUSTBOOK_CACHE", str(tmp_path / "kept"))
    looked: list[Book] = []
    check = rules.check

    def look(made: Book) -> list[Finding]:
        looked.append(made)
        return check(made)

    monkeypatch.setattr(rules, "check", look)

    def built(words: str) -> list[str]:
        book(tmp_path / "book", {"one.md": f"# Trust\n\n{words}\n"})
        shutil.rmtree(tmp_path / "book" / "dist", ignore_errors=True)
        return [one.code for one in trustbook.build(tmp_path / "book", ["epub"]).findings]

    long = f"It goes on{' and on we go' * 20}."
    assert [built("One."), built("One."), len(looked)] == [[], [], 1]
    first = built(long)
    assert "S602" in first
    assert built(long) == first
    assert len(looked) == 3
