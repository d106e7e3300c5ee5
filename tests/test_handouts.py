"""Handouts as a trainer prints them: each whole in itself, with the book's page numbers in the margin."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from block_equality import compare
from books import book
from books import chapters as chapters_of
from click.testing import CliRunner
from faults import png
from pypdfium2 import raw
from sample_book import sample
from stages import print_document, read
from test_forms import typed_into

import trustbook
from trustbook.builder.cache import Cache
from trustbook.cli.main import main_group
from trustbook.editions.drawings import outlined
from trustbook.editions.handouts.document import whole
from trustbook.editions.handouts.passages import wanted
from trustbook.editions.handouts.settings import HandoutSettings
from trustbook.layout.engine import lay_out, paginate
from trustbook.layout.excerpt import excerpt
from trustbook.layout.on_papers import OnPaper, put
from trustbook.pdf.spoken import read_pdf
from trustbook.pdf.trims import TRIMS
from trustbook.verify.pdf import page_validation
from trustbook.verify.tools import Subject

MM = 72 / 25.4


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> trustbook.Report:
    """The sample book's handouts."""
    report = trustbook.build(sample(tmp_path_factory.mktemp("sample")), ["handouts"])
    assert report.failed == (), [line for finding in report.findings for line in finding.lines()]
    return report


def said(path: Path) -> str:
    """All words on the pages, white space folded."""
    with pypdfium2.PdfDocument(path) as document:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def files(report: trustbook.Report) -> Mapping[str, Path]:
    return {one.name: report.folder / one.name for one in report.editions["handouts"].artifacts}


def test_there_is_a_file_a_chapter_on_each_paper(built: trustbook.Report) -> None:
    names = [f"handouts/small-steps-{chapter}-{paper}.pdf" for paper in ("a4", "letter") for chapter in CHAPTERS]
    assert list(files(built)) == names
    for name, path in files(built).items():
        width, height = (210, 297) if name.endswith("a4.pdf") else (215.9, 279.4)
        with pikepdf.open(path) as pdf:
            for page in pdf.pages:
                left, bottom, right, top = (float(value) / MM for value in page.mediabox)
                assert [right - left, top - bottom] == pytest.approx([width, height], abs=0.1)
                assert page.trimbox == page.mediabox


CHAPTERS = ("1-walking", "2-resting")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_pages_are_the_same_on_both_papers_and_stand_in_the_middle(chapter: str, built: trustbook.Report) -> None:
    paths = [files(built)[f"handouts/small-steps-{chapter}-{paper}.pdf"] for paper in ("a4", "letter")]
    assert said(paths[0]) == said(paths[1])
    with pikepdf.open(paths[0]) as a4, pikepdf.open(paths[1]) as letter:
        for one, other in zip(a4.pages, letter.pages, strict=True):
            assert one.obj.Contents.read_bytes() == other.obj.Contents.read_bytes()
            assert [middle(one), other.mediabox[1]] == [middle(other), 0]
            assert len(one.obj.get("/Annots", ())) == len(other.obj.get("/Annots", ()))


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_field_is_typed_into_where_it_stands_on_each_paper(paper: str, tmp_path: Path) -> None:
    worksheet = '# One\n\n!!! try "Say it"\n    What I need: ___{lines=3}\n'
    report = trustbook.build(book(tmp_path, {"one.md": worksheet}), ["handouts"], options={"paper": paper})
    [path] = files(report).values()
    filled = typed_into(path.read_bytes(), "one-what-i-need", "Time to think")
    with pypdfium2.PdfDocument(filled) as document:
        raw.FPDFPage_Flatten(document[0], raw.FLAT_PRINT)
        words = document[0].get_textpage().get_text_bounded()
    assert "Time to think" in words.partition("What I need")[2]


def middle(page: pikepdf.Page) -> list[float]:
    left, bottom, right, top = map(float, page.mediabox)
    return [round((left + right) / 2, 2), round((bottom + top) / 2, 2)]


def test_words_and_margin_marks_stand_half_an_inch_from_every_edge(built: trustbook.Report) -> None:
    edges: list[float] = []
    for path in files(built).values():
        with pypdfium2.PdfDocument(path) as document:
            for page in document:
                left, bottom, right, top = page.get_mediabox()
                text = page.get_textpage()
                boxes = [text.get_charbox(number) for number in range(text.count_chars())]
                edges += [box[0] - left for box in boxes] + [box[1] - bottom for box in boxes]
                edges += [right - box[2] for box in boxes] + [top - box[3] for box in boxes]
    assert min(edges) / MM >= 12.6  # an office printer leaves less than half an inch, 12.7 mm, white


def test_a_page_of_another_size_is_never_cut_off() -> None:
    sizes = [(210.0, 279.4), (279.4, 210.0), (300.0, 400.0)]
    with pikepdf.new() as pdf:
        for size in sizes:
            pdf.add_blank_page(page_size=(size[0] * MM, size[1] * MM))
        made = io.BytesIO()
        pdf.save(made, force_version="1.7")
    with pikepdf.open(io.BytesIO(put(OnPaper("a4", made.getvalue())))) as pdf:
        boxes = [[round(float(side) / MM, 1) for side in page.mediabox] for page in pdf.pages]
    assert boxes == [[0, -8.8, 210, 288.2], [-8.8, 0, 288.2, 210], [0, 0, 300, 400]]


@pytest.mark.parametrize("paper", ["a5", "half-letter"])
def test_on_small_paper_the_page_is_as_large_as_the_paper(paper: str, tmp_path: Path) -> None:
    report = trustbook.build(book(tmp_path, LINKED), ["handouts"], options={"paper": paper})
    for path in files(report).values():
        with pikepdf.open(path) as pdf:
            sides = [float(value) / MM for value in pdf.pages[0].mediabox]
            assert sides == pytest.approx([0, 0, *TRIMS[paper]], abs=0.1)  # type: ignore[index]


def test_a_handout_holds_all_it_needs_and_says_where_it_comes_from(built: trustbook.Report) -> None:
    words = said(files(built)["handouts/small-steps-1-walking-a4.pdf"])
    assert "Chapter 1 Walking" in words
    assert "Walkers United" in words  # the source that it cites
    assert "If you need help now" in words
    assert re.search(r"From the book “Small Steps”, pages \d+ to \d+\.", words)
    assert "Chapter 2 Resting" not in words
    assert re.search(r"Help now: page (\d+)", words)


def test_the_margin_has_the_page_numbers_of_the_printed_book(built: trustbook.Report) -> None:
    made, _ = read(built.folder.parent)
    breaks = [one.label for one in lay_out(print_document(made)).breaks if one.part == "walking"]
    words = said(files(built)["handouts/small-steps-1-walking-letter.pdf"])
    assert re.findall(r"p\.\s(\d+)", words) == breaks
    assert f"pages {breaks[0]} to {breaks[-1]}." in words


@pytest.mark.parametrize("chapter", range(2))
def test_it_is_read_aloud_as_it_is_written(chapter: int, built: trustbook.Report, tmp_path: Path) -> None:
    made, _ = read(built.folder.parent)
    breaks = lay_out(print_document(made)).breaks
    document = whole(made, wanted(made, HandoutSettings())[0][chapter], "office", breaks, outlined(made, Cache()))
    finished = paginate(document)
    assert finished.findings == ()
    compared = compare(document.html, read_pdf(finished.data, guess_spaces=False))
    assert compared.differences == ()
    assert page_validation(Subject("handout.pdf", finished.data, tmp_path)) == []
    on_a4 = put(OnPaper("a4", finished.data))
    assert page_validation(Subject("handout.pdf", on_a4, tmp_path)) == []
    assert compare(document.html, read_pdf(on_a4, guess_spaces=False)).differences == ()
    assert on_a4 == (files(built)[f"handouts/small-steps-{CHAPTERS[chapter]}-a4.pdf"]).read_bytes()


LINKED = {
    "book.toml": chapters_of("one.md", "two.md"),
    "one.md": "# One\n\nSee [the way of two](two.md), or [Two](two.md), or [so it goes](#below).\n\n## Below\n\nSo.\n",
    "two.md": "# Two\n\nBack to [one](one.md).\n",
}


def test_a_link_to_what_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    made, found = read(book(tmp_path, LINKED))
    assert found == []
    cut = excerpt(made, made.parts[1], ())
    paragraph = next(one for one in cut.parts[0].tree.iter("p"))
    assert (
        "".join(paragraph.itertext())
        == "See the way of two (chapter 2 of the book), or “Two” in the book, or so it goes."
    )
    assert [one.get("href") for one in paragraph.iter("a")] == ["#one-below"]
    assert [one.get("href") for one in made.parts[1].tree.iter("a")] == ["#two", "#two", "#one-below"]  # as it was


def test_one_chapter_on_one_paper_leaves_the_others_where_they_are(tmp_path: Path) -> None:
    folder = book(tmp_path, LINKED)
    trustbook.build(folder, ["handouts"])
    report = trustbook.build(folder, ["handouts"], options={"chapter": "2", "paper": "a4"})
    assert report.built == ("handouts",)
    assert report.left == ()
    assert len(files(report)) == 4
    assert all(path.is_file() for path in files(report).values())
    assert trustbook.build(folder, ["handouts"]).built == ("handouts",)  # all again, as nobody knows how old they are


def test_a_chapter_that_there_is_not_is_told(tmp_path: Path) -> None:
    report = trustbook.build(book(tmp_path, LINKED), ["handouts"], options={"chapter": "7"})
    assert [(one.code, one.message, one.hint) for one in report.findings] == [
        ("O908", "there is no chapter `7`", "there are chapters 1, 2")
    ]
    assert report.failed == ("handouts",)


def test_no_letter_is_smaller_than_12_points(built: trustbook.Report) -> None:
    for path in files(built).values():
        with pypdfium2.PdfDocument(io.BytesIO(path.read_bytes())) as document:
            for page in document:
                text = page.get_textpage()
                for one in page.get_objects():
                    if one.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT:
                        scale = one.get_matrix().d
                        assert one.get_font_size() * abs(scale) >= 11.9, (path.name, text.get_text_bounded()[:40])


EXERCISES = LINKED | {
    "two.md": "# Two\n\nSo.\n\n## A. Near\n\nNear it is.\n\n## B. Far\n\nFar it is.[^1]\n\n"
    '!!! try "Walk a mile"\n    1. Go.\n\n[^1]: As far as that.\n\n[^2]: Not called.\n'.replace(
        "[^2]: Not called.\n", ""
    ),
}


@pytest.mark.parametrize(
    ("options", "name", "there", "gone"),
    [
        (
            {"section": "b"},
            "trust-2-section-b",
            ["B. Far", "Far it is.", "As far as that.", "Walk a mile"],
            "Near it is.",
        ),
        ({"exercise": "a mile"}, "trust-2-exercise-walk-a-mile", ["Walk a mile", "Go."], "Far it is."),
    ],
)
def test_a_passage_alone(options: dict[str, str], name: str, there: list[str], gone: str, tmp_path: Path) -> None:
    report = trustbook.build(book(tmp_path, EXERCISES), ["handouts"], options={**options, "paper": "a4"})
    assert [line for one in report.findings for line in one.lines()] == []
    assert list(files(report)) == [f"handouts/{name}-a4.pdf"]
    words = said(files(report)[f"handouts/{name}-a4.pdf"])
    assert [one for one in ["Two", "From the book “Trust”, page", *there] if one not in words] == []
    assert gone not in words


def test_an_exercise_at_the_start_of_a_page_is_of_that_page_alone(tmp_path: Path) -> None:
    files_of_book = EXERCISES | {"styles/print.css": ".box { break-before: page; }"}
    report = trustbook.build(book(tmp_path, files_of_book), ["handouts"], options={"exercise": "a mile", "paper": "a4"})
    [path] = files(report).values()
    assert re.search(r"From the book “Trust”, page \d+\.", said(path))


def test_headings_of_an_exercise_alone_start_below_the_title(tmp_path: Path) -> None:
    report = trustbook.build(book(tmp_path, EXERCISES), ["handouts"], options={"exercise": "a mile", "paper": "a4"})
    [path] = files(report).values()
    roles = [one.role for one in read_pdf(path.read_bytes()).walk() if one.role.startswith("H")]
    assert roles[:3] == ["H1", "H2", "H1"]


def test_a_passage_that_there_is_not_is_told_with_those_there_are(tmp_path: Path) -> None:
    report = trustbook.build(book(tmp_path, EXERCISES), ["handouts"], options={"exercise": "swim"})
    assert [(one.code, one.message, one.hint) for one in report.findings] == [
        ("O908", "there is no exercise `swim`", "there are: Walk a mile")
    ]


@pytest.mark.parametrize(
    ("options", "message", "hint"),
    [
        ({"exercise": "mile", "chapter": "1"}, "there is no exercise `mile` in this chapter", "it is in chapter 2"),
        (
            {"exercise": "mile", "section": "B"},
            "a section and an exercise are asked for at once",
            "leave out `--section`",
        ),
    ],
)
def test_a_passage_that_is_not_made_is_told_with_what_to_ask_for(
    options: dict[str, str], message: str, hint: str, tmp_path: Path
) -> None:
    report = trustbook.build(book(tmp_path, EXERCISES), ["handouts"], options=options)
    assert [(one.code, one.message) for one in report.findings] == [("O908", message)]
    assert report.findings[0].hint.startswith(hint)


def test_words_of_several_exercises_make_a_file_of_each(tmp_path: Path) -> None:
    boxes = "".join(f'!!! try "{title}"\n    Go.\n\n' for title in ("Walk: rest", "Walk: a mile", "Walk: a mile"))
    options = {"exercise": "walk", "paper": "a4"}
    report = trustbook.build(book(tmp_path, LINKED | {"two.md": f"# Two\n\n{boxes}"}), ["handouts"], options=options)
    assert sorted(files(report)) == [
        "handouts/trust-2-exercise-walk-a-mile-2-a4.pdf",
        "handouts/trust-2-exercise-walk-a-mile-a4.pdf",
        "handouts/trust-2-exercise-walk-rest-a4.pdf",
    ]


def test_a_build_of_some_files_tells_those_and_counts_the_others(tmp_path: Path) -> None:
    folder = book(tmp_path, LINKED)
    trustbook.build(folder, ["handouts"])
    told = CliRunner().invoke(main_group, ["-C", str(folder), "build", "handouts", "2", "--paper", "a4"]).stderr
    assert [line.split()[0] for line in told.splitlines() if line[:1] != "0"] == ["built", "kept"]
    assert "-2-two-a4.pdf" in told
    assert "kept      3 other files of handouts, built before" in told
    listed = CliRunner().invoke(main_group, ["-C", str(folder), "list"]).output
    assert "out of date" not in listed


def test_a_pack_of_some_chapters_has_their_numbers_in_its_name(tmp_path: Path) -> None:
    options = {"pack": "workshop", "paper": "a4", "chapter": "2"}
    report = trustbook.build(book(tmp_path, LINKED), ["handouts"], options=options)
    assert [name.rpartition("-workshop")[2] for name in files(report)] == ["-2-a4.pdf"]


def test_a_pack_of_an_exercise_is_refused(tmp_path: Path) -> None:
    options = {"pack": "workshop", "exercise": "walk"}
    report = trustbook.build(book(tmp_path, EXERCISES), ["handouts"], options=options)
    assert [one.message for one in report.findings] == ["a pack has no sections or exercises alone"]


def test_a_pack_is_one_file_with_contents_and_bookmarks(tmp_path: Path) -> None:
    report = trustbook.build(sample(tmp_path), ["handouts"], options={"pack": "workshop", "paper": "a4"})
    assert [line for one in report.findings for line in one.lines() if one.severity == "error"] == []
    assert list(files(report)) == ["handouts/small-steps-workshop-a4.pdf"]
    path = files(report)["handouts/small-steps-workshop-a4.pdf"]
    words = said(path)
    assert [
        one for one in ("Contents", "Chapter 1 Walking", "Chapter 2 Resting", "From the book") if one not in words
    ] == []
    assert words.count("If you need help now") >= 1
    assert words.startswith("For a workshop: Small Steps")
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        titles = [one.title for one in outline.root]
        assert str(pdf.docinfo["/Title"]) == "Small Steps"
    assert {"Contents", "Chapter 1 Walking", "Chapter 2 Resting"} <= set(titles)
    assert page_validation(Subject("pack.pdf", path.read_bytes(), tmp_path)) == []


def test_a_fault_of_the_layout_is_placed_where_fields_are_drawn(tmp_path: Path) -> None:
    words = "# One\n\nIt grows: ___{lines=3}\n\n[box height=fill]\n\nSo it is.\n"
    sheet = "p { float: nowhere }\np { content: target-counter(attr(data-none), page) }\nh1 { letter-spacing: 900mm }"
    report = trustbook.build(book(tmp_path, {"one.md": words, "styles/handouts.css": sheet}), ["handouts"])
    assert "O904" not in {one.code for one in report.findings}
    assert [one.code for one in report.findings if one.code.startswith("P")]


def test_a_reference_by_number_to_another_chapter_says_where_it_is(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "book.toml": chapters_of("one.md", "two.md"),
        "one.md": "# One\n\nSee [@fig-b].\n",
        "two.md": '# Two\n\n![B](a.png "Bee"){#fig-b}\n',
        "a.png": png(700, 300),
    }
    report = trustbook.build(book(tmp_path, files), ["handouts"])
    assert (report.findings, report.built) == ((), ("handouts",))
    with pypdfium2.PdfDocument(next((tmp_path / "dist/handouts").glob("*1-one-a4.pdf"))) as pdf:
        assert "See Figure 1 (chapter 2 of the book)." in pdf[0].get_textpage().get_text_bounded()
