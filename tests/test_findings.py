"""The catalogue, case by case: each code from the smallest book that earns it, where a person would look."""

from __future__ import annotations

import os
import struct
import sys
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from books import BOOK_TOML, book, chapters, with_role
from click.testing import CliRunner

import trustbook
from trustbook import cli
from trustbook.builder.pipeline import check_on
from trustbook.findings import Finding
from trustbook.findings.codes import CODES
from trustbook.sources import fonts

DAY = date(2026, 12, 1)
HERE = Path(__file__).parent

# Codes whose cases need finished files or other people's tools.
ELSEWHERE = {
    "V901": "test_verify.py",
    "V902": "test_verify.py",
    "V903": "test_verify.py",
    "V904": "test_verify.py",
    "V905": "test_verify.py",
    "V906": "test_verify.py",
    "V907": "test_read_pdf.py",
    "V908": "test_read_pdf.py",
    "V909": "test_read_pdf.py",
    "V910": "test_read_pdf.py",
    "O901": "test_hostile.py",
    "O903": "test_hostile.py",
    "O905": "test_new.py",
}
# Codes with a test of their own below.
ALONE = {"F101", "F114", "O902", "O904", "P801", "P802", "P803"}


@dataclass(frozen=True)
class Case:
    """A book with one thing wrong: the code, the place as findings show it, what the hint has to say."""

    code: str
    at: str
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    hint: str = ""


def one(text: str) -> dict[str, str]:
    """A book whose only chapter has this text below its title."""
    return {"one.md": f"# Trust\n\n{text}\n"}


def png(width: int, height: int) -> bytes:
    """A black PNG file; of a huge one only the start, as much as says how large it is."""
    chunks = [b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)]
    huge = width * height > 4_000_000
    chunks += [b"IDAT" + (b"" if huge else zlib.compress((b"\0" + bytes(3 * width)) * height)), b"IEND"]
    packed = [struct.pack(">I", len(one) - 4) + one + struct.pack(">I", zlib.crc32(one)) for one in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def cover(name: str) -> dict[str, str]:
    """A book.toml that names a picture for the cover, in line 16."""
    return {"book.toml": f'{BOOK_TOML}[cover]\nimage = "{name}"\n'}


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7"/></svg>'
READING_LIST = """\
[[entries]]
id = "nami"
kind = "organisation"
name = "National Alliance on Mental Illness"
about = "A body that offers support."
"""
LISTED = {"reading-list.toml": READING_LIST}
HELP_LINES = """\
[countries.GB]
name = "the United Kingdom"
[[lines]]
id = "uk-sam"
country = "GB"
kind = "crisis"
service = "Samaritans"
who = "Anyone."
source = "https://www.samaritans.org/"
verified_on = 2026-11-23
contacts = [{ how = "call", to = "116 123" }]
"""
LONG = (
    "We walk to the shop and we buy some bread and then we go back home and we sit down and we talk and "
    "we eat and then we rest."
)
HARD = CODES["S603"].bad.replace("\n", " ")

LINES = {"help-lines.toml": HELP_LINES}
CASES = (
    # -- files and settings
    Case("F102", "book.toml:3:9", {"book.toml": BOOK_TOML.replace('"Trust"', "Trust")}, "straight quotes"),
    Case("F103", "book.toml:4:1", {"book.toml": BOOK_TOML.replace("slug", "slugg")}, "did you mean `slug`?"),
    Case("F104", "book.toml:7:1", {"book.toml": BOOK_TOML.replace("2026-11-24", '"today"')}),
    Case("F105", "book.toml:14:9", {"book.toml": chapters("on.md")}, "did you mean `one.md`?"),
    Case("F106", "book.toml:16:9", {"book.toml": chapters("one.md", "one.md")}, "remove one"),
    Case("F107", "one.md:3:4", {"one.md": "# Trust\n\nCaf\xe9\n".encode("latin-1")}, "UTF-8"),
    Case("F107", "book.toml:3:10", {"book.toml": BOOK_TOML.replace("Trust", "\xe9").encode("latin-1")}),
    Case("F108", "one.md:1:1", {"one.md": b"\xef\xbb\xbf# Trust\n\nIt grows.\n"}, "without BOM"),
    Case("F109", "one.md:1:1", {"one.md": " \n\n"}, "# Title"),
    Case("F110", "one.md", {"one.md": "# Trust\n\n" + "Text.\n\n" * 400_000}),
    Case("F111", "one.md:3:1", one("word " * 3_000)),
    Case("F111", "one.md:3:1", one(("word " * 1_000 + "\n") * 10), "empty lines"),
    Case("F112", "one.md:3:25", one(">" * 30 + " A quote.")),
    Case("F113", "one.md:3:6", one("Trust\x0cgrows.")),
    Case("F115", "book.toml:16:9", {"book.toml": chapters("one.md", "1-one.md"), "1-one.md": "# B\n"}, "rename"),
    Case("F115", "book.toml:14:9", {"book.toml": chapters("03 nav.md"), "03 nav.md": "# B\n"}, "rename the file"),
    Case("F115", "book.toml:14:9", {"book.toml": chapters("font-1.md"), "font-1.md": "# B\n"}, "rename the file"),
    Case("F116", "book.toml:1:1", {"book.toml": BOOK_TOML.replace("format = 1", "format = 99")}, "newer"),
    Case("F117", "sub", {"book.toml": chapters("sub"), "sub/x.md": "# X\n"}),
    # -- headings
    Case("H101", "one.md:3:1", one("### Steps"), "## Steps"),
    Case("H102", "one.md:7:4", one("## Steps\n\nA.\n\n## Steps\n\nB."), "line 3"),
    Case("H103", "one.md:3:1", one("##\n\nText.")),
    Case("H104", "one.md:1:1", {"one.md": "It grows.\n"}, "# Title"),
    Case("H105", "one.md:5:3", one("Text.\n\n# Hope"), "##"),
    # -- links and notes
    Case("L101", "one.md:3:11", one("See [two](on.md)."), "did you mean `one.md`?"),
    Case("L102", "one.md:3:16", one("See [the rest](one.md#trus)."), "did you mean `trust`?"),
    Case("L103", "one.md:3:11", one("It grows. [^1]"), "define it"),
    Case("L104", "one.md:5:1", one("It grows.\n\n[^1]: Slowly."), "call it"),
    Case("L105", "one.md:3:6", one("Look [here](one.md).")),
    Case("L106", "one.md:3:9", one("[Start](javascript:start)"), "https:"),
    Case("L106", "one.md:3:12", one("[A server](//example.org/x)"), "https:"),
    # -- citations
    Case("B201", "one.md:3:11", one("It grows [@namy].") | LISTED, "did you mean `@nami`?"),
    Case("B201", "one.md:3:11", one("It grows [@nami, page 3].") | LISTED),
    Case("B202", "reading-list.toml:2:7", LISTED, "[@nami]"),
    Case("B203", "one.md:7:9", one("## A {#x}\n\nText.\n\n## Bee {#x}"), "once"),
    Case(
        "B203",
        "reading-list.toml:7:1",
        one("It grows [@nami].") | {"reading-list.toml": READING_LIST * 2},
        "line 1",
    ),
    Case("B203", "one.md:3:7", one("## A {#page-7}"), "choose another"),
    Case("B203", "one.md:3:7", one("## A {#cover}"), "choose another"),
    Case("B204", "one.md:3:21", one("## Growth is slow {#claim-a .source-lost}"), "[@claim-a]"),
    Case(
        "B205",
        "reading-list.toml:1:3",
        one("It grows.") | {"reading-list.toml": READING_LIST.replace("about", "note")},
    ),
    Case("B206", "one.md:3:11", one("It grows [@nami].") | LISTED, "reading-list"),
    # -- pictures
    Case("I301", "one.md:3:12", one('![A line.](a.svg "A")'), "relative"),
    Case("I301", "book.toml:16:10", cover("images/covr.svg") | {"images/cover.svg": SVG}, "`images/cover.svg`"),
    Case("I302", "one.md:3:5", one('![](a.svg "A")') | {"a.svg": SVG}, "{.decorative}"),
    Case("I303", "one.md:3:12", one('![A line.](../a.svg "A")')),
    Case("I303", "one.md:3:12", one('![A line.](/etc/a.svg "A")')),
    Case("I303", "book.toml:16:10", cover("../cover.svg"), "copy"),
    Case("I304", "one.md:3:12", one('![A line.](https://example.org/a.png "A")'), "no network"),
    Case("I304", "one.md:3:12", one('![A line.](data:image/png;base64,AAAA "A")')),
    Case("I305", "a.svg:1:59", one("Text.") | {"a.svg": SVG.replace("<path", "<script/><path")}),
    Case("I306", "a.png", one("Text.") | {"a.png": png(100_000, 100_000)}),
    Case("I307", "one.md:3:12", one("![A line.](a.svg)") | {"a.svg": SVG}, "Caption"),
    Case("I308", "one.md:3:3", one(f'![{"A long line. " * 20}](a.svg "A")') | {"a.svg": SVG}),
    Case("I309", "a.png", one("Text.") | {"a.png": b"Not a picture"}),
    Case("I309", "a.png", one("Text.") | {"a.png": png(200, 100)[:60]}),
    Case("I309", "book.toml:16:10", cover("a.png") | {"a.png": b"Not a picture"}),
    Case("I310", "one.md:3:12", one('![A line.](a.png "A")') | {"a.png": png(200, 100)}, "drawing"),
    # -- HTML, characters, tables, boxes
    Case("X401", "one.md:3:3", one("A <em>quiet word.")),
    Case("X402", "one.md:3:1", one("<script>alert(1)</script>")),
    Case("X402", "one.md:3:4", one('<p onclick="go()">Text.</p>')),
    Case("T501", "one.md:3:7", one("It is \U0001f600.")),
    Case("T502", "one.md:3:1", one("|   |   |\n| - | - |\n| a | b |")),
    Case("T503", "one.md:3:1", one('!!! tri "Try this"\n    Say one thing.'), "did you mean `try`?"),
    Case("F118", "styles/epub.css:1:1", {"styles/epub.css": "@import 'x.css';"}, "remove it"),
    Case("F118", "styles/epub.css:2:12", {"styles/epub.css": "p {\nbackground:u\\72l(http://x.example/a.png)}"}),
    Case("F118", "styles/screen.css:1:19", {"styles/screen.css": "p { border-image: image-set('a.png' 1x) }"}),
    Case("F119", "book.toml:13:3", {"book.toml": chapters("a/one.md"), "a/one.md": "# O\n\nP.\n", "a/two.md": "# T\n"}),
    Case("T503", "one.md:3:1", one("!!! try “Try this”\n    Do it."), "straight quotes"),
    Case("T503", "one.md:3:1", one('!!! try "Try this"\nDo it.'), "indent"),
    Case("T502", "one.md:3:1", one("| a | b |\n| c | d |"), "names the columns"),
    Case("T502", "one.md:3:1", one("Table: Days\n\nNo table."), "follows"),
    Case("K702", "book.toml:12:1", {"book.toml": with_role("help").replace('"GB"', '"UK"'), **LINES}, "GB"),
    Case("T504", "one.md:3:7", one("*mot*{lang=french}"), "code of the language"),
    Case("T504", "one.md:3:7", one("*mot*{lang=fr_FR}"), "pt-BR"),
    Case("L105", "one.md:3:1", one("[](https://example.org/)")),
    Case("I301", "c/one.md:3:9", {"book.toml": chapters("c/one.md"), "i/talk.svg": SVG,
        "c/one.md": '# O\n\n![Talk](i/talk.svg "T")\n'}, "`../i/talk.svg`"),
    # -- style and help lines
    Case("S601", "one.md:3:1", one("- a\n- b\n- c\n- d\n- e\n- f\n- g\n- h")),
    Case("S602", "one.md:3:1", one(LONG)),
    Case("S603", "one.md:1:1", one(HARD)),
    Case("S603", "one.md:3:1", one(f'!!! try "Try this"\n    {HARD}')),
    Case("S604", "one.md:3:4", one("He committed suicide."), "died by suicide"),
    Case("K701", "help-lines.toml:10:1", {"help-lines.toml": HELP_LINES.replace("2026", "2025")}, "today"),
    Case("K702", "book.toml:12:1", {"book.toml": with_role("help")}, "copy one"),
)  # fmt: skip


def places(findings: tuple[Finding, ...], code: str) -> dict[str, Finding]:
    """The findings of one code by their place."""
    return {str(one.place): one for one in findings if one.code == code}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.at}")
def test_a_fault_is_found_where_it_stands(case: Case, tmp_path: Path) -> None:
    report = check_on(book(tmp_path, case.files), DAY)
    found = places(report.findings, case.code)
    assert case.at in found, [line for one in report.findings for line in one.lines()]
    assert case.hint in found[case.at].hint


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.at}")
def test_carets_stand_below_the_excerpt(case: Case, tmp_path: Path) -> None:
    report = check_on(book(tmp_path, case.files), DAY)
    for finding in report.findings:
        if finding.place and finding.place.line:
            source = (tmp_path / finding.place.path).read_bytes().decode("utf-8", "replace").lstrip("\ufeff")
            line = source.split("\n")[finding.place.line - 1]
            assert finding.place.column <= len(line) + 1
            assert finding.place.column + finding.place.length <= max(len(line), 1) + 1


def test_the_smallest_book_has_no_findings(tmp_path: Path) -> None:
    assert check_on(book(tmp_path), DAY).findings == ()


def test_every_code_has_a_case() -> None:
    cases = {case.code for case in CASES}
    assert set(CODES) == cases | ALONE | set(ELSEWHERE)


@pytest.mark.parametrize(("code", "name"), ELSEWHERE.items())
def test_a_code_that_is_covered_elsewhere_is(code: str, name: str) -> None:
    assert code in (HERE / name).read_text("utf-8")


EXAMPLES = [
    code for code in CODES if code[0] in "HLTSX" or code in ("B201", "B203", "I301", "I302", "I303", "I304", "I307")
]


@pytest.mark.parametrize("which", ["bad", "good"])
@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_of_the_table_does_what_it_says(code: str, which: str, tmp_path: Path) -> None:
    text = str(getattr(CODES[code], which))
    started = text.startswith("# ") or code == "H104"
    files: dict[str, str | bytes] = {
        "book.toml": chapters("chapters/one.md", "chapters/02-hope.md", "chapters/help.md", "list.md")
        + 'role = "reading-list"\n',
        "list.md": "# Reading list\n\nThese are our sources.\n",
        "chapters/one.md": f"{text}\n" if started else f"# Trust\n\n{text}\n",
        "chapters/02-hope.md": "# Hope\n\n## What helps\n\nIt takes time.\n",
        "chapters/help.md": "# Help\n\nYou can call us.\n",
        "images/talk.svg": SVG,
        "images/talk.png": png(1400, 900),
        "images/letter.png": png(1400, 900),
        "images/line.svg": SVG,
    }
    report = check_on(book(tmp_path, files | LISTED), DAY)
    found = {one.code for one in report.findings}
    assert (code in found) == (which == "bad")
    assert which == "bad" or not report.errors, found


def test_an_empty_folder_is_no_book(tmp_path: Path) -> None:
    for report in (trustbook.check(tmp_path), trustbook.build(tmp_path)):
        assert [one.code for one in report.findings] == ["F101"]
        assert "trustbook new" in report.findings[0].hint


def test_a_chapter_outside_the_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# Secret\n", "utf-8")
    report = check_on(book(tmp_path / "book", {"book.toml": chapters("../secret.md")}), DAY)
    assert [one.code for one in report.findings] == ["F114"]
    assert "secret.md" in str(report.findings[0].place)


def test_a_missing_font_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(fonts._PACKAGES, fonts.TEXT_FAMILY, "no_such_package")
    for function in (fonts.faces, fonts.coverage, fonts._metadata, fonts._coverage):
        function.cache_clear()
    try:
        for report in (trustbook.check(book(tmp_path)), trustbook.build(tmp_path, ["screen"])):
            assert [one.code for one in report.findings] == ["O902"]
            assert fonts.TEXT_FAMILY in report.findings[0].message
    finally:
        monkeypatch.undo()
        for function in (fonts.faces, fonts.coverage, fonts._metadata, fonts._coverage):
            function.cache_clear()


def test_what_the_layout_engine_cannot_do_is_an_error(tmp_path: Path) -> None:
    report = trustbook.build(book(tmp_path, {"styles/print.css": "p { margin: wide }"}), ["print"])
    found = [one for one in report.findings if one.code == "P801"]
    assert "margin" in found[0].message
    assert found[0].edition == "print"
    assert not (tmp_path / "dist").exists()


def test_text_that_a_style_hides_in_print_is_an_error(tmp_path: Path) -> None:
    report = trustbook.build(book(tmp_path, {"styles/print.css": ".chapter p { display: none }"}), ["print"])
    assert [one.code for one in report.findings] == ["P802"]
    assert "one" in report.findings[0].message
    assert not (tmp_path / "dist").exists()


def test_a_page_number_that_is_printed_wrong_stops_the_edition(tmp_path: Path) -> None:
    files = {
        "book.toml": BOOK_TOML.replace("[[chapters]]", '[[chapters]]\nrole = "contents"\n[[chapters]]'),
        "styles/screen.css": "@page { size: A5 } .contents a::after { content: '  41' }",
    }
    report = trustbook.build(book(tmp_path, files), ["screen"])
    assert [one.code for one in report.findings] == ["P803"]
    assert "page 41" in report.findings[0].message
    assert not (tmp_path / "dist").exists()


def test_a_fault_of_the_program_is_a_sentence_and_exit_code_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a wheel came off")

    monkeypatch.delenv("TRUSTBOOK_DEBUG", raising=False)
    monkeypatch.setattr("trustbook.builder.pipeline.check", broken)
    monkeypatch.setattr(sys, "argv", ["trustbook", "-C", str(book(tmp_path)), "check"])
    with pytest.raises(SystemExit) as leaving:
        cli.main()
    told = capsys.readouterr().err
    assert leaving.value.code == 3
    assert "error[O904]" in told
    assert "a wheel came off" in told
    assert "Traceback" not in told


def test_the_command_shows_place_line_and_hint(tmp_path: Path) -> None:
    folder = book(tmp_path, one("It grows [@namy].") | LISTED)
    shown = CliRunner().invoke(cli.main_group, ["-C", os.fspath(folder), "check"])
    assert shown.exit_code == 1
    assert "one.md:3:11: error[B201]: `[@namy]` is not in the reading list" in shown.stderr
    assert "   3 | It grows [@namy]." in shown.stderr
    assert "     |           ^^^^^" in shown.stderr
    assert "did you mean `@nami`?" in shown.stderr
