"""Sheets are judged by what stands on them: each test reads the sides by halves or quarters, folds or cuts the pile as
a person would, and reads the result."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from folding import folded, piled, seen
from pikepdf import Array, Dictionary, Name

from trustbook.pdf.imposition import PAPERS, About, Paper, Unfit, cut, fold, sheets_to_fold
from trustbook.pdf.units import MM

ABOUT = About("Trust", "en-GB", "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>")
A4, LETTER = PAPERS["a4"], PAPERS["letter"]
A5, HALF_LETTER, A6 = (148.0, 210.0), (139.7, 215.9), (105.0, 148.5)
BEYOND = 20.0  # pt of media around the trim

Box = tuple[float, float, float, float]


def book(count: int, size: tuple[float, float] = A5, turned: int = 0) -> bytes:
    """A PDF whose pages each show their number in the middle of their trim, and a bar outside it."""
    width, height = (side * MM for side in size)
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        for number in range(1, count + 1):
            page = pdf.add_blank_page(page_size=(width + 2 * BEYOND, height + 2 * BEYOND))
            page.obj.TrimBox = Array([BEYOND, BEYOND, BEYOND + width, BEYOND + height])
            page.obj.Resources = Dictionary(Font=Dictionary(F=font))
            page.obj.Rotate = turned
            middle = f"{BEYOND + width / 2} {BEYOND + height / 2}"
            shown = f"BT /F 12 Tf {middle} Td ({number}) Tj ET 0 0 {BEYOND - 2} {height} re f"
            page.obj.Contents = pdf.make_stream(shown.encode())
        pdf.docinfo[Name.Author] = "Somebody"
        return saved(pdf)


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def numbers(count: int) -> list[str]:
    return [str(number) for number in range(1, count + 1)]


@pytest.mark.parametrize(("paper", "size"), [(A4, A5), (LETTER, HALF_LETTER)], ids=["A4", "Letter"])
@pytest.mark.parametrize("count", range(1, 41))
def test_a_folded_booklet_reads_in_order(count: int, paper: Paper, size: tuple[float, float]) -> None:
    read = folded(seen(fold(book(count, size), paper, 0.1, ABOUT), 2, 1))
    assert len(read) == 4 * sheets_to_fold(count)
    assert [one for one in read if one] == numbers(count)
    front, back = read[: max(1, count - 1)], read[-1]
    assert front == numbers(count)[: max(1, count - 1)]
    assert back == (str(count) if count > 1 else "")


@pytest.mark.parametrize("count", range(1, 41))
def test_cards_are_in_order_once_they_are_cut(count: int) -> None:
    read = piled(seen(cut(book(count, A6), A4, ABOUT), 2, 2))
    assert read == numbers(count) + [""] * (len(read) - count)
    assert len(read) - count < 4


def test_each_sheet_of_cards_shows_where_to_cut() -> None:
    with pypdfium2.PdfDocument(cut(book(5, A6), A4, ABOUT)) as document:
        for picture in (page.render(scale=1).to_pil().convert("L") for page in document):
            middle = picture.width // 2
            assert picture.crop((middle - 3, 0, middle + 3, 4)).getextrema()[0] < 200
            assert picture.crop((middle - 3, 40, middle + 3, 44)).getextrema()[0] == 255


def glyphs(data: bytes, page: int) -> dict[str, Box]:
    """Where the first digit in each half of a side stands, by the text of the half."""
    with pypdfium2.PdfDocument(data) as document:
        text = document[page].get_textpage()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        half = document[page].get_width() / 2
        written = [text.get_text_range(index, 1) for index in range(text.count_chars())]
    found: dict[str, Box] = {}
    for side in (0, 1):
        marked = [
            (one, box) for one, box in zip(written, boxes, strict=True) if (box[0] > half) == side and one.strip()
        ]
        if marked:
            found["".join(one for one, _ in marked)] = marked[0][1]
    return found


def test_nothing_is_scaled_and_every_page_stands_at_the_spine() -> None:
    sheets = fold(book(8), A4, 0.0, ABOUT)
    spine, width = A4.long * MM / 2, A5[0] * MM
    for side in range(4):
        for number, box in glyphs(sheets, side).items():
            with pypdfium2.PdfDocument(book(8)) as document:
                left, bottom, right, top = document[int(number) - 1].get_textpage().get_charbox(0)
            assert (box[2] - box[0], box[3] - box[1]) == pytest.approx((right - left, top - bottom), abs=0.01)
            page = spine - width if box[0] < spine else spine
            assert box[0] - page == pytest.approx(left - BEYOND, abs=0.01)


def test_inner_sheets_move_to_the_spine_by_the_thickness_of_those_outside() -> None:
    caliper = 0.2
    flat, crept = (fold(book(16), A4, one, ABOUT) for one in (0.0, caliper))
    spine = A4.long * MM / 2
    for side in range(8):
        moved = caliper * MM * (side // 2)
        before, after = glyphs(flat, side), glyphs(crept, side)
        for number, box in before.items():
            assert after[number][0] - box[0] == pytest.approx(moved if box[0] < spine else -moved, abs=0.01)


def test_what_lies_outside_the_trim_is_not_printed() -> None:
    with pypdfium2.PdfDocument(fold(book(4), A4, 0.0, ABOUT)) as document:
        picture = document[0].render(scale=1).to_pil().convert("L")
    corner = picture.crop((0, picture.height - 40, 60, picture.height))
    assert corner.getextrema() == (255, 255)


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_placed_turned(turned: int) -> None:
    size = A5 if turned == 180 else (A5[1], A5[0])
    assert folded(seen(fold(book(4, size, turned), A4, 0.1, ABOUT), 2, 1)) == numbers(4)


def test_fonts_are_shared_and_the_file_hardly_grows() -> None:
    source = book(40)
    sheets = fold(source, A4, 0.1, ABOUT)
    with pikepdf.open(io.BytesIO(sheets)) as pdf:
        fonts = [one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/Type") == Name.Font]
    assert len(fonts) == 1
    assert len(sheets) < 1.5 * len(source)


def test_the_file_says_what_it_is_and_how_to_print_it() -> None:
    with pikepdf.open(io.BytesIO(fold(book(4), A4, 0.1, ABOUT))) as pdf:
        assert (str(pdf.docinfo.Title), str(pdf.docinfo.Author), str(pdf.Root.Lang)) == ("Trust", "Somebody", "en-GB")
        assert pdf.Root.Metadata.read_bytes().decode() == ABOUT.xmp
        wanted = pdf.Root.ViewerPreferences
        assert (wanted.Duplex, wanted.PrintScaling) == (Name.DuplexFlipShortEdge, Name("/None"))
        assert "/StructTreeRoot" not in pdf.Root
        assert [round(float(side) / MM) for side in pdf.pages[0].mediabox] == [0, 0, 297, 210]
    with pikepdf.open(io.BytesIO(cut(book(4, A6), A4, ABOUT))) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == Name.Simplex


@pytest.mark.parametrize("count", [1, 2, 3])
def test_advice_stands_on_sheets_of_its_own(count: int) -> None:
    sides = seen(fold(book(4), A4, 0.1, ABOUT, advice=book(count, (257.0, 170.0))), 1, 1)
    assert [side[0] for side in sides[:-2]] == numbers(count) + [""] * (count % 2)
    assert folded(seen(fold(book(4), A4, 0.1, ABOUT, advice=book(count)), 2, 1)[-2:]) == numbers(4)


def test_the_same_pages_give_the_same_bytes() -> None:
    assert fold(book(9), A4, 0.1, ABOUT) == fold(book(9), A4, 0.1, ABOUT)
    assert cut(book(9, A6), A4, ABOUT) == cut(book(9, A6), A4, ABOUT)


def locked() -> bytes:
    with pikepdf.open(io.BytesIO(book(4))) as pdf:
        return saved(pdf, encryption=pikepdf.Encryption(owner="one", user="two"))


def without_pages() -> bytes:
    with pikepdf.new() as pdf:
        return saved(pdf)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is no PDF, or a broken one"),
        (b"PK\x03\x04 an EPUB", "it is no PDF, or a broken one"),
        (book(4)[:300], "it is no PDF, or a broken one"),
        (book(4).replace(b"/TrimBox [ 20 20", b"/TrimBox [ /A /B"), "it is no PDF, or a broken one"),
        (locked(), "it is locked with a password"),
        (without_pages(), "it is no PDF, or a broken one"),
        (book(4, (210.0, 297.0)), "page 4 is 210 × 297 mm, and there is room for 148 × 210 mm"),
        (book(4, HALF_LETTER), "page 4 is 140 × 216 mm, and there is room for 148 × 210 mm"),
    ],
    ids=["empty", "another file", "cut off", "broken inside", "locked", "no pages", "too large", "too high"],
)
def test_a_file_that_cannot_be_folded_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(Unfit, match=f"^{why}$"):
        fold(data, A4, 0.1, ABOUT)
