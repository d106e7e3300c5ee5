"""Straight quotes and typed dashes become a typographer's; nothing else changes."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustbook.words.typography import curl, typeset


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("it's", "it’s"),
        ('"yes"', "“yes”"),
        ("'yes'", "‘yes’"),
        ("the clients' room", "the clients’ room"),
        ("\"'Yes,' she said.\"", "“‘Yes,’ she said.”"),
        ('("so")', "(“so”)"),
        ("rock 'n' roll", "rock ‘n’ roll"),
        ("the '90s, 'tis true", "the ’90s, ’tis true"),
        ("wait...", "wait…"),
        ("pages 3--5", "pages 3–5"),
        ("stop---go", "stop—go"),
        ('he said--"no"', "he said–“no”"),
        ("well-being", "well-being"),
    ],
)
def test_typed_characters_become_printed_ones(typed: str, printed: str) -> None:
    assert curl(typed) == printed


def test_quotes_may_span_elements() -> None:
    tree = ElementTree.fromstring('<section><p>She said "<em>trust</em>" and "<a>go</a>".</p><p>"So"</p></section>')
    typeset(tree)
    assert "".join(tree.itertext()) == "She said “trust” and “go”.“So”"


def test_code_keeps_its_characters() -> None:
    tree = ElementTree.fromstring("""<p>Type <code>"a" -- 'b'...</code>'s end</p>""")
    typeset(tree)
    assert "".join(tree.itertext()) == "Type \"a\" -- 'b'...’s end"


@given(st.text(st.sampled_from("ab '\"-.(—“\u00a0\n"), max_size=60))
def test_only_quotes_dashes_and_stops_change(text: str) -> None:
    def letters(one: str) -> str:
        return "".join(character for character in one if character not in "'\"‘’“”-–—.…")

    printed = curl(text)
    assert letters(printed) == letters(text)
    assert "'" not in printed
    assert '"' not in printed


@given(st.text(st.sampled_from("ab '\"(-.“"), max_size=40))
def test_printed_text_stays_as_it_is(text: str) -> None:
    once = curl(text).replace("–", "").replace("-", "").replace("…", "").replace(".", "")
    assert curl(once) == once
