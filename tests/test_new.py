"""Starting a book: what is written builds without a finding, and nothing is ever overwritten."""

from __future__ import annotations

import errno
import re
import tempfile
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import trustbook
from trustbook.builder.check import check_on
from trustbook.builder.make import tables
from trustbook.cli import starter as new
from trustbook.cli.main import main_group
from trustbook.cli.starter import country_of, create, languages
from trustbook.editions import rows
from trustbook.findings import DataFile
from trustbook.settings import read_settings

DAY = date(2026, 12, 1)
OCCUPIED = "O905"
LANGUAGES = ["cy", "de", "en", "es", "fr", "it", "nl", "pl", "pt", "uk"]


def facts(folder: Path) -> dict[str, Any]:
    book: dict[str, Any] = tomllib.loads((folder / "manuscript/book.toml").read_text("utf-8"))["book"]
    return book


def test_a_new_book_has_no_findings(tmp_path: Path) -> None:
    assert create(tmp_path / "my-book", None) is None
    assert check_on(tmp_path / "my-book", DAY).findings == ()


def test_a_new_book_builds_every_edition(tmp_path: Path) -> None:
    create(tmp_path, "Hope & trust")
    report = trustbook.build(tmp_path)
    assert report.findings == ()
    assert report.built == ("epub", "screen", "print")
    for name in ("hope-trust.epub", "hope-trust-screen.pdf", "hope-trust-print.pdf", "report.json"):
        assert (tmp_path / "dist" / name).is_file()


def test_every_language_fills_every_place() -> None:
    def keys(language: str) -> list[tuple[str, str]]:
        read = tomllib.loads((new.TEMPLATES / language / "texts.toml").read_text("utf-8"))
        return [(table, key) for table in read for key in read[table]]

    assert languages() == LANGUAGES
    assert [language for language in languages() if keys(language) != keys("en")] == []


@pytest.mark.parametrize("language", ["cy", "de-AT", "en-US", "es", "fr", "it", "nl", "pl", "pt-PT", "uk"])
def test_a_book_may_start_in_another_language(language: str, tmp_path: Path) -> None:
    assert create(tmp_path, "1", language) is None
    assert facts(tmp_path)["language"] == language
    lacking = [] if country_of(language) in ("GB", "US") else ["K702"]
    told = [finding.code for finding in check_on(tmp_path, DAY).findings if finding.severity != "note"]
    assert told == lacking


def test_a_book_of_a_country_with_lines_builds(tmp_path: Path) -> None:
    create(tmp_path, "Petits pas", "fr")
    lines = tmp_path / "manuscript/help-lines.toml"
    typed = lines.read_text("utf-8").replace("# [[lines]]", "[[lines]]", 1)
    typed = re.sub(r"^# (?=[\[\]a-z ])", "", typed.partition("format = 1")[2], flags=re.MULTILINE)
    typed = typed.replace('id = "…"', 'id = "une"').replace("https://…", "https://une.example")
    lines.write_text("format = 1" + typed.replace('to = "…"', 'to = "555 01 00"'), "utf-8")
    report = trustbook.build(tmp_path)
    assert report.findings == ()
    assert report.built == ("epub", "screen", "print")


def test_a_french_book_starts_without_english(tmp_path: Path) -> None:
    create(tmp_path, "Petits pas", "fr")
    english = tomllib.loads((new.TEMPLATES / "en/texts.toml").read_text("utf-8"))
    said = "\n".join(path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file())
    phrases = [line for table in english.values() for text in table.values() for line in text.splitlines()]
    assert [phrase for phrase in phrases if phrase in said] == []
    assert "# La version des règles de ce fichier." in said
    assert "# Si vous avez besoin d'aide maintenant" in said


@pytest.mark.parametrize(
    ("language", "country"),
    [
        ("fr", "FR"),
        ("fr-CA", "CA"),
        ("en", "GB"),
        ("en-US", "US"),
        ("cy", "GB"),
        ("pt", "BR"),
        ("uk", "UA"),
        ("de-Latn-at", "AT"),
    ],
)
def test_the_language_says_whose_help_lines_a_book_needs(language: str, country: str) -> None:
    assert country_of(language) == country


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_number_is_shipped_but_those_that_were_checked(language: str) -> None:
    path = new.TEMPLATES / language / "help-lines.toml"
    text = path.read_text("utf-8") if path.exists() else (new.TEMPLATES / "help-lines.toml").read_text("utf-8")
    numbers = set(re.findall(r'how = "(?:call|text)", to = "([^"]*)"', text))
    assert numbers <= {"…", "999", "111", "116 123", "85258", "911", "988", "741741"}


def test_the_command_says_what_a_country_without_lines_needs(tmp_path: Path) -> None:
    done = CliRunner().invoke(main_group, ["new", str(tmp_path / "espoir"), "--language", "fr"])
    assert done.exit_code == 0
    assert "it needs help lines for FR" in done.stderr
    unknown = CliRunner().invoke(main_group, ["new", str(tmp_path / "kibo"), "--language", "ja"])
    assert unknown.exit_code == 2
    assert "cy, de, en" in unknown.stderr
    assert not (tmp_path / "kibo").exists()


def test_the_title_comes_from_the_folder(tmp_path: Path) -> None:
    create(tmp_path / "small_steps-to hope", None)
    made = facts(tmp_path / "small_steps-to hope")
    assert (made["title"], made["slug"]) == ("Small steps to hope", "small-steps-to-hope")


def test_the_folder_may_be_the_current_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hope").mkdir()
    monkeypatch.chdir(tmp_path / "hope")
    assert create(Path(), None) is None
    assert facts(tmp_path / "hope")["title"] == "Hope"


def test_each_book_has_its_own_identifier_and_the_day_it_was_started(tmp_path: Path) -> None:
    before = date.today()
    for name in ("a", "b"):
        create(tmp_path / name, None)
    first, second = facts(tmp_path / "a"), facts(tmp_path / "b")
    assert first["identifier"].startswith("urn:uuid:")
    assert first["identifier"] != second["identifier"]
    assert before <= first["date"] <= date.today()


@settings(max_examples=40)
@given(st.text(min_size=1, max_size=120))
def test_any_title_makes_valid_settings(title: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "hope")
        assert create(place, title) is None
        shown = facts(place)["title"]
        visible = "".join(one for one in title if one.isprintable() or one.isspace())
        assert shown == (" ".join(visible.split()) or "Hope")
        text = (place / "manuscript/book.toml").read_text("utf-8")
        assert read_settings(DataFile("book.toml", text), tables(rows()))[1] == []


def test_what_the_builder_makes_stays_out_of_version_control(tmp_path: Path) -> None:
    create(tmp_path, "Hope")
    assert (tmp_path / ".gitignore").read_text("utf-8").split() == ["/dist/"]


@pytest.mark.parametrize("path", ["notes.txt", "book.toml", "manuscript/book.toml", ".hidden"])
def test_a_folder_with_something_in_it_is_refused(tmp_path: Path, path: str) -> None:
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_text("mine", "utf-8")
    finding = create(tmp_path, None)
    assert finding is not None
    assert finding.code == OCCUPIED
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == [tmp_path / path]
    assert (tmp_path / path).read_text("utf-8") == "mine"


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine", "utf-8")
    finding = create(tmp_path / "mine", None)
    assert finding is not None
    assert finding.code == "O905"
    assert (tmp_path / "mine").read_text("utf-8") == "mine"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine", "utf-8")
    finding = create(tmp_path / "mine" / "book", None)
    assert finding is not None
    assert finding.code == "O901"
    assert "mine" in finding.message


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(new, "_make_folders", full)
    finding = create(tmp_path / "far" / "book", None)
    assert finding is not None
    assert finding.code == "O901"
    assert "No space left on device" in finding.message
    assert list(tmp_path.iterdir()) == []


def test_the_command_says_what_to_do_next(tmp_path: Path) -> None:
    done = CliRunner().invoke(main_group, ["new", str(tmp_path / "hope"), "--title", "Hope"])
    assert done.exit_code == 0
    assert "trustbook build" in done.stderr
    again = CliRunner().invoke(main_group, ["new", str(tmp_path / "hope")])
    assert again.exit_code == 1
    assert "error[O905]" in again.stderr
