"""What e-readers do with an EPUB: names that are read aloud, pop-ups, narrow screens, old engines, dark themes."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from books import BOOK_TOML, book
from stages import read

from trustbook.editions.epub.css import flatten
from trustbook.editions.epub.document import render_epub
from trustbook.editions.epub.shape import shape
from trustbook.editions.epub.sheet import SHEETS
from trustbook.findings import SourceFile
from trustbook.layout.pages import PageBreak
from trustbook.sources.locate import shipped_styles

MARKER = '<span role="doc-pagebreak" id="page-7" aria-label="7"/>'

CHAPTER = """\
# Trust

!!! summary "In short"
    Trust grows.

!!! try "Try this"
    ___{lines=2}

Words with a note.[^a] See <https://example.org/a/long/way.html> or [the site](https://example.org/).

![Two lines](two.svg "Lines that meet.")

[^a]: The note.
"""
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#000000"/></svg>'


def shaped(inner: str) -> str:
    """A part as it is after shaping."""
    tree = ElementTree.fromstring(f"<section>{inner}</section>")
    shape(tree)
    return ElementTree.tostring(tree, encoding="unicode").removeprefix("<section>").removesuffix("</section>")


@pytest.fixture(scope="module")
def chapter(tmp_path_factory: pytest.TempPathFactory) -> Element:
    """The document of a chapter."""
    made, _ = read(book(tmp_path_factory.mktemp("book"), {"one.md": CHAPTER, "two.svg": DRAWING}))
    before = len("Chapter1TrustInshortTrustgrows.")  # letters before the exercise, which a page starts with
    files = render_epub(made, [PageBreak("7", "one", before)], b"", {}).files
    [data] = [one.data for one in files if one.name == "one.xhtml"]
    return ElementTree.fromstring(re.sub(rb' xmlns="[^"]+"', b"", data))


def by_id(tree: Element, identifier: str | None) -> Element:
    [found] = [one for one in tree.iter() if one.get("id") == identifier]
    return found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            f"<dl><dt>one</dt><dd>First.</dd><dt>{MARKER}<dfn>two</dfn></dt><dd>Second.</dd></dl>",
            f"<dl><dt>one</dt><dd>First.{MARKER}</dd><dt><dfn>two</dfn></dt><dd>Second.</dd></dl>",
        ),
        (
            f"<p>A.</p><dl><dt>{MARKER}<dfn>one</dfn></dt><dd>First.</dd></dl>",
            f"<p>A.</p>{MARKER}<dl><dt><dfn>one</dfn></dt><dd>First.</dd></dl>",
        ),
        (f"<h2>Two long {MARKER}lines</h2>", f"{MARKER}<h2>Two long lines</h2>"),
        (f"<p>See <a>the {MARKER}site</a>.</p>", f"<p>See {MARKER}<a>the site</a>.</p>"),
        (
            f"<figure><img /><figcaption>Lines <b>that</b> {MARKER}meet.</figcaption></figure>",
            f"<figure><img />{MARKER}<figcaption>Lines <b>that</b> meet.</figcaption></figure>",
        ),
        (
            f"<table><tr><th>{MARKER}Row</th><td>1</td></tr></table>",
            f"<table><tr><th>Row</th><td>{MARKER}1</td></tr></table>",
        ),
        (
            f"<table><thead><tr><th>{MARKER}Place</th></tr></thead></table>",
            f"{MARKER}<table><thead><tr><th>Place</th></tr></thead></table>",
        ),
        (f"<p>In {MARKER}words.</p>", f"<p>In {MARKER}words.</p>"),
    ],
    ids=["term", "first term", "heading", "link", "caption", "row", "head", "text"],
)
def test_no_page_number_is_read_as_part_of_a_name(before: str, after: str) -> None:
    said = shaped(before)
    assert ElementTree.canonicalize(f"<s>{said}</s>") == ElementTree.canonicalize(f"<s>{after}</s>")


def test_a_term_and_its_meaning_are_what_a_link_to_the_term_leads_to() -> None:
    said = shaped('<dl><dt id="term-a">a</dt><dd>One.</dd><dd>Two.</dd>\n<dt id="term-b">b</dt><dd>Three.</dd></dl>')
    tree = ElementTree.fromstring(f"<s>{said}</s>")
    assert "".join(by_id(tree, "term-a").itertext()).split() == ["aOne.Two."]
    assert "".join(by_id(tree, "term-b").itertext()).split() == ["bThree."]
    assert [one.tag for one in by_id(tree, "term-a")] == ["dt", "dd", "dd"]


def test_lists_that_nothing_leads_into_stay_as_they_are() -> None:
    plain = "<dl><dt>a</dt><dd>One.</dd></dl>"
    assert shaped(plain) == plain


def test_boxes_and_figures_have_the_names_that_are_seen(chapter: Element) -> None:
    boxes = [one for one in chapter.iter() if "box" in one.get("class", "").split()]
    assert [one.get("role") for one in boxes] == ["group", "doc-tip"]
    for one in [*boxes, *chapter.iter("figure")]:
        named = by_id(chapter, one.get("aria-labelledby"))
        assert "".join(named.itertext()) in ("In short", "Try this", "Figure 1. Lines that meet.")


def test_words_on_a_field_stand_below_the_title_of_its_box_where_a_page_starts_with_it(chapter: Element) -> None:
    [box] = list(chapter.iter("aside"))
    assert [one.tag for one in box][:3] == ["span", "h2", "p"]
    assert box[2].get("class") == "field-words"


def test_notes_are_called_by_raised_numbers_without_a_style_sheet_and_lead_back_to_the_text(chapter: Element) -> None:
    [call] = [one for one in chapter.iter("a") if one.get("role") == "doc-noteref"]
    assert [(one.tag, one.text) for one in call] == [("sup", "1")]
    [back] = [one for one in chapter.iter("a") if one.get("role") == "doc-backlink"]
    assert back.text == "Back to the text (note\N{NO-BREAK SPACE}1)"


def test_an_address_may_break_behind_its_dots_and_slashes_and_words_may_not(chapter: Element) -> None:
    links = {"".join(one.itertext()): [w.tail for w in one.iter("wbr")] for one in chapter.iter("a")}
    assert links["https://example.org/a/long/way.html"] == ["example.", "org/", "a/", "long/", "way.", "html"]
    assert links["the site"] == []


def test_a_web_address_of_help_may_break_and_a_telephone_number_may_not(tmp_path: Path) -> None:
    lines = """\
how-checked = ""
[countries.GB]
name = "the United Kingdom"
[[lines]]
id = "listeners"
country = "GB"
kind = "crisis"
service = "Listeners"
who = "For anyone."
source = "https://example.org"
verified_on = 2026-11-01
contacts = [{how = "call", to = "116 123"}, {how = "web", to = "findahelpline.example", url = "https://findahelpline.example"}]
"""
    toml = BOOK_TOML.replace('file = "one.md"', 'file = "one.md"\nrole = "help"')
    made, found = read(book(tmp_path, {"book.toml": toml, "help-lines.toml": lines}))
    assert not [one for one in found if one.severity == "error"], found
    [data] = [one.data for one in render_epub(made, [], b"", {}).files if one.name == "one.xhtml"]
    assert b'class="contact" href="tel:116123"' in data
    assert re.search(rb'class="address"[^>]*>findahelpline\.<wbr />example<', data)


@pytest.fixture(scope="module")
def sheet() -> str:
    """The style sheet that every EPUB has, as e-readers get it."""
    sheets = [SourceFile(name, (shipped_styles() / name).read_text("utf-8")) for name in SHEETS]
    return flatten(sheets).text


def last(sheet: str, selector: str, name: str) -> str:
    """The value that the last rule of a selector by itself, or in a list, gives a property."""
    value = ""
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        if selector in [one.strip() for one in selectors.split(",")]:
            for one in body.split(";"):
                key, _, said = one.partition(":")
                value = said.strip() if key.strip() == name else value
    return value


def test_the_sheet_bears_large_type_dark_themes_and_old_engines(sheet: str) -> None:
    assert last(sheet, "a", "color") == "inherit"
    assert last(sheet, "a", "text-decoration") == "underline"
    assert last(sheet, ".contact", "display") == "inline-block"  # whole, unless it is wider than the screen
    assert last(sheet, ".contact", "white-space") == "normal"
    assert last(sheet, ".cite", "white-space") == "normal"
    assert last(sheet, "nav[hidden]", "display") == "none"
    for tag in ("section", "aside", "figure", "figcaption", "nav"):
        assert last(sheet, tag, "display") == "block"
    for tag in ("h1", "h2", "h3", "h4", "h5", "h6", "dt"):
        assert last(sheet, tag, "break-inside") == "avoid"
    assert last(sheet, "li", "break-inside") == ""
    assert last(sheet, "ul", "padding-inline-start") == "min(1.5em, 12%)"
    assert last(sheet, ".box-note", "border-inline-start") == "0.25em solid"
    assert last(sheet, ".help-contact", "text-align") == "start"
