"""The booklet is the printed book, folded: read in the hand it has every page in its place, with the book's numbers."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from books import BOOK_TOML, CHAPTER, book
from folding import folded, piled, seen
from sample_book import sample

import trustbook
from trustbook.builder.make import tables
from trustbook.editions import rows
from trustbook.editions.booklet.documents import INSTEAD
from trustbook.settings import schema


def built(folder: Path, **options: str) -> bytes:
    """The booklet of a book."""
    report = trustbook.build(folder, ["booklet"], options=options)
    assert report.failed == (), [line for finding in report.findings for line in finding.lines()]
    file = report.editions["booklet"].artifacts[0]
    return (report.folder / file.name).read_bytes()


def table(text: str) -> dict[str, str | bytes]:
    """A book.toml that says something of its booklet."""
    return {"book.toml": BOOK_TOML.replace("[help]", f"[booklet]\n{text}\n[help]")}


def words(page: str) -> str:
    return " ".join(page.split())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def data(folder: Path) -> bytes:
    return built(folder)


@pytest.fixture(scope="module")
def on_a4(data: bytes) -> list[str]:
    return folded(seen(data, 2, 1)[2:])


def test_every_page_of_the_folded_booklet_bears_its_own_number(on_a4: list[str]) -> None:
    assert len(on_a4) % 4 == 0
    assert words(on_a4[0]).startswith("Small Steps A sample")
    assert words(on_a4[2]).startswith("Small Steps A sample Ann Author")
    said = {place: words(page) for place, page in enumerate(on_a4[:-1], 1) if place > 3 and page}
    assert len(said) > 10
    feet = {place: f"Help now: page 4 {place}" if place % 2 else f"{place} Help now: page 4" for place in said}
    assert [place for place, page in said.items() if not page.endswith(f" {feet[place]}")] == []


def test_half_letter_has_the_same_pages_as_a5(on_a4: list[str], folder: Path) -> None:
    on_letter = folded(seen(built(folder, sheet="letter"), 2, 1)[2:])
    assert [words(one) for one in on_letter] == [words(one) for one in on_a4]


def test_the_first_sheet_says_how_to_print_and_what_to_read_instead(data: bytes) -> None:
    [[front], [back], *sides] = seen(data, 1, 1)
    assert back == ""
    said, sheets = words(front), len(sides) // 2
    assert "How to print this booklet" in said
    assert f"Paper: A4. Sheets: {sheets}, besides this one." in said
    assert "flip on the short edge" in said
    assert "actual size (100%)" in said
    assert "small-steps.epub, small-steps-screen.pdf" in said


def test_the_file_says_that_it_is_for_paper(tmp_path: Path) -> None:
    data = built(book(tmp_path))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.docinfo.Title) == "Trust – booklet to print and fold"
        xmp = pdf.Root.Metadata.read_bytes().decode()
        assert "/MarkInfo" not in pdf.Root
    assert "Trust – booklet to print and fold" in xmp
    assert "This file is for paper. To read on a screen or to listen: trust.epub, trust-screen.pdf." in xmp
    assert "pdfuaid" not in xmp


def test_it_names_only_files_that_the_book_has(tmp_path: Path) -> None:
    assert {name: rows().editions[name].files[0] for name in INSTEAD} == INSTEAD
    config = BOOK_TOML.replace("[book]", 'editions = ["epub"]\n[book]')
    assert "listen: trust.epub." in words(seen(built(book(tmp_path, {"book.toml": config})), 1, 1)[0][0])


def test_the_sheet_of_advice_speaks_the_language_of_the_book_or_is_left_out(tmp_path: Path) -> None:
    config = {"book.toml": BOOK_TOML.replace("en-GB", "fr")}
    assert "Comment imprimer ce livret" in seen(built(book(tmp_path / "fr", config)), 1, 1)[0][0]
    [[_, cover], *_] = seen(built(book(tmp_path / "none", table("advice = false"))), 2, 1)
    assert words(cover) == "Trust A clinic"


def test_the_sheet_is_said_in_the_table_or_for_one_build(tmp_path: Path) -> None:
    folder = book(tmp_path, table('sheet = "letter"'))
    widths = []
    for options in ({}, {"sheet": "a4"}):
        with pikepdf.open(io.BytesIO(built(folder, **options))) as pdf:
            widths.append([round(float(page.mediabox[2]) / 72 * 25.4, 1) for page in pdf.pages])
    assert [set(one) for one in widths] == [{279.4}, {297.0}]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("caliper = 3", "`caliper` takes the thickness of the paper in mm, 0 to 0.5; found the number 3"),
        ('sheet = "a3"', '`sheet` takes one of a4, letter; found the text "a3"'),
        ('advice = "no"', '`advice` takes true or false; found the text "no"'),
    ],
)
def test_a_table_that_cannot_be_is_a_finding(said: str, why: str, tmp_path: Path) -> None:
    report = trustbook.check(book(tmp_path, table(said)), today=False)
    assert [(one.code, one.message) for one in report.findings] == [("F104", why)]


def test_pages_that_no_sheet_has_room_for_are_a_finding_at_the_style_sheet(tmp_path: Path) -> None:
    folder = book(tmp_path, {"styles/print.css": "@page { size: A4; }"})
    report = trustbook.build(folder, ["booklet"])
    assert report.failed == ("booklet",)
    [finding] = report.findings
    assert (finding.code, str(finding.place)) == ("P805", "styles/print.css")
    assert "page 6 is 210 × 297 mm, and there is room for 148 × 210 mm" in finding.message


def test_a_size_that_no_sheet_has_room_for_is_a_finding_at_its_setting(tmp_path: Path) -> None:
    toml = BOOK_TOML.replace("[help]", '[print]\ntrim = "six-by-nine"\n[help]')
    report = trustbook.build(book(tmp_path, {"book.toml": toml}), ["booklet"], options={"sheet": "letter"})
    assert report.failed == ("booklet",)
    assert [(one.code, str(one.place)) for one in report.findings] == [("P805", "book.toml:12:9")]


def test_a_half_letter_book_folds_its_own_pages_on_letter(tmp_path: Path) -> None:
    report = trustbook.build(book(tmp_path), ["booklet"], options={"sheet": "letter", "trim": "half-letter"})
    assert not report.failed


def test_a_booklet_too_thick_for_staples_is_told_and_made(tmp_path: Path) -> None:
    pages = "\n\n".join(["It grows."] * 90)
    folder = book(tmp_path, {"one.md": CHAPTER + pages, "styles/print.css": ".part p { break-after: page; }"})
    report = trustbook.build(folder, ["booklet"])
    [finding] = report.findings
    assert (finding.code, finding.severity) == ("P806", "note")
    assert report.built == ("booklet",)


EXERCISES = """
## Five steps

"""
EXERCISES += "".join(
    f'!!! try "Step {number}"\n    See [the web](https://example.org) and [Trust](#top).\n\n' for number in range(1, 6)
)


def test_exercises_are_on_cards_in_order_once_they_are_cut(tmp_path: Path) -> None:
    folder = book(tmp_path, {"one.md": CHAPTER.replace("# Trust", "# Trust {#top}") + EXERCISES})
    report = trustbook.build(folder, ["booklet"])
    assert report.failed == (), [line for finding in report.findings for line in finding.lines()]
    assert [one.name for one in report.editions["booklet"].artifacts] == ["trust-booklet.pdf", "trust-cards.pdf"]
    assert report.editions["booklet"].artifacts[1].pages == 3
    data = (report.folder / "trust-cards.pdf").read_bytes()
    [[advice], *_] = seen(data, 1, 1)
    assert words(advice).startswith("How to print these cards")
    assert "Print on one side of the paper only." in words(advice)
    read = [words(one) for one in piled(seen(data, 2, 2)[1:])]
    assert len(read) == 8
    for number, card in enumerate(read[:5], 1):
        assert "Chapter 1: Trust" in card
        assert f"Step {number}" in card
        assert "Added by this book" not in card
        assert "“Trust” in the book" in card
    assert read[5:] == ["", "", ""]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.docinfo.Title) == "Trust – exercise cards to print and cut"


def test_a_book_without_exercises_has_no_cards(tmp_path: Path) -> None:
    report = trustbook.build(book(tmp_path), ["booklet"])
    assert [one.name for one in report.editions["booklet"].artifacts] == ["trust-booklet.pdf"]


def test_cards_larger_than_a_quarter_of_a_sheet_are_a_finding(tmp_path: Path) -> None:
    files = {"one.md": CHAPTER + EXERCISES.replace(" and [Trust](#top)", ""), "styles/cards.css": "@page { size: A5 }"}
    report = trustbook.build(book(tmp_path, files), ["booklet"])
    assert [(one.code, str(one.place)) for one in report.findings] == [("P805", "styles/cards.css")]
    assert report.failed == ("booklet",)


def _on_card(tmp_path: Path, exercise: str) -> tuple[int, str, int]:
    """How many sheets cards take, what stands on the first card, and how many lines are drawn on its sheet."""
    config = table("advice = false")
    report = trustbook.build(book(tmp_path, {"one.md": CHAPTER + exercise, **config}), ["booklet"])
    data = (report.folder / "trust-cards.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        drawn = sum(bytes(one.read_bytes()).count(b" re\nf") for one in pdf.pages[0].obj.Resources.XObject.values())
    return report.editions["booklet"].artifacts[1].pages, seen(data, 2, 2)[0][0], drawn


def test_the_rest_of_a_card_is_to_be_written_on_where_the_exercise_has_lines(tmp_path: Path) -> None:
    exercise = '\n!!! try "One step"\n    Do it.\n\n    How it went: ___{lines=3}\n\n    - [ ] Again\n'
    sheets, card, lines = _on_card(tmp_path / "lines", exercise)
    assert sheets == 1
    assert "Do it." in card
    assert "Again" in card
    assert "How it went" not in card
    without = _on_card(tmp_path / "none", exercise.replace("    How it went: ___{lines=3}\n\n", ""))
    assert lines - without[2] > 5


def test_a_card_that_is_full_has_no_second_card_for_lines(tmp_path: Path) -> None:
    said = "\n\n".join(["    A line to read."] * 15)
    sheets, card, _ = _on_card(tmp_path, f'\n!!! try "One step"\n{said}\n\n    How it went: ___{{lines=3}}\n')
    assert (sheets, card.count("A line to read")) == (1, 15)
    with pypdfium2.PdfDocument(tmp_path / "dist" / "trust-cards.pdf") as document:
        assert document[0].get_textpage().get_text_range().count("Chapter 1") == 1


def test_an_exercise_that_is_longer_than_a_card_goes_on_below_its_title(tmp_path: Path) -> None:
    said = "\n\n".join(["    A line to read."] * 20)
    _, card, _ = _on_card(tmp_path, f'\n!!! try "One step"\n{said}\n')
    assert "One step" in card
    assert 10 < card.count("A line to read") < 20


# -- chapters alone -------------------------------------------------------------------------------------------------


def test_a_chapter_is_folded_alone(folder: Path) -> None:
    report = trustbook.build(folder, ["booklet"], options={"chapter": "2"})
    assert report.failed == (), [line for finding in report.findings for line in finding.lines()]
    assert report.editions["booklet"].artifacts[0].name == "booklets/small-steps-2-resting.pdf"
    data = (report.folder / "booklets" / "small-steps-2-resting.pdf").read_bytes()
    read = [words(page) for page in folded(seen(data, 2, 1)[2:])]
    assert read[0].startswith("Chapter 2 Resting Small Steps")
    assert read[1] == ""
    assert "Chapter 2 Resting" in read[2]
    assert "p. 20" in "".join(read)
    feet = [(number, page) for number, page in enumerate(read[:-1], 1) if page and number > 1]
    assert all(f" {number} " in f" {page} " for number, page in feet)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.docinfo.Title).startswith("Chapter 2: Resting – Small Steps – booklet")


def test_chapters_on_letter_fit_and_keep_the_booklet_of_the_book(tmp_path: Path) -> None:
    folder = book(tmp_path)
    trustbook.build(folder, ["booklet"])
    report = trustbook.build(folder, ["booklet"], options={"chapter": "1", "sheet": "letter"})
    names = [one.name for one in report.editions["booklet"].artifacts]
    assert names == ["booklets/trust-1-one.pdf", "trust-booklet.pdf"]
    assert report.left == ()


def test_a_chapter_that_there_is_not_is_told(tmp_path: Path) -> None:
    report = trustbook.build(book(tmp_path), ["booklet"], options={"chapter": "1,7"})
    assert [(one.code, one.message) for one in report.findings] == [("O908", "there is no chapter `7`")]
    assert report.failed == ("booklet",)


def test_two_builds_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = built(book(tmp_path / "a"))
    monkeypatch.setenv("TRUSTBOOK_CACHE", str(tmp_path / "kept"))  # nothing comes from the other build
    assert built(book(tmp_path / "b")) == first


# -- an edition that is made when it is named -----------------------------------------------------------------------


def test_it_is_made_when_somebody_names_it(tmp_path: Path) -> None:
    folder = book(tmp_path)
    assert "booklet" not in trustbook.build(folder).editions
    assert trustbook.build(folder, ["booklet"]).built == ("booklet",)
    named = BOOK_TOML.replace("[book]", 'editions = ["booklet"]\n[book]')
    (folder / "book.toml").write_text(named)
    assert trustbook.build(folder).built == ("booklet",)


def test_once_made_it_is_no_file_that_is_left_over(tmp_path: Path) -> None:
    folder = book(tmp_path, {"book.toml": BOOK_TOML.replace("[book]", 'editions = ["epub"]\n[book]')})
    trustbook.build(folder, ["booklet", "screen"])
    report = trustbook.build(folder, clean=True)
    assert report.removed == ()
    assert set(report.editions) == {"epub", "booklet", "screen"}
    assert trustbook.build(folder, ["booklet"]).unchanged == ("booklet",)


def test_the_schema_knows_which_editions_a_book_has_that_names_none() -> None:
    told = json.loads(json.dumps(schema(tables(rows()))))["properties"]["editions"]
    assert "booklet" in told["items"]["enum"]
    assert told["default"] == list(rows().by_default)
