"""Whatever happens to a manuscript, each finding has a place that is there, and a hint; and nothing is thrown.

Three thousand of them: `scripts/broken_manuscripts.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from books import book
from effort import at_most
from mutants import mutants

import trustbook
from trustbook.findings import Finding
from trustbook.findings.finding import GENERAL

SEED = 20261129
EACH = 20
LIMIT = 10  # seconds of work for one


def misplaced(folder: Path, one: Finding) -> str:
    """What is wrong with the place or the hint of a finding, or nothing."""
    if one.hint.startswith(GENERAL):
        return "no hint of its own"
    if one.code == "O904":
        return "a fault of ours"
    if one.place is None or not one.place.line:
        return "" if one.code != "F102" else "no place"
    path = folder / one.place.path
    if not path.is_file():
        return "a file that is not there"
    lines = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if one.place.line > len(lines):
        return "a line that is not there"
    return "beyond its line" if one.place.column > len(lines[one.place.line - 1]) + 1 else ""


@pytest.mark.parametrize("group", range(10))
def test_two_hundred_broken_manuscripts_are_told_where_and_how(group: int, tmp_path: Path) -> None:
    for number, files in enumerate(mutants(EACH, SEED + group)):
        folder = book(tmp_path / str(number), files)
        with at_most(LIMIT):
            report = trustbook.check(folder)
        wrong = [(f"{one.place}", one.code, fault) for one in report.findings if (fault := misplaced(folder, one))]
        assert wrong == [], files
