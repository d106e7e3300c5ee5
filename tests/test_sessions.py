"""Sheets for whoever leads a group: the plan from the book's data, the chapter's own questions, on two pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

import pikepdf
import pypdfium2
import pytest
from block_equality import compare
from books import book
from sample_book import sample
from stages import read, text

import trustbook
from trustbook.builder.check import check_on
from trustbook.editions.handouts.document import session
from trustbook.editions.handouts.session import sheet
from trustbook.layout.engine import paginate
from trustbook.layout.pages import PageBreak, Paginated
from trustbook.manuscript.book import Book
from trustbook.pdf.spoken import read_pdf
from trustbook.rules.grades import ENOUGH_WORDS, MEAN_SENTENCE
from trustbook.rules.readability import measure
from trustbook.settings import LENGTHS, Session
from trustbook.verify.pdf import page_validation
from trustbook.verify.tools import Subject

ROOT = Path(__file__).resolve().parent.parent

PLAN = """\
rules = ["Anyone can pass.", "End on time."]
about-rules = "This is \\"advice\\"."
[[sessions]]
chapter = "01-walking.md"
aim = "To walk a little."
suits = "Anyone who can rest."
prints = ["The handout.", "This sheet."]
aftercare = "Rest, and have some tea."
[[sessions.steps]]
title = "Start"
words = "Say what will come up."
30 = 10
90 = 20
[[sessions.steps]]
title = "Walk"
words = "Walk in pairs."
30 = 20
90 = 50
[[sessions.steps]]
title = "Rest"
words = "Sit down."
90 = 20
"""
QUESTIONS = ["Where would you like to walk?", "Who could come along?"]


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> trustbook.Report:
    """The sample book's handouts on A4, with a session on its first chapter."""
    folder = sample(tmp_path_factory.mktemp("sample"), {"sessions.toml": PLAN})
    report = trustbook.build(folder, ["handouts"], options={"paper": "a4"})
    assert report.failed == ()
    assert not [one for one in report.findings if one.place and one.place.path == "sessions.toml"]
    return report


@pytest.fixture(scope="module")
def real() -> Book:
    return read(ROOT)[0]


def sheet_of(made: Book, key: str = "walking", breaks: Sequence[PageBreak] = ()) -> Book:
    [chapter] = [one for one in made.parts if one.key == key]
    plan = made.sources.session(key)
    assert plan is not None
    return sheet(made, chapter, plan, breaks)


def after(tree: Element, title: str) -> Element:
    """What stands below or beside a heading."""
    headings = [text(one) for one in tree]
    return tree[headings.index(title) + 1]


def said(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def test_a_chapter_that_has_a_session_gets_a_sheet_and_another_does_not(planned: trustbook.Report) -> None:
    assert [one.name for one in planned.editions["handouts"].artifacts] == [
        "handouts/small-steps-1-walking-a4.pdf",
        "handouts/small-steps-2-resting-a4.pdf",
        "handouts/small-steps-1-walking-session-a4.pdf",
    ]


def test_the_sheet_has_the_plan_the_questions_help_and_where_it_comes_from(planned: trustbook.Report) -> None:
    words = said(planned.folder / "handouts/small-steps-1-walking-session-a4.pdf")
    for wanted in ("Session: Walking", "Added by this book", "To walk a little.", *QUESTIONS, "“advice”", "116 123"):
        assert wanted in words
    assert "The handout is the file small-steps-1-walking-a4.pdf." in words
    assert "From the book “Small Steps”, pages " in words
    assert "Version 2.1" in words
    assert "All rights reserved." in words


def test_the_table_has_a_column_a_length_and_sums(planned: trustbook.Report) -> None:
    tree = sheet_of(read(planned.folder.parent)[0]).parts[0].tree
    [table] = tree.iter("table")
    assert [[text(cell) for cell in row] for row in table.iter("tr")] == [
        ["Step", "30 minutes", "90 minutes"],
        ["1. Start", "10", "20"],
        ["2. Walk", "20", "50"],
        ["3. Rest", "–", "20"],
        ["Total", "30", "90"],
    ]
    heads = [cell.get("scope") for cell in table.iter("th")]
    assert heads == ["col"] * 3 + ["row"] * 4


def test_the_questions_are_those_of_the_chapter(planned: trustbook.Report) -> None:
    made, _ = read(planned.folder.parent)
    tree = sheet_of(made).parts[0].tree
    assert [text(one) for one in after(tree, "Questions to think about")] == QUESTIONS
    assert text(after(tree, "Rules for the group")) == "This is “advice”."
    assert text(after(tree, "Afterwards")) == "Rest, and have some tea."


def test_a_link_in_a_question_is_said_in_words(tmp_path: Path) -> None:
    asked = '# Trust\n\n!!! questions "Ask"\n    - Have you read [the end](#the-end)?\n\n## The end\n\nIt grows.\n'
    made, found = read(book(tmp_path, {"one.md": asked, "sessions.toml": PLAN.replace("01-walking", "one")}))
    assert found == []
    [question] = after(sheet_of(made, "one").parts[0].tree, "Ask")
    assert text(question) == "Have you read the end (chapter 1 of the book)?"


def paged(made: Book, key: str) -> tuple[Element, Paginated]:
    [chapter] = [one for one in made.parts if one.key == key]
    plan = made.sources.session(key)
    assert plan is not None
    document = session(made, chapter, plan, "office", [PageBreak("12", key, 0), PageBreak("19", key, 1)], {})
    return document.html, paginate(document)


def test_it_is_read_aloud_as_it_is_written(planned: trustbook.Report) -> None:
    html, finished = paged(read(planned.folder.parent)[0], "walking")
    assert finished.findings == ()
    assert compare(html, read_pdf(finished.data, guess_spaces=False)).differences == ()


def test_a_pack_holds_the_plan_behind_its_chapter_and_bookmarks_it(tmp_path: Path) -> None:
    options = {"paper": "a4", "pack": "workshop"}
    report = trustbook.build(sample(tmp_path, {"sessions.toml": PLAN}), ["handouts"], options=options)
    path = report.folder / "handouts/small-steps-workshop-a4.pdf"
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        titles = [one.title for one in outline.root]
    assert titles[:4] == ["Contents", "Chapter 1 Walking", "Session: Walking", "Chapter 2 Resting"]
    assert "The handout is the file" not in said(path)
    assert page_validation(Subject("pack.pdf", path.read_bytes(), tmp_path)) == []


def test_without_rules_there_is_no_heading_for_them(tmp_path: Path) -> None:
    plan = PLAN.partition("[[sessions]]")
    made, _ = read(sample(tmp_path, {"sessions.toml": plan[1] + plan[2]}))
    assert "Rules for the group" not in text(sheet_of(made).parts[0].tree)


def test_a_session_file_elsewhere_is_named_in_book_toml(tmp_path: Path) -> None:
    config = sample(tmp_path, {"plans/groups.toml": PLAN}) / "book.toml"
    config.write_text(config.read_text("utf-8").replace("[book]", '[book]\nsessions = "plans/groups.toml"'), "utf-8")
    assert read(tmp_path)[0].sources.session("walking") is not None


def test_what_no_font_has_is_found_in_a_session(tmp_path: Path) -> None:
    files = {"sessions.toml": PLAN.replace("some tea", "some \u2603 tea")}
    [finding] = [one for one in check_on(sample(tmp_path, files), None).findings if one.code == "T501"]
    assert str(finding.place) == "sessions.toml:8:34"


CHAPTERS = ["introduction", "building-trust", "benefits", "strategies", "challenges", "when-care-goes-wrong"]


def plans(made: Book) -> list[Session]:
    return [plan for key in CHAPTERS if (plan := made.sources.session(key)) is not None]


def test_the_real_book_has_a_session_a_chapter_for_each_length(real: Book) -> None:
    assert len(plans(real)) == len(CHAPTERS)
    assert all(plan.lengths() == LENGTHS for plan in plans(real))
    assert real.sources.sessions is not None
    assert len(real.sources.sessions.rules) == 8


def test_the_real_sessions_are_easy_and_press_nobody(real: Book) -> None:
    for plan in plans(real):
        texts = [plan.aim, plan.suits, plan.aftercare, *plan.prints, *(step.words for step in plan.steps)]
        measured = measure(texts)
        assert measured.words > ENOUGH_WORDS
        assert measured.grade <= 6
        assert measured.words_a_sentence <= MEAN_SENTENCE
        assert not {"must", "should", "treat", "cure", "heal"} & set(" ".join(texts).lower().split())
        assert "anyone can pass" in plan.steps[0].words
        assert "help lines" in plan.steps[-1].words


def test_the_real_sessions_use_exercises_that_their_chapters_have(real: Book) -> None:
    for key in CHAPTERS:
        [chapter] = [one for one in real.parts if one.key == key]
        plan = real.sources.session(key)
        assert plan is not None
        titles = [text(one).casefold() for one in chapter.tree.iter() if one.get("class") == "box-title"]
        steps = [step.title.casefold() for step in plan.steps]
        assert any(f"try this: {step}" in titles for step in steps), key


def test_the_real_sheets_have_two_pages(real: Book) -> None:
    for key in CHAPTERS:
        _, finished = paged(real, key)
        assert (finished.pages, finished.findings) == (2, ()), key
