"""Counting sentences, words and syllables by rules that stay the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import BOOK_TOML, book
from stages import part, read

from trustbook.rules.grades import readability
from trustbook.rules.names import names_in
from trustbook.rules.readability import measure, sentences, words


@pytest.mark.parametrize(
    ("block", "count"),
    [
        ("One. Two! Three?", 3),
        ("Dr. Lee came, e.g. on Monday, and so did others, etc. as before.", 1),
        ("“Are you well?” “Yes.” (She was.)", 3),
        ("No stop at the end", 1),
        ("It is 3.5 times as much.", 1),
        ("Smith et al. (2017) say so.", 1),
        ("… 12 …", 0),
        ("", 0),
    ],
)
def test_sentences(block: str, count: int) -> None:
    assert len(sentences(block)) == count


def test_a_block_always_ends_a_sentence() -> None:
    assert measure(["In short", "Trust grows."]).sentences == 2


def test_words_are_letters_with_inner_apostrophes() -> None:
    assert words("It’s the clients' well-being, 25 times (a day).") == [
        "it's", "the", "clients", "well", "being", "times", "a", "day",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("trust", 1), ("client", 2), ("relationship", 4), ("therapist's", 3), ("I'm", 1), ("zorbification", 5)],
)
def test_syllables(word: str, syllables: int) -> None:
    assert measure([word]).syllables == syllables


def test_the_grade_is_flesch_and_kincaids() -> None:
    # 6 words, 1 sentence, 6 syllables: 0.39 * 6 + 11.8 * 1 - 15.59
    assert measure(["The cat sat on the mat."]).grade == pytest.approx(-1.45)


def test_an_empty_text_has_grade_nought() -> None:
    nothing = measure([])
    assert (nothing.grade, nothing.words_a_sentence) == (0.0, 0.0)


def test_names_marks_and_numbers_do_not_make_a_text_hard(tmp_path: Path) -> None:
    reading_list = (
        'format = 1\n[[entries]]\nid = "apa"\nkind = "organisation"\nname = "American Psychological Association"\n'
        'about = "A body."\n'
    )
    text = "# Care\n\nThe American Psychological Association says so [@apa].[^a]\n\n[^a]: Yes.\n"
    folder = book(tmp_path, {"one.md": text, "reading-list.toml": reading_list})
    parsed, _ = read(folder)
    found = readability(part(parsed, "one"), names_in(parsed))
    # Care. The says so. Notes. Yes.
    assert (found.sentences, found.words) == (4, 6)


def test_a_short_name_does_not_eat_parts_of_words(tmp_path: Path) -> None:
    folder = book(tmp_path, {"one.md": "# Care\n\nThe ART of STARTING.\n\n*[ART]: A way of making\n"})
    parsed, _ = read(folder)
    assert readability(part(parsed, "one"), names_in(parsed)).words == 4  # Care. The of STARTING.


def test_code_does_not_count(tmp_path: Path) -> None:
    folder = book(
        tmp_path, {"one.md": "# Care\n\nWe go.\n\n```\nexternal_configuration()\n```\n", "book.toml": BOOK_TOML}
    )
    parsed, _ = read(folder)
    assert readability(part(parsed, "one"), names_in(parsed)).words == 3
