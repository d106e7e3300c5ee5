"""What `check` says about style: lists, sentences, grades, wording, links, and how old help lines are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from books import BOOK_TOML, book, with_role
from click.testing import CliRunner
from sample_book import sample
from stages import read

from trustbook.builder.check import check_on
from trustbook.cli.main import main_group
from trustbook.findings import Finding
from trustbook.rules.check import check
from trustbook.rules.dates import check_help_lines


def style(folder: Path, words: str, files: Mapping[str, str] = {}) -> list[Finding]:
    """What the rules say of one chapter that has no other fault."""
    made, found = read(book(folder, {"one.md": words, **files}))
    assert found == []
    return check(made)


def codes(found: list[Finding]) -> list[tuple[str, int]]:
    """Code and line of each finding."""
    return [(one.code, one.place.line if one.place else 0) for one in found]


LONG = "We go " + "and on we go " * 7 + "to rest."
EIGHT = "".join(f"- item {letter}\n" for letter in "abcdefgh")


def test_good_prose_is_left_alone(tmp_path: Path) -> None:
    assert style(tmp_path, "# Care\n\nYou can take your time. It is fine to stop.\n") == []


def test_a_list_over_seven_items_is_told_at_its_line(tmp_path: Path) -> None:
    assert codes(style(tmp_path, f"# Care\n\nOne.\n\n{EIGHT}")) == [("S601", 5)]


def test_lists_that_the_builder_makes_may_be_long(tmp_path: Path) -> None:
    sections = "".join(f"## Part {letter}\n\nWe go.[^{letter}]\n\n" for letter in "abcdefghij")
    notes = "".join(f"[^{letter}]: So.\n" for letter in "abcdefghij")
    config = BOOK_TOML.replace("[[chapters]]", '[[chapters]]\nrole = "contents"\n[[chapters]]')
    assert style(tmp_path, f"# Care\n\n{sections}{notes}", {"book.toml": config}) == []


def test_a_glossary_may_be_long(tmp_path: Path) -> None:
    terms = "".join(f"term {letter}\n:   So it is.\n\n" for letter in "abcdefghij")
    assert style(tmp_path, f"# Words\n\n{terms}", {"book.toml": with_role("glossary")}) == []


def test_a_long_sentence_is_told_with_its_count(tmp_path: Path) -> None:
    found = style(tmp_path, f"# Care\n\nShort one.\n{LONG}\n\nOne. Two. Three. Four.\n")
    [sentence] = [one for one in found if one.code == "S602"]
    assert sentence.message == "a sentence of 32 words"
    assert sentence.place is not None
    assert (sentence.place.path, sentence.place.line, sentence.place.column) == ("one.md", 4, 1)


HARD = "Organisational accountability necessitates comprehensive interdisciplinary communication. "


def test_hard_words_raise_the_grade_of_a_chapter(tmp_path: Path) -> None:
    found = style(tmp_path, f"# Care\n\n{HARD * 20}\n")
    assert codes(found) == [("S603", 1)]
    assert "reading grade" in found[0].message


def test_a_few_words_have_no_grade(tmp_path: Path) -> None:
    assert style(tmp_path, f"# Care\n\n{HARD}\n") == []


def test_boxes_have_to_be_easier_than_chapters(tmp_path: Path) -> None:
    easy = "We sit. We rest. We talk. We go on. You can stop. It is fine.\n\n" * 20
    box = f'!!! try "Try this"\n    {"Consider regularly revisiting several comfortable activities together. " * 6}\n'
    found = codes(style(tmp_path, f"# Care\n\n{easy}{box}"))
    assert found == [("S603", 43)]


def test_limits_come_from_the_book(tmp_path: Path) -> None:
    config = BOOK_TOML.replace("[help]", "[style]\nmax-list = 8\nmax-sentence = 40\nmax-grade = 30\n[help]")
    found = style(tmp_path, f"# Care\n\n{LONG} One. Two. Three.\n\n{EIGHT}", {"book.toml": config})
    assert codes(found) == []


@pytest.mark.parametrize(
    "phrase",
    [
        "He committed suicide.",
        "She suffers from panic.",
        "the mentally ill",
        "a drug abuser",
        "Clients must try.",
        "a non-compliant client",
    ],
)
def test_phrases_that_hurt_are_told(tmp_path: Path, phrase: str) -> None:
    found = style(tmp_path, f"# Care\n\nOne.\n\n{phrase}\n")
    assert [code for code, line in codes(found) if line == 5] == ["S604"]
    assert found[0].hint.startswith("prefer: ")


@pytest.mark.parametrize(
    "phrase",
    [
        "Some people lived through abuse.", "We must go home.", "People who suffer can rest.", "A committed friend.",
        "It is a normal day.", "He had resistant paint.", "An ill person can rest.", "She refused the cake.",
    ],
)  # fmt: skip
def test_bare_words_are_not_judged(tmp_path: Path, phrase: str) -> None:
    assert [one for one in style(tmp_path, f"# Care\n\n{phrase}\n") if one.code == "S604"] == []


@pytest.mark.parametrize("words", ["here", "Click here", "this page", "more"])
def test_a_link_text_that_says_nothing_is_told(tmp_path: Path, words: str) -> None:
    assert codes(style(tmp_path, f"# Care\n\nA.\n\nGo [{words}](https://a.example).\n")) == [("L105", 5)]


def test_a_comment_lets_one_line_pass(tmp_path: Path) -> None:
    passed = f"<!-- lint-ok -->\n{LONG.replace('to rest', 'crazy')}"
    words = f"# Care\n\n{passed}\n\nOne. Two. Three. Four. Five.\n\nIt is crazy.\n"
    assert codes(style(tmp_path, words)) == [("S604", 8)]


def test_a_comment_leaves_no_trace_in_the_book(tmp_path: Path) -> None:
    made, _ = read(book(tmp_path, {"one.md": "# Care\n\n<!-- lint-ok -->\n\nA.\n"}))
    assert [p.text for p in made.parts[-1].tree.iter("p")] == ["A."]


@pytest.mark.parametrize("language", ["de", "cy-GB"])
def test_words_in_another_language_are_not_judged(tmp_path: Path, language: str) -> None:
    config = BOOK_TOML.replace("en-GB", language)
    words = f"# Care\n\n{LONG}\n\n{HARD * 20}\n\nSie ist crazy, [here](https://a.example).\n"
    assert style(tmp_path, words, {"book.toml": config}) == []


def test_lists_are_counted_and_empty_links_found_in_every_language(tmp_path: Path) -> None:
    words = f"# Care\n\n{EIGHT}\n[](https://a.example)\n"
    assert codes(style(tmp_path, words, {"book.toml": BOOK_TOML.replace("en-GB", "de")})) == [("S601", 3), ("L105", 12)]


@pytest.mark.parametrize(("day", "told"), [("2026-11-30", 0), ("2026-12-01", 0), ("2026-12-02", 1), ("2028-01-01", 2)])
def test_help_lines_are_told_when_nobody_checked_for_six_months(tmp_path: Path, day: str, told: int) -> None:
    made, _ = read(sample(tmp_path))
    found = check_help_lines(made, date.fromisoformat(day))
    assert [one.code for one in found] == ["K701"] * told
    if told:
        assert found[0].place is not None
        assert found[0].place.path == "help-lines.toml"
        assert found[0].excerpt.startswith("verified_on")


def test_help_lines_of_other_countries_may_be_old(tmp_path: Path) -> None:
    made, _ = read(sample(tmp_path))
    assert not [one for one in check_help_lines(made, date(2028, 1, 1)) if "far away" in one.message]


def test_only_check_looks_at_the_day(tmp_path: Path) -> None:
    folder = sample(tmp_path)
    codes_then = {one.code for one in check_on(folder, date(2028, 1, 1)).findings}
    codes_without = {one.code for one in check_on(folder, None).findings}
    assert codes_then - codes_without == {"K701"}


def test_a_language_without_rules_is_said_once_and_fails_nobody(tmp_path: Path) -> None:
    folder = book(tmp_path, {"book.toml": BOOK_TOML.replace("en-GB", "fr")})
    told = CliRunner().invoke(main_group, ["-C", str(folder), "check", "--strict"])
    assert told.exit_code == 0
    assert "book.toml:5:13: note[S605]: there are no style rules for the language `fr`" in told.stderr
    assert told.stderr.endswith("0 errors, 0 warnings\n")


def test_a_rule_can_be_set_off_for_a_book_and_for_a_file(tmp_path: Path) -> None:
    words = f"# Care\n\nHe committed suicide.\n\n{EIGHT}"
    assert codes(style(tmp_path, words)) == [("S601", 5), ("S604", 3)]
    off = {"book.toml": f'{BOOK_TOML}[style]\noff = ["S601"]\n'}
    assert codes(style(tmp_path, words, off)) == [("S604", 3)]
    commented = words.replace("He ", "<!-- lint-off: S601, S604 -->\n\nHe ", 1)
    assert codes(style(tmp_path, commented)) == []
