"""Books that mean harm: nothing of the machine comes out of a build, nothing outside is written, nothing hangs.

The table is `hostile_books`; odd files, style sheets, drawings and words for a terminal have theirs in
`test_files_of_strangers`, `test_style_sheets`, `test_drawings` and `test_shown`.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from books import book
from effort import at_most
from hostile_books import BOOKS, SECRET, zipped
from test_mutants import misplaced

import trustbook

LIMIT = 20  # seconds of work
# What may run, load or call in a reading system; names of files and words of the text may say anything.
_ALIVE = re.compile(
    rb"<(?:script|style|iframe|object|embed|base|form|video|audio|link rel=\"stylesheet\" href=\"[a-z]+:)[\s>/]"
    rb"|<[^>]*\s(?:on[a-z]+|ping|srcset|style)=|(?:href|src)=\"\s*(?:javascript|vbscript|data|file):",
    re.IGNORECASE,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for the book, beside files that are not the book's."""
    for name in ("secret.md", "secret.toml", "secret.png", "secret.ttf", "secret.icc", "secret"):
        (tmp_path / "home" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "home" / name).write_text(f"# {SECRET}\n\nx = '{SECRET}'\n", "utf-8")
    return tmp_path / "home" / "book"


def around(folder: Path) -> list[tuple[str, bytes]]:
    """All files beside a book's folder."""
    return sorted((one.name, one.read_bytes()) for one in folder.parent.iterdir() if one.is_file())


@pytest.mark.parametrize("what", BOOKS)
def test_a_book_that_means_harm_does_none(what: str, folder: Path) -> None:
    if os.name == "nt" and "named as markup" in what:
        pytest.skip("no file has such a name there")
    book(folder, BOOKS[what]())
    before = around(folder)
    with at_most(LIMIT):
        report = trustbook.build(folder, ["epub"])
    assert [(str(one.place), one.code, fault) for one in report.findings if (fault := misplaced(folder, one))] == []
    assert report.built == ("epub",) or any(one.severity == "error" for one in report.findings)
    told = "\n".join(line for one in report.findings for line in one.lines())
    assert SECRET not in told
    assert "root:" not in told
    assert around(folder) == before
    assert sorted(os.listdir(folder.parent)) == sorted({"book", *(name for name, _ in before)})
    for made in (folder / "dist").glob("*.epub"):
        inside = zipped(made.read_bytes())
        assert SECRET.encode() not in inside
        assert b"root:" not in inside
        assert not _ALIVE.search(inside)
