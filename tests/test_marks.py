"""What the builder notes on elements: nobody can type it, no document holds it, no stage after parse changes a tree."""

from __future__ import annotations

import copy
import hashlib
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from books import CHAPTER, book
from sample_book import sample
from stages import part, print_document, read, screen_document, text

from trustbook.builder.cache import Cache
from trustbook.builder.check import check_on
from trustbook.editions.drawings import outlined
from trustbook.editions.epub.document import EpubEdition, render_epub
from trustbook.layout.lists import number_lists
from trustbook.layout.pages import PageBreak
from trustbook.manuscript.book import Book
from trustbook.manuscript.marks import Role, remove_marks, role_of
from trustbook.rules.check import check


def prints(made: Book) -> dict[str, str]:
    """A fingerprint of every tree of a book, marks and all."""
    return {one.key: hashlib.sha256(ElementTree.tostring(one.tree)).hexdigest() for one in made.parts}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The sample book, parsed."""
    return read(sample(tmp_path_factory.mktemp("marks")))[0]


def epub(made: Book) -> EpubEdition:
    """Its EPUB, with a page break in the middle of each part."""
    breaks = [PageBreak(str(number), one.key, 5) for number, one in enumerate(made.parts, 1)]
    return render_epub(made, breaks, b"", outlined(made, Cache()))


def test_no_stage_changes_a_tree_that_parse_has_made(made: Book) -> None:
    before = prints(made)
    for stage in (check, screen_document, print_document, epub):
        stage(made)
        assert prints(made) == before, stage


def test_the_fingerprint_sees_every_change(made: Book) -> None:
    before = prints(made)
    tree = made.parts[-1].tree
    tree.set("data-x", "1")
    assert prints(made) != before
    del tree.attrib["data-x"]
    assert prints(made) == before


def test_no_document_holds_a_mark(made: Book) -> None:
    names = {name for one in made.parts for element in one.tree.iter() for name in element.attrib if name[:1] == "{"}
    assert len(names) == 4
    for html in (screen_document(made).html, print_document(made).html):
        assert [name for element in html.iter() for name in element.attrib if name[:1] == "{"] == []
    for file in epub(made).files:
        assert b"{trustbook}" not in file.data
        assert b'"trustbook"' not in file.data


def test_a_copy_without_marks_leaves_the_tree_its_marks(made: Book) -> None:
    tree = part(made, "walking").tree
    copied = copy.deepcopy(tree)
    remove_marks(copied)
    number_lists(copied)
    assert [role_of(one) for one in copied.iter() if role_of(one) is not Role.NONE] == []
    assert [role_of(one) for one in tree.iter() if role_of(one) is not Role.NONE] != []


ALIKE = """
He wrote <span class="cite">A book of hope</span> then.

## Play {.sandbox}

A.

## Seek {.box-title}

B.

<section class="notes">
<h2>Mine</h2>
<ol>
<li data-note="x">C.</li>
</ol>
</section>

<p class="box-origin">D.</p>

<p class="backlinks">E <span class="chapter-number">F</span> <span class="figure-number">G</span>.</p>
"""


def test_classes_like_the_builders_own_are_the_authors(tmp_path: Path) -> None:
    alike = ALIKE.replace(' data-note="x"', "")
    one = part(read(book(tmp_path, {"one.md": CHAPTER + alike}))[0], "one")
    assert [heading.text for heading in one.headings] == ["Trust", "Play", "Seek", "Mine"]
    said = text(one.tree)
    for words in ("A book of hope", "C.", "D.", "E F G."):
        assert words in said
    assert [one for one in one.tree.iter("section") if one.get("role") == "doc-endnotes"] == []


def test_words_in_such_classes_count_as_words(tmp_path: Path) -> None:
    hurt = '\n<p class="backlinks">He <span class="noteref">committed suicide</span>.</p>\n'
    report = check_on(book(tmp_path, {"one.md": CHAPTER + hurt}), date(2026, 12, 1))
    assert [(one.code, str(one.place)) for one in report.findings] == [("S604", "one.md:5:47")]
