"""The whole cover: as wide as paper and pages make it, legible on the spine, and its bars can be read by a till."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from barcodes import numbers
from books import BOOK_TOML, book
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sample_book import CONFIG, sample
from stages import read

import trustbook
from trustbook.builder.cache import Cache
from trustbook.editions.drawings import outlined
from trustbook.layout.cover_sheet import SHEETS, Cover, cover
from trustbook.layout.document import PageStyle
from trustbook.layout.pages import Paginated
from trustbook.layout.whole_cover import sheet
from trustbook.pdf import ean
from trustbook.pdf.profile import Press, Profile
from trustbook.pdf.shops import SHOPS
from trustbook.pdf.spine import PAPER_STOCKS, spine_width, stock_of

MM = 72 / 25.4
A5 = (148.0, 210.0)
ISBN = "978-1-86197-876-9"
NUMBER = f'isbn = "{ISBN}"\nprice = "£9.99"\n'
GUIDE = (194, 0, 122)
SIDE_OF_T = 0.1  # mm: what the letter leaves at its left


def made(folder: Path, toml: str = BOOK_TOML, shop: str = "kdp", stock: str = "") -> Cover:
    """The cover of a small book for a shop."""
    parsed, _ = read(book(folder, {"book.toml": toml}))
    press = Press(bleed=SHOPS[shop].cover_bleed, marks=False)
    style = PageStyle("print", SHEETS, Profile(press=press))
    return cover(parsed, style, outlined(parsed, Cache()), SHOPS[shop], stock_of(shop, stock), A5)


def with_facts(lines: str) -> str:
    """A book.toml with more lines in `[book]`."""
    return BOOK_TOML.replace("[help]", f"{lines}[help]", 1)


def laid(one: Cover, pages: int, guides: bool = False) -> Paginated:
    """The laid-out sheet, whose text fits."""
    done, fits = sheet(one, pages, guides)
    assert fits
    return done


def picture(done: Paginated, dpi: int = 200) -> Image.Image:
    """The first page as pixels."""
    document = pypdfium2.PdfDocument(done.data)
    drawn: Image.Image = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()
    return drawn


def row(image: Image.Image, y: int) -> list[int]:
    """One row of a grey picture."""
    return list(image.crop((0, y, image.width, y + 1)).tobytes())


def dark(image: Image.Image) -> tuple[int, int, int, int]:
    """The box around all that is dark in a picture."""
    box = image.convert("L").point(lambda value: 255 if value < 110 else 0).getbbox()
    assert box is not None
    return box


def words(done: Paginated) -> str:
    document = pypdfium2.PdfDocument(done.data)
    said = document[0].get_textpage().get_text_bounded()
    document.close()
    return " ".join(said.split())


# -- the spine -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pages", "stock", "mm"),
    [
        (60, "kdp-white", 3.43), (104, "kdp-white", 5.95), (300, "kdp-white", 17.16),
        (60, "kdp-cream", 3.81), (104, "kdp-cream", 6.6), (300, "kdp-cream", 19.05),
        (300, "lulu", 18.69), (103, "offset-90", 6.31), (104, "offset-90", 6.31),
    ],
)  # fmt: skip
def test_a_spine_is_as_wide_as_shops_reckon(pages: int, stock: str, mm: float) -> None:
    assert spine_width(pages, PAPER_STOCKS[stock]) == pytest.approx(mm, abs=0.011)


def test_every_paper_names_its_source_and_the_day_it_was_read() -> None:
    assert all(
        row.source and row.read_on.startswith("2026-") and 0.03 < row.page < 0.1 for row in PAPER_STOCKS.values()
    )
    assert {row.shop for row in PAPER_STOCKS.values()} - {""} <= SHOPS.keys()


@pytest.mark.parametrize("stock", ["kdp-white", "kdp-cream"])
@pytest.mark.parametrize("pages", [60, 104, 300])
def test_the_spine_is_where_the_paper_says_on_the_rendered_sheet(pages: int, stock: str, tmp_path: Path) -> None:
    """Within 0.3 mm: the sheet's width, the folds as the guides draw them, and where the front's words begin."""
    one = made(tmp_path, stock=stock)
    bleed, spine, per_mm = SHOPS["kdp"].cover_bleed, spine_width(pages, PAPER_STOCKS[stock]), 300 / 25.4
    plain, guided = picture(laid(one, pages), 300), picture(laid(one, pages, guides=True), 300)
    assert plain.width / per_mm == pytest.approx(2 * A5[0] + spine + 2 * bleed, abs=0.3)
    folds = (A5[0], A5[0] + spine)
    near = [guided.getpixel((x, guided.height // 3)) for x in range(guided.width)]
    drawn = [x / per_mm - bleed for x, pixel in enumerate(near) if distance(pixel, GUIDE) < 120]
    assert all(min(abs(fold - x) for x in drawn) < 0.3 for fold in folds)
    assert [x for x in drawn if folds[0] + 0.5 < x < folds[1] - 0.5] == []
    start = round((bleed + folds[1] + 1) * per_mm)
    left, *_ = dark(plain.crop((start, 0, plain.width, plain.height // 2)))
    assert (start + left) / per_mm - bleed == pytest.approx(folds[1] + 0.1 * A5[0] + SIDE_OF_T, abs=0.3)


def distance(one: Any, other: tuple[int, ...]) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(("pages", "said"), [(60, False), (78, False), (104, True), (300, True)])
def test_a_spine_has_words_only_where_they_fit(pages: int, said: bool, tmp_path: Path) -> None:
    done = laid(made(tmp_path), pages)
    assert words(done).count("Trust") == 1 + said
    if not said:
        return
    bleed, spine, per_mm = SHOPS["kdp"].cover_bleed, spine_width(pages, PAPER_STOCKS["kdp-white"]), 300 / 25.4
    drawn = picture(done, 300)
    left, right = ((bleed + x) * per_mm for x in (A5[0], A5[0] + spine))
    box = dark(drawn.crop((round(left), 0, round(right), drawn.height)))
    allowance = SHOPS["kdp"].spine_allowance * per_mm
    assert box[0] >= allowance - 2
    assert right - left - box[2] >= allowance - 2


@pytest.mark.parametrize(
    ("language", "down"),
    [("en-GB", True), ("en-US", True), ("cy", True), ("nl", True), ("de", False), ("fr", False), ("es", False),
     ("it", False), ("pl", False), ("pt", False), ("uk", False)],
)  # fmt: skip
def test_words_run_down_the_spine_or_up_as_the_language_has_it(language: str, down: bool, tmp_path: Path) -> None:
    done = laid(made(tmp_path, BOOK_TOML.replace("en-GB", language)), 300)
    document = pypdfium2.PdfDocument(done.data)
    text, middle = document[0].get_textpage(), document[0].get_width() / 2
    places = [
        text.get_charbox(index)
        for index in range(text.count_chars())
        if text.get_text_range(index, 1) in "Trust" and abs(text.get_charbox(index)[0] - middle) < 7 * MM
    ]
    document.close()
    assert len(places) == len("Trust")
    assert (places[0][1] > places[-1][1]) == down


# -- the bars ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["", "50999"])
def test_the_bars_can_be_read_from_the_page(code: str, tmp_path: Path) -> None:
    toml = with_facts(NUMBER + (f'price-code = "{code}"\n' if code else ""))
    drawn = picture(laid(made(tmp_path, toml), 104)).convert("L")
    assert ("9781861978769", code) in numbers([row(drawn, y) for y in range(drawn.height // 2, drawn.height, 10)])


@given(st.text("0123456789", min_size=9, max_size=9), st.text("0123456789", min_size=5, max_size=5))
def test_any_number_is_read_as_it_was_drawn(nine: str, five: str) -> None:
    twelve = "978" + nine
    number = twelve + str(-sum(int(one) * (1, 3)[place % 2] for place, one in enumerate(twelve)) % 10)
    modules = "0" * 11 + ean.ean_13(number) + "0" * 9 + ean.ean_5(five) + "0" * 5
    assert numbers([[0 if one == "1" else 255 for one in modules for _ in range(3)]]) == {(number, five)}


def test_a_book_without_a_number_has_no_bars_and_room_for_them(tmp_path: Path) -> None:
    done = laid(made(tmp_path), 104)
    assert "ISBN" not in words(done)
    per_mm, bleed = 200 / 25.4, SHOPS["kdp"].cover_bleed
    drawn = picture(done)
    right, bottom = bleed + A5[0] - 6.35, bleed + A5[1] - 6.35
    zone = drawn.crop(
        (round((right - 50.8) * per_mm), round((bottom - 30.5) * per_mm), round(right * per_mm), round(bottom * per_mm))
    )
    assert zone.getcolors() == [(zone.width * zone.height, drawn.getpixel((0, 0)))]


# -- the back ------------------------------------------------------------------------------------------------


def test_the_back_says_what_the_book_is_whom_it_is_for_and_where_to_find_help(tmp_path: Path) -> None:
    folder = sample(tmp_path, {"book.toml": CONFIG.replace("[cover]", '[cover]\nreaders = "For all who walk."')})
    parsed, _ = read(folder)
    style = PageStyle("print", SHEETS, Profile(press=Press(marks=False)))
    one = cover(parsed, style, outlined(parsed, Cache()), SHOPS["generic"], stock_of("generic"), A5)
    said = words(laid(one, 104))
    for expected in (
        "A book for tests.", "Who it is for", "For all who walk.", "Help now", "Someone to talk to. Call 116 123.",
        "A clinic", "All rights reserved",
    ):  # fmt: skip
        assert expected in said
    assert "A line far away" not in said


def test_a_long_text_is_set_smaller_until_it_fits_and_too_long_a_one_is_known(tmp_path: Path) -> None:
    long = " ".join(["Trust grows slowly, one day after another."] * 36)
    fits = laid(made(tmp_path / "one", with_facts("").replace('"A book."', f'"{long}"')), 104)
    assert fits.pages == 1
    assert words(fits).count("Trust grows slowly") == 36
    assert not sheet(made(tmp_path / "two", with_facts("").replace('"A book."', f'"{long} {long}"')), 104)[1]


def test_the_same_cover_twice_is_the_same_bytes(tmp_path: Path) -> None:
    one = made(tmp_path, with_facts(NUMBER))
    assert laid(one, 104).data == laid(one, 104).data


# -- as it is built ------------------------------------------------------------------------------------------


def built(folder: Path, table: str, lines: str = "", **options: str) -> trustbook.Report:
    """A build of a small book's print edition with its cover apart."""
    toml = with_facts(lines).replace("[help]", f'[print]\ncover = "apart"\n{table}[help]', 1)
    return trustbook.build(book(folder, {"book.toml": toml}), ["print"], options=options)


def test_a_cover_apart_is_the_whole_cover_with_marks_at_its_folds(tmp_path: Path) -> None:
    report = built(tmp_path, 'stock = "offset-120"\n')
    assert [one.name for one in report.editions["print"].artifacts] == ["trust-print.pdf", "trust-print-cover.pdf"]
    pages = report.editions["print"].artifacts[0].pages
    spine = spine_width(pages, PAPER_STOCKS["offset-120"])
    with pikepdf.open(report.folder / "trust-print-cover.pdf") as pdf:
        [page] = pdf.pages
        left, _, right, _ = (float(one) for one in page.obj.TrimBox)
        assert (right - left) / MM == pytest.approx(2 * A5[0] + spine, abs=0.02)
        marks = pikepdf.parse_content_stream(page)[-48:]
        upright = {round(float(one.operands[0]), 1) for one in marks if str(one.operator) == "m"}
    assert {round(left + A5[0] * MM, 1), round(left + (A5[0] + spine) * MM, 1)} <= upright


def test_guides_come_in_a_file_of_their_own(tmp_path: Path) -> None:
    report = built(tmp_path, "", guides="true")
    names = [one.name for one in report.editions["print"].artifacts]
    assert names == ["trust-print.pdf", "trust-print-cover.pdf", "trust-print-cover-guides.pdf"]
    said = []
    for name in names[1:]:
        document = pypdfium2.PdfDocument(report.folder / name)
        said.append(document[0].get_textpage().get_text_bounded())
        document.close()
    assert "Safe area" not in said[0]
    assert "Safe area" in said[1]


@pytest.mark.parametrize(
    ("table", "options", "told"),
    [
        ("", {"guides": "true"}, [("P816", "book.toml")]),
        ("guides = true\n", {}, [("P816", "book.toml:12:10")]),
        ('cover = "none"\nguides = true\n', {}, [("P816", "book.toml:13:10")]),
        ('stock = "offset-80"\nspine = 4\n', {}, [("P816", "book.toml:12:10"), ("P816", "book.toml:13:9")]),
        ("guides = false\n", {}, []),
    ],
    ids=["option", "setting", "no cover", "paper and spine", "no guides"],
)
def test_what_only_a_whole_cover_has_is_told_where_there_is_none(
    table: str, options: dict[str, str], told: list[tuple[str, str]], tmp_path: Path
) -> None:
    toml = with_facts("").replace("[help]", f"[print]\n{table}[help]", 1)
    report = trustbook.build(book(tmp_path, {"book.toml": toml}), ["print"], options=options)
    assert findings(report) == told
    assert [one.name for one in report.editions["print"].artifacts] == ["trust-print.pdf"]


def test_a_blank_page_stands_for_the_inside_where_a_shop_wants_it(tmp_path: Path) -> None:
    report = built(tmp_path, "", shop="flyeralarm")
    with pikepdf.open(report.folder / "trust-cover-flyeralarm.pdf") as pdf:
        assert len(pdf.pages) == 2
        assert bytes(pdf.pages[1].Contents.read_bytes()).strip() == b""
        assert pdf.pages[1].TrimBox == pdf.pages[0].TrimBox


def findings(report: trustbook.Report) -> list[tuple[str, str]]:
    return [(one.code, str(one.place)) for one in report.findings]


def test_a_back_that_is_too_full_is_told_at_its_text_and_nothing_is_written(tmp_path: Path) -> None:
    report = built(tmp_path, "", f'[cover]\nback = "{"Trust grows slowly. " * 150}"\n')
    assert findings(report) == [("P808", "book.toml:12:9")]
    assert report.failed == ("print",)


def test_the_width_of_the_spine_is_taken_from_the_shop_s_template(tmp_path: Path) -> None:
    lines = "".join(f"{one}\n\n" for one in ["Trust grows slowly."] * 700)
    chapter = {"one.md": f"# Trust\n\n{lines}", "book.toml": BOOK_TOML}
    for said, codes in (("", ["P809"]), ("spine = 6.1\n", [])):
        toml = BOOK_TOML.replace("[help]", f'[print]\nshop = "ingramspark"\n{said}[help]')
        report = trustbook.build(book(tmp_path, chapter | {"book.toml": toml}), ["print"])
        assert [one.code for one in report.findings if one.code != "P815"] == codes
    with pikepdf.open(report.folder / "trust-cover-ingramspark.pdf") as pdf:
        left, _, right, _ = (float(one) for one in pdf.pages[0].obj.TrimBox)
        assert (right - left) / MM == pytest.approx(2 * A5[0] + 6.1, abs=0.02)


def test_a_paper_of_another_shop_is_none_of_this_one(tmp_path: Path) -> None:
    report = built(tmp_path, 'stock = "lulu"\n')
    assert findings(report) == [("P810", "book.toml:13:10")]
