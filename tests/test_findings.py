"""The catalogue, case by case: each code from the smallest book that earns it, where a person would look."""

from __future__ import annotations

import ast
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from books import BOOK_TOML, CHAPTER, book, chapters
from click.testing import CliRunner
from faults import CASES, LISTED, NEAR, SVG, Case, Files, one, png

import trustbook
from trustbook import cli
from trustbook.builder.check import check_on
from trustbook.cli.main import main_group
from trustbook.findings import Finding
from trustbook.findings.codes import CODES, preflight
from trustbook.findings.finding import GENERAL
from trustbook.sources import fonts, pictures
from trustbook.sources.locate import shipped_styles

DAY = date(2026, 12, 1)
HERE = Path(__file__).parent

# Codes whose cases need finished files or other people's tools.
ELSEWHERE = {
    "C101": "test_clinics.py",
    "C102": "test_clinics.py",
    "C103": "test_clinics.py",
    "C104": "test_clinics.py",
    "C105": "test_clinics.py",
    "C106": "test_clinics.py",
    "C107": "test_clinics.py",
    "C108": "test_clinics.py",
    "C109": "test_clinics.py",
    "C110": "test_clinics.py",
    "C201": "test_clinic_tables.py",
    "C202": "test_clinic_tables.py",
    "C203": "test_clinic_tables.py",
    "C204": "test_clinic_tables.py",
    "C205": "test_batch.py",
    "C206": "test_clinic_tables.py",
    "C207": "test_clinic_tables.py",
    "C208": "test_batch.py",
    "C209": "test_clinic_tables.py",
    "C210": "test_clinic_tables.py",
    "O908": "test_handouts.py",
    "O912": "test_new_from.py",
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
    "P807": "test_large_type.py",
    "P808": "test_cover_sheet.py",
    "P809": "test_cover_sheet.py",
    "V911": "test_large_type.py",
    **dict.fromkeys((row.code for row in preflight.ROWS), "test_preflight.py"),
    "P810": "test_print_shops.py",
    "P811": "test_print_shops.py",
    "P812": "test_print_shops.py",
    "P813": "test_print_shops.py",
    "P814": "test_print_shops.py",
    "P815": "test_print_shops.py",
    "P816": "test_cover_sheet.py",
    "P820": "test_wide_tables.py",
    "O901": "test_new.py",
    "O903": "test_hostile.py",
    "O905": "test_new.py",
    "O906": "test_editions.py",
    "O907": "test_editions.py",
    "O913": "test_limits.py",
    "O914": "test_cluster.py",
    "O915": "test_batch.py",
}
# Codes with a test of their own below.
ALONE = {"F101", "F114", "O902", "O904", "P801", "P802", "P803", "P804", "P805", "P806"}


FILLER = 300  # lines


def told(findings: Iterable[Finding]) -> list[str]:
    """All findings as the cases write them, in order of their words."""
    return sorted(
        f"{one.place or '-'}{f'+{one.place.length}' if one.place and one.place.line else ''} {one.code} {one.message}"
        for one in findings
    )


def text_of(files: Files, name: str) -> bytes:
    """What stands in a file of a case."""
    content = {"book.toml": BOOK_TOML, "one.md": CHAPTER, **files}[name]
    return content.encode() if isinstance(content, str) else content


def moved(line: str, name: str, after: int, by: int) -> str:
    """A finding further down, if it stands in this file after a line."""
    path, colon, rest = line.partition(":")
    number, colon_too, end = rest.partition(":")
    if path != name or not number.isdecimal() or int(number) <= after:
        return line
    return f"{path}{colon}{int(number) + by}{colon_too}{end}"


def pushed_down(case: Case) -> tuple[Files, list[str]]:
    """The book with 300 lines of filler above the fault, among them its very words where they mean nothing."""
    name, (line, column, length) = case.path, case.marked
    content = text_of(case.files, name)
    words = content.decode("utf-8", "replace").split("\n")[line - 1][column - 1 :][:length]
    words = words if words.isascii() and words.isprintable() else "It grows."
    above = 0
    if name.endswith(".md"):
        above = 2 if content.startswith(b"# ") else 0
        filler = ["Trust grows slowly.", ""] * ((FILLER - 4) // 2) + ["```", words, "```", ""]
    else:
        comment = {".toml": "# {}", ".css": "/* {} */", ".svg": "<!-- {} -->"}[Path(name).suffix]
        filler = [comment.format(words)] * FILLER
    lines = content.split(b"\n")
    lines[above:above] = [one.encode() for one in filler]
    files = {**case.files, name: b"\n".join(lines)}
    return files, [moved(one, name, above, FILLER) for one in case.expected]


def doubled(case: Case) -> tuple[Files, list[str]]:
    """The book with the text of its chapter twice, and each finding in the chapter twice."""
    if case.again is not None:
        return case.again[0], list(case.again[1])
    name = case.path
    title, empty, *body = text_of(case.files, name).decode().split("\n")
    assert name.endswith(".md"), "say in `again` how this fault comes twice, or in `once` why it cannot"
    between = ["", "It goes on.", ""]
    files = {**case.files, name: "\n".join([title, empty, *body[:-1], *between, *body])}
    further = (moved(one, name, 2, len(body[:-1]) + len(between)) for one in case.expected)
    return files, [*case.expected, *(one for one in further if one not in case.expected)]


def cases(wanted: Callable[[Case], bool] = lambda case: True) -> list[ParameterSet]:
    """The cases of a test by code and place."""
    return [pytest.param(case, id=case.name) for case in CASES if wanted(case)]


def judge(folder: Path, files: Files, expected: Iterable[str]) -> None:
    """All that is said of a book is what was expected, and every mark stands within its line."""
    report = check_on(book(folder, files), DAY)
    assert told(report.findings) == sorted(expected)
    for finding in report.findings:
        assert not finding.hint.startswith(GENERAL)
        if finding.place and finding.place.line:
            source = (folder / finding.place.path).read_bytes().decode("utf-8", "replace").lstrip("\ufeff")
            line = source.split("\n")[finding.place.line - 1]
            assert finding.place.column <= len(line) + 1
            assert finding.place.column + finding.place.length <= max(len(line), 1) + 1


@pytest.mark.parametrize("case", cases())
def test_a_fault_is_found_where_it_stands(case: Case, tmp_path: Path) -> None:
    judge(tmp_path, case.files, case.expected)


@pytest.mark.parametrize("case", cases(lambda case: not case.still))
def test_a_fault_is_found_below_three_hundred_lines(case: Case, tmp_path: Path) -> None:
    judge(tmp_path, *pushed_down(case))


@pytest.mark.parametrize("case", cases(lambda case: not case.once))
def test_a_fault_that_stands_twice_is_found_twice(case: Case, tmp_path: Path) -> None:
    files, expected = doubled(case)
    assert sum(one.split()[1] == case.code for one in expected) >= 2
    judge(tmp_path, files, expected)


@pytest.mark.parametrize("case", cases(lambda case: bool(case.hint)))
def test_a_hint_says_what_to_do(case: Case, tmp_path: Path) -> None:
    report = check_on(book(tmp_path, case.files), DAY)
    [hint] = {one.hint for one in report.findings if told([one]) == [case.expected[0]]}
    assert case.hint in hint


def test_the_smallest_book_has_no_findings(tmp_path: Path) -> None:
    assert check_on(book(tmp_path), DAY).findings == ()


def test_every_code_has_a_case() -> None:
    assert set(CODES) == {case.code for case in CASES} | ALONE | set(ELSEWHERE)


@pytest.mark.parametrize(("code", "name"), ELSEWHERE.items())
def test_a_code_that_is_covered_elsewhere_is(code: str, name: str) -> None:
    assert [test for test in read_tests(HERE / name) if code in test.values and test.asserts]


def test_what_makes_a_finding_gives_it_a_hint() -> None:
    """Where a code stands in the builder's own text, a hint stands beside it."""
    bare = []
    for path in sorted(Path(trustbook.__file__).parent.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "Finding" and len(call.args) < 4:
                given = {keyword.arg for keyword in call.keywords}
                if not given & {"hint", None}:
                    bare.append(f"{path.name}:{call.lineno}")
    assert bare == []


class ReadTest:
    """What a test says: the words of its strings and of the constants it names, its own description left out."""

    def __init__(self, function: ast.FunctionDef, constants: Mapping[str, str]) -> None:
        said = function.body[1:] if ast.get_docstring(function) is not None else function.body
        nodes = [node for part in (*said, *function.decorator_list) for node in ast.walk(part)]
        strings = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        strings += [constants.get(node.id, "") for node in nodes if isinstance(node, ast.Name)]
        self.values = {word for string in strings for word in re.findall(r"\w+", string)}
        self.asserts = any(isinstance(node, ast.Assert) for node in nodes)


def read_tests(path: Path) -> Iterator[ReadTest]:
    """The tests of a file, those in classes too."""
    tree = ast.parse(path.read_text("utf-8"))
    constants = {
        node.targets[0].id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield ReadTest(node, constants)


@pytest.mark.parametrize("code", NEAR)
def test_a_book_that_nearly_has_a_fault_has_none(code: str, tmp_path: Path) -> None:
    for number, files in enumerate(NEAR[code]):
        report = check_on(book(tmp_path / str(number), files), DAY)
        assert told(report.findings) == []


def test_every_code_has_a_book_that_nearly_has_it() -> None:
    assert set(CODES) == {*NEAR, *EXAMPLES, *ALONE, *ELSEWHERE}


EXAMPLES = [
    code
    for code in CODES
    if (code[0] in "HLTSX" and code != "S605") or code in ("B201", "B203", "I301", "I302", "I303", "I304", "I307")
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


def test_a_folder_with_a_book_in_manuscript_is_one(tmp_path: Path) -> None:
    book(tmp_path / "manuscript")
    assert trustbook.check(tmp_path).findings == ()


def test_a_link_to_a_file_in_the_folder_is_followed(tmp_path: Path) -> None:
    folder = book(tmp_path, {"book.toml": chapters("linked.md")})
    (folder / "linked.md").symlink_to(folder / "one.md")
    assert check_on(folder, DAY).findings == ()


def test_a_chapter_outside_the_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# Secret\n", "utf-8")
    report = check_on(book(tmp_path / "book", {"book.toml": chapters("../secret.md")}), DAY)
    assert [one.code for one in report.findings] == ["F114"]
    assert "secret.md" in str(report.findings[0].place)


def test_a_picture_too_many_is_told_as_what_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_IMAGES", 2)
    files = {**one('![A line.](c.svg "A")'), "a.svg": SVG, "b.svg": SVG, "c.svg": SVG, "d.svg": SVG}
    report = check_on(book(tmp_path, files), DAY)
    assert told(report.findings) == [
        "one.md:3:12+5 I309 `c.svg` is not used: the folder holds more than 2 pictures, and no more are read"
    ]


def test_a_broken_picture_that_nothing_uses_stops_nothing(tmp_path: Path) -> None:
    report = trustbook.build(book(tmp_path, {"draft.png": png(200, 100)[:60]}), ["print"])
    assert [one.code for one in report.findings] == ["I312"]
    assert report.failed == ()
    assert (tmp_path / "dist" / "trust-print.pdf").exists()


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
    assert told(report.findings) == ["styles/print.css:1:5+6 P801 Ignored `margin: wide`, invalid value."]
    assert report.findings[0].edition == "print"
    assert not (tmp_path / "dist").exists()


def test_what_is_moved_beyond_all_pages_is_an_error(tmp_path: Path) -> None:
    text = f"{CHAPTER}\n## Hope {{#hope}}\n\n[Up](#hope).\n"
    files = {"one.md": text, "styles/screen.css": "* { transform: scale(99999) }"}
    report = trustbook.build(book(tmp_path, files), ["screen"])
    [finding] = report.findings
    assert finding.code == "P801"
    assert "points away from its page" in finding.message
    assert report.failed == ("screen",)


def test_a_fault_of_a_style_has_its_own_line_whatever_stands_above_it(tmp_path: Path) -> None:
    tokens = (shipped_styles() / "tokens.css").read_text("utf-8")
    files = {
        "styles/tokens.css": tokens + "p { text-wrap: x }",
        "styles/print.css": "/* p { margin: wide } */\n\n" * 150 + "p {\n  margin: wide; margin: wide }\nq:hoover { }",
    }
    report = trustbook.build(book(tmp_path, files), ["print"])
    line = tokens.count("\n") + 1
    assert told(report.findings) == [
        "styles/print.css:302:17+6 P801 Ignored `margin: wide`, invalid value.",
        "styles/print.css:302:3+6 P801 Ignored `margin: wide`, invalid value.",
        "styles/print.css:303:1+8 P801 Invalid or unsupported selector, 'q:hoover'",
        f"styles/tokens.css:{line}:5+9 P801 Ignored `text-wrap: x`, unknown property.",
    ]


def test_a_character_that_a_style_brings_and_no_font_has_is_found_in_the_sheet(tmp_path: Path) -> None:
    report = trustbook.build(book(tmp_path, {"styles/print.css": "p::before {\n  content: '\u2603' }"}), ["print"])
    [finding] = report.findings
    assert str(finding.place) == "styles/print.css:2:13"
    assert not finding.hint.startswith(GENERAL)


def test_text_that_a_style_hides_in_print_is_an_error_at_its_block(tmp_path: Path) -> None:
    files = {"one.md": "# Trust\n\nIt grows.\n\n## Hope\n\n- It *helps.*\n", "styles/print.css": "em { display: none }"}
    report = trustbook.build(book(tmp_path, files), ["print"])
    letters = len("Chapter1TrustItgrows.HopeIthelps.")
    assert told(report.findings) == [
        f"one.md:7:1+13 P802 the part “one” has {letters} letters, its printed pages {letters - 6}"
    ]
    assert not (tmp_path / "dist").exists()


@pytest.mark.parametrize(
    "sheet",
    [
        "p { margin: 6pt }",
        ".chapter p { opacity: 0.9 }",
        "@page { size: A5 } .contents a::after { content: ', page ' target-counter(attr(href), page) }",
    ],
)
def test_a_style_that_nearly_breaks_the_pages_does_not(sheet: str, tmp_path: Path) -> None:
    files = {
        "book.toml": BOOK_TOML.replace("[[chapters]]", '[[chapters]]\nrole = "contents"\n[[chapters]]'),
        "styles/print.css": sheet,
    }
    report = trustbook.build(book(tmp_path, files), ["print"])
    assert report.findings == ()
    assert (tmp_path / "dist" / "trust-print.pdf").exists()


def test_page_numbers_follow_when_contents_grow_onto_one_more_page(tmp_path: Path) -> None:
    """Titles as long as a line, which need a second one for their page number: so the chapters move."""
    title = ("trust and time " * 4)[:52]
    sections = "".join(f"## {number:02d} {title}{'a' * (number % 5)}\n\nA line.\n\n" for number in range(28))
    files = {
        "book.toml": BOOK_TOML.replace("[[chapters]]", '[[chapters]]\nrole = "contents"\n[[chapters]]'),
        "one.md": f"# One\n\n{sections}",
    }
    report = trustbook.build(book(tmp_path, files), ["screen"])
    assert report.findings == ()
    assert (tmp_path / "dist" / "trust-screen.pdf").exists()


def test_a_page_number_that_is_printed_wrong_stops_the_edition(tmp_path: Path) -> None:
    files = {
        "book.toml": BOOK_TOML.replace("[[chapters]]", '[[chapters]]\nrole = "contents"\n[[chapters]]'),
        "styles/screen.css": "@page { size: A5 } .contents a::after { content: '  41' }",
    }
    report = trustbook.build(book(tmp_path, files), ["screen"])
    assert told(report.findings) == ["one.md:1:1+7 P803 a link to `#one` prints page 41, and the page is 5"]
    assert not (tmp_path / "dist").exists()


def test_a_style_that_e_readers_cannot_have_is_said_where_it_stands(tmp_path: Path) -> None:
    sheet = "p { margin: 0; }\np { margin: var(--gpa); }\n.box { --gap: 2em; }\n.box p { padding: var(--gap); }"
    report = trustbook.build(book(tmp_path, {"styles/epub.css": sheet}), ["epub"])
    assert [one.lines()[0] for one in report.findings] == [
        "styles/epub.css:2:5: warning[P804]: `margin: var(--gpa)` is left out of the EPUB: `--gpa` is not set for it"
    ]
    assert (tmp_path / "dist" / "trust.epub").exists()


def test_a_fault_of_the_program_is_a_sentence_and_exit_code_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a wheel came off")

    monkeypatch.delenv("TRUSTBOOK_DEBUG", raising=False)
    monkeypatch.setattr("trustbook.cli.check.check", broken)
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
    shown = CliRunner().invoke(main_group, ["-C", os.fspath(folder), "check"])
    assert shown.exit_code == 1
    assert "one.md:3:11: error[B201]: `[@namy]` is not in the reading list" in shown.stderr
    assert "   3 | It grows [@namy]." in shown.stderr
    assert "     |           ^^^^^" in shown.stderr
    assert "did you mean `@nami`?" in shown.stderr
