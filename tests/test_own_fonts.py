"""Fonts that a book names lend the signs that no shipped font has, in every edition, with their licence."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from books import BOOK_TOML, book
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from stages import read

import trustbook
from trustbook.rules.check import check

SIGNS = "你心ש"


def font(family: str = "Own Signs", signs: str = SIGNS, cubic: bool = False, forbidden: bool = False) -> bytes:
    """A font whose signs are all the same square with one round corner."""
    names = [".notdef", "space", *(f"u{ord(one):04X}" for one in signs)]
    made = FontBuilder(1000, isTTF=not cubic)
    made.setupGlyphOrder(names)
    made.setupCharacterMap({0x20: "space", 0x0A: "space", **{ord(one): f"u{ord(one):04X}" for one in signs}})
    drawn = {}
    for name in names:
        pen = T2CharStringPen(1000, None) if cubic else TTGlyphPen(None)
        if name.startswith("u"):
            pen.moveTo((100, 0))
            pen.lineTo((900, 0))
            pen.lineTo((900, 400))
            if cubic:
                pen.curveTo((900, 700), (700, 800), (500, 800))
            else:
                pen.qCurveTo((900, 800), (500, 800))
            pen.lineTo((100, 800))
            pen.closePath()
        drawn[name] = pen.getCharString() if isinstance(pen, T2CharStringPen) else pen.glyph()
    made.setupHorizontalMetrics(dict.fromkeys(names, (1000, 100)))
    if cubic:
        made.setupCFF("OwnSigns", {}, drawn, {})
    else:
        made.setupGlyf(drawn)
    made.setupHorizontalHeader(ascent=800, descent=-200)
    made.setupNameTable(
        {
            "familyName": family,
            "styleName": "Regular",
            "licenseDescription": "It is licensed under the SIL Open Font License, Version 1.1. See there.",
        }
    )
    made.setupOS2(fsType=2 if forbidden else 0, usWeightClass=400)
    made.setupPost()
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def with_fonts(said: str) -> str:
    """A book.toml with a Chinese title, a colophon and this in `[fonts]`."""
    titled = BOOK_TOML.replace('"Trust"', '"Trust 心"').replace("[help]", f"[fonts]\n{said}\n[help]")
    return f'{titled}[[chapters]]\nfile = "end.md"\nrole = "colophon"\n'


FILES: dict[str, str | bytes] = {
    "book.toml": with_fonts('files = ["fonts/own.otf"]'),
    "one.md": "# Names 你\n\nHe said *你*, **心** and ש.\n",
    "end.md": "# Colophon\n",
}


@pytest.mark.parametrize("cubic", [False, True], ids=["truetype", "cubic"])
def test_the_signs_of_a_font_of_the_book_stand_in_every_edition(cubic: bool, tmp_path: Path) -> None:
    report = trustbook.build(book(tmp_path, {**FILES, "fonts/own.otf": font(cubic=cubic)}), ["screen", "epub"])
    assert [line for one in report.findings if one.severity == "error" for line in one.lines()] == []
    with pypdfium2.PdfDocument(tmp_path / "dist/trust-screen.pdf") as pdf:
        said = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert all(sign in said for sign in SIGNS)
    assert "Own Signs (SIL Open Font License 1.1)" in " ".join(said.split())
    with zipfile.ZipFile(tmp_path / "dist/trust.epub") as epub:
        assert '"Noto Sans", "Own Signs"' in epub.read("EPUB/style.css").decode()
        [name] = [one for one in epub.namelist() if "/own" in one]
        inside = TTFont(BytesIO(epub.read(name)))
    assert set(inside.getBestCmap()) == {0x20, *map(ord, SIGNS)}
    assert "glyf" in inside


def test_only_what_is_used_is_embedded_and_the_first_font_with_a_sign_lends_it(tmp_path: Path) -> None:
    files = {
        **FILES,
        "book.toml": with_fonts('files = ["a.ttf", "b.ttf"]'),
        "a.ttf": font("First", "你心"),
        "b.ttf": font("Second", "心ש语"),
    }
    made, found = read(book(tmp_path, files))
    assert [*found, *check(made)] == []
    lent = {face.family: "".join(sorted(map(chr, face.lends))) for face in made.sources.fonts}
    assert lent == {"First": "你心", "Second": "ש语"}


def test_a_package_lends_its_fonts_and_its_code_is_never_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site" / "fontpkg_own_signs"
    (package / "files").mkdir(parents=True)
    (package / "__init__.py").write_text("raise RuntimeError('run')", "utf-8")
    (package / "files" / "Own.ttf").write_bytes(font())
    monkeypatch.syspath_prepend(package.parent)
    files = {**FILES, "book.toml": with_fonts('packages = ["fontpkg-own-signs"]')}
    made, found = read(book(tmp_path / "book", files))
    assert [*found, *check(made)] == []
    assert {face.own_name for face in made.sources.fonts} == {"Own Signs"}


REFUSED = {
    "no font": ('files = ["own.ttf"]', b"wOF2 and more", "F126", "book.toml:12:11"),
    "damaged": ('files = ["own.ttf"]', font()[:200], "F126", "book.toml:12:11"),
    "forbidden": ('files = ["own.ttf"]', font(forbidden=True), "F126", "book.toml:12:11"),
    "not installed": ('packages = ["fontpkg-not-there"]', b"", "F126", "book.toml:12:14"),
    "not there": ('files = ["gone.ttf"]', b"", "F126", "book.toml:12:11"),
    "outside": ('files = ["../own.ttf"]', b"", "F114", "../own.ttf"),
    "no package of fonts": ('packages = ["requests"]', b"", "F104", "book.toml:12:13"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_lend_signs_is_found_where_it_is_named(name: str, tmp_path: Path) -> None:
    said, data, code, place = REFUSED[name]
    titled = BOOK_TOML.replace("[help]", f"[fonts]\n{said}\n[help]")
    _, found = trustbook.load(book(tmp_path, {"book.toml": titled, "own.ttf": data}))
    assert [(one.code, str(one.place)) for one in found] == [(code, place)]
    assert found[0].hint or code == "F104"


HELPED = {
    "# T\n\nSay שלום.\n": "fontpkg-heebo",
    "# T\n\nSay سلام.\n": "fontpkg-noto-sans-arabic",
    "# T\n\nSay สวัสดี.\n": "fontpkg-noto-sans-thai",
    "# T\n\nSay 心.\n": "Noto Sans CJK",
    "# T\n\nSay ひらがな.\n": "Noto Sans CJK",
    "# T\n\nSay 😀.\n": "`pip install manimgx-fonts`, which holds Noto Emoji",
    "# T\n\nSay ❤\ufe0f and ☃.\n": "manimgx-fonts",
    "# T\n\nSay ଓ.\n": "manimgx-fonts",
    "# T\n\nSay ᚠ.\n": "name a font that has it in `[fonts]`",
}


@pytest.mark.parametrize("text", HELPED)
def test_a_sign_without_a_font_says_which_one_would_help(text: str, tmp_path: Path) -> None:
    made, found = read(book(tmp_path, {"one.md": text}))
    faults = [*found, *check(made)]
    assert {one.code for one in faults} == {"T501"}
    assert all(HELPED[text] in one.hint for one in faults)


def test_emoji_of_a_font_of_the_book_are_said_and_stay_one_sign(tmp_path: Path) -> None:
    typed = "# Trust 😀\n\nA heart ❤\ufe0f and a family 👨\u200d👩.\n"
    files: dict[str, str | bytes] = {
        "book.toml": BOOK_TOML.replace("[help]", '[fonts]\nfiles = ["fonts/NotoEmoji.ttf"]\n[help]'),
        "one.md": typed,
        "fonts/NotoEmoji.ttf": font("Noto Emoji", "😀❤👨👩\u200d\ufe0f"),
    }
    report = trustbook.build(book(tmp_path, files), ["screen", "epub"])
    assert [line for one in report.findings if one.severity == "error" for line in one.lines()] == []
    with pypdfium2.PdfDocument(tmp_path / "dist/trust-screen.pdf") as pdf:
        said = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert all(sign in said for sign in "😀❤👨👩")
    with zipfile.ZipFile(tmp_path / "dist/trust.epub") as epub:
        assert typed.splitlines()[-1] in epub.read("EPUB/one.xhtml").decode()
        [name] = [one for one in epub.namelist() if "/own" in one]
        assert set(TTFont(BytesIO(epub.read(name))).getBestCmap()) >= {*map(ord, "😀❤👨👩\u200d\ufe0f")}


def test_a_package_that_was_named_is_not_named_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site" / "manimgx_fonts"
    package.mkdir(parents=True)
    (package / "Own.ttf").write_bytes(font())
    monkeypatch.syspath_prepend(package.parent)
    titled = BOOK_TOML.replace("[help]", '[fonts]\npackages = ["manimgx-fonts"]\n[help]')
    made, found = read(book(tmp_path / "book", {"book.toml": titled, "one.md": "# T\n\nSay 😀.\n"}))
    [fault] = [*found, *check(made)]
    assert (fault.code, "pip" in fault.hint) == ("T501", False)


def test_code_may_have_signs_that_only_its_font_has(tmp_path: Path) -> None:
    typed = "# Trust\n\n```\nsrc\n├── one.md\n└── two.md\n```\n\nIn `├──` and <kbd>⌘</kbd>.\n"
    made, found = read(book(tmp_path, {"one.md": typed}))
    assert [*found, *check(made)] == []


def test_signs_of_code_are_found_in_prose_and_in_headings(tmp_path: Path) -> None:
    typed = "# Trust\n\nIn `├──`.\n\nA ├ here.\n\n## A `├` heading\n\nWords.\n"
    made, found = read(book(tmp_path, {"one.md": typed}))
    faults = [*found, *check(made)]
    assert [(one.code, str(one.place)) for one in faults] == [("T501", "one.md:5:3"), ("T501", "one.md:7:7")]
    assert all("backticks" in one.hint for one in faults)


def test_signs_are_found_in_the_title_people_and_lists_too(tmp_path: Path) -> None:
    titled = BOOK_TOML.replace('"Trust"', '"Trust 漢"').replace("[help]", '[[people]]\nname = "An 漢"\n[help]')
    made, found = read(book(tmp_path, {"book.toml": titled}))
    assert [(one.code, str(one.place)) for one in [*found, *check(made)]] == [
        ("T501", "book.toml:3:16"),
        ("T501", "book.toml:12:12"),
    ]
    report = trustbook.build(tmp_path, ["epub"])
    assert report.failed == ("epub",)
    assert not (tmp_path / "dist" / "trust.epub").exists()


def test_the_features_of_a_font_are_kept_when_it_is_cut_down() -> None:
    from trustbook.sources import fonts

    face = fonts.fallback_face(400, "normal")
    cut = TTFont(BytesIO(fonts.subset(face, ["क्षि", "ŵÁ"])))
    features = {one.FeatureTag for one in cut["GSUB"].table.FeatureList.FeatureRecord}
    assert {"half", "pres"} <= features
    assert {"kern", "abvm"} <= {one.FeatureTag for one in cut["GPOS"].table.FeatureList.FeatureRecord}


def test_other_fonts_in_the_folder_build_the_book_again(tmp_path: Path) -> None:
    book(tmp_path, {**FILES, "fonts/own.otf": font()})
    assert trustbook.build(tmp_path, ["epub"]).failed == ()
    assert trustbook.build(tmp_path, ["epub"]).unchanged == ("epub",)
    (tmp_path / "fonts/own.otf").write_bytes(font("Other Signs"))
    assert trustbook.build(tmp_path, ["epub"]).unchanged == ()
