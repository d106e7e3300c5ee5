"""The table of codes: whole, plain, and the same in the terminal and in the documentation."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from trustbook.cli.main import main_group
from trustbook.findings.codes import (
    AREAS,
    CODES,
    Code,
    citations,
    clinic_tables,
    clinics,
    explanation,
    files,
    headings,
    images,
    links,
    markup,
    output,
    preflight,
    style,
    verification,
)
from trustbook.findings.codes.catalogue import markdown

ROWS = CODES.values()
PAGE = Path(__file__).parents[1] / "docs" / "findings.md"


def test_each_code_stands_in_one_row() -> None:
    clinical = (clinics, clinic_tables)
    areas = (files, headings, links, citations, images, markup, style, output, *clinical, verification, preflight)
    listed = [row.code for area in areas for row in area.ROWS]
    assert len(listed) == len(set(listed)) == len(CODES)


def test_codes_stand_in_the_order_of_areas_and_numbers() -> None:
    order = list(AREAS)
    assert list(CODES) == sorted(CODES, key=lambda code: (order.index(code[0]), code))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_each_row_is_complete_and_plain(row: Code) -> None:
    assert re.fullmatch(r"[A-Z]\d{3}", row.code)
    assert row.severity in ("error", "warning", "skipped", "note")
    assert row.summary
    assert not row.summary.endswith(".")
    assert len(row.summary) <= 60
    assert re.fullmatch(r"[A-Z][^\n]*\.", row.why)
    assert len(re.findall(r"[.!?](?: |$)", row.why)) <= 2
    assert row.bad != row.good
    assert row.bad.strip()
    assert row.good.strip()
    assert "".join((row.summary, row.why, row.clause, row.bad, row.good)).isascii()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_an_explanation_says_everything_in_ascii(row: Code) -> None:
    text = explanation(row)
    folded = " ".join(text.split())
    assert text.isascii()
    assert text.startswith(f"{row.code}: {row.summary}\n{row.severity}: ")
    for part in (row.why, row.clause, row.bad, row.good):
        assert " ".join(part.split()) in folded
    assert all(len(line) <= 130 and line == line.rstrip() for line in text.split("\n"))


def test_a_code_without_a_clause_names_no_standard() -> None:
    assert "What asks for it" not in explanation(CODES["F103"])
    assert "What asks for it:\n  WCAG 2.2, 1.1.1" in explanation(CODES["I302"])


def test_the_documentation_is_current() -> None:
    hint = "run `python -m trustbook.findings.codes > docs/findings.md`"
    assert PAGE.read_text("utf-8") == markdown(), hint


def test_the_page_can_be_printed_by_the_module() -> None:
    done = subprocess.run([sys.executable, "-m", "trustbook.findings.codes"], capture_output=True, check=True)
    assert done.stdout.decode("utf-8").replace("\r\n", "\n") == markdown()


def test_the_command_explains_a_code_in_either_case() -> None:
    for code in ("B201", "b201"):
        told = CliRunner().invoke(main_group, ["explain", code])
        assert told.exit_code == 0
        assert told.stdout == explanation(CODES["B201"]) + "\n"


def test_the_command_knows_no_other_code() -> None:
    told = CliRunner().invoke(main_group, ["explain", "B999"])
    assert told.exit_code == 2
    assert "there is no code `B999`" in told.stderr
