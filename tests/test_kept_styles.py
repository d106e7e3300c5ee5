"""Style sheets and styles that are worked out once serve every document and every page as if each had its own."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
from books import book
from stages import read, screen_document

from trustbook.layout.document import PagedDocument
from trustbook.layout.engine import paginate
from trustbook.layout.pages import Paginated

CHAPTER = "# Trust\n\n" + "\n\n".join(f"A paragraph of words, {number}." * 20 for number in range(30)) + "\n"


def laid_out(folder: Path, sheet: str, chapter: str = CHAPTER) -> Paginated:
    """A small book on pages by a style sheet of its own."""
    return paginate(document(folder, sheet, chapter))


def document(folder: Path, sheet: str, chapter: str = CHAPTER) -> PagedDocument:
    """A small book with a style sheet of its own."""
    return screen_document(read(book(folder, {"one.md": chapter, "styles/screen.css": sheet}))[0])


def page_texts(done: Paginated) -> list[str]:
    """The text of each page."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(done.data)]


def test_each_page_has_the_words_that_rules_give_to_it_alone(tmp_path: Path) -> None:
    sheet = """
@page { @bottom-center { content: "any " counter(page) "."; } }
@page :nth(2n+4) { @bottom-center { content: "even " counter(page) "."; } }
@page :nth(7) { @bottom-center { content: "seventh " counter(page) "."; } }
"""
    said = re.findall(r"(any|even|seventh)\s+(\d+)\.", "".join(page_texts(laid_out(tmp_path, sheet))))
    kinds = {int(number): kind for kind, number in said}
    assert len(kinds) > 7
    for number, kind in kinds.items():
        assert kind == ("seventh" if number == 7 else "even" if number >= 4 and number % 2 == 0 else "any")


def test_what_a_sheet_puts_before_words_follows_the_words_around_it(tmp_path: Path) -> None:
    """The same rule below two kinds of paragraph: one style each."""
    sheet = 'em::before { content: "»"; font-size: 2em; } blockquote em { font-size: 20pt; }'
    done = laid_out(tmp_path, sheet, "# Trust\n\nA *b* c.\n\n> A *d* e.\n\nA *f* g.\n")
    pages = pypdfium2.PdfDocument(done.data)
    page = pages[len(pages) - 1 - next(i for i, one in enumerate(reversed(page_texts(done))) if "»" in one)]
    text = page.get_textpage()
    whole = text.get_text_range()
    heights = []
    for index, sign in enumerate(whole):
        if sign == "»":
            box = text.get_charbox(index, loose=True)
            heights.append(round(box[3] - box[1]))
    assert len(heights) == 3
    assert heights[0] == heights[2] < heights[1]


def test_a_second_document_is_told_the_same_faults_of_its_sheet(tmp_path: Path) -> None:
    sheet = "p { colour: red; }\n"
    first, second = (laid_out(tmp_path / name, sheet) for name in ("a", "b"))
    assert [(one.code, one.message) for one in first.findings] == [(one.code, one.message) for one in second.findings]
    assert [one.code for one in first.findings] == ["P801"]


def test_a_second_document_has_the_same_numbers_for_its_lists(tmp_path: Path) -> None:
    sheet = '@counter-style hands { system: cyclic; symbols: "§"; suffix: " "; } ol { list-style-type: hands; }'
    chapter = "# Trust\n\n1. One\n2. Two\n"
    first, second = (laid_out(tmp_path / name, sheet, chapter) for name in ("a", "b"))
    assert first.data == second.data
    assert "".join(page_texts(first)).count("§") == 2


def test_a_second_document_brings_its_own_signs(tmp_path: Path) -> None:
    """The faces of a document hold the letters that it has; those of an earlier one would lack some."""
    laid_out(tmp_path / "a", "", "# Trust\n\naba\n")
    other = laid_out(tmp_path / "b", "", "# Trust\n\nξώζ\n")
    assert not other.findings
    assert "ξώζ" in "".join(page_texts(other))
