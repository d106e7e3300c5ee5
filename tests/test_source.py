"""A source file finds what was typed in the block it is asked about, whole, and nowhere else."""

from __future__ import annotations

import pytest

from trustbook.findings import Place, SourceFile

TEXT = """\
See intro-a.md, `a.md` and a.md,
and ../a.md.

a.md #x-1 #x
"""


@pytest.mark.parametrize(
    ("text", "line", "column", "place"),
    [
        ("a.md", 1, 1, "a.md:1:28+4"),
        ("a.md", 1, 29, None),
        ("../a.md", 1, 1, "a.md:2:5+7"),
        ("a.md", 4, 1, "a.md:4:1+4"),
        ("#x", 4, 1, "a.md:4:11+2"),
        ("intro", 2, 1, None),
        ("`a.md`", 1, 1, "a.md:1:17+6"),
    ],
)
def test_a_text_is_found_whole_in_its_block(text: str, line: int, column: int, place: str | None) -> None:
    found = SourceFile("a.md", TEXT).find(text, line, column)
    assert (found and f"{found}+{found.length}") == place


def test_what_stands_in_code_alone_is_found_there() -> None:
    assert SourceFile("a.md", "A `b` c.").find("b", 1) == Place("a.md", 1, 4, 1)


def test_a_block_ends_at_an_empty_line_or_with_the_file() -> None:
    file = SourceFile("a.md", "a\nb\n \nc\nd")
    assert [file.block_end(line) for line in (0, 1, 2, 4, 5, 9)] == [2, 2, 2, 5, 5, 5]


def test_a_place_without_a_column_is_the_words_of_its_line() -> None:
    assert SourceFile("a.md", "  words here  \n").place(1) == Place("a.md", 1, 3, 10)


def test_a_search_does_not_walk_a_block_of_any_length() -> None:
    assert SourceFile("a.md", "a\n" * 500 + "b").find("b", 1) is None
