"""Kinds of boxes that a book brings itself, and its own words for ours: `[boxes]`."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import BOOK_TOML, book
from stages import part, read, text

import trustbook

OWN = (
    BOOK_TOML
    + """\
[boxes.exercise]
like = "try"
title = "Do it"
below = "For two people"
[boxes.remark]
[boxes.scene]
title = "A scene"
below = "Nobody in it is real"
[boxes.tip]
title = "Good to know"
"""
)


def boxes(tmp_path: Path, typed: str) -> list[tuple[str, list[str]]]:
    """Each box of a chapter: its classes, and its first two blocks."""
    made, found = read(book(tmp_path, {"book.toml": OWN, "one.md": f"# Trust\n\n{typed}\n"}))
    assert found == []
    tree = part(made, "one").tree
    return [
        (one.get("class", ""), [text(child) for child in one[:2]])
        for one in tree.iter()
        if "box" in one.get("class", "").split()
    ]


@pytest.mark.parametrize(
    ("typed", "kind", "blocks"),
    [
        ("!!! exercise\n    Walk.", "try", ["Do it", "Walk."]),
        ('!!! exercise "Walk"\n    Go.', "try", ["Walk", "For two people"]),
        ("!!! remark\n    So.", "note", ["Remark", "So."]),
        ("!!! scene\n    So.", "scene", ["A scene", "So."]),
        ('!!! scene "Two friends"\n    So.', "scene", ["Two friends", "Nobody in it is real"]),
        ("!!! tip\n    So.", "note", ["Good to know", "So."]),
        ("::: {.exercise}\nWalk.\n:::", "try", ["Do it", "Walk."]),
        ("::: exercise Walk\nGo.\n:::", "try", ["Walk", "For two people"]),
        (":::exercise[Walk *on*]\nGo.\n:::", "try", ["Walk on", "For two people"]),
        ('::: {.exercise title="Walk"}\nGo.\n:::', "try", ["Walk", "For two people"]),
        ("::: exercise\nGo.\n:::", "try", ["Do it", "Go."]),
        ("/// exercise | Walk\nGo.\n///", "try", ["Walk", "For two people"]),
        ("- One\n\n    ::: exercise Walk\n    Go.\n    :::", "try", ["Walk", "For two people"]),
        ("::: {.exercise}\n### Walk\n\nGo.\n:::", "try", ["Walk", "For two people"]),
        ("- One\n\n    !!! exercise\n        Walk.", "try", ["Do it", "Walk."]),
        ("> [!TIP]\n> So.", "note", ["Good to know", "So."]),
    ],
)
def test_a_kind_of_the_book(typed: str, kind: str, blocks: list[str], tmp_path: Path) -> None:
    assert boxes(tmp_path, typed) == [(f"box box-{kind}", blocks)]


def test_an_unknown_kind_names_those_of_the_book(tmp_path: Path) -> None:
    _, found = read(book(tmp_path, {"book.toml": OWN, "one.md": "# Trust\n\n!!! exercize\n    So.\n"}))
    assert [(one.code, one.hint) for one in found] == [("T503", "did you mean `exercise`?")]


@pytest.mark.parametrize(
    ("table", "code"),
    [('[boxes.aside]\nlike = "box"\n', "F104"), ("[boxes.aside]\nlook = 1\n", "F103"), ("[boxes.Aside]\n", "F104")],
)
def test_faults_in_the_table(table: str, code: str, tmp_path: Path) -> None:
    _, found = trustbook.load(book(tmp_path, {"book.toml": BOOK_TOML + table}))
    assert [one.code for one in found] == [code]
    assert str(found[0].place).startswith("book.toml:1")
    assert found[0].hint or "takes" in found[0].message
