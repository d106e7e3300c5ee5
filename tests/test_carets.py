"""What is printed as a caret stands below the thing it points at."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustbook.cli.voice import Voice
from trustbook.findings import Finding, SourceFile

WIDE = {"\u4fe1": 2, "\U0001f600": 2, "\uff01": 2, "e\u0301": 1, "\u200d": 0}


def cells(text: str) -> list[str]:
    """The signs of a text, one for each cell of a terminal: a sign of two cells twice."""
    row: list[str] = []
    for sign in text:
        if unicodedata.combining(sign) or sign == "\u200d":
            if row:
                row[-1] += sign
        else:
            row += [sign] * (2 if unicodedata.east_asian_width(sign) in "WF" else 1)
    return row


def pointed_at(text: str, carets: str) -> str:
    """What stands above a row of carets."""
    start = carets.index("^")
    return "".join(dict.fromkeys(cells(text)[start : start + carets.count("^")]))


def said(finding: Finding, capsys: pytest.CaptureFixture[str], plain: bool) -> tuple[str, str]:
    """The excerpt and the carets as the command prints them."""
    capsys.readouterr()
    Voice(plain=plain).findings([finding])
    _, excerpt, carets, *_ = capsys.readouterr().err.split("\n")
    return excerpt, carets


@pytest.mark.parametrize("place", ["pipe", "terminal", "plain terminal"])
@pytest.mark.parametrize("gap", ["", "a", "\u2026", "... \u2026 ", "\t", *WIDE])
@pytest.mark.parametrize("times", [(0, 0), (3, 3), (80, 80), (0, 200), (200, 0)])
def test_carets_stand_below_what_they_point_at(
    place: str, gap: str, times: tuple[int, int], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    before, after = f"{gap}a" * times[0], f"b{gap}" * times[1]
    file = SourceFile("one.md", f"# Trust\n\n{before}XYZ{after}\n")
    finding = file.finding("B201", "It is not there.", 3, len(before) + 1, 3, hint="write it")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: place != "pipe")
    excerpt, carets = said(finding, capsys, place == "plain terminal")
    assert pointed_at(excerpt, carets) == "XYZ"
    assert carets.count("^") == 3
    if place != "terminal" and "\u2026" not in gap:
        assert "\u2026" not in excerpt
    if not sum(times) or len(before + after) < 90:
        assert f"{before}XYZ{after}".replace("\t", " ") in excerpt  # the book's own words stay as they are


@given(st.text("ab \u2026\u4fe1\U0001f600", max_size=300), st.integers(0, 300), st.integers(1, 300))
def test_carets_never_stand_outside_the_line(line: str, start: int, length: int) -> None:
    finding = SourceFile("one.md", line).finding(
        "B201", "It is not there.", 1, min(start, len(line)) + 1, length, hint="write it"
    )
    for cut in ("\u2026", "..."):
        told = finding.lines(cut)
        if line:
            assert len(told[2].rstrip()) <= max(len(cells(told[1])), told[2].index("^") + 1)
