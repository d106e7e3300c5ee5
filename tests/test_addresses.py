"""Addresses that lead out of a book: each can be opened, in every edition, or is found where it was typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from addresses import NOT_OPENED, OPENED
from books import book
from stages import part, read, text

from trustbook.editions.epub.document import render_epub
from trustbook.settings.addresses import NoAddress, encoded


@pytest.mark.parametrize("typed", OPENED)
def test_an_address_is_written_as_every_reader_opens_it(typed: str) -> None:
    assert encoded(typed) == OPENED[typed]
    assert encoded(OPENED[typed]) == OPENED[typed]


@pytest.mark.parametrize("typed", NOT_OPENED)
def test_what_nothing_could_open_is_refused_with_a_mend(typed: str) -> None:
    with pytest.raises(NoAddress) as lack:
        encoded(typed)
    assert lack.value.hint


def test_addresses_of_a_chapter_are_encoded_and_faults_found_where_they_were_typed(tmp_path: Path) -> None:
    typed = (
        "# T\n\n[Call](<tel:01234 567890>), [look](https://a.org/[x]), <tel:0123>.\n\n[no](https://), [x](http://[).\n"
    )
    made, found = read(book(tmp_path, {"one.md": typed}))
    links = [link.get("href") for link in part(made, "one").tree.iter("a")]
    assert links[:3] == ["tel:01234567890", "https://a.org/%5Bx%5D", "tel:0123"]
    assert [(one.code, str(one.place)) for one in found] == [("L107", "one.md:5:6"), ("L107", "one.md:5:21")]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("www.a.org/x", "https://www.a.org/x"), ("a@b.org", "mailto:a@b.org"), ("01632-960001", "tel:01632-960001")],
)
def test_a_link_without_its_kind_gets_the_kind_as_a_hint(typed: str, meant: str, tmp_path: Path) -> None:
    _, [found] = read(book(tmp_path, {"one.md": f"# T\n\n[Go on]({typed}).\n"}))
    assert (found.code, found.hint) == ("L101", f"did you mean `{meant}`?")


@pytest.mark.parametrize("typed", ["Sites start with https://… mostly.", "See http://-/ there."])
def test_what_only_starts_like_an_address_is_text(typed: str, tmp_path: Path) -> None:
    made, found = read(book(tmp_path, {"one.md": f"# T\n\n{typed}\n"}))
    assert found == []
    assert list(part(made, "one").tree.iter("a")) == []
    assert typed in text(part(made, "one").tree)


@pytest.mark.parametrize("inner", ["https://a.org", "<https://a.org>"])
def test_an_address_in_a_link_is_words_of_that_link(inner: str, tmp_path: Path) -> None:
    for typed in (f'<a href="https://b.org">go {inner} now</a>', f"[go {inner} now](https://b.org)"):
        made, found = read(book(tmp_path, {"one.md": f"# T\n\n{typed}\n"}))
        assert found == []
        [link] = part(made, "one").tree.iter("a")
        assert (link.get("href"), text(link)) == ("https://b.org", "go https://a.org now")


def test_a_number_to_text_is_said_where_it_is_no_link(tmp_path: Path) -> None:
    typed = "# T\n\n[Text us](sms:85258?body=HOME%20now), [text 8 52 58](sms:85258) or [write](sms:+1).\n"
    made, found = read(book(tmp_path, {"one.md": typed}))
    assert found == []
    chapter = next(one.data for one in render_epub(made, [], b"", {}).files if one.name == "one.xhtml").decode()
    assert "sms:" not in chapter
    for said in ("Text us<span> (85258: HOME now)</span>", "text 8 52 58</span>", "write<span> (+1)</span>"):
        assert said in chapter


FIELDS = {
    'url = "https://a.org/b c"': "https://a.org/b%20c",
    'url = "https://bücher.example"': "https://xn--bcher-kva.example",
    'doi = "10.1002/(SICI)1097<693::AID>3.0"': "https://doi.org/10.1002/(SICI)1097%3C693::AID%3E3.0",
}


@pytest.mark.parametrize("field", FIELDS)
def test_addresses_in_the_reading_list_are_encoded(field: str, tmp_path: Path) -> None:
    kind = 'kind = "study"\nauthors = "A. B."\nyear = 2018\ntitle = "C"\nnote = "D"'
    if field.startswith("url"):
        kind = 'kind = "media"\nname = "A"\nabout = "B"'
    files = {
        "book.toml": (book(tmp_path) / "book.toml").read_text("utf-8")
        + '[[chapters]]\nfile = "two.md"\nrole = "reading-list"\n',
        "two.md": "# Reading\n",
        "one.md": "# T\n\nA [@x].\n",
        "reading-list.toml": f'[[entries]]\nid = "x"\n{kind}\n{field}\n',
    }
    made, found = read(book(tmp_path, files))
    assert [one.code for one in found] == []
    assert FIELDS[field] in [link.get("href") for link in part(made, "two").tree.iter("a")]


def test_an_address_in_a_list_that_nothing_could_open_is_found_at_its_key(tmp_path: Path) -> None:
    entry = '[[entries]]\nid = "x"\nkind = "media"\nname = "A"\nabout = "B"\nurl = "https://a..org"\n'
    _, found = read(book(tmp_path, {"reading-list.toml": entry, "one.md": "# T\n\nA.\n"}))
    assert ("F104", "reading-list.toml:6:1") in [(one.code, str(one.place)) for one in found]
