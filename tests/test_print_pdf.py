"""The print PDF as a print shop meets it: boxes, marks, ink, pages, cover."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from books import book
from sample_book import sample, with_config

import trustbook
from trustbook.sources.locate import shipped_styles

MM = 72 / 25.4
FOOT = re.compile(r"Help now: page \d+")


@pytest.fixture(scope="module")
def path(sample_report: trustbook.Report) -> Path:
    return sample_report.folder / "small-steps-print.pdf"


@pytest.fixture
def pdf(path: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> trustbook.Report:
    config = with_config('cover = "inside"', 'cover = "apart"')
    return trustbook.build(sample(tmp_path_factory.mktemp("apart"), {"book.toml": config}), ["print"])


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> trustbook.Report:
    config = with_config('cover = "inside"', 'cover = "none"')
    return trustbook.build(sample(tmp_path_factory.mktemp("bare"), {"book.toml": config}), ["print"])


def page_words(path: Path) -> list[str]:
    """The text inside the trim of each page, white space folded."""
    document = pypdfium2.PdfDocument(path)
    words = []
    for one in document:
        words.append(" ".join(one.get_textpage().get_text_bounded(*one.get_trimbox()).split()))
    document.close()
    return words


def box(page: pikepdf.Page, name: str) -> list[float]:
    return [float(value) for value in page.obj[name]]


def numbers_of(instruction: Any) -> list[float]:
    """The numbers among an operator's operands."""
    return [float(value) for value in instruction.operands if isinstance(value, (int, float, Decimal))]


def drawn(holder: Any, scale: float = 1) -> Iterator[tuple[str, list[float], float]]:
    """(operator, numbers, scale to points) of everything a page or form draws, the forms it calls included."""
    scales = [scale]
    forms = holder.get("/Resources", {}).get("/XObject", {})
    for instruction in pikepdf.parse_content_stream(holder):
        operator, numbers = str(instruction.operator), numbers_of(instruction)
        if operator == "q":
            scales.append(scales[-1])
        elif operator == "Q":
            scales.pop()
        elif operator == "cm":
            scales[-1] *= abs(numbers[0] * numbers[3] - numbers[1] * numbers[2]) ** 0.5
        elif operator == "Do" and forms[str(instruction.operands[0])].get("/Subtype") == "/Form":
            yield from drawn(forms[str(instruction.operands[0])], scales[-1])
        yield operator, numbers, scales[-1]


@pytest.mark.parametrize("which", ["sample_report", "real_report"])
def test_boxes_nest_around_an_a5_trim(which: str, request: pytest.FixtureRequest) -> None:
    report: trustbook.Report = request.getfixturevalue(which)
    path = report.folder / report.editions["print"].artifacts[0].name
    with pikepdf.open(path) as pdf:
        for one in pdf.pages:
            media, bleed, trim = box(one, "/MediaBox"), box(one, "/BleedBox"), box(one, "/TrimBox")
            assert media[:2] == [0, 0]
            assert trim[2] - trim[0] == pytest.approx(148 * MM, abs=0.01)
            assert trim[3] - trim[1] == pytest.approx(210 * MM, abs=0.01)
            margins = [trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3]]
            assert margins == [pytest.approx(3 * MM, abs=0.01)] * 4
            assert media[2] > bleed[2] > trim[2]
            assert media[3] > bleed[3] > trim[3]


@pytest.mark.parametrize(("painted", "bleed"), [("5mm", 3.0), ("2mm", 2.0), ("0mm", 0.0)])
def test_a_book_s_own_bleed_moves_the_boxes_and_leaves_the_trim(painted: str, bleed: float, tmp_path: Path) -> None:
    sheet = (shipped_styles() / "print.css").read_text().replace("bleed: 10mm", f"bleed: {painted}")
    report = trustbook.build(book(tmp_path, {"styles/print.css": sheet}), ["print"])
    with pikepdf.open(report.folder / "trust-print.pdf") as pdf:
        for one in pdf.pages:
            inked, trim = box(one, "/BleedBox"), box(one, "/TrimBox")
            assert [trim[2] - trim[0], trim[3] - trim[1]] == pytest.approx([148 * MM, 210 * MM], abs=0.01)
            margins = [trim[0] - inked[0], trim[1] - inked[1], inked[2] - trim[2], inked[3] - trim[3]]
            assert margins == [pytest.approx(bleed * MM, abs=0.01)] * 4


def test_eight_crop_marks_stand_wholly_outside_the_bleed(pdf: pikepdf.Pdf) -> None:
    for one in pdf.pages:
        left, bottom, right, top = box(one, "/BleedBox")
        width, height = box(one, "/MediaBox")[2:]
        streams = list(one.Contents) if isinstance(one.Contents, pikepdf.Array) else [one.Contents]
        laid_out = next(
            stream for stream in streams if len(stream.read_bytes()) > 1
        )  # before it, "q"; after it, its number
        tail = pikepdf.parse_content_stream(laid_out)[-34:]
        points: list[tuple[float, float]] = []
        lines = []
        for instruction in tail:
            if str(instruction.operator) in ("m", "l"):
                points.append((float(instruction.operands[0]), float(instruction.operands[1])))
            if str(instruction.operator) == "l":
                lines.append(points[-2:])
        assert len(lines) == 8
        for (x1, y1), (x2, y2) in lines:
            beside = max(x1, x2) < left or min(x1, x2) > right or max(y1, y2) < bottom or min(y1, y2) > top
            assert beside
            assert min(x1, x2, y1, y2) >= 0
            assert max(x1, x2) <= width
            assert max(y1, y2) <= height


def test_real_ink_reaches_the_edge_of_the_bleed_and_stops_there(path: Path) -> None:
    document = pypdfium2.PdfDocument(path)
    cover = document[0]
    left, bottom, right, top = (value * 2 for value in cover.get_bleedbox())
    picture = cover.render(scale=2).to_pil().convert("L")
    height = picture.height
    for x, y in (
        (left + 4, height / 2),
        (right - 4, height / 2),
        ((left + right) / 2, height - bottom - 4),
        ((left + right) / 2, height - top + 4),
    ):
        assert picture.getpixel((round(x), round(y))) < 250  # the ground of the cover is light
    for x, y in ((left - 4, height / 2), (right + 4, height / 2)):
        assert picture.getpixel((round(x), round(y))) == 255
    document.close()


@pytest.mark.parametrize("which", ["sample_report", "real_report"])
def test_nothing_in_it_can_be_clicked(which: str, request: pytest.FixtureRequest) -> None:
    report: trustbook.Report = request.getfixturevalue(which)
    path = report.folder / report.editions["print"].artifacts[0].name
    with pikepdf.open(path) as pdf:
        assert [number for number, one in enumerate(pdf.pages, 1) if "/Annots" in one.obj] == []
        assert "/Outlines" not in pdf.Root
        assert "/AcroForm" not in pdf.Root


@pytest.mark.parametrize("which", ["sample_report", "real_report"])
def test_all_ink_inside_the_cover_is_black_alone(which: str, request: pytest.FixtureRequest) -> None:
    report: trustbook.Report = request.getfixturevalue(which)
    path = report.folder / report.editions["print"].artifacts[0].name
    with pikepdf.open(path) as pdf:
        inside = [one for page in list(pdf.pages)[1:] for one in drawn(page.obj)]
    assert [one for one in inside if one[0] in ("rg", "RG", "k", "K")] == []
    assert ("g", [0.0]) in [one[:2] for one in inside]


@pytest.mark.parametrize("which", ["sample_report", "real_report"])
def test_all_text_is_pure_black(which: str, request: pytest.FixtureRequest) -> None:
    report: trustbook.Report = request.getfixturevalue(which)
    path = report.folder / report.editions["print"].artifacts[0].name
    count = 0
    with pikepdf.open(path) as pdf:
        for page in list(pdf.pages)[1:]:
            inks: list[list[float]] = [[0.0]]
            for operator, numbers, _ in drawn(page.obj):
                if operator == "q":
                    inks.append(inks[-1])
                elif operator == "Q":
                    inks.pop()
                elif operator == "g":
                    inks[-1] = numbers
                elif operator in ("Tj", "TJ"):
                    assert inks[-1] == [0.0]
                    count += 1
    assert count > 100


@pytest.mark.parametrize("which", ["sample_report", "real_report"])
def test_no_line_is_thinner_than_a_quarter_point(which: str, request: pytest.FixtureRequest) -> None:
    report: trustbook.Report = request.getfixturevalue(which)
    path = report.folder / report.editions["print"].artifacts[0].name
    with pikepdf.open(path) as pdf:
        widths = {
            numbers[0] * scale for page in pdf.pages for operator, numbers, scale in drawn(page.obj) if operator == "w"
        }
    assert min(widths) >= 0.249


@pytest.mark.parametrize("which", ["sample_report", "real_report"])
def test_sheets_have_two_sides_and_the_report_counts_them(which: str, request: pytest.FixtureRequest) -> None:
    report: trustbook.Report = request.getfixturevalue(which)
    for edition in ("screen", "print"):
        for record in report.editions[edition].artifacts:
            with pikepdf.open(report.folder / record.name) as pdf:
                assert record.pages == len(pdf.pages)
                assert edition == "screen" or len(pdf.pages) % 2 == 0


@pytest.mark.parametrize("which", ["sample_report", "real_report"])
def test_chapters_start_on_a_right_hand_page(which: str, request: pytest.FixtureRequest) -> None:
    report: trustbook.Report = request.getfixturevalue(which)
    path = report.folder / report.editions["print"].artifacts[0].name
    starts: dict[str, int] = {}
    for number, words in enumerate(page_words(path), 1):
        if match := re.search(r"Chapter \d: ", words):
            starts.setdefault(match.group(), number)
    assert len(starts) == (2 if which == "sample_report" else 6)
    assert [number for number in starts.values() if number % 2 == 0] == []


def test_empty_left_hand_pages_are_empty(path: Path) -> None:
    words = page_words(path)
    empty = [number for number, text in enumerate(words, 1) if not text]
    assert empty
    assert all(number % 2 == 0 for number in empty)
    chapter = next(number for number, text in enumerate(words, 1) if "Walkers say" in text)
    assert chapter - 1 in empty or words[chapter - 2]


def test_pages_with_text_have_head_foot_and_number(path: Path) -> None:
    for number, words in enumerate(page_words(path), 1):
        if words and number > 3:
            assert FOOT.search(words), number
            assert re.search(rf"(?<!\d){number}(?!\d)", words), number


def test_the_margin_at_the_spine_is_wider(path: Path) -> None:
    document = pypdfium2.PdfDocument(path)
    for number in (8, 9):
        page = document[number - 1]
        left, bottom, _, top = page.get_trimbox()
        text = page.get_textpage()
        inner = [
            text.get_charbox(index) for index in range(text.count_chars()) if text.get_text_range(index, 1).strip()
        ]
        body = [one for one in inner if bottom + 25 * MM < one[1] < top - 25 * MM]
        gap = min(one[0] for one in body) - left
        expected = 20 * MM if number % 2 else 15 * MM
        assert gap == pytest.approx(expected, abs=2)
    document.close()


def test_the_cover_is_inside_when_the_book_says_so(path: Path) -> None:
    words = page_words(path)
    assert "Small Steps" in words[0]
    assert words[1] == ""
    assert "Version 2.1" in words[2]


def test_a_cover_apart_is_a_file_of_one_page(apart: trustbook.Report) -> None:
    assert [one.name for one in apart.editions["print"].artifacts] == [
        "small-steps-print.pdf",
        "small-steps-print-cover.pdf",
    ]
    with pikepdf.open(apart.folder / "small-steps-print-cover.pdf") as pdf:
        assert len(pdf.pages) == 1
        assert box(pdf.pages[0], "/TrimBox")[0] - box(pdf.pages[0], "/BleedBox")[0] == pytest.approx(3 * MM, abs=0.01)
    words = page_words(apart.folder / "small-steps-print.pdf")
    assert "Version 2.1" in words[0]


def test_without_a_cover_the_title_page_comes_first(bare: trustbook.Report) -> None:
    assert [one.name for one in bare.editions["print"].artifacts] == ["small-steps-print.pdf"]
    assert "Version 2.1" in page_words(bare.folder / "small-steps-print.pdf")[0]


def test_all_fonts_are_embedded(pdf: pikepdf.Pdf) -> None:
    descriptors = [
        one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
    ]
    assert descriptors
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(one.keys()) for one in descriptors)
