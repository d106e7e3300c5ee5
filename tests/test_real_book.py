"""The repository's own book keeps what it promises to clients, professionals and trainers."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from xml.etree.ElementTree import Element

import pikepdf
import pytest
from stages import part, read, text

import trustbook
from trustbook.builder.check import check_on
from trustbook.manuscript.blocks import blocks
from trustbook.manuscript.book import Book
from trustbook.rules.grades import readability
from trustbook.rules.names import names_in
from trustbook.rules.readability import words

ROOT = Path(__file__).resolve().parent.parent
CHAPTERS = ["introduction", "building-trust", "benefits", "strategies", "challenges"]
OWN = "when-care-goes-wrong"  # a chapter that the article does not have

# What each chapter cites and marks, in the article's order.
MARKS = {
    "introduction": ["claim-i2", "smith-2017"],
    "building-trust": [
        "psychology-today", "apa", "claim-b7", "claim-b8", "apa", "journal-abnormal-psychology", "claim-b14", "nami",
    ],
    "benefits": [
        "apa", "claim-n3", "psychoneuroendocrinology", "claim-n3b", "mayo-clinic", "ncbi", "sage-journals", "apa",
        "claim-n12", "claim-n13", "claim-n17", "apa", "psychology-today",
    ],
    "strategies": ["claim-s3", "claim-s9", "claim-s11", "claim-s15"],
    "challenges": ["claim-c5", "claim-c7", "nami", "active-minds", "claim-c11"],
}  # fmt: skip
LOST = {"claim-b7", "claim-b8", "claim-n12", "claim-n13", "claim-s9", "claim-s11"}
UNNAMED = {"claim-i2", "claim-n3", "claim-n17", "claim-s15", "claim-c5"}
WEIGHED = {"claim-b14", "claim-n3b", "claim-s3", "claim-c7", "claim-c11", "claim-w1", "claim-w2"}


@pytest.fixture(scope="module")
def real() -> Book:
    parsed, found = read(ROOT)
    assert found == []
    return parsed


def boxes(tree: Element, kind: str) -> list[Element]:
    return [one for one in tree.iter() if f"box-{kind}" in one.get("class", "").split()]


def test_it_has_no_error_and_no_warning(real: Book, real_report: trustbook.Report) -> None:
    lines = real.sources.help_lines
    assert lines is not None
    newest = max(line.verified_on for line in lines.lines)
    report = check_on(ROOT, newest + timedelta(days=30))
    assert [line for finding in report.findings for line in finding.lines()] == []
    assert real_report.findings == ()


def test_it_has_the_length_it_should(real: Book) -> None:
    count = sum(len(words(block.text)) for one in real.parts for block in blocks(one) if one.file is not None)
    assert 10_000 <= count <= 20_000


def test_the_files_are_small_enough_to_send(real_report: trustbook.Report) -> None:
    sizes = {one.name: one.size for edition in real_report.editions.values() for one in edition.artifacts}
    assert sizes["building-trust.epub"] <= 2_000_000
    assert sizes["building-trust-screen.pdf"] <= 3_000_000


def test_it_has_the_articles_title_and_five_chapters_and_one_of_its_own(real: Book) -> None:
    assert real.sources.settings.book.title == "The Importance of Building Trust in Mental Health Relationships"
    assert [one.key for one in real.parts if one.number] == [*CHAPTERS, OWN]


def test_it_has_every_part_around_the_chapters(real: Book) -> None:
    assert [one.role for one in real.parts] == [
        "titlepage", "help", "contents", "preface", *["chapter"] * 6, "evidence", "glossary", "reading-list",
        "accessibility", "colophon",
    ]  # fmt: skip


@pytest.mark.parametrize("key", CHAPTERS)
def test_every_chapter_cites_and_marks_what_the_article_does(real: Book, key: str) -> None:
    assert [one.target for one in real.citations if one.part == key] == MARKS[key]


def test_every_claim_that_the_evidence_looks_at_is_marked_once_and_listed(real: Book) -> None:
    kinds = {claim.id: claim.kind for claim in real.claims}
    assert kinds == dict.fromkeys(LOST, "lost") | dict.fromkeys(UNNAMED, "unnamed") | dict.fromkeys(WEIGHED, "weighed")
    marked = sorted(one.target for one in real.citations if one.target.startswith("claim-") and one.part in CHAPTERS)
    assert marked == sorted(kinds.keys() - {"claim-w1", "claim-w2"})
    added = [one.target for one in real.citations if one.target.startswith("claim-") and one.part == OWN]
    assert added == ["claim-w1", "claim-c11", "claim-w2"]


def test_each_claim_stands_beside_what_research_found(real: Book) -> None:
    evidence = part(real, "evidence").tree
    for claim in real.claims:
        [section] = [one for one in evidence.iter("section") if len(one) and one[0].get("id") == claim.id]
        assert [text(term) for term in section.iter("dt")] == ["Claim", "Finding", "How sure"]
        assert re.match(r"(Fairly sure|Some support|Unsure|Not checked)\b", text(list(section.iter("dd"))[-1])), (
            claim.id
        )


def test_studies_are_cited_only_where_the_book_adds_them(real: Book) -> None:
    studies = {entry.id for entry in real.entries if entry.kind == "study"}
    assert {one.part for one in real.citations if one.target in studies} == {"evidence", OWN}
    assert all(entry.doi or "DOI" in entry.note for entry in real.entries if entry.kind == "study")


@pytest.mark.parametrize("key", [*CHAPTERS, OWN])
def test_every_chapter_opens_in_short_and_closes_with_questions(real: Book, key: str) -> None:
    tree = part(real, key).tree
    assert tree[0].tag == "h1"
    [summary] = boxes(tree, "summary")
    assert tree[1] is summary
    assert text(summary[0]) == "In short"
    assert 3 <= len(list(summary.iter("li"))) <= 5
    [questions] = boxes(tree, "questions")
    assert [one for one in tree if one.get("role") != "doc-endnotes"][-1] is questions
    assert text(questions[0]) == "Questions to think about"
    assert 3 <= len(list(questions.iter("li"))) <= 5


@pytest.mark.parametrize("key", CHAPTERS)
def test_each_lettered_section_has_one_try_this_with_steps(real: Book, key: str) -> None:
    for section in part(real, key).tree.findall("section"):
        if re.match(r"[A-Z]\. ", text(section[0])):
            [box] = boxes(section, "try")
            assert text(box[0]).startswith("Try this")
            assert len(list(box.iter("li"))) >= 3


def test_it_has_the_lettered_sections_of_the_article(real: Book) -> None:
    lettered = {
        key: [h.text[:2] for h in part(real, key).headings if re.match(r"[A-Z]\. ", h.text)] for key in CHAPTERS
    }
    assert [len(lettered[key]) for key in CHAPTERS] == [0, 2, 3, 3, 2]


def test_the_chapter_on_care_that_goes_wrong_says_that_it_is_the_books_own(real: Book) -> None:
    tree = part(real, OWN).tree
    assert "This chapter is the book’s own: none of it comes from the article." in text(tree)
    [box] = boxes(tree, "try")
    assert len(list(box.iter("li"))) >= 3
    assert boxes(tree, "practice")
    assert boxes(tree, "scene")


def test_it_says_what_confidentiality_can_and_cannot_promise(real: Book) -> None:
    notes = [text(box) for key in CHAPTERS for box in boxes(part(real, key).tree, "note")]
    assert any("confidential" in one.lower() for one in notes)


def test_it_says_once_what_is_its_own_and_scenes_say_that_they_are_invented(real: Book) -> None:
    assert "The rest is this book’s own: the boxes, the pictures" in text(part(real, "how-to-use").tree)
    scenes = [box for one in real.parts for box in boxes(one.tree, "scene")]
    assert len(scenes) >= 12
    assert {text(box[1]) for box in scenes} == {"A scene, with invented people"}


def test_at_least_twelve_drawings_say_what_they_teach(real: Book) -> None:
    figures = [figure for one in real.parts for figure in one.tree.iter("figure")]
    assert len(figures) >= 12
    for figure in figures:
        assert 20 <= len(figure[0].get("alt", "")) <= 200
        assert len(text(figure[1]).split()) > 3
    assert all(real.sources.images[path].media_type == "image/svg+xml" for path in real.images)


@pytest.mark.parametrize("key", [*CHAPTERS, OWN])
def test_chapters_are_easy_to_read(real: Book, key: str) -> None:
    found = readability(part(real, key), names_in(real))
    assert found.grade <= 7
    assert found.words_a_sentence <= 16


def test_the_help_page_is_easiest_of_all(real: Book) -> None:
    assert readability(part(real, "help"), names_in(real)).grade <= 6


def test_the_help_page_has_the_countrys_lines_before_the_others(real: Book) -> None:
    tree = part(real, "help").tree
    headings = [text(one) for one in tree.iter("h2")]
    assert headings[0] == "In the United Kingdom"
    assert headings[1:] == ["In other countries"]
    services = [text(one) for one in tree.iter("dt")]
    assert services[0] == "Emergency services"
    assert "Samaritans" in services
    assert {"tel:999", "tel:116123"} <= {link.get("href") for link in tree.iter("a")}


def test_every_help_line_has_a_source_and_a_date(real: Book) -> None:
    lines = real.sources.help_lines
    assert lines is not None
    assert all(re.match("https?://", line.source) and line.verified_on for line in lines.lines)


def test_rights_have_rows_for_six_countries_each_with_a_source_and_no_phone_number(real: Book) -> None:
    rights = real.sources.rights
    assert rights is not None
    assert {row.country for row in rights.rows} == set(rights.countries) == {"GB", "IE", "US", "CA", "AU", "NZ"}
    assert all(re.match("https?://", row.source) and row.note for row in rights.rows)
    assert not [row.id for row in rights.rows if re.search(r"\d{3}[ -]?\d{3}", row.text)]
    starts = [row.region for row in rights.shown("GB", "start")]
    assert starts == ["England", "Scotland", "Wales", "Northern Ireland"]


@pytest.mark.parametrize(
    "words",
    [
        "It is not treatment, and it is not advice.",
        "No clinician has reviewed it.",
        "Its author and its date are not known.",
    ],
)
def test_it_says_plainly_what_it_is_not(real: Book, words: str) -> None:
    assert words in text(part(real, "how-to-use").tree)


def test_it_makes_no_claim_of_conformance(real: Book) -> None:
    assert real.sources.settings.accessibility.conformance == ""


def test_the_incomplete_reference_is_listed_as_such(real: Book) -> None:
    [entry] = [one for one in real.entries if one.kind == "incomplete"]
    assert entry.id == "smith-2017"
    assert entry.url == entry.doi == entry.journal == ""


def test_the_printed_book_can_be_opened_and_is_a_book(real_report: trustbook.Report) -> None:
    with pikepdf.open(real_report.folder / "building-trust-print.pdf") as pdf:
        assert 80 <= len(pdf.pages) <= 160


def test_the_book_is_the_same_from_a_folder_inside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "tests")
    assert [one for one in trustbook.check("..", today=False).findings if one.severity == "error"] == []
