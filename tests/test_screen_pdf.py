"""The screen PDF as readers, screen readers and validators meet it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from books import book
from PIL import Image
from stages import print_document, read, screen_document

import trustbook
from trustbook.layout.engine import lay_out
from trustbook.pdf.spoken import read_pdf
from trustbook.pdf.standards import STANDARDS
from trustbook.verify.pdf import page_validation
from trustbook.verify.tools import Subject

MM = 72 / 25.4


@pytest.fixture(scope="module")
def path(sample_report: trustbook.Report) -> Path:
    return sample_report.folder / "small-steps-screen.pdf"


@pytest.fixture
def pdf(path: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(path) as opened:
        yield opened


def page_words(path: Path) -> dict[int, str]:
    """The text of each page by the number that viewers show, white space folded."""
    document = pypdfium2.PdfDocument(path)
    words = {
        int(document.get_page_label(index)): " ".join(one.get_textpage().get_text_range().split())
        for index, one in enumerate(document)
    }
    document.close()
    return words


def nodes(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Structure elements in reading order."""
    stack = [pdf.Root.StructTreeRoot.K]
    while stack:
        one = stack.pop()
        if isinstance(one, pikepdf.Array):
            stack += reversed(list(one))
        elif isinstance(one, pikepdf.Dictionary):
            if "/S" in one:
                yield one
            if "/K" in one:
                stack.append(one.K)


def outline(pdf: pikepdf.Pdf) -> list[tuple[int, str]]:
    """(level, title) of each bookmark in order."""
    found: list[tuple[int, str]] = []

    def walk(items: Any, level: int) -> None:
        for item in items:
            found.append((level, item.title))
            walk(item.children, level + 1)

    with pdf.open_outline() as bookmarks:
        walk(bookmarks.root, 1)
    return found


@pytest.mark.parametrize("which", ["sample_report", "real_report"])
def test_it_is_pdf_ua_and_pdf_a(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    report: trustbook.Report = request.getfixturevalue(which)
    [path] = report.folder.glob("*-screen.pdf")
    # Our own call of page-validation: it knows one false alarm, about streams that end in a carriage return.
    assert page_validation(Subject(path.name, path.read_bytes(), tmp_path)) == []


def test_it_says_its_title_and_language(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.docinfo["/Title"]) == "Small Steps"
    assert str(pdf.Root.Lang) == "en-GB"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert bool(pdf.Root.MarkInfo.Marked)


def test_its_metadata_names_both_standards_and_no_clock(pdf: pikepdf.Pdf) -> None:
    xmp = pdf.Root.Metadata.read_bytes().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert set(re.findall(r"(\d{4}-\d\d-\d\dT[\d:]+Z)", xmp)) == {"2026-11-24T00:00:00Z"}
    assert xmp.count("<rdf:RDF") == 1


def test_every_page_is_a5(pdf: pikepdf.Pdf) -> None:
    for one in pdf.pages:
        assert [float(value) for value in one.mediabox] == pytest.approx([0, 0, 148 * MM, 210 * MM], abs=0.1)


def test_bookmarks_are_the_headings(pdf: pikepdf.Pdf, sample_report: trustbook.Report) -> None:
    made, _ = read(sample_report.folder.parent)
    wanted = [heading.text for part in made.parts for heading in part.headings]
    titles = [title for _, title in outline(pdf)]
    missing = [text for text in wanted if not any(title.endswith(text) for title in titles)]
    assert missing == []
    assert (1, "Chapter 1 Walking") in outline(pdf) or (1, "Chapter 1: Walking") in outline(pdf)
    assert (2, "A. First steps") in outline(pdf)


def test_it_opens_with_its_bookmarks_and_office_printers_count_no_colour_in_black_text(pdf: pikepdf.Pdf) -> None:
    assert pdf.Root.PageMode == "/UseOutlines"
    colours = set()
    for one in pdf.pages:
        for drawn in pikepdf.parse_content_stream(one):
            if str(drawn.operator) in ("rg", "RG"):
                colours.add(tuple(map(float, drawn.operands)))
    assert colours  # headings and boxes have some
    assert [one for one in colours if len(set(one)) == 1] == []


def test_all_fonts_are_embedded_and_shipped(pdf: pikepdf.Pdf) -> None:
    names = set()
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor":
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(one.keys())
            names.add(str(one.FontName).split("+")[-1])
    assert names
    assert all(name.startswith(("Atkinson", "JetBrains", "Noto-Sans", "NotoSans")) for name in names), names


@pytest.mark.parametrize("which", ["sample_report", "real_report"])
def test_help_is_one_link_away_on_every_page_with_a_foot(which: str, request: pytest.FixtureRequest) -> None:
    report: trustbook.Report = request.getfixturevalue(which)
    [path] = report.folder.glob("*-screen.pdf")
    words = page_words(path)
    with pikepdf.open(path) as pdf:
        for number, one in list(zip(words, pdf.pages, strict=True))[2:]:  # the cover and the title page are bare
            match = re.search(r"Help now: page (\d+)", words[number])
            assert match, number
            feet = [link for link in one.get("/Annots", []) if float(link.Rect[3]) < 22 * MM]
            assert feet, number
            target = words[int(match.group(1))]
            assert "If you need help now" in target


def test_every_page_has_its_number_and_running_head(path: Path) -> None:
    for number, words in list(page_words(path).items())[2:]:
        assert re.search(rf"(?<!\d){number}(?!\d)", words)
    assert sum("Chapter 1: Walking" in words for words in page_words(path).values()) > 5


def test_the_contents_tell_the_right_pages(path: Path) -> None:
    words = page_words(path)
    contents = next(one for one in words.values() if one.startswith("Contents"))
    for title in ("A. First steps", "B. Longer ways", "A. Sitting down", "Glossary"):
        match = re.search(rf"{re.escape(title)}[ .]+(\d+)", contents)
        assert match, (title, contents)
        assert title in words[int(match.group(1))]


def test_the_reading_list_tells_the_pages_that_cite(path: Path) -> None:
    words = page_words(path)
    listed = next(one for one in words.values() if "Named in this book" in one and "Walkers United" in one)
    pages = re.findall(r"Chapter 1[^()]*\(page (\d+)\)", listed)
    assert pages
    assert all("Walkers say" in words[int(one)] for one in pages)


def test_each_paragraph_is_one_element_whatever_pages_it_crosses(
    pdf: pikepdf.Pdf, sample_report: trustbook.Report
) -> None:
    made, _ = read(sample_report.folder.parent)
    tags = [str(one.S) for one in nodes(pdf)]
    trees = [part.tree for part in made.parts]
    assert tags.count("/Table") == sum(1 for tree in trees for _ in tree.iter("table"))
    assert tags.count("/TH") == sum(1 for tree in trees for _ in tree.iter("th"))
    assert tags.count("/Figure") == sum(1 for tree in trees for _ in tree.iter("figure"))
    assert tags.count("/H1") == sum(1 for tree in trees for _ in tree.iter("h1"))
    assert tags.count("/BlockQuote") == sum(1 for tree in trees for _ in tree.iter("blockquote"))


def test_figures_have_their_alternative_text_and_decoration_has_none(pdf: pikepdf.Pdf) -> None:
    assert [str(one.Alt) for one in nodes(pdf) if one.S == "/Figure"] == ["Two paths meet at the top of a hill."]


def test_links_say_where_they_lead(pdf: pikepdf.Pdf) -> None:
    links = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == "/Link"]
    assert links
    assert all(str(link.get("/Contents", "")).strip() for link in links)
    assert not [link for link in links if re.fullmatch(r"[a-z0-9-]+-(?:\d+|title)", str(link.Contents))]


def test_words_are_not_hyphenated(path: Path) -> None:
    assert not [words for words in page_words(path).values() if "\u2010 " in words]


def test_it_carries_nothing_active(pdf: pikepdf.Pdf) -> None:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary):
            assert "/JS" not in one
            assert one.get("/S") not in ("/JavaScript", "/Launch", "/SubmitForm")
    assert "/AcroForm" not in pdf.Root
    assert "/OpenAction" not in pdf.Root


NESTED = '# T\n\n- One\n\n    - Two\n\n        - Three\n\n            - Four\n\n![A dot.](dot.png "A dot")\n'


@pytest.mark.parametrize("standard", sorted(STANDARDS))
def test_lists_in_lists_and_photographs_keep_the_standard(standard: str, tmp_path: Path) -> None:
    """The fonts have no hollow bullet, and PDF/A forbids to smooth pictures (ISO 19005-2, 6.2.8.3)."""
    dot = io.BytesIO()
    Image.new("RGBA", (2000, 900), (10, 20, 30, 40)).save(dot, "PNG")
    report = trustbook.build(
        book(tmp_path, {"one.md": NESTED, "dot.png": dot.getvalue()}), options={"pdf-standard": standard}
    )
    assert [line for one in report.findings for line in one.lines()] == []
    data = (report.folder / "trust-screen.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(data)) as opened:
        pictures: list[Any] = [one for one in opened.objects if isinstance(one, pikepdf.Stream)]
        assert [bool(one.Interpolate) for one in pictures if one.get("/Subtype") == "/Image"] == [False, False]
    labels = [one.text.strip() for one in read_pdf(data).walk() if one.role == "Lbl"]
    assert labels == ["•", "–", "•", "–"]


@pytest.mark.parametrize("which", ["sample_report", "real_report"])
def test_a_page_has_the_number_and_the_text_of_the_printed_page(which: str, request: pytest.FixtureRequest) -> None:
    report: trustbook.Report = request.getfixturevalue(which)
    made, _ = read(report.folder.parent)
    screen, printed = lay_out(screen_document(made)), lay_out(print_document(made))
    assert screen.breaks == printed.breaks
    assert len(screen.breaks) > 10
    assert screen.pages < printed.pages  # it has no blank ones


def test_other_papers_have_pages_of_their_own(tmp_path: Path) -> None:
    made = trustbook.load(book(tmp_path))[0]
    assert made is not None
    for paper, size in {"a4": (210.0, 297.0), "letter": (215.9, 279.4), "half-letter": (139.7, 215.9)}.items():
        [artifact] = trustbook.make(made, ["screen"], options={"paper": paper})["screen"].artifacts
        with pikepdf.open(io.BytesIO(artifact.data)) as pdf:
            sizes = {tuple(float(value) / MM for value in one.mediabox[2:]) for one in pdf.pages}
        assert [pytest.approx(size, abs=0.05)] == list(sizes), paper
