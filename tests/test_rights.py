"""What people can ask for when care goes wrong: rows of one country, shown where a chapter asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from books import BOOK_TOML, book
from stages import part, read, text

from trustbook.findings import Finding
from trustbook.manuscript.book import Book
from trustbook.rules.check import check, check_dates

ROW = """\
[[rights]]
id = "{id}"
country = "{country}"
topic = "{topic}"
text = "{text}"
source = "https://www.example.org/"
verified_on = 2026-11-{day}
"""


def row(identifier: str, topic: str, words: str, country: str = "GB", day: int = 25, more: str = "") -> str:
    return ROW.format(id=identifier, topic=topic, text=words, country=country, day=day) + more


RIGHTS = (
    'how-checked = "by phone"\n[countries.GB]\nname = "the United Kingdom"\n[countries.IE]\nname = "Ireland"\n'
    + row("gb-eng", "complain", "Ask the trust.", more='region = "England"\nurl = "https://www.example.org"\n')
    + row("gb-sct", "complain", "Ask the board.", more='region = "Scotland"\n', day=20)
    + row("gb-all", "records", "Ask for a copy.")
    + row("ie", "complain", "Ask the hospital.", "IE")
)


def told(folder: Path, words: str, files: Mapping[str, str] = {}) -> tuple[Book, list[Finding]]:
    made, found = read(book(folder, {"one.md": f"# Care\n\n{words}\n", "rights.toml": RIGHTS, **files}))
    assert made is not None
    return made, found


def lines(made: Book) -> list[str]:
    tree = part(made, "one").tree
    return [
        " ".join(text(one).split()) for one in tree.iter() if one.tag in ("dt", "dd") or one.get("class") == "verified"
    ]


def test_rows_on_a_topic_stand_under_their_regions_and_say_when_they_were_checked(tmp_path: Path) -> None:
    made, found = told(tmp_path, "Start with the service.\n\n[rights: complain]\n\nTake your time.")
    assert found == []
    assert lines(made) == [
        "England", "Ask the trust. (www.example.org)", "Scotland", "Ask the board.",
        "For the United Kingdom. Last checked 20 November 2026, by phone.",
    ]  # fmt: skip


def test_rows_for_a_whole_country_stand_under_its_name(tmp_path: Path) -> None:
    made, _ = told(tmp_path, "[rights: records]")
    assert lines(made)[:2] == ["The United Kingdom", "Ask for a copy."]


def test_rows_on_several_topics_stand_under_their_regions_then_their_topics(tmp_path: Path) -> None:
    made, found = told(tmp_path, "## Where you live\n\n[rights]")
    assert found == []
    assert lines(made)[:6] == [
        "Your records", "Ask for a copy.",
        "Complaints", "Ask the trust. (www.example.org)",
        "Complaints", "Ask the board.",
    ]  # fmt: skip
    headings = [" ".join(text(one).split()) for one in part(made, "one").tree.iter("h3")]
    assert headings == ["The United Kingdom", "England", "Scotland"]


def test_links_lead_to_the_heading_of_each_region_and_each_says_first_where_to_begin(tmp_path: Path) -> None:
    start = row("gb-start", "start", "Ask for the form.", more='region = "England"\n')
    made, found = told(tmp_path, "## Where you live\n\n[rights]\n\n[rights]", {"rights.toml": RIGHTS + start})
    assert found == []
    tree = part(made, "one").tree
    headings = [(f"#{one.get('id')}", text(one)) for one in tree.iter("h3")]
    assert [(one.get("href"), text(one)) for one in tree.iter("a") if one.get("href", "").startswith("#")] == headings
    assert len(dict(headings)) == 6
    assert lines(made)[2:6] == ["Start here", "Ask for the form.", "Complaints", "Ask the trust. (www.example.org)"]


def test_a_country_without_regions_needs_no_heading(tmp_path: Path) -> None:
    made, _ = told(tmp_path, "[rights]", {"book.toml": BOOK_TOML.replace('"GB"', '"IE"')})
    assert lines(made)[:2] == ["Complaints", "Ask the hospital."]
    assert list(part(made, "one").tree.iter("h2")) == []


def test_another_country_has_other_rows(tmp_path: Path) -> None:
    made, found = told(tmp_path, "[rights: complain]", {"book.toml": BOOK_TOML.replace('"GB"', '"IE"')})
    assert found == []
    assert lines(made)[:2] == ["Ireland", "Ask the hospital."]


def test_the_day_is_said_once_in_a_chapter(tmp_path: Path) -> None:
    made, _ = told(tmp_path, "[rights: records]\n\n[rights: complain]")
    assert sum("Last checked" in line for line in lines(made)) == 1
    assert "20 November" in lines(made)[-1]


def test_the_book_says_where_it_knows_nothing(tmp_path: Path) -> None:
    made, [found] = told(tmp_path, "[rights: advocate]")
    assert "For the United Kingdom, nothing was checked on this for this book." in text(part(made, "one").tree)
    assert (found.code, str(found.place)) == ("K704", "one.md:3:1")


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("[rights: complaint]", "one.md:3:10"),
        ("See [rights: complain] here.", "one.md:3:5"),
        ("[rights: ]", "one.md:3:1"),
    ],
)
def test_a_place_that_cannot_be_made_is_said(tmp_path: Path, words: str, place: str) -> None:
    _, [found] = told(tmp_path, words)
    assert (found.code, str(found.place)) == ("T506", place)


def test_a_word_in_brackets_is_left_alone(tmp_path: Path) -> None:
    made, found = told(tmp_path, "She knew her [rights] well.")
    assert found == []
    assert "her [rights] well" in text(part(made, "one").tree)


@pytest.mark.parametrize(("day", "count"), [("2027-05-22", 0), ("2027-05-23", 1), ("2027-06-01", 2)])
def test_rows_that_are_shown_are_told_when_nobody_checked_for_six_months(tmp_path: Path, day: str, count: int) -> None:
    made, _ = told(tmp_path, "[rights: complain]\n\n[rights: complain]")
    found = check_dates(made, date.fromisoformat(day))
    assert [one.code for one in found] == ["K703"] * count
    assert all(one.excerpt.startswith("verified_on") for one in found)


def test_rows_are_judged_as_text_where_they_were_written(tmp_path: Path) -> None:
    rights = RIGHTS.replace("Ask the board.", "Ask the mentally ill.")
    made, _ = told(tmp_path, "[rights: complain]", {"rights.toml": rights})
    assert [(one.code, one.place.path) for one in check(made) if one.place] == [("S604", "rights.toml")]


def test_faults_in_the_file_have_places(tmp_path: Path) -> None:
    rights = RIGHTS.replace('topic = "records"', 'topic = "record"').replace('id = "gb-sct"', 'id = "gb-eng"')
    _, found = told(tmp_path, "Text.", {"rights.toml": rights})
    assert [(one.code, one.place.line) for one in found if one.place] == [("B203", 16), ("F104", 26)]
