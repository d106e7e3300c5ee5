"""Starting a book: what is written builds without a finding, and nothing is ever overwritten."""

from __future__ import annotations

import errno
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
from trustbook.cli.starter import create
from trustbook.editions import rows
from trustbook.findings import DataFile
from trustbook.settings import read_settings

DAY = date(2026, 12, 1)
OCCUPIED = "O905"


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

    monkeypatch.setattr(new, "_filled", full)
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
