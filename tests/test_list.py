"""`trustbook list` says what a book holds, and what of it is built."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from books import BOOK_TOML, CHAPTER, book, chapters

import trustbook
from trustbook.builder.contents import contents
from trustbook.editions import rows

EXERCISES = """
!!! try "Ask *one* thing[^1]"
    Ask it.

    !!! note "A note"
        Not an exercise.

!!! try
    Write it down.

- A list.

    !!! try "In a list"
        Do it.

[^1]: A note.
"""
TWO = {
    "book.toml": chapters("before.md", "one.md").replace('before.md"', 'before.md"\nrole = "preface"'),
    "before.md": "# Before\n\nHow to read.\n",
    "one.md": CHAPTER + EXERCISES,
}


def said(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from trustbook.cli import main; main()", "-C", str(folder), "list", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def states(folder: Path) -> dict[str, str]:
    found, _ = contents(folder)
    assert found is not None
    return {one.name: one.state for one in found.editions}


def test_parts_and_exercises_have_number_title_and_place(tmp_path: Path) -> None:
    found, findings = contents(book(tmp_path, TWO))
    assert found is not None
    assert findings == []
    assert [(one.number, one.title, one.file) for one in found.parts] == [
        ("", "Before", "before.md"),
        ("1", "Trust", "one.md"),
    ]
    assert [(one.number, one.part, one.title, one.file, one.line) for one in found.exercises] == [
        ("1", "Trust", "Ask one thing", "one.md", 5),
        ("1", "Trust", "Try", "one.md", 11),
        ("1", "Trust", "In a list", "one.md", 16),
    ]


def test_editions_are_built_out_of_date_or_not_built(tmp_path: Path) -> None:
    folder = book(tmp_path)
    nothing = dict.fromkeys(rows().editions, "not built")
    assert states(folder) == nothing
    trustbook.build(folder, ["epub"])
    assert states(folder) == nothing | {"epub": "built"}
    (folder / "one.md").write_text(CHAPTER + "\nIt grows.\n")
    assert states(folder) == nothing | {"epub": "outdated"}
    (folder / "dist" / "trust.epub").unlink()
    assert states(folder) == nothing


def test_files_are_those_that_lie_there_or_would(tmp_path: Path) -> None:
    folder = book(tmp_path, {"book.toml": BOOK_TOML.replace("[help]", '[print]\ncover = "apart"\n[help]')})
    trustbook.build(folder, ["print"])
    found, _ = contents(folder)
    assert found is not None
    files = {one.name: one.files for one in found.editions}
    assert files["print"] == ("trust-print.pdf", "trust-print-cover.pdf")
    assert files["epub"] == ("trust.epub",)


def test_listing_writes_nothing(tmp_path: Path) -> None:
    folder = book(tmp_path)
    before = sorted(folder.rglob("*"))
    contents(folder)
    assert sorted(folder.rglob("*")) == before


def test_people_get_tables_and_machines_json(tmp_path: Path) -> None:
    folder = book(tmp_path, TWO)
    shown = said(folder)
    assert (shown.returncode, shown.stderr) == (0, "")
    lines = [" ".join(line.split()) for line in shown.stdout.splitlines()]
    for line in ("Chapters", "1 Trust one.md", "Exercises", "1 Ask one thing one.md:5", "epub not built trust.epub"):
        assert line in lines
    told = json.loads(said(folder, "--json").stdout)
    assert (told["title"], told["parts"][1]["number"], told["exercises"][0]["title"]) == ("Trust", "1", "Ask one thing")
    assert told["editions"][0] == {"name": "epub", "state": "not built", "files": ["trust.epub"]}


def test_a_book_that_cannot_be_understood_is_told(tmp_path: Path) -> None:
    shown = said(book(tmp_path, {"book.toml": "format = "}))
    assert (shown.returncode, shown.stdout) == (1, "")
    assert "error[F102]" in shown.stderr


def test_what_is_wrong_with_a_chapter_is_the_affair_of_check(tmp_path: Path) -> None:
    shown = said(book(tmp_path, {"one.md": "# Trust\n\nIt [grows](lost.md).\n"}))
    assert (shown.returncode, shown.stderr) == (0, "")


def test_a_folder_without_a_book_is_told(tmp_path: Path) -> None:
    assert "error[F101]" in said(tmp_path).stderr
