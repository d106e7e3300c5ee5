"""The printed edition as each shop wants it: small books in, files out, read with pikepdf."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from books import BOOK_TOML, book
from cmyk_profile import NAME, cmyk_profile
from PIL import Image, ImageCms

import trustbook
from trustbook.pdf import black_ink
from trustbook.sources.locate import shipped_styles

MM = 72 / 25.4
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#c02040"/>\
<circle cx="20" cy="10" r="8" fill="#204080"{extra}/></svg>
"""
CHAPTER = """\
# Trust

Trust grows slowly.

![A drawing](a.svg "One")

![A photograph](b.png "Two")

![Another](c.jpg "Three")
"""


def photograph(kind: str, mode: str = "RGB") -> bytes:
    picture = Image.linear_gradient("L").resize((600, 600)).convert("RGB")
    picture.paste((200, 40, 40), (0, 0, 300, 600))
    made = picture.convert(mode)
    out = io.BytesIO()
    made.save(out, kind)
    return out.getvalue()


def files(table: str = "", extra: str = "", cover: str = "") -> Mapping[str, str | bytes]:
    """A book with a drawing and photographs in colour, and a cover with a drawing."""
    settings = BOOK_TOML.replace("[[chapters]]", f'[print]\n{table}\n[cover]\nimage = "cover.svg"\n[[chapters]]')
    return {
        "book.toml": settings,
        "one.md": CHAPTER,
        "a.svg": DRAWING.format(extra=extra),
        "cover.svg": DRAWING.format(extra=cover),
        "b.png": photograph("PNG", "RGBA"),
        "c.jpg": photograph("JPEG"),
        "press.icc": cmyk_profile(),
    }


def built(folder: Path, table: str = "", **options: str) -> trustbook.Report:
    return trustbook.build(book(folder, files(table)), ["print"], options=options)


def told(report: trustbook.Report) -> list[str]:
    return [f"{one.code} {one.message}" for one in report.findings]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> trustbook.Report:
    return built(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def inked(tmp_path_factory: pytest.TempPathFactory) -> trustbook.Report:
    return built(tmp_path_factory.mktemp("inked"), 'profile = "press.icc"')


@pytest.fixture(scope="module")
def opaque(tmp_path_factory: pytest.TempPathFactory) -> trustbook.Report:
    return built(tmp_path_factory.mktemp("opaque"), shop="generic-x1a")


def opened(report: trustbook.Report, name: str = "trust-print.pdf") -> pikepdf.Pdf:
    return pikepdf.open(report.folder / name)


def streams(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") in (None, "/Form"):
            kind = one.get("/Type")
            if kind in (None, "/XObject", "/Pattern") and not {"/N", "/Length1"} & set(one.keys()):
                yield one


def names(item: Any) -> Iterator[str]:
    """Every name in an object and all that it holds itself."""
    if isinstance(item, pikepdf.Name):
        yield str(item)
    elif isinstance(item, pikepdf.Array):
        for one in item:
            yield from names(one)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for _, one in item.items():
            if not isinstance(one, pikepdf.Object) or one.objgen == (0, 0):
                yield from names(one)


def operators(content: bytes) -> set[str]:
    return set(re.findall(r"(?<=[\d ])(rg|RG|k|K|g|G|sc|SC|cs|CS)(?=\s)", content.decode("latin-1")))


def page(pdf: pikepdf.Pdf, number: int) -> bytes:
    return bytes(pdf.pages[number - 1].Contents.read_bytes())


def box(one: pikepdf.Page, name: str) -> list[float]:
    return [float(value) for value in one.obj[name]]


# -- PDF/X-4 -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["plain", "inked"])
def test_it_is_pdf_x_4_in_all_its_places(which: str, request: pytest.FixtureRequest) -> None:
    with opened(request.getfixturevalue(which)) as pdf:
        assert pdf.pdf_version == "1.6"
        [intent] = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFX"
        profile = intent.DestOutputProfile.read_bytes()
        assert profile[12:16] == b"prtr"
        assert profile[16:20] == (b"CMYK" if which == "inked" else b"GRAY")
        inks = 4 if which == "inked" else 1
        assert inks == intent.DestOutputProfile.N
        assert str(intent.OutputConditionIdentifier) == (NAME if which == "inked" else black_ink.NAME)
        info = pdf.docinfo
        assert info.Trapped == "/False"
        assert str(info.CreationDate) == str(info.ModDate) == "D:20261124000000Z"
        xmp = pdf.Root.Metadata.read_bytes().decode()
        assert "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in xmp
        assert "<pdf:Trapped>False</pdf:Trapped>" in xmp
        for part in ("MetadataDate>2026-11-24T00:00:00Z<", "DocumentID>uuid:", "VersionID>1.0<", "RenditionClass>"):
            assert part in xmp
        assert len(pdf.trailer.ID) == 2
        assert not pdf.is_encrypted
        assert all("/Annots" not in one.obj for one in pdf.pages)


@pytest.mark.parametrize("which", ["plain", "inked", "opaque"])
def test_no_colour_is_of_a_device_that_nobody_has(which: str, request: pytest.FixtureRequest) -> None:
    report = request.getfixturevalue(which)
    name = "trust-print-generic-x1a.pdf" if which == "opaque" else "trust-print.pdf"
    with opened(report, name) as pdf:
        assert "/DeviceRGB" not in {name for one in pdf.objects for name in names(one)}
        for stream in streams(pdf):
            assert not operators(stream.read_bytes()) & {"rg", "RG"}


def test_pages_are_black_and_the_cover_keeps_its_colours_where_no_profile_says_more(plain: trustbook.Report) -> None:
    assert told(plain) == []
    with opened(plain) as pdf:
        assert operators(page(pdf, 3)) <= {"g", "G"}
        assert "sc" in operators(page(pdf, 1))
        space = pdf.pages[0].Resources.ColorSpace.sRGB
        assert space[0] == "/ICCBased"
        assert space[1].N == 3
        pictures = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        assert [one.ColorSpace for one in pictures] == ["/DeviceGray"] * 2
        assert all("/SMask" not in one for one in pictures)


@pytest.mark.parametrize(("shop", "what"), [("flyeralarm", "stays in sRGB"), ("generic-x1a", "is grey")])
def test_a_named_shop_s_cover_without_a_profile_is_told_of(shop: str, what: str, tmp_path: Path) -> None:
    [finding] = built(tmp_path, shop=shop).findings
    assert (finding.code, finding.severity) == ("P815", "note")
    assert finding.message.endswith(what)


def test_by_a_profile_the_cover_is_in_inks_and_black_prints_over(inked: trustbook.Report) -> None:
    assert told(inked) == []
    with opened(inked) as pdf:
        assert {"k"} <= operators(page(pdf, 1)) <= {"k", "K", "g", "G"}
        inside = page(pdf, 3)
        assert set(re.findall(rb"[\d. ]+ k\n", inside)) == {b"0 0 0 1 k\n"}
        assert inside.index(b"/over gs") < inside.index(b"BT")
        state = pdf.pages[2].Resources.ExtGState.over
        assert [state.OP, state.op, state.OPM] == [True, True, 1]
        assert b"/over gs" not in page(pdf, 1)


def test_inks_are_those_of_the_profile_and_no_more_than_the_shop_takes(inked: trustbook.Report) -> None:
    source, press = (ImageCms.ImageCmsProfile(io.BytesIO(data)) for data in (_srgb(), cmyk_profile()))
    relative, flag = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
    transform = ImageCms.buildTransform(source, press, "RGB", "CMYK", relative, flag)
    red = ImageCms.applyTransform(Image.new("RGB", (1, 1), (0xC0, 0x20, 0x40)), transform)
    assert red is not None
    with opened(inked) as pdf:
        sums = [
            sum(map(float, one.split()[:4])) for one in re.findall(rb"[\d.]+ [\d.]+ [\d.]+ [\d.]+ k\n", page(pdf, 1))
        ]
        wanted = " ".join(f"{value / 255:.4g}" for value in red.tobytes())
        assert wanted.encode() + b" k" in page(pdf, 1)
    assert max(sums) <= 3.0


def _srgb() -> bytes:
    from trustbook.pdf.colours import srgb_profile

    return srgb_profile()


def test_the_same_book_gives_the_same_bytes(
    inked: trustbook.Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRUSTBOOK_CACHE", str(tmp_path / "kept"))  # nothing comes from the other build
    again = built(tmp_path, 'profile = "press.icc"')
    assert again.editions["print"].artifacts == inked.editions["print"].artifacts


# -- PDF/X-1a ------------------------------------------------------------------------------------------------


def test_x_1a_is_of_its_time(opaque: trustbook.Report) -> None:
    with opened(opaque, "trust-print-generic-x1a.pdf") as pdf:
        assert pdf.pdf_version == "1.3"
        assert b"/ObjStm" not in (opaque.folder / "trust-print-generic-x1a.pdf").read_bytes()
        assert str(pdf.docinfo.GTS_PDFXVersion) == "PDF/X-1:2001"
        assert str(pdf.docinfo.GTS_PDFXConformance) == "PDF/X-1a:2001"
        [intent] = pdf.Root.OutputIntents
        assert (str(intent.OutputConditionIdentifier), "/DestOutputProfile" in intent) == ("FOGRA39", False)
        assert str(intent.RegistryName) == "http://www.color.org"
        held = {name for one in pdf.objects for name in names(one)}
        assert not held & {"/ICCBased", "/Lab", "/CalRGB", "/CalGray", "/Transparency"}
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                assert not {"/SMask", "/Group", "/ca", "/CA", "/BM"} & set(one.keys())
                for _, state in one.get("/ExtGState", {}).items():
                    assert not {"/SMask", "/ca", "/CA", "/BM", "/AIS"} & set(state.keys())


@pytest.mark.parametrize("shop", ["generic-x1a", "kdp"])
def test_what_is_transparent_is_told_before_a_shop_refuses_it(shop: str, tmp_path: Path) -> None:
    clear = files(f'shop = "{shop}"', ' opacity="0.5"')
    report = trustbook.build(book(tmp_path, clear), ["print"])
    places = {(one.code, str(one.place)) for one in report.findings if one.severity == "error"}
    assert ("P813", "book.toml:14:9") in places
    assert report.failed == ("print",)
    assert not (tmp_path / "dist" / f"trust-print-{shop}.pdf").exists()


# -- boxes, pages, margins -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "options", "bleed", "around"),
    [
        ("", {}, 3.0, 10.0),
        ("marks = false", {}, 3.0, 3.0),
        ("", {"shop": "flyeralarm"}, 3.0, 3.0),
        ("", {"shop": "office", "trim": "a4"}, 0.0, 0.0),
    ],
)
def test_boxes_are_the_shop_s(table: str, options: dict[str, str], bleed: float, around: float, tmp_path: Path) -> None:
    report = built(tmp_path, table, **options)
    artifact, *_ = report.editions["print"].artifacts
    shop = options.get("shop")
    assert artifact.name == (f"trust-print-{shop}.pdf" if shop else "trust-print.pdf")
    with opened(report, artifact.name) as pdf:
        for one in pdf.pages:
            media, inked, trim = (box(one, name) for name in ("/MediaBox", "/BleedBox", "/TrimBox"))
            assert media[:2] == [0, 0]
            assert [trim[0] - inked[0], trim[0]] == pytest.approx([bleed * MM, around * MM], abs=0.01)
            assert [inked[2] - trim[2], media[2] - trim[2]] == pytest.approx([bleed * MM, around * MM], abs=0.01)
        assert len(pdf.pages) % 2 == 0


def test_a_shop_that_wants_the_cover_apart_gets_pages_without_it(tmp_path: Path) -> None:
    report = built(tmp_path, 'cover = "inside"', shop="flyeralarm")
    with opened(report, "trust-print-flyeralarm.pdf") as pdf:
        assert b"Tj" in page(pdf, 1) or b"TJ" in page(pdf, 1)
        assert operators(page(pdf, 1)) <= {"g", "G"}


def test_a_page_has_the_same_number_for_every_shop(tmp_path: Path) -> None:
    config = files('cover = "inside"')
    text = "# Trust\n\nTrust grows slowly.\n\n## Marked\n\nIt does. See [there](#marked).\n"
    folder = book(tmp_path, {**config, "one.md": text})
    for shop in ("generic", "flyeralarm"):
        trustbook.build(folder, ["print"], options={"shop": shop})
    inside, apart = (_words(tmp_path / "dist" / name) for name in ("trust-print.pdf", "trust-print-flyeralarm.pdf"))
    assert [one.split() for one in inside[2:]] == [one.split() for one in apart]
    assert "5" in apart[2].split()


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('shop = "flyeralarm"\ntrim = "b5"', "P810 Flyeralarm does not print pages of `b5`"),
        ('shop = "kdp"', "P811 the book has 4 pages, and Kindle Direct Publishing prints books from 24 pages on"),
        ('profile = "none.icc"', "P814 there is no ICC profile `none.icc`"),
        ('profile = "a.svg"', "P814 there is no ICC profile `a.svg`"),
        ('profile = "book.icc"', "P814 `book.icc` is no ICC profile, and not how a press prints in CMYK or black"),
        (
            'profile = "screen.icc"',
            "P814 `screen.icc` describes a device for RGB, and not how a press prints in CMYK or black",
        ),
    ],
)
def test_rules_of_a_shop_are_told_with_their_numbers(table: str, said: str, tmp_path: Path) -> None:
    more: dict[str, str | bytes] = {"book.icc": "no profile", "screen.icc": cmyk_profile("A screen", b"mntr", b"RGB ")}
    report = trustbook.build(book(tmp_path, {**files(table), **more}), ["print"])
    assert said in told(report)
    assert report.failed == ("print",)
    assert not (tmp_path / "dist").exists()


def test_margins_too_narrow_for_a_shop_are_told_in_millimetres(tmp_path: Path) -> None:
    narrow = "@page { margin-left: 9mm; margin-right: 9mm; }\n@page :right { margin: 21mm 9mm; }\n"
    narrow += "@page :left { margin: 21mm 9mm; }\n"
    config = files('shop = "flyeralarm"')
    report = trustbook.build(book(tmp_path, {**config, "styles/print.css": narrow}), ["print"])
    assert [one for one in told(report) if one.startswith("P812")] == []
    tight = narrow.replace("9mm", "3mm")
    report = trustbook.build(book(tmp_path, {**config, "styles/print.css": tight}), ["print"])
    margins = [one for one in told(report) if one.startswith("P812")]
    assert margins == [
        "P812 the inner margin is 3.0 mm, and a book of 4 pages needs 5.0 mm at Flyeralarm",
        "P812 the outer margin is 3.0 mm, and a book of 4 pages needs 5.0 mm at Flyeralarm",
    ]


def test_a_thick_book_s_pages_move_away_from_the_spine() -> None:
    from trustbook.layout.binding import bound
    from trustbook.pdf.profile import Press

    class Page:
        def __init__(self, left: float, right: float) -> None:
            self._page_box = self
            self.margin_left, self.margin_right = left * 96 / 25.4, right * 96 / 25.4
            self.page_type = type("Type", (), {"blank": False, "name": "text"})

    pages = [Page(20, 15), Page(15, 20)]
    margins, shift = bound(pages, [1, 2], Press(gutters=((150, 15.9), (400, 25.4))), 300)
    assert margins == pytest.approx((25.4, 9.6))
    assert shift == pytest.approx(5.4)
    assert bound(pages, [1, 2], Press(gutters=((150, 15.9), (400, 25.4))), 100)[1] == 0
    assert bound([], [], None, 0) == ((0.0, 0.0), 0.0)


def test_six_by_nine_inches_leave_room_for_thick_books() -> None:
    """The usual size of books in the United States: a book of 300 pages opens at every shop that prints it."""
    from trustbook.pdf.shops import SHOPS

    token = re.search(r"--margin-side: ([\d.]+)mm", (shipped_styles() / "paper-six-by-nine.css").read_text())
    assert token is not None
    both = 2 * float(token[1])
    for shop in SHOPS.values():
        if not shop.trims or "six-by-nine" in shop.trims:
            assert both >= shop.gutter(300) + shop.safety, shop.name


# -- trims ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("trim", "width", "height"), [("six-by-nine", 152.4, 228.6), ("b5", 176, 250)])
def test_print_and_screen_have_the_pages_of_the_trim(trim: str, width: float, height: float, tmp_path: Path) -> None:
    longer = "".join(f"## Part {number}\n\n{'Trust grows slowly. ' * 90}\n\n" for number in range(12))
    config = files(f'trim = "{trim}"')
    report = trustbook.build(book(tmp_path, {**config, "one.md": f"# Trust\n\n{longer}"}), ["print", "screen"])
    with opened(report) as pdf, opened(report, "trust-screen.pdf") as screen:
        trimmed = box(pdf.pages[0], "/TrimBox")
        assert [trimmed[2] - trimmed[0], trimmed[3] - trimmed[1]] == pytest.approx([width * MM, height * MM], abs=0.02)
        assert box(screen.pages[0], "/MediaBox")[2:] == pytest.approx([width * MM, height * MM], abs=0.02)
        words = [_words(report.folder / name) for name in ("trust-print.pdf", "trust-screen.pdf")]
    printed = [one for one in words[0] if one.strip()]
    assert len(printed) == len(words[1])
    heads = [[re.findall(r"Part \d+", one) for one in pages] for pages in (printed, words[1])]
    assert heads[0] == heads[1]


def test_the_page_numbers_of_an_e_book_follow_the_trim(tmp_path: Path) -> None:
    folder = book(tmp_path, {"one.md": "# Trust\n\n" + f"{'Trust grows slowly. ' * 60}\n\n" * 12})
    lists = []
    for trim in ("a5", "a4", "a4"):
        report = trustbook.build(folder, ["epub"], options={"trim": trim})
        with zipfile.ZipFile(report.folder / "trust.epub") as epub:
            lists.append(re.findall(r"#page-(\d+)", epub.read("EPUB/nav.xhtml").decode()))
    assert report.unchanged == ("epub",)
    assert len(lists[0]) > len(lists[1]) == len(lists[2]) > 1


def _words(path: Path) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    words = [one.get_textpage().get_text_bounded(*one.get_trimbox()) for one in document]
    document.close()
    return words


def test_heads_and_feet_keep_half_an_inch_from_the_trim(tmp_path: Path) -> None:
    """As no shop cuts off what stands there; measured on the ink of rendered pages."""
    import pypdfium2

    report = built(tmp_path)
    document = pypdfium2.PdfDocument(report.folder / "trust-print.pdf")
    one = document[2]
    left, bottom, right, top = one.get_trimbox()
    scale = 4
    picture = one.render(scale=scale).to_pil().convert("L")
    height = picture.height
    area = tuple(round(value * scale) for value in (left, 0, right, 0))
    cut = picture.crop((area[0], round(height - top * scale) + 2, area[2], round(height - bottom * scale) - 2))
    ink = cut.point(lambda value: 255 if value < 128 else 0).getbbox()
    document.close()
    assert ink is not None
    edges = [ink[0], ink[1], cut.width - ink[2], cut.height - ink[3]]
    assert min(edges) / scale / MM >= 12.7
