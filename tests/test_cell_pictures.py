"""Pictures in cells of tables are as large as their authors mean them, and never too small to be seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import book
from faults import png
from stages import read, screen_document
from test_wide_tables import off_the_page, tagged

from trustbook.layout.engine import pages_of

LONG = "A long cell with many words that go on and on and on, so that the column wants all of the room."
MM = 96 / 25.4
TEXT = 113 * MM  # the width of the text on A5


def pictures(folder: Path, *rows: str, size: tuple[int, int] = (4000, 3000)) -> list[float]:
    """The widths of the pictures in a table, as shares of the text's width."""
    typed = "\n".join(f"| {row} |" for row in rows)
    made, _ = read(book(folder, {"one.md": f"# Trust\n\n{typed}\n", "a.png": png(*size, 1)}))
    pages = [page._page_box for page in pages_of(screen_document(made))]
    assert off_the_page(pages, "table", "td", "img") == []
    return [round(one.width / TEXT, 4) for page in pages for one in tagged(page, "img")]


def test_a_share_of_the_width_is_one_of_the_text(tmp_path: Path) -> None:
    shown = pictures(tmp_path, "Picture | Words", "---|---", f"![A](a.png){{width=50%}} | {LONG}")
    assert shown == pytest.approx([0.5], abs=0.01)


def test_three_beside_each_other_are_a_third_each(tmp_path: Path) -> None:
    row = " | ".join(["![A](a.png){width=30%}"] * 3)
    assert pictures(tmp_path, "A | B | C", "---|---|---", row) == pytest.approx([0.3] * 3, abs=0.01)


@pytest.mark.parametrize("share", ["100%", "90%"])
def test_one_that_has_no_room_beside_words_gives_way_to_them(share: str, tmp_path: Path) -> None:
    [width] = pictures(tmp_path, "Picture | Words", "---|---", f"![A](a.png){{width={share}}} | {LONG}")
    assert 0.35 <= width < 0.8


def test_no_picture_is_too_small_to_be_seen(tmp_path: Path) -> None:
    heads, row = " | ".join("ABCDEFGHIJ"), " | ".join(["![A](a.png)"] * 10)
    shown = pictures(tmp_path, heads, "---|" * 10, row, size=(400, 300))
    assert len(shown) == 10
    assert min(shown) * TEXT > 20 * MM


def test_a_small_picture_stays_small(tmp_path: Path) -> None:
    row = " | ".join(["![A](a.png){width=20px}", "![A](a.png){height=24px}", LONG])
    shown = pictures(tmp_path, "A | B | C", "---|---|---", row, size=(400, 300))
    assert [round(one * TEXT) for one in shown] == [20, 32]
