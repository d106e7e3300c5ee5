"""Links, citations, marks of lost sources, notes and pictures lead where they say, and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import book, chapters
from sample_book import FILES, sample
from stages import by_id, part, read, text

from trustbook.manuscript.book import Book


@pytest.fixture(scope="module")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> Book:
    made, found = read(sample(tmp_path_factory.mktemp("links")))
    assert found == []
    return made


def test_every_link_inside_the_book_has_a_target(parsed: Book) -> None:
    ids = {element.get("id") for one in parsed.parts for element in one.tree.iter()}
    links = [link.get("href", "") for one in parsed.parts for link in one.tree.iter("a")]
    assert len(links) > 30
    assert [link for link in links if link.startswith("#") and link[1:] not in ids] == []
    assert [link for link in links if not link.startswith(("#", "http", "tel:", "sms:"))] == []


def test_entries_are_numbered_with_what_the_text_names_first(parsed: Book) -> None:
    assert [entry.id for entry in parsed.entries] == ["walkers", "resters", "study"]
    tree = part(parsed, "reading").tree
    items = [item for item in tree.iter("li") if str(item.get("id")).startswith("ref-")]
    assert [item.get("id") for item in items] == ["ref-walkers", "ref-resters", "ref-study"]
    assert [ol.get("start") for ol in tree.iter("ol")] == [None, "3"]


def test_a_citation_shows_its_number_and_tells_its_name(parsed: Book) -> None:
    link = by_id(part(parsed, "walking").tree, "cite-walkers-1")
    assert (link.text, link.get("href"), link.get("role")) == ("1", "#ref-walkers", "doc-biblioref")
    assert link.get("aria-label") == "1, reading list: WU"


def test_the_reading_list_links_back_to_every_place(parsed: Book) -> None:
    for entry in parsed.entries:
        item = by_id(part(parsed, "reading").tree, f"ref-{entry.id}")
        back = [link.get("href", "")[1:] for link in item.iter("a") if link.get("role") == "doc-backlink"]
        assert back == [one.anchor for one in parsed.citations if one.target == entry.id]
        assert back
        labels = [text(link) for link in item.iter("a") if link.get("role") == "doc-backlink"]
        assert len(set(labels)) == len(labels)


def test_back_links_say_which_chapter_and_section(parsed: Book) -> None:
    item = by_id(part(parsed, "reading").tree, "ref-resters")
    assert [text(link) for link in item.iter("a") if link.get("role") == "doc-backlink"] == ["Chapter 2, section A"]


def test_a_lost_source_is_marked_and_leads_to_its_claim_and_back(parsed: Book) -> None:
    mark = by_id(part(parsed, "walking").tree, "cite-claim-x1-1")
    assert (mark.text, mark.get("href")) == ("source lost", "#claim-x1")
    assert str(mark.get("aria-label")).endswith("Walking is good")
    evidence = part(parsed, "evidence").tree
    [section] = [one for one in evidence.iter("section") if len(one) and one[0].get("id") == "claim-x1"]
    assert [link.get("href") for link in section.iter("a") if link.get("role") == "doc-backlink"] == [
        "#cite-claim-x1-1"
    ]


def test_a_source_that_was_never_named_is_marked_so(parsed: Book) -> None:
    assert by_id(part(parsed, "walking").tree, "cite-claim-y2-1").text == "no source named"
    assert {claim.id: claim.kind for claim in parsed.claims} == {"claim-x1": "lost", "claim-y2": "unnamed"}


def test_another_claim_can_stand_beside_its_evidence_too(tmp_path: Path) -> None:
    walking = "# Walking\n\nIt is good for you [@fun].\n"
    weighed = "# Evidence\n\n## Walking is fun {#fun .how-sure}\n\nMany say so.\n"
    files = {"book.toml": chapters("walking.md", "evidence.md"), "walking.md": walking, "evidence.md": weighed}
    made, found = read(book(tmp_path, files))
    assert found == []
    assert by_id(part(made, "walking").tree, "cite-fun-1").text == "how sure?"
    assert [(claim.id, claim.kind) for claim in made.claims] == [("fun", "weighed")]
    [back] = [link for link in part(made, "evidence").tree.iter("a") if link.get("role") == "doc-backlink"]
    assert back.get("href") == "#cite-fun-1"


def test_two_citations_share_one_pair_of_brackets(parsed: Book) -> None:
    [holder] = [
        one for one in part(parsed, "walking").tree.iter("span") if one.get("class") == "cite" and len(one) == 2
    ]
    assert text(holder) == "[no source named, 1]"


def test_a_link_to_a_chapters_file_leads_to_the_heading(parsed: Book) -> None:
    hrefs = {text(link): link.get("href") for link in part(parsed, "walking").tree.iter("a")}
    assert hrefs["how to rest"] == "#resting-a-sitting-down"
    assert hrefs["web"] == "https://walkers.example"


def test_a_link_to_a_term_is_a_glossary_reference(parsed: Book) -> None:
    [link] = [one for one in part(parsed, "walking").tree.iter("a") if text(one) == "pace"]
    assert (link.get("role"), link.get("href")) == ("doc-glossref", "#term-pace")


def test_the_contents_list_every_part_and_its_sections_in_order(parsed: Book) -> None:
    links = list(part(parsed, "contents").tree.iter("a"))
    listed = [
        (f"{one.number} {heading.text}" if one.number and heading.level == 1 else heading.text)
        for one in parsed.parts
        if one.role not in ("titlepage", "contents")
        for heading in one.headings
        if heading.level <= 2
    ]
    assert [text(link) for link in links] == listed
    assert "A. First steps" in listed
    order = [str(element.get("id")) for one in parsed.parts for element in one.tree.iter() if element.get("id")]
    places = [order.index(link.get("href", "")[1:]) for link in links]
    assert places == sorted(set(places))


def test_only_the_countrys_help_lines_and_those_for_everywhere_are_printed(parsed: Book) -> None:
    tree = part(parsed, "help").tree
    assert [text(term) for term in tree.iter("dt")] == ["Someone to talk to", "A directory"]
    assert {link.get("href") for link in tree.iter("a")} == {
        "tel:116123", "sms:85258?body=HELLO", "https://directory.example",
    }  # fmt: skip


def test_the_help_page_tells_the_oldest_check_among_what_it_prints(parsed: Book) -> None:
    assert "Numbers last checked 1 June 2026." in text(part(parsed, "help").tree)


def test_lines_for_danger_and_crisis_in_other_countries_stand_in_short_after_the_countrys(tmp_path: Path) -> None:
    lines = FILES["help-lines.toml"].replace('kind = "information"', 'kind = "crisis"')
    made, _ = read(sample(tmp_path, {"help-lines.toml": f'how-checked = "by phone"\n{lines}'}))
    here, elsewhere = part(made, "help").tree.findall("section")
    assert [text(one) for one in here.iter("p")][-1] == "Numbers last checked 1 January 2020, by phone."
    assert [text(one) for one in elsewhere.iter() if one.tag in ("dt", "dd")] == [
        "The United States", "A line far away. Call 988.",
        "A directory", "Look at directory.example. For anyone.",
    ]  # fmt: skip


def test_another_country_prints_other_lines(tmp_path: Path) -> None:
    config = FILES["book.toml"].replace('country = "GB"', 'country = "US"')
    made, _ = read(sample(tmp_path, {"book.toml": config}))
    tree = part(made, "help").tree
    assert [text(term) for term in tree.iter("dt")] == ["A line far away", "The United Kingdom", "A directory"]
    assert text(next(tree.iter("h2"))) == "In the United States"


def test_links_work_between_folders(tmp_path: Path) -> None:
    files = {
        "book.toml": chapters("a/one.md", "b/two.md"),
        "a/one.md": "# One\n\nSee [the other part](../b/two.md), [its title](../b/two.md#two)\n"
        "and [the next section](#one-more).\n\n## One more\n\nA.\n",
        "b/two.md": "# Two\n\nA.\n",
    }
    made, found = read(book(tmp_path, files))
    assert [finding.code for finding in found] == []
    assert [link.get("href") for link in part(made, "one").tree.iter("a")] == ["#two", "#two-title", "#one-one-more"]


def test_an_anchor_that_an_author_gave_can_be_linked_to(tmp_path: Path) -> None:
    words = "# One\n\n## Far {#far-away}\n\nA.\n\nB.\n{#para}\n\nGo [far](#far-away) or [near](#para).\n"
    made, found = read(book(tmp_path, {"one.md": words}))
    assert found == []
    assert [link.get("href") for link in part(made, "one").tree.iter("a")] == ["#far-away", "#para"]


@pytest.mark.parametrize("kind", ["organisation", "media", "journal", "platform", "database", "study"])
def test_the_reading_list_prints_every_field_of_every_kind(kind: str, tmp_path: Path) -> None:
    fields = {
        "name": "The charter",
        "name-in-article": "Charter One",
        "about": "A paper.",
        "authors": "Kim, A.",
        "title": "On care",
        "journal": "Care Weekly",
        "details": "3(2), 10-20",
        "note": "Read in May.",
        "doi": "10.1000/182",
        "url": "https://example.org/charter",
    }
    entry = "".join(f'{key} = "{value}"\n' for key, value in fields.items())
    files = {
        "one.md": "# Trust\n\nIt grows [@kim].\n",
        "list.md": "# Reading list\n\nSources.\n",
        "book.toml": chapters("one.md", "list.md") + 'role = "reading-list"\n',
        "reading-list.toml": f'[[entries]]\nid = "kim"\nkind = "{kind}"\nyear = 2019\n{entry}',
    }
    made, found = read(book(tmp_path, files))
    assert found == []
    shown = text(by_id(made.parts[-1].tree, "ref-kim")).replace("\u2013", "-")
    for value in (*fields.values(), "(2019)"):
        assert value.removeprefix("https://") in shown


SPELLED = {
    "a.md": "# Eins\n\n## Über Wege {#Wege}\n\nA.\n\n## Cafés und mehr\n\nB.\n",
    "b/a.md": "# Zwei\n\n[1](%s)\n",
}


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("../a.md#Wege", "#Wege"),
        ("../a.md#wege", "#Wege"),
        ("../a.md#caf%C3%A9s-und-mehr", "#a-cafes-und-mehr"),
        ("../a.md#cafés-und-mehr", "#a-cafes-und-mehr"),
        ("../a.md#cafe\u0301s-und-mehr", "#a-cafes-und-mehr"),
        ("../a.md#Cafes-Und-Mehr", "#a-cafes-und-mehr"),
        ("../a.md#Caf%C3%A9s%20und%20mehr", "#a-cafes-und-mehr"),
        ("#Wege", "#Wege"),
        ("#cafés-und-mehr", "#a-cafes-und-mehr"),
        ("../a.md", "#a"),
        ("a.md", "#b-a"),
    ],
)
def test_an_anchor_is_found_in_any_spelling(address: str, target: str, tmp_path: Path) -> None:
    files = {**SPELLED, "b/a.md": SPELLED["b/a.md"] % address, "book.toml": chapters("a.md", "b/a.md")}
    made, found = read(book(tmp_path, files))
    assert [one.code for one in found if one.severity == "error"] == []
    assert [link.get("href") for part in made.parts for link in part.tree.iter("a") if link.text == "1"] == [target]
