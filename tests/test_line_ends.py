"""No line of a paragraph is cut after its first word where a link follows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from books import book
from stages import read

from trustbook.builder.cache import Cache
from trustbook.editions.drawings import outlined
from trustbook.editions.screen.document import whole
from trustbook.layout.engine import pages_of
from trustbook.pdf.standards import DEFAULT, STANDARDS

WORDS = "a fair line of work is right and good to have as trust grows slowly between people who meet".split()


def paragraphs() -> str:
    """Paragraphs of the same words in other places, each with a link near the end of its first line."""
    lines = []
    for start in range(200):
        said = [WORDS[(start * start + place * (start % 17 + 2)) % len(WORDS)] for place in range(18)]
        before = 9 + start % 4
        lines.append(f"{' '.join(said[:before])} [{said[before]}](https://a.example) {' '.join(said[before + 1 :])}.")
    return "\n\n".join(lines)


def boxes(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from boxes(getattr(child, "_box", child))


def test_text_before_a_link_stays_in_its_line(tmp_path: Path) -> None:
    made, _ = read(book(tmp_path, {"one.md": f"# Trust\n\n{paragraphs()}\n"}))
    assert made is not None
    pages = pages_of(whole(made, STANDARDS[DEFAULT], outlined(made, Cache())))
    lines = []
    for page in pages:
        for one in boxes(page._page_box):
            if type(one).__name__ == "LineBox" and one.element_tag == "p" and not one.element.get("class"):
                lines.append("".join(text.text for text in boxes(one) if type(text).__name__ == "TextBox"))
    assert len(lines) >= 400
    assert [line for line in lines if len(line.split()) == 1 and not line.endswith(".")] == []
