"""Tables, pictures and lists keep to their pages, whatever stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from books import book
from faults import png
from stages import print_document, read, screen_document
from tagged_pages import Reader

from trustbook.builder.cache import Cache
from trustbook.editions.drawings import outlined
from trustbook.editions.epub.document import render_epub
from trustbook.layout.document import PagedDocument
from trustbook.layout.engine import pages_of, paginate
from trustbook.layout.large_print import whole as whole_large
from trustbook.layout.large_type import UKAAF
from trustbook.manuscript.book import Book

MEDICINES = """\
| Medicine | Other name | What for | When |
|----------|------------|----------|------|
| Hydrochlorothiazide/amiloride | Bendroflumethiazide | Hypercholesterolaemia | Morning |
"""
RAW = """\
<table><thead><tr><th>Medicine</th><th>Other name</th><th>What for</th><th>When</th></tr></thead>
<tbody><tr><td>Hydrochlorothiazide</td><td>Bendroflumethiazide</td><td>Hypercholesterolaemia</td><td>Morning</td></tr>
</tbody></table>
"""
COLUMNS = "|" + " Wednesday |" * 12 + "\n|" + "---|" * 12 + "\n|" + " afternoon |" * 12 + "\n"
WORDS = "word " * 900
ADDRESS = "`" + "a0" * 80 + "`"


def cells(tag: str, count: int) -> str:
    """Cells of a row of raw HTML."""
    word = "Wednesday" if tag == "th" else "afternoon"
    return "".join(f"<{tag}>{word} {number}</{tag}>" for number in range(1, count + 1))


def wide(columns: int) -> str:
    """A table with so many columns of words."""
    numbers = range(1, columns + 1)
    heads, words = (" | ".join(f"{word} {one}" for one in numbers) for word in ("Wednesday", "afternoon"))
    return f"| {heads} |\n|{'---|' * columns}\n| {words} |\n| {words} |\n"


def large_document(made: Book) -> PagedDocument:
    """What the large-print PDF is laid out from."""
    return whole_large(made, "large-print", UKAAF, "a4", (outlined(made, Cache()), {}), ())[0]


def heard(data: bytes) -> str:
    """The words of a tagged PDF in reading order."""
    return Reader(data).outline()


def lines_of(page: Any) -> list[str]:
    """The lines of a page as they are printed."""
    found = [one for one in boxes(page) if type(one).__name__ == "LineBox"]
    return ["".join(one.text for one in boxes(line) if hasattr(one, "text")).strip() for line in found]


def laid_out(folder: Path, text: str, document: Callable[[Book], PagedDocument] = screen_document) -> list[Any]:
    """The boxes of the pages of a chapter."""
    made, _ = read(book(folder, {"one.md": f"# Trust\n\n{text}\n", "a.png": png(4000, 3000, 1)}))
    return [page._page_box for page in pages_of(document(made))]


def boxes(box: Any) -> Iterator[Any]:
    """All boxes in a box."""
    yield box
    for child in getattr(box, "children", ()):
        yield from boxes(child)


def tagged(page: Any, *tags: str) -> list[Any]:
    """The boxes of elements with these tags on a page, without the text in them."""
    return [one for one in boxes(page) if getattr(one, "element_tag", "") in tags and hasattr(one, "border_width")]


def off_the_page(pages: list[Any], *tags: str) -> list[str]:
    """What reaches into the right margin of its page or below its foot."""
    return [
        one.element_tag
        for page in pages
        for one in tagged(page, *tags)
        if one.position_x + one.border_width() > page.content_box_x() + page.width + 1
        or one.position_y + one.border_height() > page.content_box_y() + page.height + 1
    ]


@pytest.mark.parametrize("document", [screen_document, print_document])
def test_a_wide_table_stays_in_its_place(document: Callable[[Book], PagedDocument], tmp_path: Path) -> None:
    inside = "".join(f"    {line}\n" for line in MEDICINES.splitlines())
    text = f"{MEDICINES}\n{RAW}\n{COLUMNS}\n- An item.\n\n{inside}\n!!! note\n\n{inside}"
    pages = laid_out(tmp_path, text, document)
    assert off_the_page(pages, "table", "td", "th") == []


def test_long_words_break_between_syllables(tmp_path: Path) -> None:
    made, _ = read(book(tmp_path, {"one.md": f"# Trust\n\n{MEDICINES}"}))
    done = paginate(screen_document(made))
    assert done.findings == ()
    said = heard(done.data)
    assert "Bendroflumethiazide" in said
    assert "Hypercholesterolaemia" in said


@pytest.mark.parametrize(
    "table",
    [
        wide(12),
        wide(30),
        # the same as raw HTML
        f"<table><thead><tr>{cells('th', 12)}</tr></thead><tbody><tr>{cells('td', 12)}</tr></tbody></table>\n",
    ],
)
@pytest.mark.parametrize("document", [screen_document, print_document, large_document])
def test_a_table_of_many_columns_has_its_rows_stacked(
    table: str, document: Callable[[Book], PagedDocument], tmp_path: Path
) -> None:
    made, found = read(book(tmp_path, {"one.md": f"# Trust\n\n{table}\nWords.\n"}))
    assert found == []
    paged = document(made)
    pages = [page._page_box for page in pages_of(paged)]
    assert off_the_page(pages, "table", "tr", "td", "th") == []
    assert {page.width > page.height for page in pages} == {False}, "no page is turned"
    lines = [line for page in pages for line in lines_of(page)]
    assert "Wednesday 2: afternoon 2" in lines
    assert "Wednesday 11: afternoon 11" in lines
    done = paginate(paged)
    assert done.findings == ()


def test_a_stacked_table_is_a_table_for_whoever_listens(tmp_path: Path) -> None:
    made, _ = read(book(tmp_path, {"one.md": f"# Trust\n\n{wide(12)}"}))
    reader = Reader(paginate(screen_document(made)).data)
    [table] = reader.elements("Table")
    said = [line.strip() for line in reader.lines(table)]
    assert said[:4] == ["Table", "THead", "TR", "TH [Column] “Wednesday 1”"]
    assert said.count("TD “afternoon 2”") == 2, "in each row; the name of the column is not read once more"


@pytest.mark.parametrize(("columns", "name"), [(4, ""), (5, "stack-narrow"), (12, "stack"), (30, "stack")])
def test_an_epub_stacks_rows_where_a_screen_has_no_room(columns: int, name: str, tmp_path: Path) -> None:
    made, _ = read(book(tmp_path, {"one.md": f"# Trust\n\n{wide(columns)}"}))
    [data] = [one.data for one in render_epub(made, [], b"", {}).files if one.name == "one.xhtml"]
    [table] = ElementTree.fromstring(data).iter("{http://www.w3.org/1999/xhtml}table")
    cells = [one for one in table.iter() if one.tag.endswith("}td")]
    if not name:
        assert "stack" not in table.get("class", "")
        return
    assert name in table.get("class", "").split()
    assert (table.get("role"), cells[1].get("role")) == ("table", "cell"), "whatever a style sheet makes of it"
    assert cells[1].get("data-repeated") == "Wednesday 2: "
    assert "".join(cells[1].itertext()) == "afternoon 2"


def test_a_cell_over_several_rows_is_named_in_each_stacked_row(tmp_path: Path) -> None:
    text = (
        f"<table><thead><tr><th>Group</th>{cells('th', 11)}</tr></thead><tbody>"
        f'<tr><td rowspan="9">Old</td>{cells("td", 11)}</tr><tr>{cells("td", 9)}<td colspan="2">both</td></tr>'
        "</tbody></table>\n"
    )
    made, _ = read(book(tmp_path, {"one.md": f"# Trust\n\n{text}"}))
    paged = screen_document(made)
    lines = [line for page in pages_of(paged) for line in lines_of(page._page_box)]
    assert lines.count("Group: Old") == 2
    assert "Wednesday 10, Wednesday 11: both" in lines
    reader = Reader(paginate(paged).data)
    [spanning] = [one for one in reader.elements("TD") if "/RowSpan" in one.get("/A", {})]
    assert int(spanning.A.RowSpan) == 2


def test_a_word_longer_than_a_line_is_told_where_the_table_starts(tmp_path: Path) -> None:
    made, _ = read(book(tmp_path, {"one.md": f"# Trust\n\n| Site | When |\n|---|---|\n| {ADDRESS} | Now |\n"}))
    [found] = paginate(screen_document(made)).findings
    assert (found.code, str(found.place), found.edition) == ("P820", "one.md:3:1", "screen")
    pages = [page._page_box for page in pages_of(screen_document(made))]
    assert off_the_page(pages, "table", "tr", "td", "th") == []


def test_a_narrow_table_is_set_as_all_are(tmp_path: Path) -> None:
    made, _ = read(book(tmp_path, {"one.md": "# Trust\n\n| Day | Where |\n|---|---|\n| Monday | Park |\n"}))
    assert paginate(screen_document(made)).findings == ()


def test_a_row_higher_than_a_page_goes_on_below_its_header(tmp_path: Path) -> None:
    pages = laid_out(tmp_path, f"| Key | Text |\n|---|---|\n| a | {WORDS} |\n| b | end |")
    with_rows = [page for page in pages if tagged(page, "td")]
    assert len(with_rows) >= 3
    assert all("Key" in {getattr(one, "text", "") for one in boxes(page)} for page in with_rows)
    assert off_the_page(pages, "td") == []


@pytest.mark.parametrize("item", ["1. First:\n\n" + f"    - {'point ' * 40}\n" * 14, f"- {WORDS}"])
def test_a_heading_stays_with_the_start_of_a_long_item(item: str, tmp_path: Path) -> None:
    pages = laid_out(tmp_path, f"Words.\n\n## The steps\n\n{item}")
    [page] = [page for page in pages if tagged(page, "h2")]
    assert tagged(page, "li")


def test_pictures_stay_in_their_places(tmp_path: Path) -> None:
    typed = (
        "![](a.png){.decorative}",
        "Words ![A field.](a.png) go on.",
        "[![A field.](a.png)](https://example.org)",
        "![A field.](a.png) ![A field.](a.png)",
        "| A | B |\n|---|---|\n| ![A field.](a.png) | Words |",
        "| A | B |\n|---|---|\n| ![A field.](a.png){width=900px} | Words |",
        "| A | B |\n|---|---|\n| ![A field.](a.png){width=20cm} | " + "word " * 60 + "|",
        "- ![A field.](a.png)\n- Words",
        '![A field.](a.png "Fields"){width=100%}',
        '![A field.](a.png "Fields"){width=40cm}',
        '![A field.](a.png "Fields"){height=90cm}',
    )
    pages = laid_out(tmp_path, "\n\n".join(typed))
    assert sum(len(tagged(page, "img")) for page in pages) == len(typed) + 1
    assert off_the_page(pages, "img", "td") == []
    assert min(one.width for page in pages for one in tagged(page, "img")) > 50
