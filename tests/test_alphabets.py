"""What people type into forms has letters: those of the book's language are known."""

from __future__ import annotations

import pytest

from trustbook.words.alphabets import letters_beyond


@pytest.mark.parametrize(
    ("language", "letters"),
    [
        ("en-GB", ""),
        ("fr", ""),
        ("pl", "ĄąĆćĘęŁłŃńŚśŹźŻż"),
        ("cy", "ŴŵŶŷẀẁẂẃẄẅỲỳ"),
        ("tr-TR", "ĞğİıŞş"),
        ("tlh", ""),
    ],
)
def test_a_language_has_letters_beyond_the_western_code_page(language: str, letters: str) -> None:
    assert letters_beyond(language) == letters


def test_ukrainian_has_its_own_four_letters_and_no_russian_ones() -> None:
    assert set("ґєіїҐЄІЇ") <= set(letters_beyond("uk"))
    assert not set("ёъыэ") & set(letters_beyond("uk"))
