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
        ("rock 'n' roll", "rock ’n’ roll"),
        ("the '90s, 'tis true", "the ’90s, ’tis true"),
        ("wait...", "wait…"),
        ("pages 3--5", "pages 3–5"),
        ("stop---go", "stop—go"),
        ('he said--"no"', "he said–“no”"),
        ("well-being", "well-being"),
    ],
)
def test_typed_characters_become_printed_ones(typed: str, printed: str) -> None:
    assert curl(typed, "en") == printed


@pytest.mark.parametrize(
    ("language", "typed", "printed"),
    [
        ("de", "\"Er sagte: 'Ja.'\" Wie geht's?", "„Er sagte: ‚Ja.‘“ Wie geht’s?"),
        ("de", "Halt---nein", "Halt\u00a0– nein"),
        ("de", "Halt --- nein -- doch", "Halt – nein – doch"),
        ("de-AT", '"Ja"', "„Ja“"),
        ("de-CH", '"Ja"', "«Ja»"),
        ("fr", '"Oui", dit-elle.', "«\u00a0Oui\u00a0», dit-elle."),
        ("fr", "Qui est là ? Moi!", "Qui est là\u202f? Moi\u202f!"),
        ("fr", "Voici : un ; deux", "Voici\u00a0: un\u202f; deux"),
        ("fr", "À 12:30, voir https://exemple.fr/?a=b;c", "À 12:30, voir https://exemple.fr/?a=b;c"),
        ("fr", "Voir https://exemple.fr/page?", "Voir https://exemple.fr/page?"),
        ("fr", "« Oui » et «non»", "«\u00a0Oui\u00a0» et «\u00a0non\u00a0»"),
        ("fr", 'Quoi...? (!) "Ah !"', "Quoi…\u202f? (!) «\u00a0Ah\u202f!\u00a0»"),
        ("fr", "l'eau et 'rien'", "l’eau et “rien”"),
        ("fr", "50 % et 3,5", "50 % et 3,5"),
        ("fr-CA", '"Qui est là ?" Voici: moi', "«\u00a0Qui est là ?\u00a0» Voici\u00a0: moi"),
        ("es", "¿\"Sí\" o 'no'?", "¿«Sí» o “no”?"),
        ("es-MX", '"Sí"', "“Sí”"),
        ("it", "l'acqua dell'\"uomo\"", "l’acqua dell’«uomo»"),
        ("pt", '"Sim"', "“Sim”"),
        ("pt-PT", '"Sim"', "«Sim»"),
        ("nl", "'s avonds zei ze: \"zo'n 't\"", "’s avonds zei ze: “zo’n ’t”"),
        ("pl", "\"Tak, 'nie'\"", "„Tak, «nie»”"),
        ("cy", "mae'n 'na \"o'r tŷ\"", "mae’n ’na “o’r tŷ”"),
        ("uk", 'п\'ять, "так"', "п’ять, «так»"),
        ("sv", '"ja"', "“ja”"),
    ],
)
def test_quotes_dashes_and_spaces_follow_the_language(language: str, typed: str, printed: str) -> None:
    assert curl(typed, language) == printed


def test_a_sign_keeps_its_distance_from_an_element() -> None:
    tree = ElementTree.fromstring('<p>"<em>Vraiment</em>" ? Oui, <b>vraiment</b>! <i>Note</i> : <q>rien </q>»</p>')
    typeset(tree, "fr")
    printed = "«\u00a0Vraiment\u00a0»\u202f? Oui, vraiment\u202f! Note\u00a0: rien »"
    assert "".join(tree.itertext()) == printed


def test_an_element_in_another_language_is_set_in_that() -> None:
    tree = ElementTree.fromstring('<p>"<i lang="fr">"mot" ?</i>" is "word?"</p>')
    typeset(tree, "en-GB")
    assert "".join(tree.itertext()) == "“«\u00a0mot\u00a0»\u202f?” is “word?”"


@pytest.mark.parametrize("text", ["urn:example:my--book", "https://a.example/b--c", "me--you@a.example", "a/b--c"])
def test_an_address_keeps_its_characters(text: str) -> None:
    assert curl(f"See {text}.", "en") == f"See {text}."


@pytest.mark.parametrize("language", ["cy", "de", "de-CH", "en", "es", "fr", "fr-CA", "it", "nl", "pl", "pt", "uk"])
@given(text=st.text(st.sampled_from("ab '\"(-.?!:;«»“„\u00a0\n"), max_size=40))
def test_text_set_in_type_stays_as_it_is(language: str, text: str) -> None:
    once = curl(text.replace("--", "").replace("...", ""), language)
    assert curl(once, language) == once


@given(st.text(st.sampled_from("ab1 '\"-.?!:;(—«»\u00a0\n"), max_size=60))
def test_spaces_change_only_into_spaces(text: str) -> None:
    def signs(one: str) -> list[str]:
        return [sign for sign in one if sign not in "'\"’“”«»-–—.…" and not sign.isspace()]

    assert signs(curl(text, "fr")) == signs(text)


def test_quotes_may_span_elements() -> None:
    tree = ElementTree.fromstring('<section><p>She said "<em>trust</em>" and "<a>go</a>".</p><p>"So"</p></section>')
    typeset(tree, "en")
    assert "".join(tree.itertext()) == "She said “trust” and “go”.“So”"


def test_code_keeps_its_characters() -> None:
    tree = ElementTree.fromstring("""<p>Type <code>"a" -- 'b'...</code>'s end</p>""")
    typeset(tree, "en")
    assert "".join(tree.itertext()) == "Type \"a\" -- 'b'...’s end"


@given(st.text(st.sampled_from("ab '\"-.(—“\u00a0\n"), max_size=60))
def test_only_quotes_dashes_and_stops_change(text: str) -> None:
    def letters(one: str) -> str:
        return "".join(character for character in one if character not in "'\"‘’“”-–—.…")

    printed = curl(text, "en")
    assert letters(printed) == letters(text)
    assert "'" not in printed
    assert '"' not in printed


@given(st.text(st.sampled_from("ab '\"(-.“"), max_size=40))
def test_printed_text_stays_as_it_is(text: str) -> None:
    once = curl(text, "en").replace("–", "").replace("-", "").replace("…", "").replace(".", "")
    assert curl(once, "en") == once
