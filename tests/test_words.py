"""The builder's own words: chosen by language, overridden in book.toml, complete in every language."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from books import BOOK_TOML, book
from stages import part, read, text

from trustbook.builder.check import check_on
from trustbook.words import names_in, phrases, words_for
from trustbook.words.plurals import Plural, category
from trustbook.words.style import properties

FOLDER = Path(__file__).parents[1] / "src" / "trustbook" / "words"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.toml") if "-" not in path.stem)
REGIONS = sorted(path.stem for path in FOLDER.glob("*-*.toml"))


def _said(language: str) -> dict[str, object]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))


def _config(language: str, more: str = "") -> str:
    return BOOK_TOML.replace("en-GB", language) + more


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_every_phrase_and_no_other(language: str) -> None:
    assert list(_said(language)) == [field.name.replace("_", "-") for field in phrases()]


@pytest.mark.parametrize("language", [*LANGUAGES, *REGIONS])
def test_phrases_hold_their_values(language: str) -> None:
    names = {field.name.replace("_", "-"): set(field.metadata["names"]) for field in phrases()}
    for key, phrase in _said(language).items():
        for form in phrase.values() if isinstance(phrase, dict) else [phrase]:
            said = set(names_in(form)) if isinstance(form, str) else set()
            assert said == names[key] or (isinstance(phrase, dict) and said <= names[key]), (key, form)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_exactly_its_plural_forms(language: str) -> None:
    needed = {category(language, number) for number in range(200)}
    for phrase in _said(language).values():
        assert not isinstance(phrase, dict) or set(phrase) == needed


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_has_twelve_months(language: str) -> None:
    assert len(words_for(language, {}).months) == 12


@pytest.mark.parametrize(
    ("language", "said"),
    [("en-GB", "1 November 2026"), ("en-US", "November 1, 2026"), ("en-us", "November 1, 2026")],
)
def test_dates_follow_the_language_and_its_region(language: str, said: str) -> None:
    assert words_for(language, {}).spoken_date(date(2026, 11, 1)) == said


def test_a_plural_form_is_chosen_by_number() -> None:
    forms = Plural(one="obraz", few="obrazy", many="obrazów")
    said = [forms.form("pl", number) for number in (1, 2, 5, 12, 22, 25)]
    assert said == ["obraz", "obrazy", "obrazów", "obrazów", "obrazy", "obrazów"]


def test_a_book_may_say_a_phrase_its_own_way(tmp_path: Path) -> None:
    words = '[words]\nchapter-number = "Step {number}"\nsummary-pictures = { one = "One picture." }\n'
    parsed, found = read(book(tmp_path, {"book.toml": _config("en-GB", words)}))
    assert found == []
    assert text(part(parsed, "one").tree).startswith("Step 1 Trust")
    said = parsed.sources.settings.words
    assert said.summary_pictures.one == "One picture."
    assert said.summary_pictures.other == words_for("en", {}).summary_pictures.other


def test_two_books_may_speak_in_two_ways_in_one_process(tmp_path: Path) -> None:
    one, _ = read(book(tmp_path / "a", {"book.toml": _config("en-GB", '[words]\ncontents = "What is inside"\n')}))
    two, _ = read(book(tmp_path / "b"))
    assert one.sources.settings.words.contents == "What is inside"
    assert two.sources.settings.words.contents == "Contents"


def test_words_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        words_for("en", {}).contents = "x"  # type: ignore[misc]


def test_every_phrase_says_what_it_is_for() -> None:
    assert all(field.metadata["about"] for field in phrases())


def test_a_language_without_words_speaks_english_and_says_so(tmp_path: Path) -> None:
    parsed, found = read(book(tmp_path, {"book.toml": _config("ja", '[words]\ncontents = "目次"\n')}))
    [finding] = found
    assert finding.code == "F120"
    assert "in `[words]` what it lacks: chapter-number, " in finding.hint
    words = parsed.sources.settings.words
    assert (words.language, words.contents, words.notes) == ("en", "目次", "Notes")


def test_a_book_may_bring_all_words_of_its_language(tmp_path: Path) -> None:
    everything = (FOLDER / "pl.toml").read_text("utf-8")
    parsed, found = read(book(tmp_path, {"book.toml": _config("szl", f"[words]\n{everything}")}))
    assert found == []
    assert parsed.sources.settings.words.language == "szl"
    assert parsed.sources.settings.words.summary_pictures.form("szl", 5) == "Każdy z {count} obrazów ma opis tekstowy."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ('figure-number = "Fig. {nr}"', "`figure-number`: `{nr}` means nothing here; `{number}` may stand in braces"),
        ('notes = "{x}"', "`notes`: `{x}` means nothing here; nothing may stand in braces"),
        ('help-page = "page {page} of {link}"', "`help-page`: `{link}` stands before `{page}` here"),
        (
            'help-call = "Call us"',
            "`help-call`: `{to}` is missing: without it, readers would not learn what stands there",
        ),
        ('months = ["Jan"]', "`months`: a year has 12 months; found 1"),
        (
            'summary-pictures = { one = "{n}" }',
            "`summary-pictures`: `{n}` means nothing here; `{count}` may stand in braces",
        ),
        ('contents = ""', None),
        ('contens = "Inside"', "`contens` is not a key of `words`"),
    ],
)
def test_a_phrase_that_cannot_be_said_is_found(typed: str, said: str | None, tmp_path: Path) -> None:
    report = check_on(book(tmp_path, {"book.toml": _config("en", f"[words]\n{typed}\n")}), date(2026, 11, 25))
    [finding] = report.findings
    assert finding.place is not None
    assert finding.place.path == "book.toml"
    assert said is None or finding.message == said


def test_a_phrase_is_text_wherever_it_stands(tmp_path: Path) -> None:
    config = _config("en", '[words]\nchapter-number = "<b>{number}&{number}"\n')
    parsed, found = read(book(tmp_path, {"book.toml": config}))
    assert found == []
    assert text(part(parsed, "one").tree).startswith("<b>1&1 Trust")
    rule = properties(replace(words_for("en", {}), link_page='{link} </style> "\\ (p. {page})'))
    assert '--link-page-before: " \\3c /style> \\22 \\5c  (p. "' in rule
