"""No word that an author writes is lost: what plain Python-Markdown shows stands in the book, once and in order.

`words_kept` says what plain Python-Markdown shows; here are random chapters of everything the dialect knows. More of
them than the suite takes: `TRUSTBOOK_EXAMPLES=2000 pytest tests/test_no_words_lost.py`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stages import print_document, screen_document
from words_kept import all_words, chapter, chapter_words, lost, plain_words, read_text
from worksheets import numbered

from trustbook.builder.cache import Cache
from trustbook.editions.drawings import outlined
from trustbook.editions.epub.document import render_epub
from trustbook.manuscript.blocks import blocks
from trustbook.manuscript.book import Book

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0h1"/></svg>'
_OWN = re.compile("w[0-9]+w")  # a word that stands nowhere else
EXAMPLES = int(os.environ.get("TRUSTBOOK_EXAMPLES", "60"))

# In texts, a lone `W` becomes a word that stands nowhere else.
INLINE = st.sampled_from([
    "W", "W", "W W", "*W*", "**W W**", "_W_", "***W** W*", "`W`", "`[@W]`", "\\*W\\*", "W<br />W", "W  \nW", "W\nW",
    "[W](https://a.org)", "[W *W*](https://a.org \"tip\")", "[W][r]", "[r]", "[W\nW](#)", "<https://a.org/W>",
    "[@nami],", "[@nami; @apa].", "[@W](https://a.org)", "W[^n]", "[^m]", "APA", "&amp; W", "W & W", "W < W",
    "![W W](a.svg)", "![W](a.svg \"W W\")", "![W][p]", "*W*{.k}", "<span class=\"cite\">W</span>", "<em>W *W*</em>",
    "<sup><a class=\"footnote-ref\" href=\"#fn-n\">W</a></sup>", "<span class=\"box chapter-number\">W</span>",
    "[^unknown]", "W:", "(W)", "W,", "* W", "W **", "W_W_", "<BR />W",
])  # fmt: skip
LINE = st.lists(INLINE, min_size=1, max_size=5).map(" ".join)
ATTRIBUTES = st.sampled_from(["", "", "", " {.sandbox}", " {.box}", " #"])


def indented(text: str, by: str = "    ") -> str:
    """A text with every line that has words moved to the right."""
    return "\n".join(f"{by}{line}" if line else "" for line in text.split("\n"))


def _list(mark: str, items: list[str]) -> str:
    return "\n".join(f"{mark} {indented(item).lstrip()}" for item in items)


def _table(caption: str, rows: list[tuple[str, str]]) -> str:
    cells = (f"| {one} | {two} |".replace("\n", " ") for one, two in rows)
    return "\n".join([*([caption, ""] if caption else []), "| W | W |", "|---|:-:|", *cells])


def _terms(term: str, definition: str) -> str:
    return f"{term}\n:   {indented(definition).lstrip()}"


def within(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Blocks that hold others."""
    several = st.lists(inner, min_size=1, max_size=3).map("\n\n".join)
    kinds = st.sampled_from(["try", "note", "summary", "questions", "nope"])
    titles = st.sampled_from(["", ' "W W"', ' "W *W* [W](https://a.org)"', ' ""'])
    return st.one_of(
        st.builds(_list, st.sampled_from(["-", "*", "1."]), st.lists(several, min_size=1, max_size=3)),
        st.builds(lambda text: "\n".join(f"> {line}".rstrip() for line in text.split("\n")), several),
        st.builds(lambda kind, title, text: f"!!! {kind}{title}\n{indented(text)}", kinds, titles, several),
        st.builds(_terms, st.just("W W"), several),
    )


LEAVES = st.one_of(
    LINE,
    LINE.map(lambda text: f"{text}\n{{: .k }}"),
    st.sampled_from(['![W W](a.svg "W W")', "![W](a.svg)", "![](a.svg){.decorative}", "***", "    W  [W] W"]),
)
BLOCKS = st.recursive(LEAVES, within, max_leaves=8)
TOP = st.one_of(
    BLOCKS,
    st.builds(
        lambda level, text, end: f"{'#' * level} {text}{end}".replace("\n", " "), st.integers(2, 6), LINE, ATTRIBUTES
    ),
    st.builds(_table, st.sampled_from(["", "Table: W *W*"]), st.lists(st.tuples(LINE, LINE), min_size=1, max_size=3)),
    st.sampled_from(["```\nW [W]  <W>\n\n| W |\n```", '<div class="admonition note">\n<p>W</p> W</div>', "W\n==="]),
    st.sampled_from(["<p>W <b>W</b></p>", "<!-- W -->", "<ul>\n<li>W</li>\n</ul>", "<!-- W -->\nW"]),
)
END = """
[^n]: W *W*

    W W
[^m]:
    - W
    - W

[r]: https://a.org/b
    "A title"
[p]: a.svg

*[APA]: A body
"""


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A chapter: a title, and blocks of all kinds."""
    title = draw(LINE).replace("\n", " ")
    blocks = draw(st.lists(TOP, min_size=1, max_size=6))
    return numbered("\n\n".join([f"# W {title}{draw(ATTRIBUTES)}", *blocks, END]))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for one book after the other, with a picture."""
    made = tmp_path_factory.mktemp("words")
    (made / "a.svg").write_text(DRAWING, "utf-8")
    return made


many = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.mark.slow
@many
@given(texts())
def test_every_word_stands_in_the_chapter_once_and_in_order(folder: Path, text: str) -> None:
    difference = lost(text, folder)
    plain, ours = difference or ([], [])
    own, shown = ([word for word in words if _OWN.fullmatch(word)] for words in (ours, plain))
    # Where a box or attributes stand in other blocks, plain Python-Markdown shows signs as text and calls no note.
    assert [word for word in own if word in shown] == shown
    assert len(set(own)) == len(own)
    assert not [word for word in ours if word not in plain and word not in text]
    assert read_text(text, folder)[0] is not None


@pytest.mark.slow
@many
@given(texts())
def test_every_edition_says_what_the_book_says(folder: Path, text: str) -> None:
    book, _ = read_text(text, folder)
    assert book is not None
    for document in (screen_document(book), print_document(book)):
        html = document.html
        said = {tree.get("data-part"): all_words(tree) for tree in html.iter() if tree.get("data-part")}
        assert said == {part.key: all_words(part.tree) for part in book.parts}
    assert epub_words(book) == {part.key: all_words(part.tree) for part in book.parts}


def epub_words(book: Book) -> dict[str, list[str]]:
    """The words of each part's document in the EPUB."""
    files = {file.name: file.data for file in render_epub(book, [], b"", outlined(book, Cache())).files}
    said = {}
    for part in book.parts:
        body = ElementTree.fromstring(files[f"{part.key}.xhtml"])[1]
        for element in body.iter():
            element.tag = element.tag.rpartition("}")[2]
        said[part.key] = all_words(body)
    return said


# What was lost, garbled or run together before, and what nearly was.
CASES = {
    "a class that the builder gives": "# T\n\nHe wrote <span class=\"cite\">A book of hope</span> then.\n",
    "a class like that of a box": "# T\n\n## Play {.sandbox}\n\nA.\n",
    "a box without a title": '# T\n\n!!! note ""\n    One.\n\n    Two.\n',
    "a box in a list": '# T\n\n- One\n\n    !!! try "Go"\n        Two.\n',
    "a box in a box": '# T\n\n!!! note "One"\n    Two.\n\n    !!! try "Three"\n        Four.\n',
    "a box in a quote": '# T\n\n> !!! try "Go"\n>     Two.\n',
    "a picture in a list": '# T\n\n- ![A line.](a.svg "Caption")\n- ![Two.](a.svg "More")\n    - Below.\n',
    "a title below its address": "# T\n\nSee [x].\n\n[x]: https://example.org/a\n    \"The title\"\n",
    "a note that starts below its name": "# T\n\nA.[^a]\n\n[^a]:\n    1. One\n\n        Two\n",
    "stars at the end of a line": "# T\n\n*foo**bar*\n\n__\nfoo bar__\n\na **\nb **\n",
    "links over line ends": "# T\n\n[a]\n[b]\n\n[c](\n<u>\n\"t\")\n\n[b]: /u\n",
    "what stands for notes elsewhere": "# T\n\nA.[^a]\n\n///Footnotes Go Here///\n\n[^a]: One.\n",
    "character data": "# T\n\nfoo <![CDATA[bar]]> baz\n",
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_words_that_stood_in_danger_are_kept(name: str, folder: Path) -> None:
    text = CASES[name]
    book, _ = read_text(text, folder)
    assert book is not None
    if "///" not in text:  # which Python-Markdown takes away
        assert chapter_words(chapter(book).tree) == plain_words(text)
    assert "Footnotes" not in text or "Footnotes" in chapter_words(chapter(book).tree)


def test_the_check_itself_sees_what_is_lost_moved_and_doubled(folder: Path) -> None:
    book, _ = read_text("# T\n\nOne two.\n\nThree.\n", folder)
    assert book is not None
    tree = chapter(book).tree
    assert chapter_words(tree) == ["T", "One", "two", "Three"]
    changes: list[Callable[[], None]] = [
        lambda: tree.remove(tree[1]),
        lambda: tree.insert(1, tree[2]),
        lambda: tree.append(tree[1]),
    ]
    for change in changes:
        before = list(tree)
        change()
        assert chapter_words(tree) != plain_words("# T\n\nOne two.\n\nThree.\n")
        tree[:] = before


HEADINGS = [
    ("# Trust[^a]\n\n[^a]: A.\n", "Trust"),
    ("# First line<br />second line\n", "First line second line"),
    ("# Trust [@nami]\n", "Trust"),
    ("# One\n", "One"),
]


@pytest.mark.parametrize(("text", "title"), HEADINGS)
def test_titles_say_the_words_of_their_headings_and_no_others(text: str, title: str, folder: Path) -> None:
    book, _ = read_text(text, folder)
    assert book is not None
    part = chapter(book)
    assert (part.title, part.headings[0].text) == (title, title)
    assert title in "".join(next(one for one in book.parts if one.key == "one").title)


def test_line_breaks_part_words_wherever_they_are_counted(folder: Path) -> None:
    text = "# T\n\n| A | B |\n|---|---|\n| one<br />two | three |\n\nFour<br />five.\n"
    book, _ = read_text(text, folder)
    assert book is not None
    assert [block.text for block in blocks(chapter(book))] == ["T", "A", "B", "one two", "three", "Four five."]
