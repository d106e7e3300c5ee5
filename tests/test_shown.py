"""Words of strangers are shown, never obeyed: on a terminal, in findings and in report.json."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from books import BOOK_TOML, CHAPTER, book
from hypothesis import given
from hypothesis import strategies as st
from test_cli import Run, run  # noqa: F401
from test_hostile import run as run_apart

import trustbook
from trustbook.builder.report import read_report
from trustbook.findings import Finding, Place
from trustbook.findings.shown import shown, shown_json, shown_lines

ODD = "\x1b[31m\x07\x9b\u202e\u2066\u2028\ufeff\udc80\u200b\ue000\U000e0041"
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def test_signs_are_spelled_out() -> None:
    assert shown("a\x1b[31m\u202eb\n\udc80") == "a\\x1b[31m\\u202eb\\x0a\\udc80"
    assert shown_lines("a\n\tb\r") == "a\n\tb\\x0d"


def test_what_languages_need_stays() -> None:
    for text in ("café", "क्‍ष", "می‌خواهم", "Schiff\xadfahrt", "10\xa0km", "👍🏽", "👩‍⚕️", "שלום", "“a”"):
        assert shown(text) == text


@given(st.text())
def test_a_finding_holds_nothing_to_obey_and_can_be_written(text: str) -> None:
    text += ODD
    finding = Finding("F117", text, Place(text, 1, 1), text, text)
    for line in finding.lines():
        assert not OBEYED.search(line)
        line.encode()
    again = Finding.from_dict(json.loads(shown_json(finding.to_dict())))
    assert again == finding


@given(st.text())
def test_json_says_the_same(text: str) -> None:
    data = {"a": [text + ODD]}
    written = shown_json(data)
    written.encode()
    assert not OBEYED.search(written)
    assert json.loads(written) == data


BOOKS: Mapping[str, Mapping[str, str | bytes]] = {
    "a chapter's name": {"book.toml": BOOK_TOML.replace("one.md", "o\\u202e\\u001b[31mne.md")},
    "a setting": {"book.toml": BOOK_TOML.replace("[book]", '"\\u202e\\u001b[2J" = 1\n[book]')},
    "an edition": {"book.toml": f'editions = ["\\u001b[2J\\u202e"]\n{BOOK_TOML}'},
    "an identifier": {"book.toml": BOOK_TOML.replace("urn:uuid:", "\\u001b[2J\\u202e")},
    "a title": {"one.md": "# Tr\u202eust \u2066\n\nIt grows.\n"},
    "a link": {"one.md": f"{CHAPTER}\n[x](#\u202e\u2066a)\n"},
    "a citation": {"one.md": f"{CHAPTER}\nIt grows [@a\u202eb].\n"},
    "an escape by number": {"one.md": f"{CHAPTER}\n[x](#&#27;[2J) &#x202e; &#27;\n"},
    "a picture": {"one.md": f'{CHAPTER}\n![x](a\u202e.png "A")\n', "a\u202e.png": b"x"},
    "a picture's text": {"one.md": f'{CHAPTER}\n![\u202ex](a.svg "\u2066A")\n'},
    "raw HTML": {"one.md": f'{CHAPTER}\n<p \u202e="x">a</p>\n'},
    "a style sheet": {"styles/epub.css": "p { \\1b[2J: x; behaviour\u202e: y }"},
    "a style sheet's name": {"styles/\u202e\x1b[2J.css": "p { margin: 0 }"},
    "a drawing": {"one.md": f'{CHAPTER}\n![x](a.svg "A")\n', "a.svg": '<svg xmlns="http://www.w3.org/2000/svg"><\u202e/></svg>'},
}  # fmt: skip


@pytest.mark.parametrize("where", BOOKS)
def test_a_command_prints_nothing_to_obey(where: str, tmp_path: Path, run: Run) -> None:  # noqa: F811
    folder = book(tmp_path / "book", BOOKS[where])
    for words in (["check"], ["check", "--json"], ["build", "epub"], ["list"]):
        done = run("-C", folder, *words)
        assert not OBEYED.search(done.out + done.err)
        assert "O904" not in done.err


@pytest.mark.skipif(os.name == "nt", reason="names are no bytes there")
def test_a_name_that_is_no_text_is_shown(tmp_path: Path) -> None:
    folder = book(tmp_path / "book")
    (folder / os.fsdecode(b"styles")).mkdir()
    (folder / "styles" / os.fsdecode(b"a\xff\x1b.css")).write_text("p { margin: 0 }", "utf-8")
    (folder / os.fsdecode(b"b\xff.png")).write_bytes(b"x")
    done = run_apart("-C", folder, "build", "epub")
    assert "a\\udcff\\x1b.css" in done.stderr
    assert "Traceback" not in done.stderr
    report = trustbook.build(folder, ["epub"])
    assert report.built or report.unchanged
    written = (folder / "dist" / "report.json").read_bytes().decode()
    assert not OBEYED.search(written)
    assert read_report(folder / "dist") is not None
