"""Large print and clear print as people with low vision get them: measured in the finished files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pikepdf
import pypdfium2
import pytest
from block_equality import compare
from books import BOOK_TOML, book
from sample_book import sample
from stages import read
from test_clinics import clinic_book, copied

import trustbook
from trustbook.builder.cache import Cache
from trustbook.builder.verify import verify
from trustbook.editions.drawings import outlined
from trustbook.layout.document import Drawings
from trustbook.layout.engine import paginate
from trustbook.layout.large_print import enlarged, whole
from trustbook.layout.large_type import ACB, CLEAR, UKAAF, LargeType, of_file
from trustbook.manuscript.book import Book
from trustbook.pdf.spoken import read_pdf
from trustbook.sources import drawings
from trustbook.verify import Subject
from trustbook.verify.large_type import measure
from trustbook.verify.pdf import page_validation

MM = 72 / 25.4
TEXT = """\
# Trust

Trust grows slowly, and *in small steps*. **Some steps** take years, and some of them take a day or two.[^1]

## How it grows

Trust grows slowly between people who meet, who talk, who listen, and who do what they said that they would do. Nobody
can ask for it, and nobody can buy it. It is there when people have kept their word for a long time, and have said so
when they could not. That is all that there is to it, and it is a lot.

[^1]: This is a note.
"""


def made(folder: Path, edition: str = "large-print", files: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """The file of an edition of a small book."""
    report = trustbook.build(book(folder, {"one.md": TEXT, **files}), [edition])
    assert report.failed == (), [line for finding in report.findings for line in finding.lines()]
    return (report.folder / f"trust-{edition}.pdf").read_bytes()


def told(data: bytes, kind: LargeType = UKAAF) -> list[str]:
    return [one.message for one in measure(Subject("x.pdf", data, Path()), kind)]


def kinds(data: bytes, kind: LargeType = UKAAF) -> set[str]:
    """What is wrong, without pages, numbers and words."""
    return {re.sub(r"[\d.]+", "N", one.split(": ", 2)[2].partition(", ")[0]) for one in told(data, kind)}


PROFILE = {UKAAF: "ukaaf", ACB: "acb"}


def drawn(book: Book, kind: LargeType = UKAAF, paper: str = "a4") -> tuple[Drawings, Mapping[str, drawings.Enlarged]]:
    return outlined(book, Cache()), enlarged(book, kind, paper, Cache())


def test_drawings_are_enlarged_once_and_say_what_is_too_small_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small, _ = read(sample(tmp_path))
    first = enlarged(small, UKAAF, "a4", Cache())
    assert first
    monkeypatch.setattr(drawings, "enlarge", None)
    assert enlarged(small, UKAAF, "a4", Cache()) == first
    monkeypatch.undo()
    broken = {path: replace(one, smallest=1.0) for path, one in first.items()}
    _, found = whole(small, "large-print", UKAAF, "a4", (outlined(small, Cache()), broken), ())
    assert {one.code for one in found} == {"P807"}


def test_a_clinics_copy_keeps_the_guideline_too(tmp_path: Path) -> None:
    _, copy = copied(clinic_book(tmp_path))
    alone = replace(copy, parts=tuple(one for one in copy.parts if one.role in ("clinic", "help")))
    document, _ = whole(alone, "large-print", UKAAF, "a4", drawn(copy), ())
    assert told(paginate(document).data) == []


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("kind", [UKAAF, ACB, CLEAR], ids=lambda kind: kind.label)
def test_a_whole_book_keeps_its_guideline_on_each_paper(kind: LargeType, paper: str, tmp_path: Path) -> None:
    small, _ = read(sample(tmp_path))
    edition = "clear-print" if kind is CLEAR else "large-print"
    document, found = whole(small, edition, kind, paper, drawn(small, kind, paper), ())
    finished = paginate(document)
    assert (found, finished.findings) == ((), ())
    assert told(finished.data, kind) == []
    assert of_file(finished.data) is kind
    for call in document.html.iter("a"):
        if call.get("role") == "doc-noteref":  # what the style sheet adds
            call.text = f" ({call.get('aria-label')})"
    assert compare(document.html, read_pdf(finished.data, guess_spaces=False)).differences == ()
    assert page_validation(Subject("x.pdf", finished.data, tmp_path)) == []


@pytest.mark.parametrize(("said", "kind"), [("ukaaf", UKAAF), ("acb", ACB)])
def test_book_toml_names_the_profile_and_the_paper(said: str, kind: LargeType, tmp_path: Path) -> None:
    table = f'[large-print]\nprofile = "{said}"\npaper = "letter"\n[help]'
    data = made(tmp_path, files={"book.toml": BOOK_TOML.replace("[help]", table)})
    assert of_file(data) is kind
    assert told(data, kind) == []
    with pikepdf.open(tmp_path / "dist" / "trust-large-print.pdf") as pdf:
        size = [float(value) / MM for value in pdf.pages[0].mediabox[2:]]
    assert size == pytest.approx([215.9, 279.4], abs=0.1)


def test_calls_of_notes_and_printed_pages_are_said_in_full_size(tmp_path: Path) -> None:
    data = made(tmp_path)
    with pypdfium2.PdfDocument(data) as document:
        words = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    assert "a day or two. (Note 1)" in words
    assert re.search(r"p\.\s5", words)


def test_the_pdf_for_the_screen_is_no_large_print(sample_report: trustbook.Report) -> None:
    data = (sample_report.folder / "small-steps-screen.pdf").read_bytes()
    assert of_file(data) is None
    found = kinds(data)
    assert {"type of N pt", "italics", "words less than N mm from the edge of the paper"} <= found
    assert len(told(data)) > 10


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        (".chapter p { font-size: 17pt }", "type of 17.0 pt, smaller than 18 pt, at “Trust grows slowly"),
        ("@page { @bottom-right { font-size: 12pt } }", "type of 12.0 pt, smaller than 18 pt, at “"),
        ("em { font-weight: normal; font-style: italic }", "italics, at “"),
        ("h2 { text-transform: uppercase }", "a block of capitals, at “HOW IT GROWS”"),
        (".chapter p { text-align: justify }", "lines are set to one length, not left aligned, at “"),
        (".chapter p { color: #888888 }", "contrast of 3.5 to 1, less than 7 to 1, at “"),
        (".chapter { background: #888888 }", "contrast of 5.9 to 1, less than 7 to 1, at “"),
        (".chapter p { line-height: 1 }", "lines 1.00 type sizes apart, less than 1.15, at “"),
        (".chapter p { margin-left: -10mm }", "words less than 25.4 mm from the edge of the paper, at “"),
    ],
)
def test_what_a_book_s_own_style_breaks_is_found_where_it_is(rule: str, fault: str, tmp_path: Path) -> None:
    found = told(made(tmp_path, files={"styles/large-print.css": rule}))
    assert [one for one in found if fault in one], found
    assert all(one.startswith("large print (UKAAF): page ") for one in found)


def test_verify_measures_the_file(tmp_path: Path) -> None:
    made(tmp_path, files={"styles/large-print.css": "h2 { text-transform: uppercase }"})
    found = [one for one in verify(tmp_path, None, lambda message: None).findings if one.code == "V911"]
    assert [(one.severity, str(one.place)) for one in found] == [("error", "trust-large-print.pdf")]


@pytest.mark.parametrize("columns", [4, 6])
def test_a_table_of_many_columns_keeps_its_words_on_the_page(columns: int, tmp_path: Path) -> None:
    row = " | ".join(["Confidentiality", "Communication", "Understanding", "Professional", "Walking", "Rest"][:columns])
    table = f"# Trust\n\nWords.\n\nTable: Days\n\n| {row} |\n|{' --- |' * columns}\n| {row} |\n"
    assert told(made(tmp_path, files={"one.md": table})) == []


# -- drawings --------------------------------------------------------------------------------------------------------


def drawing(words: str, size: float, around: str = "") -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200"><title>T</title>'
        f'<rect x="20" y="20" width="300" height="100" fill="#eee"/>{around}'
        f'<text x="30" y="60" font-size="{size:g}">{words}</text></svg>'
    )


def test_words_in_a_drawing_are_set_larger_where_there_is_room() -> None:
    enlarged = drawings.enlarge(drawing("Trust", 16).encode(), 18)
    assert enlarged.smallest == 18
    assert enlarged.data == drawings.outline(drawing("Trust", 18).encode())


@pytest.mark.parametrize(
    "text",
    [
        drawing("Trust grows slowly, in small steps and", 17),  # it would leave its rectangle
        drawing("Trust grows", 17, '<text x="120" y="60" font-size="20">slowly</text>'),  # it would touch
        drawing("Trust", 10),  # so much larger that nobody knows what it would cross
    ],
)
def test_words_without_room_stay_as_they_are(text: str) -> None:
    enlarged = drawings.enlarge(text.encode(), 20)
    assert enlarged.smallest == float(re.findall(r'font-size="(1\d)"', text)[0])
    assert enlarged.data == drawings.outline(text.encode())


def test_large_words_and_drawings_without_words_need_nothing() -> None:
    large = drawing("Trust", 30).encode()
    assert drawings.enlarge(large, 20) == drawings.Enlarged(drawings.outline(large), 30)
    assert drawings.enlarge(drawing("", 30).encode(), 20).smallest == float("inf")


def test_words_that_stay_too_small_are_told_where_the_drawing_is_shown(tmp_path: Path) -> None:
    files = {
        "one.md": '# Trust\n\nWords.\n\n![Trust](small.svg "A drawing")\n\n![Trust](turned.svg "Another")\n',
        "small.svg": drawing("Trust", 9),
        "turned.svg": drawing("Trust", 40).replace("<text", '<text transform="scale(0.1)"'),
    }
    report = trustbook.build(book(tmp_path, files), ["large-print"])
    assert [(one.code, str(one.place), one.message) for one in report.findings] == [
        ("P807", "one.md:5:10", "words in `small.svg` are 9.8 pt on the page, smaller than 18 pt"),
        (
            "P807",
            "one.md:7:10",
            "nobody can tell how large the words in `turned.svg` are on the page: a transform stands above them",
        ),
    ]
    assert report.built == ("large-print",)
