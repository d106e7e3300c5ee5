"""What an author writes for readers to fill in: found in the text, drawn on paper, said in words elsewhere."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from books import BOOK_TOML, book
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stages import part, print_document, read, screen_document
from words_kept import chapter, chapter_words, plain_words, read_text
from worksheets import SHEET, numbered, sheet

from trustbook.builder.cache import Cache
from trustbook.editions.drawings import outlined
from trustbook.editions.epub.document import render_epub
from trustbook.manuscript.book import Book
from trustbook.manuscript.fields import Field, field_of
from trustbook.manuscript.trees import text_of


def fields(made: Book) -> list[Field]:
    """The fields of the chapter in reading order."""
    return [field for element in part(made, "one").tree.iter() if (field := field_of(element))]


def test_each_sign_becomes_a_field_that_is_named_by_the_words_before_it(tmp_path: Path) -> None:
    scale = "How safe did it feel? – {}, from 1 (not at all) to 3 (very much)"
    assert fields(sheet(tmp_path)) == [
        Field("lines", 4, "What I need"),
        Field("tick", 0, "A friend"),
        Field("ticked", 0, "A bus"),
        Field("tick", 0, "Other"),
        Field("lines", 1, "Other"),
        Field("lines", 2, "Write it down."),
        *(Field("step", number, scale.format(number)) for number in (1, 2, 3)),
        Field("cell", 0, "Monday, What I did"),
        Field("cell", 0, "Day, row 2"),
        Field("cell", 0, "What I did, row 2"),
        Field("box", 30, "Draw"),
        Field("lines", 0, "The rest"),
    ]


def test_no_word_around_a_field_is_lost(tmp_path: Path) -> None:
    book, found = read_text(SHEET, tmp_path)
    assert found == []
    assert book is not None
    said = " ".join(chapter_words(chapter(book).tree))
    assert said == (
        "Work Intro What I need Try this One thing A friend A bus Other Write it down How safe did it feel "
        "not at all 1 2 3 very much My week Day What I did Monday Draw The rest"
    )


# Each sign, and the words that stand in its place in the book.
SIGNS = {
    "___{lines=2}": "",
    "___ {lines=fill}": "",
    "[box height=20mm]": "",
    '[scale 1-3: "W" to "W W"]': "W 1 2 3 W W",
}
LINE = st.tuples(st.sampled_from(["", "W", "*W* W:", "W [W](https://a.org)", "W & W"]), st.sampled_from(list(SIGNS)))
FIELDS = st.lists(LINE, min_size=1, max_size=3)
AROUND = st.sampled_from(["{}", "- {}", "- [ ] W {}", "1. W\n\n    {}", '!!! try "W"\n    {}', "> {}", "W\n:   {}"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(AROUND, FIELDS), min_size=1, max_size=4))
def test_fields_of_all_kinds_in_all_places_lose_no_word(
    folder: Path, blocks: list[tuple[str, list[tuple[str, str]]]]
) -> None:
    texts: list[str] = []
    for said in (False, True):
        chosen = [[f"{words} {SIGNS[sign] if said else sign}".strip() for words, sign in lines] for _, lines in blocks]
        inside = [around.format(" ".join(one)) for (around, _), one in zip(blocks, chosen, strict=True)]
        texts.append(numbered("\n\n".join(["# W", *inside, "W."])))
    made, found = read_text(texts[0], folder)
    assert [one.code for one in found] == []
    assert made is not None
    assert chapter_words(chapter(made).tree) == plain_words(texts[1].replace("[ ]", ""))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for one book after the other."""
    return tmp_path_factory.mktemp("fields")


def test_a_field_without_a_label_is_named_by_what_was_said_last_or_by_what_it_is(tmp_path: Path) -> None:
    made = sheet(tmp_path, "# T\n\n- Think of a word.\n\n    ___{lines=2}\n\n    ___{lines=1}\n")
    assert [field.said for field in fields(made)] == ["Think of a word.", "Think of a word."]
    alone = sheet(tmp_path, '# T\n\n> [scale 1-2: "a" to "b"]\n\nTable: {.fill}\n\n| A | B |\n|---|---|\n| | |\n')
    assert all(field.said for field in fields(alone))


LANGUAGE = {
    "de": ("T – 1, von 1 (gar nicht) bis 2 (sehr)", "B, Zeile 1"),
    "cy": ("T – 1, o 1 (gar nicht) i 2 (sehr)", "B, rhes 1"),
}


@pytest.mark.parametrize("language", LANGUAGE)
def test_names_are_in_the_language_of_the_book(language: str, tmp_path: Path) -> None:
    text = '# T\n\n[scale 1-2: "gar nicht" bis "sehr"]\n\nTable: C {.fill}\n\n| A | B |\n|---|---|\n| | |\n'
    made, _ = read(book(tmp_path, {"book.toml": BOOK_TOML.replace("en-GB", language), "one.md": text}))
    said = [field.said for field in fields(made)]
    assert (said[0], said[-1]) == LANGUAGE[language]


def _part(html: Element) -> Element:
    return next(one for one in html.iter() if one.get("data-part") == "one")


def test_paper_has_a_line_for_each_and_boxes_of_their_height(tmp_path: Path) -> None:
    made = sheet(tmp_path)
    for document in (screen_document(made), print_document(made)):
        drawn = [one for one in _part(document.html).iter("div") if one.get("data-field") == "lines"]
        assert [len(one) for one in drawn[:3]] == [4, 1, 2]
        [box] = [one for one in _part(document.html).iter("div") if one.get("data-field") == "box"]
        assert box.get("style") == "height: 30mm"
        assert not any(name.startswith("{") for one in document.html.iter() for name in one.attrib)


def test_lines_stand_nine_millimetres_apart_or_more() -> None:
    sheet = (Path(__file__).parents[1] / "styles" / "paged.css").read_text("utf-8")
    [gap] = re.findall(r"--line-gap: ([\d.]+)mm", sheet)
    assert float(gap) >= 9


def test_an_e_book_says_what_cannot_be_filled_in(tmp_path: Path) -> None:
    made = sheet(tmp_path)
    files = {file.name: file.data for file in render_epub(made, [], b"", outlined(made, Cache())).files}
    text = files["one.xhtml"].decode()
    assert text.count("You can write on paper, or in notes of your own.") == 2  # in the section and in the box
    for said in ("Space to write, 4 lines", "Space to write, one line", "Space to write or draw", ">Space to write<"):
        assert said in text
    assert text.count('role="img" aria-label="Tick box"') == 2
    assert text.count('role="img" aria-label="Tick box, ticked"') == 1
    assert "data-" not in text
    assert "<input" not in text
    assert "trustbook" not in text


def test_a_tick_box_takes_the_place_of_the_bullet(tmp_path: Path) -> None:
    items = [one for one in part(sheet(tmp_path), "one").tree.iter("li") if one.get("class") == "tick-item"]
    assert [text_of(one) for one in items] == ["A friend", "A bus", "Other:"]
