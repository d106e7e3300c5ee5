"""Chapters take the shape every edition needs: nested sections, named boxes, figures, tables, notes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from books import BOOK_TOML, book, chapters, with_role
from stages import by_id, part, read, text

from trustbook.manuscript.book import Part

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0h1"/></svg>'


def shaped(folder: Path, words: str, files: Mapping[str, str] = {}) -> Part:
    """The part that one chapter becomes, when nothing is wrong with it."""
    parsed, found = read(book(folder, {"one.md": words, "a.svg": DRAWING, "b.svg": DRAWING, **files}))
    assert found == []
    return part(parsed, "one")


def outline(section: Element) -> list[object]:
    """Headings of nested sections as nested lists."""
    made: list[object] = []
    for child in section:
        if child.tag in ("section", "aside"):
            made.append(outline(child))
        elif child.tag[0] == "h" and child.tag[1:].isdigit():
            made.append(text(child))
    return made


def test_sections_nest_as_headings_do(tmp_path: Path) -> None:
    one = shaped(tmp_path, "# T\n\nA.\n\n## B\n\nC.\n\n### D\n\nE.\n\n### F\n\nG.\n\n## H\n\nI.\n")
    assert outline(one.tree) == ["Chapter 1 T", ["B", ["D"], ["F"]], ["H"]]


def test_a_chapter_is_one_named_section_with_its_role(tmp_path: Path) -> None:
    tree = shaped(tmp_path, "# Trust\n\nA.\n").tree
    assert (tree.tag, tree.get("role"), tree.get("id")) == ("section", "doc-chapter", "one")
    assert text(by_id(tree, str(tree.get("aria-labelledby")))) == "Chapter 1 Trust"


def test_the_number_of_a_chapter_is_heard_with_its_title(tmp_path: Path) -> None:
    files = {"book.toml": chapters("one.md", "two.md"), "two.md": "# Talk\n\nA.\n", "one.md": "# Trust\n\nA.\n"}
    parsed, _ = read(book(tmp_path, files))
    assert [text(h) for one in parsed.parts for h in one.tree.iter("h1")][1:] == ["Chapter 1 Trust", "Chapter 2 Talk"]


def test_parts_that_are_no_chapters_have_no_number(tmp_path: Path) -> None:
    parsed, _ = read(book(tmp_path, {"book.toml": with_role("preface")}))
    one = part(parsed, "one")
    assert (one.number, one.tree.get("role"), text(one.tree[0])) == ("", "doc-preface", "Trust")


def test_a_box_has_its_title_and_its_content(tmp_path: Path) -> None:
    one = shaped(tmp_path, '# T\n\nA.\n\n## B\n\nC.\n\n!!! try "Try this: *go*"\n    Step.\n\n    - One\n\nD.\n')
    [box] = one.tree.iter("aside")
    assert [text(child) for child in box] == ["Try this: go", "Step.", "One"]
    assert box[0].tag == "h3"
    assert box.get("role") == "doc-tip"
    assert box.get("aria-labelledby") == box[0].get("id")


def test_a_box_without_a_title_gets_its_kind_as_one(tmp_path: Path) -> None:
    one = shaped(tmp_path, "# T\n\n!!! note\n    Step.\n")
    assert text(next(one.tree.iter("h2"))) == "Note"


@pytest.mark.parametrize(
    ("kind", "name", "role"),
    [("practice", "If you work in care", "doc-tip"), ("scene", "A scene, with invented people", "doc-example")],
)
def test_a_box_that_is_named_says_what_it_is_once(tmp_path: Path, kind: str, name: str, role: str) -> None:
    one = shaped(tmp_path, f'# T\n\n!!! {kind} "Late"\n    Step.\n\n!!! {kind}\n    Step.\n')
    titled, untitled = one.tree.iter("aside")
    assert [text(child) for child in titled] == ["Late", name, "Step."]
    assert [text(child) for child in untitled] == [name, "Step."]
    assert (titled.get("class"), titled.get("role")) == (f"box box-{kind}", role)


def test_a_box_is_a_part_of_the_section_it_stands_in(tmp_path: Path) -> None:
    words = "# T\n\nA.\n\n## B\n\nC.\n\n### D\n\nE.\n\n!!! note\n    Step.\n\nF.\n\n#### G\n\nH.\n"
    one = shaped(tmp_path, words)
    assert outline(one.tree) == ["Chapter 1 T", ["B", ["D", ["Note"], ["G"]]]]
    assert [heading.tag for heading in one.tree.iter() if heading.tag in ("h3", "h4")] == ["h3", "h4", "h4"]


def test_a_heading_below_a_section_that_a_box_has_closed_skips_a_level(tmp_path: Path) -> None:
    words = '# T\n\nA.\n\n## B\n\nC.\n\n### D\n\nE.\n\n!!! questions "Q"\n    - F?\n\n#### G\n\nH.\n'
    _, found = read(book(tmp_path, {"one.md": words}))
    assert [(one.code, one.message) for one in found] == [("H101", "heading level 4 follows level 2")]


def test_boxes_stand_in_no_table_of_contents(tmp_path: Path) -> None:
    one = shaped(
        tmp_path, '# T\n\n!!! summary "In short"\n    - A.\n\n## B\n\nC.\n\n!!! questions "Questions"\n    - D?\n'
    )
    assert [heading.text for heading in one.headings] == ["T", "B"]
    assert outline(one.tree) == ["Chapter 1 T", ["In short"], ["B"], ["Questions"]]


def test_two_boxes_of_one_name_have_ids_of_their_own(tmp_path: Path) -> None:
    box = '!!! try "Try this"\n    Step.\n\n'
    one = shaped(tmp_path, f"# T\n\n## A\n\nB.\n\n{box}## C\n\nD.\n\n{box}")
    assert len({aside[0].get("id") for aside in one.tree.iter("aside")}) == 2


def test_a_picture_alone_becomes_a_figure_with_a_caption(tmp_path: Path) -> None:
    one = shaped(tmp_path, '# T\n\n![A line.](a.svg "It\'s a line")\n')
    [figure] = one.tree.iter("figure")
    assert [child.tag for child in figure] == ["img", "figcaption"]
    assert figure[0].get("alt") == "A line."
    assert text(figure[1]) == "Figure 1. It’s a line"


def test_a_picture_without_a_caption_takes_no_number_unless_the_text_can_name_it(tmp_path: Path) -> None:
    typed = '# T\n\n![A.](a.svg)\n\n![B.](a.svg "Bee")\n\n![C.](a.svg){#fig-c}\n\nSee [@fig-c].\n'
    parsed, found = read(book(tmp_path, {"book.toml": chapters("one.md"), "a.svg": DRAWING, "one.md": typed}))
    [tree] = (one.tree for one in parsed.parts if one.key == "one")
    assert [text(one) for one in tree.iter("figure")] == ["", "Figure 1. Bee", "Figure 2."]
    assert [text(one) for one in tree.iter("a") if one.get("href") == "#fig-c"] == ["Figure 2"]
    assert [(one.code, one.severity) for one in found] == [("I307", "warning")] * 2


@pytest.mark.parametrize(
    ("inside", "caption", "codes"),
    [
        ('![A line.](a.svg "Drawn")', "Figure 1. Drawn", []),
        ("![A line.](a.svg)\n<figcaption>Said</figcaption>", "Figure 1. Said", []),
        ('![A line.](a.svg "Drawn")\n<figcaption>Said</figcaption>', "Figure 1. Said", ["I311"]),
    ],
)
def test_a_picture_in_a_figure_of_the_author_is_no_second_figure(
    tmp_path: Path, inside: str, caption: str, codes: list[str]
) -> None:
    text_of_book = f"# T\n\n<figure markdown>\n\n{inside}\n\n</figure>\n"
    parsed, found = read(book(tmp_path, {"book.toml": chapters("one.md"), "a.svg": DRAWING, "one.md": text_of_book}))
    [figure] = (one for each in parsed.parts for one in each.tree.iter("figure"))
    assert [child.tag for child in figure] == ["img", "figcaption"]
    assert text(figure[1]) == caption
    assert [one.code for one in found] == codes


@pytest.mark.parametrize(
    ("typed", "captions", "words"),
    [
        ('![A line.](a.svg "One")\nBelow it.', ["One"], ["Below it."]),
        ('Above it.\n![A line.](a.svg "One")\nBelow *it*.', ["One"], ["Above it.", "Below it."]),
        ('![A line.](a.svg "One") ![A line.](a.svg "Two")', ["One", "Two"], []),
        ('![A line.](a.svg "One *and*")\n![A line.](a.svg "Two")', ["One and", "Two"], []),
        ('[![A line.](a.svg "One")](https://example.org)', ["One"], []),
        ('| A |\n|---|\n| ![A line.](a.svg "One") |', ["One"], []),
        ('- ![A line.](a.svg "One")\n- Two.', ["One"], []),
    ],
)
def test_a_picture_with_a_caption_and_a_line_to_itself_is_a_figure(
    tmp_path: Path, typed: str, captions: list[str], words: list[str]
) -> None:
    one = shaped(tmp_path, f"# T\n\n{typed}\n")
    assert [text(caption).partition(". ")[2] for caption in one.tree.iter("figcaption")] == captions
    assert [text(paragraph) for paragraph in one.tree.iter("p")] == words


def test_figures_are_numbered_through_the_book(tmp_path: Path) -> None:
    picture = '![A line.](a.svg "A line")\n\n'
    files = {
        "book.toml": chapters("one.md", "two.md"),
        "one.md": f"# T\n\n{picture}{picture}",
        "two.md": f"# U\n\n{picture}",
    }
    parsed, _ = read(book(tmp_path, {"a.svg": DRAWING, **files}))
    captions = [text(one) for each in parsed.parts for one in each.tree.iter("figcaption")]
    assert captions == ["Figure 1. A line", "Figure 2. A line", "Figure 3. A line"]


def test_a_decorative_picture_is_no_figure_and_says_nothing(tmp_path: Path) -> None:
    one = shaped(tmp_path, "# T\n\nA.\n\n![](a.svg){.decorative}\n")
    assert list(one.tree.iter("figure")) == []
    [image] = one.tree.iter("img")
    assert (image.get("alt"), image.get("role")) == ("", "presentation")


def test_a_picture_in_a_line_of_text_stays_there(tmp_path: Path) -> None:
    one = shaped(tmp_path, "# T\n\nA ![line](a.svg) here.\n")
    assert [child.tag for child in one.tree.findall("p")[0]] == ["img"]


def test_table_heads_have_a_scope_and_captions_move_in(tmp_path: Path) -> None:
    one = shaped(tmp_path, "# T\n\nTable: What *is*\n\n| A | B |\n|---|--:|\n| c | 1 |\n")
    [table] = one.tree.iter("table")
    assert text(table[0]) == "What is"
    assert table[0].tag == "caption"
    assert [head.get("scope") for head in table.iter("th")] == ["col", "col"]
    assert [cell.get("class") for cell in table.iter("td")] == [None, "align-right"]
    assert not [cell for cell in table.iter() if cell.get("style")]
    assert "Table:" not in text(one.tree)


def test_notes_are_numbered_as_they_are_called_and_linked_both_ways(tmp_path: Path) -> None:
    one = shaped(tmp_path, "# T\n\nA.[^b] B.[^a] C.[^b]\n\n[^a]: First *defined*.\n[^b]: Second.\n")
    calls = [link for link in one.tree.iter("a") if link.get("role") == "doc-noteref"]
    assert [call.text for call in calls] == ["1", "2", "1"]
    [notes] = [each for each in one.tree.iter("section") if each.get("role") == "doc-endnotes"]
    items = list(notes.iter("li"))
    assert [text(item).split(" Back")[0] for item in items] == ["Second.", "First defined."]
    for call in calls:
        note = by_id(one.tree, call.get("href", "")[1:])
        back = [link.get("href") for link in note.iter("a") if link.get("role") == "doc-backlink"]
        assert f"#{call.get('id')}" in back
    backs = [text(link) for link in notes.iter("a")]
    assert len(backs) == len(set(backs)) == 3  # a list of links alone can tell them apart


def test_a_note_with_two_paragraphs_and_a_list_keeps_them(tmp_path: Path) -> None:
    one = shaped(tmp_path, "# T\n\nA.[^a]\n\n[^a]: One.\n\n    Two.\n\n    - three\n")
    [note] = [each for each in one.tree.iter("li") if each.get("id") == "one-note-1"]
    assert [child.tag for child in note] == ["p", "p", "ul", "p"]


def test_glossary_terms_can_be_linked_to(tmp_path: Path) -> None:
    words = "# Glossary\n\nshared *care*\n:   Care that two people plan.\n"
    parsed, _ = read(book(tmp_path, {"book.toml": with_role("glossary"), "one.md": words}))
    term = by_id(part(parsed, "one").tree, "term-shared-care")
    assert (term.tag, term[0].tag, text(term)) == ("dt", "dfn", "shared care")


def test_every_id_stands_once_in_the_whole_book(tmp_path: Path) -> None:
    same = "# Trust\n\nA.[^a]\n\n## Trust\n\nB.\n\n[^a]: C.\n"
    files = {"book.toml": chapters("one.md", "two.md"), "one.md": same, "two.md": same}
    parsed, found = read(book(tmp_path, files))
    ids = [str(element.get("id")) for one in parsed.parts for element in one.tree.iter() if element.get("id")]
    assert found == []
    assert len(ids) == len(set(ids))


def test_headings_keep_the_line_they_stand_on(tmp_path: Path) -> None:
    one = shaped(tmp_path, "# T\n\nA.\n\n## B {#c}\n\nC.\n", {"book.toml": BOOK_TOML})
    assert [(heading.level, heading.id, heading.line) for heading in one.headings] == [(1, "one-title", 1), (2, "c", 5)]


def test_a_captioned_table_before_a_figure_loses_nothing(tmp_path: Path) -> None:
    words = '# T\n\nTable: Days\n\n| Day | Mood |\n|--|--|\n| Mon | good |\n\nB.\n\n![A line](a.svg "Line")\n\nC.\n'
    one = shaped(tmp_path, words)
    assert [child.tag for child in one.tree] == ["h1", "table", "p", "figure", "p"]


def test_a_box_with_an_empty_title_gets_its_kind_as_one(tmp_path: Path) -> None:
    one = shaped(tmp_path, '# T\n\n!!! note ""\n    Step.\n')
    assert text(next(one.tree.iter("h2"))) == "Note"
    assert "Step." in text(one.tree)
