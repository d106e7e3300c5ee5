"""Printed page numbers are right, and cost no more layouts than they must; a line is measured once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from books import book, chapters
from stages import read

from trustbook.builder.cache import Cache
from trustbook.editions.drawings import outlined
from trustbook.editions.screen.document import whole
from trustbook.layout.engine import pages_of
from trustbook.layout.started import warm_up
from trustbook.pdf.standards import DEFAULT, STANDARDS

PARAGRAPHS = "Trust grows slowly, and it takes time and care to grow. " * 12 + "\n\n"
NUMBERED = '.chapter a::after { content: " (page " target-counter(attr(href), page) ")"; }'
OF_ALL = (
    '.chapter a::after { content: " (" target-counter(attr(href), page) " of " target-counter(attr(href), pages) ")"; }'
)
ITS_OWN = '.chapter a::after { content: " (from " counter(page) " to " target-counter(attr(href), page) ")"; }'


def lay_out(folder: Path, files: dict[str, str | bytes]) -> list[Any]:
    made, findings = read(book(folder, files))
    assert made is not None, findings
    return pages_of(whole(made, STANDARDS[DEFAULT], outlined(made, Cache())))


def texts(box: Any) -> Iterator[str]:
    if isinstance(getattr(box, "text", None), str):
        yield box.text
    for child in getattr(box, "children", ()):
        yield from texts(getattr(child, "_box", child))


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> Counter[int]:
    """How often each page was laid out, by its place."""
    warm_up()
    from weasyprint.layout import page

    count: Counter[int] = Counter()
    original: Callable[..., Any] = page.remake_page

    def counted(index: int, *rest: Any) -> Any:
        count[index] += 1
        return original(index, *rest)

    monkeypatch.setattr(page, "remake_page", counted)
    return count


def two_chapters(sheet: str, first: str = "", second: str = "") -> dict[str, str | bytes]:
    """Two chapters of some pages, each with something at its end."""
    return {
        "book.toml": chapters("one.md", "two.md"),
        "one.md": f"# One\n\n{PARAGRAPHS * 8}{first}\n",
        "two.md": f"# Two\n\n{PARAGRAPHS * 8}{second}\n",
        "styles/screen.css": sheet,
    }


def test_a_text_behind_the_page_whose_number_it_prints_is_laid_out_once(tmp_path: Path, laid_out: Counter[int]) -> None:
    pages = lay_out(tmp_path, two_chapters(NUMBERED, second="See [the first](one.md)."))
    assert "(page 5)" in "".join(texts(pages[-1]._page_box)).replace("\n", " ")
    assert len(laid_out) > 6
    assert set(laid_out.values()) == {1}


def test_a_text_before_the_page_whose_number_it_prints_is_laid_out_again_alone(
    tmp_path: Path, laid_out: Counter[int]
) -> None:
    pages = lay_out(tmp_path, two_chapters(NUMBERED, first="See [the second](two.md)."))
    again = {index: times for index, times in laid_out.items() if times > 1}
    assert list(again.values()) in ([], [2])
    assert "(page 9)" in "".join(text for page in pages for text in texts(page._page_box))
    assert "Two" in list(texts(pages[6]._page_box))  # two blank pages are left out


def test_a_text_behind_what_it_names_on_one_page_prints_its_number(tmp_path: Path, laid_out: Counter[int]) -> None:
    pages = lay_out(tmp_path, two_chapters(NUMBERED, second="## There\n\nSee [what stands above](#there)."))
    assert "(page 12)" in "".join(texts(pages[-1]._page_box)).replace("\n", " ")
    assert [index for index, times in laid_out.items() if times > 1] == [max(laid_out)]


@pytest.mark.parametrize(("sheet", "said"), [(OF_ALL, " (5 of 12)"), (ITS_OWN, " (from 12 to 5)")])
def test_the_number_of_all_pages_and_of_the_page_itself_can_be_printed_too(
    sheet: str, said: str, tmp_path: Path
) -> None:
    pages = lay_out(tmp_path, two_chapters(sheet, second="See [the first](one.md)."))
    assert said in list(texts(pages[-1]._page_box))


def test_lines_of_the_same_words_in_the_same_room_are_measured_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warm_up()
    from weasyprint.text import line_break

    measured: list[str] = []
    original: Callable[..., Any] = line_break.create_layout

    def counted(text: str, *rest: Any) -> Any:
        measured.append(text)
        return original(text, *rest)

    monkeypatch.setattr(line_break, "create_layout", counted)
    pages = lay_out(tmp_path, {"one.md": f"# One\n\n{PARAGRAPHS * 8}"})
    drawn = [text for page in pages for text in texts(page._page_box)]
    assert len(drawn) > 80
    assert len(measured) < len(drawn) / 2
