"""Preflight of any PDF: each planted fault is found at its page, nothing else is, and no file ends in a crash."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import press_files
import pytest
from books import BOOK_TOML, book
from click.testing import CliRunner
from cmyk_profile import cmyk_profile
from pikepdf import Array, Dictionary, Encryption, Name, Pdf, String
from press_files import BLEED, HEIGHT, MM, WIDTH, data, painted

import trustbook
from trustbook.cli.main import main_group
from trustbook.pdf.shops import SHOPS, Shop
from trustbook.pdf.spine import PAPER_STOCKS, spine_width
from trustbook.verify.preflight import Inside, Preflight, preflight
from trustbook.verify.preflight.page_rules import Sheet
from trustbook.verify.preflight.report import report

GENERIC = SHOPS["generic"]


@pytest.fixture(autouse=True)
def no_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Ghostscript is not there, so that a test says the same on every machine."""
    monkeypatch.setenv("PATH", str(tmp_path))


def judged(content: bytes, tmp_path: Path, shop: Shop = GENERIC) -> Preflight:
    return preflight("b.pdf", content, shop, tmp_path)


def told(content: bytes, tmp_path: Path, shop: Shop = GENERIC) -> list[str]:
    return [f"{one.code} {one.message}" for one in judged(content, tmp_path, shop).findings]


# -- what is planted


def on_page(number: int, **entries: Any) -> press_files.Change:
    def change(pdf: Pdf) -> None:
        for name, value in entries.items():
            pdf.pages[number - 1].obj[f"/{name}"] = value

    return change


def without_intent(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


def one_page_more(pdf: Pdf) -> None:
    pdf.pages.append(pdf.pages[-1])


def link(pdf: Pdf) -> None:
    pdf.pages[2].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([80, 400, 160, 412]))])


def helvetica(pdf: Pdf) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    painted(2, b"BT /H 12 Tf 80 350 Td (Other words) Tj ET", Font={"/H": font})(pdf)


def coarse(pdf: Pdf) -> None:
    image = press_files.picture(pdf, 50, 50, bytes(2500), Name.DeviceGray)
    painted(3, b"q 36 0 0 36 120 200 cm /Co Do Q", XObject={"/Co": image})(pdf)


def spot(pdf: Pdf) -> None:
    function = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * 4), C1=Array([0, 1, 1, 0]), N=1)
    space = Array([Name.Separation, Name("/Signal Red"), Name.DeviceCMYK, function])
    painted(4, b"q /Sp cs 0.5 scn 80 150 30 30 re f Q", ColorSpace={"/Sp": space})(pdf)


RGB_GROUP = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceRGB)
LOW = "V922 page 3: ink nearer to the cut than 5 mm (2.9 mm at the bottom)"
low = painted(3, b"BT /F 12 Tf 80 %.3f Td (Low) Tj ET" % (BLEED + 3 * MM))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(lambda pdf: None, [], id="nothing"),
        pytest.param(
            painted(2, b"q 0 0 0 rg BT /F 12 Tf 80 380 Td (More) Tj ET Q"),
            ["V927 page 2: black or grey in RGB, which prints in several inks (text in DeviceRGB)"],
            id="RGB black",
        ),
        pytest.param(
            on_page(3, Group=RGB_GROUP),
            ["V926 page 3: the page's transparency group blends in DeviceRGB"],
            id="transparency group in RGB",
        ),
        pytest.param(
            painted(4, b"q 0 0.3 0 0 k %.3f %.3f 40 60 re f Q" % (BLEED, BLEED + 100)),
            ["V921 page 4: something comes to the cut and does not bleed (on the left)"],
            id="missing bleed",
        ),
        pytest.param(
            painted(2, b"q 0.9 0.8 0.8 0.8 k 80 150 30 30 re f Q"),
            ["V929 page 2: more ink than 300 % on one spot (330 %, an estimate)"],
            id="ink 330 %",
        ),
        pytest.param(
            coarse,
            ["V932 page 3: a picture with less than 150 pixels an inch (50 × 50 pixels at 100)"],
            id="low resolution",
        ),
        pytest.param(
            painted(1, b"q 0.1 w 80 250 m 200 250 l S Q"),
            ["V933 page 1: a line thinner than 0.25 pt (0.10 pt)"],
            id="hairline",
        ),
        pytest.param(helvetica, ["V934 page 2: the font Helvetica is not embedded"], id="unembedded font"),
        pytest.param(low, [LOW], id="text in the safety zone"),
        pytest.param(one_page_more, ["V923 5 pages, an odd number"], id="odd pages"),
        pytest.param(
            link, ["V936 page 3: a link or another annotation, which cannot be printed (Link)"], id="link annotation"
        ),
        pytest.param(spot, ["V928 page 4: the spot colour “Signal Red”"], id="spot colour"),
        pytest.param(
            on_page(2, BleedBox=Array([BLEED, BLEED, BLEED + WIDTH, BLEED + HEIGHT])),
            ["V921 page 2: there is no bleed: the BleedBox ends where the page is cut"],
            id="BleedBox = TrimBox",
        ),
        pytest.param(
            without_intent,
            ["V937 it has no output intent: nobody knows for which press its colours are"],
            id="missing OutputIntent",
        ),
    ],
)
def test_a_planted_fault_is_found_and_nothing_else(
    change: press_files.Change, expected: list[str], tmp_path: Path
) -> None:
    assert told(data(change), tmp_path) == expected


def test_an_encrypted_file_is_read_where_it_opens_and_told(tmp_path: Path) -> None:
    assert told(data(encryption=Encryption(owner="o", user="")), tmp_path) == ["V941 it is encrypted"]
    assert told(data(encryption=Encryption(owner="o", user="u")), tmp_path) == ["V941 it opens only with a password"]


def test_several_pages_of_one_fault_are_told_together_with_the_worst(tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        painted(1, b"q 0.1 w 80 250 m 200 250 l S Q")(pdf)
        painted(2, b"q 0.2 w 80 250 m 200 250 l S Q")(pdf)
        painted(4, b"q 0.05 w 80 250 m 200 250 l S Q")(pdf)

    assert told(data(change), tmp_path) == [
        "V933 pages 1–2, 4: a line thinner than 0.25 pt (at worst 0.05 pt on page 4)"
    ]


# -- where colours hide


def test_rgb_is_found_in_forms_shadings_patterns_masks_and_annotations(tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        drawn = b"1 0 0 rg 0 0 9 9 re f"
        plain = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 9, 9])}
        form = pdf.make_stream(drawn, **plain)
        pattern = pdf.make_stream(
            drawn, PatternType=1, PaintType=1, TilingType=1, XStep=9, YStep=9, BBox=Array([0, 0, 9, 9]),
            Resources=Dictionary(),
        )  # fmt: skip
        function = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1, 0, 0]), C1=Array([0, 0, 1]), N=1)
        shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 9, 9]), Function=function)
        mask = pdf.make_stream(b"0 g 0 0 9 9 re f", **plain, Group=RGB_GROUP)
        soft = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=mask))
        painted(1, b"q 1 0 0 1 90 90 cm /Fm Do Q", XObject={"/Fm": form})(pdf)
        painted(2, b"q /Pattern cs /P scn 90 90 20 20 re f Q", Pattern={"/P": pattern})(pdf)
        painted(3, b"q 90 90 9 9 re W n /S sh Q", Shading={"/S": shading})(pdf)
        painted(4, b"q /M gs 90 90 9 9 re f Q", ExtGState={"/M": soft})(pdf)
        pdf.pages[0].Annots = Array(
            [Dictionary(Subtype=Name.Stamp, Rect=Array([90, 90, 99, 99]), AP=Dictionary(N=form))]
        )

    colours = [one for one in judged(data(change), tmp_path).faults if one.code == "V926"]
    assert [(one.page, one.measured or one.what) for one in colours] == [
        (1, "area"),
        (1, "annotation"),
        (2, "pattern"),
        (3, "shading"),
        (4, "a soft mask blends in DeviceRGB"),
    ]


def test_rgb_with_a_profile_is_for_shops_that_take_profiles(tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        profile = pdf.make_stream(bytes(16) + b"RGB " + bytes(108), N=3)
        space = Array([Name.ICCBased, profile])
        image = press_files.picture(pdf, 150, 150, bytes((200, 20, 20)) * 22_500, space)
        painted(2, b"q 36 0 0 36 120 200 cm /Co Do Q", XObject={"/Co": image})(pdf)

    assert told(data(change), tmp_path)[:1] == [
        "V905 ink was only estimated, without pictures in ICC-based RGB: Ghostscript is not installed"
    ]
    without_tags = replace(GENERIC, icc_tags=False)
    assert told(data(change), tmp_path, without_tags) == ["V926 page 2: ICC-based RGB, in a job of four inks (picture)"]


def test_black_text_of_several_inks_is_told_with_them_and_large_type_is_left_alone(tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        painted(2, b"q 0.6 0.4 0.4 1 k BT /F 11 Tf 80 380 Td (Text) Tj /F 40 Tf 0 -90 Td (T) Tj ET Q")(pdf)

    assert told(data(change), tmp_path) == [
        "V927 page 2: black text of several inks, which blurs when they do not meet (60/40/40/100 % at 11 pt)"
    ]


def test_a_shop_for_grey_wants_no_colour_and_one_for_srgb_takes_it(tmp_path: Path) -> None:
    change = painted(1, b"q 1 0 0 rg 90 90 20 20 re f Q")
    grey = replace(SHOPS["office"], trims=())
    found = [one for one in judged(data(change), tmp_path, grey).faults if one.code == "V926"]
    assert [(one.page, one.what) for one in found if "RGB" in one.what] == [
        (1, "colour in DeviceRGB, where the shop prints grey")
    ]
    assert not [one for one in judged(data(change), tmp_path, SHOPS["lulu"]).faults if one.code in ("V926", "V927")]


def test_transparency_is_for_x4_and_not_for_x1a_nor_for_shops_that_want_none(tmp_path: Path) -> None:
    change = painted(2, b"q /T gs 0 0.2 0 0 k 90 90 20 20 re f Q", ExtGState={"/T": Dictionary(ca=0.5)})
    assert [one for one in told(data(change), tmp_path) if not one.startswith("V905")] == []
    flat = replace(GENERIC, standards=("x-1a",))
    for shop in (flat, SHOPS["kdp"]):
        assert "V935 page 2: transparency: opacity 50 %" in told(data(change), tmp_path, shop)


def test_a_group_is_as_transparent_as_the_state_it_is_painted_in(tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        form = pdf.make_stream(b"/Full gs 0 0.2 0 0 k 90 90 20 20 re f", Type=Name.XObject, Subtype=Name.Form)
        form.BBox, form.Group = Array([0, 0, 400, 400]), Dictionary(S=Name.Transparency)
        form.Resources = Dictionary(ExtGState=Dictionary(Full=Dictionary(ca=1)))
        states = {"/T": Dictionary(ca=0.5)}
        painted(2, b"q /T gs /Fo Do Q", ExtGState=states, XObject={"/Fo": pdf.make_indirect(form)})(pdf)

    shines = [one.what for one in judged(data(change), tmp_path).file.pages[1].transparent]
    assert shines == ["a transparency group", "opacity 50 %"]


def test_a_line_behind_a_slit_is_as_thin_as_the_slit(tmp_path: Path) -> None:
    slit = b"q 80 150 100 %s re W n 0 g 60 140 200 30 re f Q"
    assert told(data(painted(2, slit % b"0.1")), tmp_path) == ["V933 page 2: a line thinner than 0.25 pt (0.10 pt)"]
    assert told(data(painted(2, slit % b"0.5")), tmp_path) == []
    assert told(data(painted(2, slit % b"0")), tmp_path) == []


@pytest.mark.parametrize(
    ("filtered", "ink"),
    [
        ({"data": bytes((255, 204, 204, 204)) * 10_000}, 340),
        ({"data": bytes((0, 51, 51, 51)) * 10_000, "Decode": Array([1, 0] * 4)}, 340),
    ],
)
def test_ink_of_pictures_is_that_of_their_pixels(filtered: dict[str, Any], ink: int, tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        image = press_files.picture(pdf, 100, 100, filtered["data"], Name.DeviceCMYK)
        if "Decode" in filtered:
            image.Decode = filtered["Decode"]
        painted(2, b"q 24 0 0 24 120 200 cm /In Do Q", XObject={"/In": image})(pdf)

    assert told(data(change), tmp_path) == [f"V929 page 2: more ink than 300 % on one spot ({ink} %, an estimate)"]


# -- boxes, margins, marks


def test_boxes_have_to_lie_in_each_other_and_be_alike(tmp_path: Path) -> None:
    outside = on_page(2, BleedBox=Array([-9, -9, WIDTH + 2 * BLEED + 9, HEIGHT + 2 * BLEED + 9]))
    assert told(data(outside), tmp_path) == ["V920 page 2: the BleedBox does not lie in the MediaBox"]
    smaller = on_page(2, TrimBox=Array([BLEED, BLEED, BLEED + WIDTH, BLEED + HEIGHT - 6 * MM]))
    assert told(data(smaller), tmp_path) == [
        "V920 page 2: the page is cut to another size than the first one (148.0 × 204.0 mm)",
    ]


def test_without_a_trim_box_nobody_knows_where_to_cut(tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        for page in pdf.pages:
            del page.obj["/TrimBox"]

    found = told(data(change), tmp_path)
    assert found[0] == "V920 pages 1–4: no TrimBox says where the page is cut"
    lulu = replace(SHOPS["lulu"], least_pages=1, safety=0, gutters=(), bleed=3.0, cover_bleed=3.0)
    assert told(data(change), tmp_path, lulu) == []  # as large as A5 with its bleed: cut to A5


def test_marks_are_for_shops_that_take_them(tmp_path: Path) -> None:
    wide = 10 * MM

    def change(pdf: Pdf) -> None:
        for page in pdf.pages:
            page.obj.MediaBox = Array([-wide, -wide, WIDTH + 2 * BLEED + wide, HEIGHT + 2 * BLEED + wide])
            page.obj.Contents = pdf.make_stream(b"BT /F 12 Tf 80 400 Td (Words) Tj ET")
        for number in (1, 2):
            painted(number, b"q 0 0 0 rg 0.1 w 1 1 1 1 K -20 8.5 m -5 8.5 l S Q")(pdf)

    assert told(data(change), tmp_path) == []
    unmarked = replace(GENERIC, marks=False)
    assert told(data(change), tmp_path, unmarked) == [
        "V939 pages 1–2: there are marks, or other ink, outside of what is cut and bleeds (174.0 × 236.0 mm)",
        "V939 pages 3–4: the sheet is larger than what is cut and bleeds (174.0 × 236.0 mm)",
    ]


def test_words_on_a_colour_that_bleeds_keep_away_from_the_cut_too(tmp_path: Path) -> None:
    change = painted(2, b"1 g BT /F 8 Tf 80 %.3f Td (white) Tj ET" % (HEIGHT + BLEED - 8))
    assert told(data(change), tmp_path) == ["V922 page 2: ink nearer to the cut than 5 mm (0.8 mm at the top)"]


def test_words_over_the_cut_are_told_wherever_the_page_has_its_origin(tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        painted(2, b"1 g BT /F 8 Tf 80 %.3f Td (white) Tj ET" % (HEIGHT + BLEED - 4))(pdf)
        right, top = WIDTH + 2 * BLEED, HEIGHT + 2 * BLEED
        for page in pdf.pages:
            page.obj.Contents = pdf.make_stream(
                b"1 0 0 1 %.3f %.3f cm " % (-right, -top) + page.obj.Contents.read_bytes()
            )
            for name in ("MediaBox", "BleedBox", "TrimBox"):
                box = [float(one) for one in page.obj[f"/{name}"]]
                page.obj[f"/{name}"] = Array([box[0] - right, box[1] - top, box[2] - right, box[3] - top])

    assert told(data(change), tmp_path) == ["V922 page 2: ink nearer to the cut than 5 mm (0.0 mm at the top)"]


def test_a_size_of_page_that_the_shop_does_not_cut_is_told_once(tmp_path: Path) -> None:
    found = told(data(), tmp_path, replace(GENERIC, trims=("a4", "letter")))
    assert found == ["V924 a size of page that the shop does not cut (148.0 × 210.0 mm)"]


@pytest.mark.parametrize(("pages", "expected"), [(32, "fewer than the 32"), (2, "more than the 2")])
def test_a_shop_binds_so_many_pages(pages: int, expected: str, tmp_path: Path) -> None:
    shop = replace(GENERIC, least_pages=pages) if pages > 4 else replace(GENERIC, most_pages=pages)
    assert told(data(), tmp_path, shop) == [f"V923 4 pages, {expected} that the shop binds"]


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        (24.0, []),
        (36.0, ["V931 page 3: a picture with less than 300 pixels an inch (100 × 100 pixels at 200)"]),
        (48.0, ["V931 page 3: a picture with less than 300 pixels an inch (100 × 100 pixels at 150)"]),
        (50.0, ["V932 page 3: a picture with less than 150 pixels an inch (100 × 100 pixels at 144)"]),
    ],
)
def test_pictures_are_judged_as_large_as_they_are_placed(side: float, expected: list[str], tmp_path: Path) -> None:
    assert told(data(painted(3, b"q %g 0 0 %g 120 250 cm /Im Do Q" % (side, side))), tmp_path) == expected


def test_the_gutter_grows_with_the_pages_and_lies_at_the_spine() -> None:
    kdp = SHOPS["kdp"]
    assert (Sheet(kdp, 100).inner(1), Sheet(kdp, 100).inner(2)) == ("left", "right")
    assert Sheet(kdp, 100, right_to_left=True).inner(1) == "right"
    assert Sheet(kdp, 1, cover=True).inner(1) == ""


def test_ink_in_the_gutter_is_told_where_the_spine_is(tmp_path: Path) -> None:
    shop = replace(GENERIC, gutters=((100, 20.0), (500, 30.0)))
    change = painted(2, b"BT /F 12 Tf %.3f 390 Td (In) Tj ET" % (BLEED + WIDTH - 30))
    assert told(data(change), tmp_path, shop) == [
        "V925 page 2: ink nearer to the spine than the gutter of 20 mm (6.2 mm)"
    ]


def test_turned_pages_and_pages_that_do_not_start_at_nought_are_measured_the_same(tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        for page in pdf.pages:
            page.obj.Rotate = 90
            page.obj.CropBox = page.obj.TrimBox
            page.obj.Contents = pdf.make_stream(b"1 0 0 1 100 -50 cm " + page.obj.Contents.read_bytes())
            for name in ("MediaBox", "BleedBox", "TrimBox", "CropBox"):
                left, bottom, right, top = (float(one) for one in page.obj[f"/{name}"])
                page.obj[f"/{name}"] = Array([left + 100, bottom - 50, right + 100, top - 50])
        low(pdf)

    assert told(data(change), tmp_path) == [LOW]


def test_many_blank_pages_in_a_row_are_told(tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        blank = pdf.make_stream(b"1 g 0 0 900 900 re f")  # white on white
        for _ in range(6):
            pdf.pages.append(pdf.pages[-1])
            pdf.pages[-1].obj.Contents = blank

    assert told(data(change), tmp_path) == ["V938 pages 5–10: more than 4 blank pages in a row"]


# -- the cover


def cover(width: float, height: float = 210.0) -> bytes:
    """A cover sheet of so many mm, with the words of the good file on it."""

    def change(pdf: Pdf) -> None:
        del pdf.pages[1:]
        page = pdf.pages[0].obj
        page.MediaBox = page.BleedBox = Array([0, 0, width * MM + 2 * BLEED, height * MM + 2 * BLEED])
        page.TrimBox = Array([BLEED, BLEED, BLEED + width * MM, BLEED + height * MM])
        page.Contents = pdf.make_stream(b"BT /F 12 Tf 80 400 Td (Words in black ink) Tj ET")

    return data(change)


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (2 * 148 + 5.72, 210, []),
        (2 * 148 + 6.0, 210, []),
        (2 * 148 + 8.0, 210, ["V940 page 1: the spine is not 5.72 mm wide, as 100 pages are thick (8.00 mm)"]),
        (2 * 148, 210, ["V940 page 1: the spine is not 5.72 mm wide, as 100 pages are thick (0.00 mm)"]),
        (2 * 148 + 5.72, 216, ["V940 page 1: the cover is not 210.0 mm high, as the pages are (216.0 mm)"]),
        (148, 210, []),  # a front by itself
    ],
)
def test_a_cover_fits_around_its_book(width: float, height: float, expected: list[str], tmp_path: Path) -> None:
    inside = Inside(100, 148.0, 210.0, spine_width(100, PAPER_STOCKS["kdp-white"]))
    done = preflight("cover.pdf", cover(width, height), GENERIC, tmp_path, inside)
    assert [f"{one.code} {one.message}" for one in done.findings] == expected


def test_the_command_reckons_the_spine_from_the_pages_and_the_paper(tmp_path: Path) -> None:
    pages, file = tmp_path / "pages.pdf", tmp_path / "cover.pdf"
    pages.write_bytes(data())
    file.write_bytes(cover(2 * 148 + 3))
    done = run(str(file), "--cover-of", str(pages), "--stock", "kdp-cream")
    assert "error[V940]: page 1: the spine is not 0.25 mm wide, as 4 pages are thick (3.00 mm)" in done.stderr
    pages.write_bytes(b"no pdf")
    assert "pages.pdf: error[V907]" in run(str(file), "--cover-of", str(pages)).stderr


# -- PDF/X


def untrapped(pdf: Pdf) -> None:
    pdf.trailer.Info.Trapped = Name.Unknown


def untitled(pdf: Pdf) -> None:
    pdf.trailer.Info.Title = String("")


def without_profile(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents[0].DestOutputProfile


def of_rgb(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile.write(bytes(16) + b"RGB " + bytes(108))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (untrapped, "it does not say whether it is trapped"),
        (untitled, "it has no title"),
        (without_profile, "its output intent has no profile"),
        (of_rgb, "its output intent is for RGB, and the shop prints in four inks"),
    ],
)
def test_the_keys_of_pdf_x_are_asked_for(change: press_files.Change, expected: str, tmp_path: Path) -> None:
    assert told(data(change), tmp_path) == [f"V937 {expected}"]


def test_a_plain_pdf_is_no_pdf_x_and_a_shop_without_standards_does_not_ask(tmp_path: Path) -> None:
    def plain(pdf: Pdf) -> None:
        del pdf.Root.Metadata, pdf.Root.OutputIntents, pdf.trailer.Info

    assert [one[:40] for one in told(data(plain), tmp_path)] == [
        "V937 it does not say that it is PDF/X-4 ",
        "V937 it has no output intent: nobody kno",
        "V937 it does not say whether it is trapp",
        "V937 it has no title",
        "V937 it has no date",
    ]
    assert told(data(plain), tmp_path, replace(GENERIC, standards=())) == []


def test_scripts_and_forms_are_told(tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('x')"))
        pdf.Root.AcroForm = Dictionary(Fields=Array([Dictionary()]))

    assert told(data(change), tmp_path) == ["V937 it holds JavaScript", "V937 it holds form fields"]


@pytest.mark.parametrize("said", [{"/OP": True, "/op": False}, {"/OP": False, "/op": True}, {"/op": True}])
def test_overprint_of_strokes_or_of_areas_is_overprint(said: dict[str, Any], tmp_path: Path) -> None:
    change = painted(2, b"q /O gs 0 0 0 1 k 90 90 20 20 re f Q", ExtGState={"/O": Dictionary(said)})
    assert told(data(change), tmp_path, replace(GENERIC, ink=180)) == [
        "V905 ink was only estimated, without overprint: Ghostscript is not installed"
    ]


def test_black_that_prints_on_top_is_a_doubt_only_where_both_inks_may_be_too_much(tmp_path: Path) -> None:
    change = painted(2, b"q /O gs 0 0 0 1 k 90 90 20 20 re f Q", ExtGState={"/O": Dictionary(op=True, OP=True, OPM=1)})
    assert told(data(change), tmp_path) == []
    assert told(data(change), tmp_path, replace(GENERIC, ink=180)) == [
        "V905 ink was only estimated, without overprint: Ghostscript is not installed"
    ]


# -- ink, measured


def fake_ghostscript(folder: Path, code: str) -> None:
    if sys.platform == "win32":
        pytest.skip("a script with `#!` is no program on Windows")
    path = folder / "gs"
    path.write_text(f"#!{sys.executable}\nimport sys, pathlib\nsys.path[:0] = {sys.path!r}\n{code}")
    path.chmod(0o755)


def test_with_ghostscript_ink_is_what_lies_on_its_separations(tmp_path: Path) -> None:
    fake_ghostscript(
        tmp_path,
        """
from PIL import Image
for page in range(1, 5):
    Image.new("CMYK", (437, 612)).save(f"page{page}.tif")
    for ink, share in (("Cyan", 255), ("Magenta", 204), ("Black", 204), ("Signal Red", 51)):
        plate = Image.new("L", (437, 612), 255)
        if page == 3:
            plate.paste(255 - share, (100, 100, 120, 110))
        plate.save(f"page{page}({ink}).tif")
""",
    )
    done = judged(data(), tmp_path, replace(GENERIC, ink=270))
    assert [one.message for one in done.findings] == ["page 3: more ink than 270 % on one spot (280 %)"]
    coverage = done.file.pages[2].coverage
    assert coverage is not None
    assert (coverage.percent, coverage.estimate) == (280.0, False)
    assert coverage.spot is not None
    assert [round(one) for one in coverage.spot] == [100, 502, 120, 512]
    assert done.file.pages[0].coverage is not None
    assert done.file.pages[0].coverage.percent == 0
    assert not list(tmp_path.glob("page*.tif"))


def test_ink_of_one_colour_needs_no_separations(tmp_path: Path) -> None:
    def black(pdf: Pdf) -> None:
        for page in pdf.pages:
            page.Contents = pdf.make_stream(b"0.2 g 80 150 30 30 re f 0 0 0 0.5 K 80 300 m 200 300 l S")

    fake_ghostscript(tmp_path, "sys.exit('Error: not to be asked')")
    done = judged(data(black), tmp_path)
    found = [one.coverage for one in done.file.pages if one.coverage]
    assert [(one.percent, one.estimate) for one in found] == [(80.0, False)] * 4
    assert not done.estimated


def test_a_ghostscript_that_breaks_leaves_an_estimate_that_says_so(tmp_path: Path) -> None:
    fake_ghostscript(tmp_path, "sys.exit('Error: out of luck')")
    done = judged(data(), tmp_path)
    assert done.estimated == "Ghostscript broke: Error: out of luck"
    assert done.file.pages[0].coverage is not None
    assert done.file.pages[0].coverage.estimate


# -- files that are broken, foreign or hostile


@pytest.mark.slow
def test_bytes_that_are_no_pdf_and_pdfs_that_are_torn_end_in_findings(tmp_path: Path) -> None:
    assert [one[:36] for one in told(b"no pdf", tmp_path)] == ["V907 it cannot be read as a PDF: una"]
    whole = data()
    for length in range(0, len(whole), len(whole) // 12):
        done = judged(whole[:length], tmp_path)
        assert done.findings or len(done.file.pages) == press_files.PAGES  # qpdf has mended it


@pytest.mark.slow
def test_flipped_bytes_never_end_in_a_crash(tmp_path: Path) -> None:
    whole = data()
    for place in range(200, len(whole), len(whole) // 30):
        torn = bytearray(whole)
        torn[place : place + 3] = b"\x00/]"
        judged(bytes(torn), tmp_path)


def test_a_form_that_draws_itself_comes_to_an_end(tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        form = pdf.make_stream(b"/Me Do /Me Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        form = pdf.make_indirect(form)
        form.Resources = Dictionary(XObject=Dictionary(Me=form))
        painted(2, b"/Me Do", XObject={"/Me": form})(pdf)

    assert told(data(change), tmp_path) == [
        "V910 page 2: the page cannot be read to its end: more is drawn here than can be read"
    ]


def test_a_sheet_or_a_pattern_that_keeps_programs_busy_is_not_painted(tmp_path: Path) -> None:
    def tiny(pdf: Pdf) -> None:
        tile = {"PatternType": 1, "PaintType": 1, "TilingType": 1, "BBox": Array([0, 0, 1, 1])}
        pattern = pdf.make_stream(b"0 0 1 1 re f", **tile, XStep=0.001, YStep=0.001, Resources=Dictionary())
        painted(2, b"q /Pattern cs /P scn 90 90 300 300 re f Q", Pattern={"/P": pattern})(pdf)

    assert told(data(tiny), tmp_path) == [
        "V910 page 2: the page cannot be read to its end: more is drawn here than can be read"
    ]
    huge = data(on_page(2, MediaBox=Array([0, 0, 10, 1_000_000])))
    assert told(huge, tmp_path) == ["V910 page 2: the page cannot be read to its end: it is 10 × 1e+06 points large"]


@pytest.mark.parametrize(
    "content",
    [b"cm", b"/F Tf", b"BT /F 12 Tf (x Tj", b"/No Do /No gs /No sh /No scn f", b"1 0 0 1 k S", b"[ [ [ << Tj"],
)
def test_operators_that_lack_something_are_no_crash(content: bytes, tmp_path: Path) -> None:
    judged(data(painted(1, content)), tmp_path)


def test_things_of_the_wrong_kind_are_no_crash(tmp_path: Path) -> None:
    def change(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        page.TrimBox = String("wide")
        page.Group = Array([1])
        page.Annots = Dictionary(A=1)
        page.Resources.Font = Array([3])
        pdf.Root.OutputIntents = Name("/None")
        pdf.Root.AcroForm = 7
        pdf.trailer.ID = String("x")

    assert told(data(change), tmp_path)


# -- our own files


CHAPTERS = 20  # each starts on a right-hand page: enough for the shop that binds 32 pages or more


def built(folder: Path, shop: str, trim: str = "a5") -> tuple[str, bytes]:
    """The inner pages that a shop gets of a small book with a drawing in colour, by its file's name."""
    chapters = "".join(f'[[chapters]]\nfile = "{number}.md"\n' for number in range(CHAPTERS))
    table = f'[print]\nprofile = "press.icc"\ntrim = "{trim}"\ncover = "none"\n'
    square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="#c02040"/></svg>'
    text = '# Chapter {}\n\nWords.\n\n![A square](a.svg "One")\n'
    files = {f"{number}.md": text.format(number + 1) for number in range(CHAPTERS)}
    settings = BOOK_TOML.partition("[[chapters]]")[0] + table + chapters
    made = book(folder, {"book.toml": settings, **files, "a.svg": square, "press.icc": cmyk_profile()})
    report = trustbook.build(made, ["print"], options={"shop": shop})
    name = "trust-print.pdf" if shop == "generic" else f"trust-print-{shop}.pdf"
    assert [one.message for one in report.findings if one.severity == "error"] == []
    return name, (report.folder / name).read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("shop", SHOPS)
def test_what_we_make_for_a_shop_has_no_fault_by_its_rules(shop: str, tmp_path: Path) -> None:
    _, content = built(tmp_path, shop, "a4" if shop == "office" else "a5")
    assert told(content, tmp_path, SHOPS[shop]) == []


@pytest.mark.slow
def test_what_we_make_for_one_shop_has_faults_by_the_rules_of_another(tmp_path: Path) -> None:
    _, content = built(tmp_path, "generic")
    assert {one.code for one in judged(content, tmp_path, SHOPS["ingramspark"]).faults} == {"V939"}
    assert {one.code for one in judged(content, tmp_path, SHOPS["office"]).faults} == {"V924", "V939"}


# -- the command


def run(*words: str) -> Any:
    return CliRunner().invoke(main_group, ["preflight", *words])


def test_the_command_shows_a_table_and_leaves_with_1_for_faults(tmp_path: Path) -> None:
    file = tmp_path / "leaflet.pdf"
    file.write_bytes(data())
    good = run(str(file))
    assert good.exit_code == 0
    assert (
        "1–4    148.0 × 210.0 mm  3.0 mm  DeviceCMYK, DeviceGray  ~100 %  300 ppi   1      25.3 mm     none"
        in good.stdout
    )
    assert good.stderr == ""
    file.write_bytes(data(one_page_more))
    bad = run(str(file))
    assert bad.exit_code == 1
    assert f"{file}: error[V923]: 5 pages, an odd number" in bad.stderr


def test_json_holds_what_was_measured_and_found(tmp_path: Path) -> None:
    file = tmp_path / "leaflet.pdf"
    file.write_bytes(data(helvetica))
    done = run(str(file), "--json", "--shop", "generic")
    found = json.loads(done.stdout)
    assert found["shop"]["name"] == "generic"
    assert [(one["code"], one["page"]) for one in found["faults"]] == [("V934", 2)]
    assert found["findings"][0]["message"] == "page 2: the font Helvetica is not embedded"
    assert found["file"]["pages"][1]["fonts"][1]["embedded"] is False
    assert found["file"]["pages"][0]["boxes"]["trim"] == [
        round(one, 3) for one in (BLEED, BLEED, BLEED + WIDTH, BLEED + HEIGHT)
    ]


class Elements(HTMLParser):
    """The elements of a page and their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_report_is_one_page_with_a_picture_and_a_mark_for_each_fault(tmp_path: Path) -> None:
    file, page = tmp_path / "leaflet.pdf", tmp_path / "report.html"

    def change(pdf: Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/<script>alert(1)</script>&\x1b[2J"))
        painted(2, b"BT /H 12 Tf 80 350 Td (Other words) Tj ET", Font={"/H": font})(pdf)

    file.write_bytes(data(change))
    assert run(str(file), "--report", str(page)).exit_code == 1
    text = page.read_text("utf-8")
    parser = Elements()
    parser.feed(text)
    tags = [tag for tag, _ in parser.found]
    assert "script" not in tags
    assert "\x1b" not in text
    assert tags.count("img") == 1
    assert tags.count("h1") == 1
    (image,) = [attributes for tag, attributes in parser.found if tag == "img"]
    assert image["alt"] == "Page 2, with 1 finding, listed below"
    loaded = [value or "" for _, given in parser.found for name, value in given.items() if name in ("src", "href")]
    assert [one[:23] for one in loaded] == ["data:image/jpeg;base64,"]
    assert [attributes["fill"] for tag, attributes in parser.found if tag == "rect"] == ["none", "none", "#c8102e"]
    run(str(file), "--report", str(tmp_path / "again.html"))
    assert page.read_bytes() == (tmp_path / "again.html").read_bytes()


@pytest.mark.parametrize(
    ("change", "told", "boxes"),
    [
        (
            painted(4, b"q 0 0.3 0 0 k %.3f %.3f 40 60 re f Q" % (BLEED, BLEED + 100)),
            "something comes to the cut and does not bleed (on the left)",
            [(0, BLEED + 100, BLEED, BLEED + 160)],
        ),
        (
            painted(4, b"q 0 0.3 0 0 k %.3f %.3f 40 60 re f Q" % (BLEED, BLEED)),
            "something comes to the cut and does not bleed (on the left and at the bottom)",
            [(0, BLEED, BLEED, BLEED + 60), (BLEED, 0, BLEED + 40, BLEED)],
        ),
        (
            on_page(4, BleedBox=Array([0, 0, WIDTH + 1.5 * BLEED, HEIGHT + 2 * BLEED])),
            "a bleed of less than 3 mm (1.5 mm)",
            [(BLEED + WIDTH, BLEED, WIDTH + 2 * BLEED, BLEED + HEIGHT)],
        ),
        (
            on_page(4, BleedBox=Array([BLEED, BLEED, BLEED + WIDTH, BLEED + HEIGHT])),
            "there is no bleed: the BleedBox ends where the page is cut",
            [(BLEED, BLEED, BLEED + WIDTH, BLEED + HEIGHT)],
        ),
    ],
    ids=["one side", "two sides", "too little", "none"],
)
def test_where_a_bleed_is_missing_is_marked(
    change: press_files.Change, told: str, boxes: list[tuple[float, ...]], tmp_path: Path
) -> None:
    done = judged(data(change), tmp_path)
    assert [one.message for one in done.findings] == [f"page 4: {told}"]
    for fault, box in zip(done.faults, boxes, strict=True):
        assert fault.spot == pytest.approx(box, abs=0.6)
    assert report(done).count(b'stroke="#c8102e"') == len(boxes)


def test_a_report_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    file = tmp_path / "leaflet.pdf"
    file.write_bytes(data())
    done = run(str(file), "--report", str(tmp_path / "no" / "report.html"))
    assert done.exit_code == 1
    assert "O901" in done.stderr


def test_a_file_that_is_not_there_or_a_shop_that_nobody_knows_is_wrong_use(tmp_path: Path) -> None:
    assert run(str(tmp_path / "no.pdf")).exit_code == 2
    file = tmp_path / "leaflet.pdf"
    file.write_bytes(data())
    assert run(str(file), "--shop", "nobody").exit_code == 2
