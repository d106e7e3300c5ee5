"""Whom to ask about access is printed where book.toml says, and nowhere else."""

from __future__ import annotations

from pathlib import Path

from books import book, with_role
from stages import part, read, text


def test_a_contact_for_access_is_printed_on_the_accessibility_page(tmp_path: Path) -> None:
    config = f'{with_role("accessibility")}[accessibility]\ncontact = "reception, 555 0100"\n'
    parsed, found = read(book(tmp_path, {"book.toml": config}))
    assert found == []
    assert text(part(parsed, "one").tree).endswith("Questions about access: reception, 555 0100")


def test_no_contact_is_invented(tmp_path: Path) -> None:
    parsed, _ = read(book(tmp_path, {"book.toml": with_role("accessibility")}))
    assert "Questions about access" not in text(part(parsed, "one").tree)
