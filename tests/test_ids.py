"""Ids stand once in the whole book; what the builder makes gives way to what authors type."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from books import book, chapters, with_role
from stages import read

from trustbook.manuscript.book import Book


def ids(made: Book) -> list[str]:
    """All ids of a book, in order."""
    return [identifier for part in made.parts for one in part.tree.iter() if (identifier := one.get("id"))]


# Headings and file names that make one id between them, though nobody typed it.
ALIKE: Mapping[str, Mapping[str, str]] = {
    "two parts": {"part.md": "# A\n\n## Two plans\n\nB.\n", "part-two.md": "# C\n\n## Plans\n\nD.\n"},
    "a figure": {"figure.md": '# A\n\n## 1\n\n![B.](a.svg "C")\n', "b.md": "# B\n\nC.\n"},
    "a note": {"a.md": "# A\n\n## Note 1\n\nB.[^a]\n\n[^a]: C.\n", "b.md": "# B\n\nC.\n"},
    "a call": {"a.md": "# A\n\nB.[^a]\n\n## Call 1\n\nC.\n\n[^a]: C.\n", "b.md": "# B\n\nC.\n"},
    "a title": {"a.md": "# A\n\n## B title\n\nC.\n", "a-b.md": "# D\n\nE.\n"},
    "a page": {"page.md": "# A\n\n## 7\n\nB.\n", "b.md": "# B\n\nC.\n"},
    "a part": {"a.md": "# A\n\n## B\n\nC.\n", "a-b.md": "# D\n\nE.\n"},
    "a chapter's name": {"a.md": "# A\n\n## B {#b}\n\nSee [it](#b).\n", "b.md": "# B {#a}\n\n[A](a.md) [C](#a)\n"},
    "an id": {"a.md": "# A\n\n## B\n\nC.\n", "b.md": "# B\n\n## C {#a-b}\n\nSee [it](#a-b).\n"},
}  # fmt: skip


@pytest.mark.parametrize("name", ALIKE)
def test_ids_that_nobody_typed_never_clash(name: str, tmp_path: Path) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0h1"/></svg>'
    made, found = read(book(tmp_path, {"book.toml": chapters(*ALIKE[name]), "a.svg": drawing, **ALIKE[name]}))
    assert [one for one in found if one.severity == "error"] == []
    assert len(ids(made)) == len(set(ids(made)))


def test_an_id_that_an_author_typed_stays_what_it_is(tmp_path: Path) -> None:
    made, _ = read(book(tmp_path, {"book.toml": chapters(*ALIKE["an id"]), **ALIKE["an id"]}))
    assert made.parts[2].headings[1].id == "a-b"
    assert [link.get("href") for link in made.parts[2].tree.iter("a")] == ["#a-b"]


def test_an_id_in_two_chapters_is_found_at_the_second(tmp_path: Path) -> None:
    files = {"a.md": "# A\n\n## B {#x}\n\nC.\n", "b.md": "# D\n\n" + "E.\n\n" * 300 + "## F {#x}\n\nG.\n"}
    _, found = read(book(tmp_path, {"book.toml": chapters(*files), **files}))
    assert [(one.code, str(one.place), one.message) for one in found] == [
        ("B203", "b.md:603:7", "the id `x` is used in a.md already")
    ]


def test_the_id_of_a_source_is_the_builders(tmp_path: Path) -> None:
    entry = '[[entries]]\nid = "nami"\nkind = "organisation"\nname = "N"\nabout = "A."\n'
    files = {
        "book.toml": with_role("reading-list"),
        "reading-list.toml": entry,
        "one.md": "# R\n\n## A {#ref-nami}\n\nB [@nami].\n",
    }
    _, found = read(book(tmp_path, files))
    assert [(one.code, one.message) for one in found] == [("B203", "the id `ref-nami` is taken")]


def test_each_of_two_equal_headings_can_be_linked_to(tmp_path: Path) -> None:
    words = "# T\n\n## A\n\n### Steps\n\nB.\n\n## C\n\n### Steps\n\nSee [one](#steps), [two](#steps-2).\n"
    made, found = read(book(tmp_path, {"one.md": words}))
    assert found == []
    assert [link.get("href") for link in made.parts[1].tree.iter("a")] == ["#one-steps", "#one-steps-2"]


def test_a_link_may_encode_the_name_of_its_target(tmp_path: Path) -> None:
    made, found = read(book(tmp_path, {"one.md": "# T\n\n## 信\n\nSee [it](#%E4%BF%A1) and [it](#信).\n"}))
    assert [one.code for one in found if one.code != "T501"] == []
    assert [link.get("href") for link in made.parts[1].tree.iter("a")] == ["#one-信"] * 2


def test_the_words_of_a_link_may_start_like_a_citation(tmp_path: Path) -> None:
    made, found = read(book(tmp_path, {"one.md": "# T\n\nSee [@who](https://social.example/@who).\n"}))
    assert found == []
    assert [(link.get("href"), link.text) for link in made.parts[1].tree.iter("a")] == [
        ("https://social.example/@who", "@who")
    ]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ('![a](a.svg "A") `{#x y}` *b*{#9x}', "one.md:1203:30"),
        ('A <b id="9x">b</b>', "one.md:1203:10"),
        ("## B {#9x}", "one.md:1203:7"),
        ("B\n{: #9x }", "one.md:1204:4"),
    ],
)
def test_an_id_that_cannot_be_one_is_found_where_it_stands(words: str, place: str, tmp_path: Path) -> None:
    text = "# T\n\n" + "Line.\n\n" * 600 + "\n".join([words, ""]).replace("\n\n", "\n")
    _, found = read(book(tmp_path, {"one.md": text}))
    assert [str(one.place) for one in found if one.code == "B203"] == [place]
