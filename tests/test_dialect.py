"""Markdown becomes a tree that says the same as plain Markdown, and knows the line of each block."""

from __future__ import annotations

import copy
import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from trustbook.findings import SourceFile
from trustbook.manuscript.dialect.markdown import parse_markdown
from trustbook.manuscript.dialect.parsed import Parsed
from trustbook.manuscript.marks import LINE, OF, Role, column_of, line_of, remove_marks, role_of

PLAIN = ["abbr", "admonition", "attr_list", "def_list", "fenced_code", "sane_lists", "tables"]


def parsed(text: str) -> Parsed:
    """The parsed text, which must have no fault."""
    result, faults = parse_markdown(SourceFile("a.md", text))
    assert faults == []
    assert result is not None
    return result


def plain(text: str) -> Element:
    """What Python-Markdown itself makes of a text."""
    html = Markdown(extensions=PLAIN, output_format="xhtml").convert(text)
    return ElementTree.fromstring(f"<section>{html}</section>")


def without_lines(tree: Element) -> str:
    """The tree as text, without marks, what they say of cells, line ends between blocks, white space below items."""
    tree = copy.deepcopy(tree)
    remove_marks(tree)
    code = {id(one) for pre in tree.iter("pre") for one in pre.iter()}
    for element in tree.iter():
        if element.text and id(element) not in code:
            element.text = re.sub(r"\n +", "\n", element.text)
        element.tail = re.sub(r"\n +", "\n", element.tail or "") or None
        if element.tag in ("td", "th"):
            element.attrib.pop("style", None)
        if not (element.tail or "").strip():
            element.tail = None
    return ElementTree.tostring(tree, "unicode")


# Random documents: a list of (source, tags and the line each of them starts at, counted from 0).

WORD = st.sampled_from(
    ["trust", "is", "it's", "*slow*", "**sure**", "`a_b`", "[x](http://a.b)", "well-being", "2", "(so)"]
)
WORDS = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
TAIL = st.sampled_from(["", ".", "?", "  ", " #", "\\*"])
LINES = st.lists(st.builds(lambda words, tail: f"So {words}{tail}", WORDS, TAIL), min_size=1, max_size=4)

Block = tuple[str, list[tuple[str, int]]]


def _paragraph(lines: list[str]) -> Block:
    return "\n".join(lines), [("p", 0)]


def _heading(level: int, words: str, tail: str) -> Block:
    return f"{'#' * level} {words}{tail}", [(f"h{level}", 0)]


def _items(mark: str, items: list[list[str]]) -> Block:
    starts, lines = [], list[str]()
    for item in items:
        starts.append(("li", len(lines)))
        lines += [f"{mark} {item[0]}", *(f"    {line}" for line in item[1:])]
    return "\n".join(lines), starts


def _quote(lines: list[str]) -> Block:
    return "\n".join(f"> {line}" for line in lines), [("blockquote", 0)]


def _table(rows: list[tuple[str, str]]) -> Block:
    lines = ["| A | B |", "|---|:-:|", *(f"| {one} | {two} |" for one, two in rows)]
    return "\n".join(lines), [("th", 0), ("th", 0), *(("td", number) for number in range(2, len(lines)) for _ in "ab")]


def _code(lines: list[str]) -> Block:
    return "\n".join(["```", *lines, "```"]), [("pre", 1)]


def _terms(term: str, lines: list[str]) -> Block:
    return "\n".join([f"term {term}", f":   {lines[0]}", *(f"    {line}" for line in lines[1:])]), [
        ("dt", 0),
        ("dd", 1),
    ]


BLOCKS = st.one_of(
    st.builds(_paragraph, LINES),
    st.builds(_heading, st.integers(1, 6), WORDS, st.sampled_from(["", " #", " {#here}", " {.k #there}"])),
    st.builds(_items, st.sampled_from(["-", "*", "1."]), st.lists(LINES, min_size=1, max_size=4)),
    st.builds(_quote, LINES),
    st.builds(_table, st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=3)),
    st.builds(_code, LINES),
    st.builds(_terms, WORDS, LINES),
    st.just(("***", [])),
    st.just(("<div>raw</div>", [])),
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[tuple[str, int]]]:
    """A document and the (tag, line) of its blocks; a paragraph between any two, so that none runs into the next."""
    text, expected = "", list[tuple[str, int]]()
    for source, starts in draw(st.lists(BLOCKS, min_size=1, max_size=6)):
        for one, places in ((source, starts), ("So it is.", [("p", 0)])):
            line = text.count("\n") + 1
            expected += [(tag, line + place) for tag, place in places]
            text += one + "\n\n" + draw(st.sampled_from(["", "\n"]))
    return text, expected


@settings(max_examples=150)
@given(documents())
def test_a_document_means_what_plain_markdown_makes_of_it(document: tuple[str, list[tuple[str, int]]]) -> None:
    text, _ = document
    tree = parsed(text).tree
    assert "".join(tree.itertext()).split() == "".join(plain(text).itertext()).split()
    assert without_lines(tree) == without_lines(plain(text))


@settings(max_examples=150)
@given(documents())
def test_each_block_knows_the_line_it_starts_on(document: tuple[str, list[tuple[str, int]]]) -> None:
    text, expected = document
    tags = {tag for tag, _ in expected}
    tree = parsed(text).tree
    nested = {id(p) for holder in ("blockquote", "li", "dd") for one in tree.iter(holder) for p in one.iter("p")}
    found = [(one.tag, int(one.get(LINE, "0"))) for one in tree.iter() if one.tag in tags and id(one) not in nested]
    assert found == expected


def test_every_element_of_markdown_has_a_line() -> None:
    tree = parsed("# A\n\nSome *words* and\na [link](http://a.b).\n\n- one\n- two\n").tree
    assert all(LINE in element.attrib for element in tree.iter() if element is not tree)


def test_inline_elements_know_the_line_they_stand_on() -> None:
    tree = parsed("one\ntwo [a](http://a.b)\nthree [b](http://a.b)\n").tree
    assert [link.get(LINE) for link in tree.iter("a")] == ["2", "3"]


def test_words_at_line_ends_stay_whole() -> None:
    text = "| a | b \\| c |\n|---|---|\n| d | e \\| |\n\nAn \\*\nand a `code\\`\n"
    assert without_lines(parsed(text).tree) == without_lines(plain(text))


def test_a_reference_may_run_over_a_line_end() -> None:
    tree = parsed("See [the good\nwords].\n\n[the good words]: http://a.b\n").tree
    assert [link.get("href") for link in tree.iter("a")] == ["http://a.b"]


@pytest.mark.parametrize("text", ["```\na <b> c\n```\n", "<div><p>raw</p></div>\n", "<!-- a comment -->\n"])
def test_blocks_that_are_no_paragraphs_stand_in_none(text: str) -> None:
    tree = parsed(f"Before.\n\n{text}\nAfter.\n").tree
    paragraphs = [p for p in tree.iter("p") if LINE in p.attrib]
    assert [(p.text, len(p)) for p in paragraphs if p.text != "raw"] == [("Before.", 0), ("After.", 0)]


def test_code_keeps_every_character_and_knows_its_line() -> None:
    tree = parsed("A.\n\n```\nx = '--'  # [@id] ...\n\n| y |\n```\n").tree
    [code] = tree.iter("code")
    assert code.text == "x = '--'  # [@id] ...\n\n| y |\n"
    [pre] = tree.iter("pre")
    assert pre.get(LINE) == "4"


def test_entities_and_void_elements_become_xml() -> None:
    tree = parsed("A&nbsp;B &copy; &amp; &lt;<br>C &unknown;\n").tree
    assert "".join(tree.itertext()) == "A\u00a0B © & <C &unknown;"
    assert [element.tag for element in tree[0]] == ["br"]


def test_a_citation_is_an_empty_link_until_the_book_is_known() -> None:
    tree = parsed("Trust grows [@apa; @nami].\n").tree
    [holder] = [one for one in tree.iter() if role_of(one) is Role.CITATIONS]
    assert [(link.get(OF), column_of(link)) for link in holder] == [("apa", 14), ("nami", 20)]
    assert "@" not in "".join(tree.itertext())


@pytest.mark.parametrize(
    "text",
    ["`[@apa]`", "\\[@apa]", "    [@apa]", "a@b.org", "[@apa](https://a.org)", "[@apa][r]\n\n[r]: https://a.org"],
)
def test_what_only_looks_like_a_citation_is_none(text: str) -> None:
    tree = parsed(f"{text}\n").tree
    assert [one for one in tree.iter() if role_of(one) is not Role.NONE] == []
    assert "@" in "".join(tree.itertext())


def test_what_an_author_types_is_no_mark_of_the_builder() -> None:
    html = '<span class="cite">A book</span> <sup><a class="footnote-ref" href="#fn-a">1</a></sup>'
    tree = parsed(f'{html}\n\n<div class="admonition note">A.</div>\n\nB.\n{{: .admonition-title }}\n').tree
    assert [one for one in tree.iter() if role_of(one) is not Role.NONE] == []


def test_notes_and_abbreviations_are_told() -> None:
    text = "A.[^b] B.[^a] The APA.\n\n[^a]: One.\n[^b]: Two.\n[^c]: Three.\n\n*[APA]: A body\n"
    result, faults = parse_markdown(SourceFile("a.md", text))
    assert result is not None
    assert [(one.code, str(one.place)) for one in faults] == [("L104", "a.md:5:1")]
    assert [one.get(OF) for one in result.tree.iter() if role_of(one) is Role.CALL] == ["b", "a"]
    assert result.abbreviations == {"APA": "A body"}
    assert [(one.get("title"), one.text) for one in result.tree.iter("abbr")] == [("A body", "APA")]


def test_notes_of_one_chapter_do_not_reach_the_next() -> None:
    parsed("A.[^a]\n\n[^a]: One.\n")
    assert [one for one in parsed("B.\n").tree.iter() if role_of(one) is Role.NOTE] == []


def test_a_note_defined_again_is_told_at_its_second_place() -> None:
    _, faults = parse_markdown(SourceFile("a.md", "A.[^a] B.[^b]\n\n[^a]: One.\n[^b]: Bee.\n\nMore.\n\n[^a]: Two.\n"))
    assert [(one.code, one.place and (one.place.line, one.place.column)) for one in faults] == [("B203", (8, 1))]


def test_a_note_within_a_note_is_kept() -> None:
    tree = parsed("A.[^a] B.[^b] C.[^c]\n\n[^a]: - [^b]: Bee.\n\n[^c]: See.\n").tree
    assert [one.get(OF) for one in tree.iter("li") if role_of(one) is Role.NOTE] == ["b", "a", "c"]
    assert "Bee." in "".join(tree.itertext())


def test_void_elements_keep_their_attributes() -> None:
    tree = parsed('A<br class="x">B<br title="a/" />C<BR>D\n').tree
    assert [(one.tag, one.get("class"), one.get("title"), one.tail) for one in tree[0]] == [
        ("br", "x", None, "B"),
        ("br", None, "a/", "C"),
        ("br", None, None, "D"),
    ]


def test_the_title_of_a_link_may_stand_on_a_line_of_its_own() -> None:
    tree = parsed('See [it].\n\n[it]: <https://a.org/b>\n    "The title"\n').tree
    assert [(one.get("href"), one.get("title")) for one in tree.iter("a")] == [("https://a.org/b", "The title")]
    assert [one.tag for one in tree] == ["p"]


def test_links_pictures_and_raw_html_know_their_columns() -> None:
    text = "A `[b]` [c](d) ![e](f)\t[g](h)\nand <em>x</em>, [**i**][j]\n\n[j]: k\n\n<div>\n\t<p>l</p></div>\n"
    tree = parsed(text).tree
    found = [(one.tag, line_of(one), column_of(one)) for one in tree.iter() if column_of(one)]
    assert found == [
        ("a", 1, 9),
        ("img", 1, 16),
        ("a", 1, 24),
        ("em", 2, 5),
        ("a", 2, 17),
        ("div", 6, 1),
        ("p", 7, 2),
    ]
