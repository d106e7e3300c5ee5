"""Where printed pages break, counted in visible characters, over real layouts."""

from __future__ import annotations

import random
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from books import BOOK_TOML, book
from faults import SVG
from sample_book import prose
from stages import part, print_document, read
from weasyprint.formatting_structure.text import transform

import trustbook
from trustbook.builder.workers import Workers
from trustbook.findings import Finding
from trustbook.layout.engine import lay_out
from trustbook.layout.page_map import letters
from trustbook.layout.pages import PageBreak, Paginated
from trustbook.manuscript.book import Book

LayOut = Callable[[str], tuple[Book, Paginated]]
CELLS = "".join(f"| place {number} | thing {number} |\n" for number in range(60))


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    """A layout process: other tests of this one may want fonts of the machine, which a layout hides."""
    with Workers(1) as pool:
        yield pool


@pytest.fixture
def laid_out(tmp_path: Path, workers: Workers) -> LayOut:
    """Lays out a book of one chapter."""

    def laid_out_words(words: str) -> tuple[Book, Paginated]:
        made, found = read(book(tmp_path, {"one.md": words}))
        assert found == []
        return made, workers.submit(lay_out, print_document(made)).result()

    return laid_out_words


def lost(paginated: Paginated) -> list[Finding]:
    """What the layout complains of."""
    return [one for one in paginated.findings if one.code in ("P801", "P802")]


def test_white_space_soft_hyphens_and_accents_are_no_letters() -> None:
    assert letters("a b\n\u00a0c\t") == "abc"
    assert letters("so\u00adft e\u0301\u00e9") == "softee"


def test_no_style_of_capitals_changes_the_number_of_letters() -> None:
    iota = "\u0345"  # below a letter; Greek capitals lose it, other languages' stand before a letter of its own
    for one in map(chr, (*range(0x2000), *range(0xFB00, 0xFB20))):
        for language in ("en", "tr") if iota in unicodedata.normalize("NFD", one) else ("en", "el", "tr"):
            for change in ("uppercase", "lowercase", "capitalize", "full-width"):
                assert len(letters(one)) == len(letters(transform(change, one, language))), (one, language, change)


def test_the_first_page_of_a_part_breaks_at_its_start(laid_out: LayOut) -> None:
    _, paginated = laid_out("# One\n\nA.\n")
    assert [(one.part, one.offset) for one in paginated.breaks] == [("titlepage", 0), ("one", 0)]


def test_labels_are_the_numbers_printed_on_the_pages(laid_out: LayOut) -> None:
    _, paginated = laid_out(f"# One\n\n{prose(1, 20)}")
    pages = [int(one.label) for one in paginated.breaks if one.part == "one"]
    assert len(pages) > 3
    assert pages == list(range(pages[0], pages[0] + len(pages)))
    assert pages[0] % 2 == 1


def test_breaks_go_forward_and_stay_inside_the_part(laid_out: LayOut) -> None:
    made, paginated = laid_out(f"# One\n\n{prose(2, 20)}")
    offsets = [one.offset for one in paginated.breaks if one.part == "one"]
    assert offsets == sorted(set(offsets))
    assert offsets[-1] < len(letters("".join(part(made, "one").tree.itertext())))


@pytest.mark.parametrize(
    "block",
    [
        f"| A | B |\n|---|---|\n{CELLS}",
        "".join(f"{number}. {prose(number, 1)}".replace("\n", "\n    ").rstrip() + "\n" for number in range(1, 30)),
        "".join(f"> {line}\n" for line in prose(3, 30).splitlines()),
        "".join(
            f"term {number}\n:   {prose(number, 1)}".replace("\n", "\n    ").replace("    :", ":").rstrip() + "\n\n"
            for number in range(20)
        ),
        '!!! note "Long"\n    ' + prose(4, 25).replace("\n", "\n    "),
        "```\n" + "\n".join(f"line {number}" for number in range(90)) + "\n```\n",
        "".join(f"A.[^n{number}] " for number in range(60))
        + "\n\n"
        + "".join(f"[^n{number}]: Note {number}.\n" for number in range(60)),
    ],
    ids=["table", "list", "quote", "terms", "box", "code", "notes"],
)
def test_no_character_is_lost_or_counted_twice_over_page_breaks(laid_out: LayOut, block: str) -> None:
    _, paginated = laid_out(f"# One\n\nBefore.\n\n{block}\nAfter.\n")
    assert lost(paginated) == []
    assert sum(one.part == "one" for one in paginated.breaks) > 1


def test_random_books_lose_no_character(laid_out: LayOut) -> None:
    chance = random.Random(11)
    pieces = [
        "soft\u00adhyphen",
        "“quoted”",
        "it's",
        "*slow*",
        "`code`",
        "[link](https://a.example)",
        "2 000",
        "a--b",
        "e\u0301",
    ]
    words = "\n\n".join(" ".join(chance.choices(pieces, k=chance.randrange(5, 90))) for _ in range(40))
    _, paginated = laid_out(f"# One\n\n{words}\n")
    assert lost(paginated) == []


@pytest.mark.parametrize(
    "sheet",
    [
        "p::first-letter { font-size: 3em; float: left }",
        "p::first-letter { color: #333 } p::first-line { font-weight: bold }",
        "p { hyphens: auto; width: 40mm; hyphenate-limit-chars: 4 2 2 }",
        "p { hyphens: auto; width: 40mm; hyphenate-limit-chars: 4 2 2; hyphenate-character: '-' }",
        "p { hyphens: none; width: 20mm }",
        "p, h1 { text-transform: uppercase }",
        "p, h1 { text-transform: capitalize }",
        "p, h1 { text-transform: full-width }",
        "p { font-variant: small-caps } p::before { content: 'So: ' } p::after { content: ' 2' }",
    ],
)
def test_what_a_style_makes_of_letters_loses_none(sheet: str, tmp_path: Path, workers: Workers) -> None:
    words = (
        "Stra\u00dfe, \ufb01nd si\u00adxt-y, well-being, wonder\u00adful, under\u2010standing, responsibility\u2010 "
        * 5
    )
    made, found = read(book(tmp_path, {"one.md": f"# Gro\u00df\n\n{words}\n", "styles/print.css": sheet}))
    assert [one for one in found if one.severity == "error"] == []
    paginated = workers.submit(lay_out, print_document(made)).result()
    assert lost(paginated) == []


def test_such_styles_stop_neither_print_nor_the_epub(tmp_path: Path) -> None:
    words = "Stra\u00dfe, wonder\u00adful, under\u00adstand\u00ading, responsibility and communication. " * 5
    sheet = "p { hyphens: auto; width: 30mm } h1 { text-transform: uppercase } p::first-letter { float: left }"
    report = trustbook.build(
        book(tmp_path, {"one.md": f"# Gro\u00df\n\n{words}\n", "styles/print.css": sheet}), ["epub", "print"]
    )
    assert report.built == ("epub", "print")
    assert [one for one in report.findings if one.severity == "error"] == []


def test_the_epub_lists_a_page_that_holds_only_a_picture_where_it_stands(tmp_path: Path) -> None:
    picture = "![A line.](a.svg){.decorative}"
    files = {
        "one.md": f"# One\n\nBefore.\n\n{picture}\n\nAfter.\n\n{picture}\n",
        "a.svg": SVG,
        "styles/print.css": "@page { size: A5 } .decoration { break-before: page; break-after: page }",
    }
    report = trustbook.build(book(tmp_path, files), ["epub"])
    with zipfile.ZipFile(tmp_path / "dist" / "trust.epub") as epub:
        nav, chapter = (epub.read(f"EPUB/{name}.xhtml").decode() for name in ("nav", "one"))
    assert report.findings == ()
    in_nav = re.findall(r'href="one.xhtml#page-(\d+)"', nav)
    assert len(in_nav) == 4
    assert in_nav == sorted(in_nav, key=int)
    order = re.findall(r"page-\d+|Before|After|<img", chapter)
    one, two, three, four = (f"page-{number}" for number in in_nav)
    assert [sign for sign in order if sign != "page-list"] == [one, "Before", two, "<img", three, "After", four, "<img"]


def test_a_page_that_holds_only_a_picture_has_a_break_of_its_own(tmp_path: Path, workers: Workers) -> None:
    picture = "![A line.](a.svg){.decorative}"
    files = {
        "one.md": f"# One\n\nBefore.\n\n{picture}\n\nAfter.\n\n{picture}\n",
        "a.svg": SVG,
        "styles/print.css": "@page { size: A5 } .decoration { break-before: page; break-after: page }",
    }
    made, _ = read(book(tmp_path, files))
    breaks = [one for one in workers.submit(lay_out, print_document(made)).result().breaks if one.part == "one"]
    first = int(breaks[0].label)
    before, after = len("Chapter1OneBefore."), len("After.")
    assert [(int(one.label) - first, one.offset) for one in breaks] == [
        (0, 0), (1, before), (2, before + 1), (3, before + 1 + after),
    ]  # fmt: skip


def test_the_contents_have_breaks_too(tmp_path: Path, workers: Workers) -> None:
    config = BOOK_TOML.replace("[[chapters]]", '[[chapters]]\nrole = "contents"\n[[chapters]]')
    made, _ = read(book(tmp_path, {"book.toml": config}))
    breaks = workers.submit(lay_out, print_document(made)).result().breaks
    assert [one.part for one in breaks] == ["titlepage", "contents", "one"]
    assert isinstance(breaks[0], PageBreak)
