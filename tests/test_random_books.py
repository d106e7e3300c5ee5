"""What `check` passes, EPUBCheck passes: random books of everything that an author may type.

More of them, with the PDFs: `scripts/random_editions.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from books import book
from random_books import random_book

import trustbook
from trustbook.builder.cache import Cache
from trustbook.editions.drawings import outlined
from trustbook.editions.epub.document import render_epub
from trustbook.editions.epub.package import pack
from trustbook.rules.check import check
from trustbook.verify.epub import epubcheck
from trustbook.verify.tools import Missing, Subject

BOOKS, BOUND = 100, 50  # how many, and how many go into one EPUB: starting Java takes longer than judging


def passes(folder: Path, number: int) -> bool:
    """Whether nothing is wrong with a book."""
    made, found = trustbook.load(book(folder, random_book(number)))
    assert made is not None or found
    faults = found if made is None else [*found, *check(made)]
    assert not [one for one in faults if one.severity == "error" and not (one.hint and one.place)]
    return not [one for one in faults if one.severity == "error"]


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, BOOKS, BOUND))
def test_what_check_passes_epubcheck_passes(first: int, tmp_path: Path) -> None:
    clean = [number for number in range(first, first + BOUND) if passes(tmp_path / str(number), number)]
    assert len(clean) > BOUND // 2
    made, found = trustbook.load(book(tmp_path / "all", random_book(*clean)))
    assert made is not None, found
    edition = render_epub(made, [], b"", outlined(made, Cache()))
    (tmp_path / "work").mkdir()
    try:
        judged = epubcheck(Subject("b.epub", pack(edition), tmp_path / "work"))
    except Missing as lack:
        pytest.skip(lack.reason)
    assert [(str(one.place), one.message) for one in judged if "cover.png" not in str(one.place)] == []
