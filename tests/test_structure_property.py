"""Whatever a book holds and wherever its pages break, its PDF reads as its source says: each block, in order.

Random Markdown of every construct of the dialect goes through the whole pipeline, onto pages so small that everything
breaks; `block_equality` then compares the laid-out HTML with the PDF read back.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from block_equality import compare
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from torn_books import torn_book, torn_style

from trustbook.pdf.standards import STANDARDS

VOCABULARY = (
    "trust is a bond that grows, well-being step-by-step (so) É “no” it's e.g. WHO 3.5 km² fi ﬁt A&amp;B x&nbsp;y"
).split()
WORDS = st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=14).map(" ".join)
NOTES = ("one", "two", "three")


@st.composite
def phrases(draw: st.DrawFn, notes: bool = True) -> str:
    """A line of text with anything that stands in one."""
    parts = draw(st.lists(st.tuples(st.integers(0, 12), WORDS), min_size=1, max_size=4))
    made = []
    for kind, words in parts:
        made.append(
            (
                words, words, f"*{words}*", f"**{words}**", f"**a *{words}* b**", "`x  = 1`",
                f"[{words}](https://walkers.example)", f'<span lang="fr">{words}</span>', f"{words} [@walkers]",
                f'[{words}](#top)<abbr title="in full">i. f.</abbr>',
                f"{words}  \nand *on*", f"<q>{words}</q>",
                f"{words}[^{draw(st.sampled_from(NOTES))}]" if notes else words,
            )[kind]
        )  # fmt: skip
    return "x " + draw(st.sampled_from([" ", "\n"])).join(made)


def indented(text: str, by: str = "    ") -> str:
    return "\n".join(by + line if line else "" for line in text.split("\n"))


@st.composite
def lists(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    numbered, loose = draw(st.booleans()), draw(st.booleans())
    start = draw(st.sampled_from([1, 1, 7]))
    items = []
    for number in range(start, start + draw(st.integers(1, 3))):
        mark = f"{number}." if numbered else "-"
        text = indented(draw(phrases()))
        item = f"{mark:<4}{text.strip()}"
        if draw(st.booleans()):
            item += "\n\n" + indented(draw(inner).strip("\n"))
        items.append(item)
    return ("\n\n" if loose else "\n").join(items)


@st.composite
def tables(draw: st.DrawFn) -> str:
    caption = f"Table: {draw(WORDS)}\n\n" if draw(st.booleans()) else ""
    rows = [
        f"| {draw(phrases(notes=False))} | {draw(WORDS)} |".replace("\n", " ") for _ in range(draw(st.integers(1, 4)))
    ]
    return f"{caption}| A *b* | C |\n|---|--:|\n" + "\n".join(rows)


QUOTES = st.lists(phrases(), min_size=1, max_size=2).map(
    lambda texts: indented("\n\n".join(texts), "> ").replace("\n\n", "\n>\n")
)
CODE = st.lists(st.sampled_from(["if x:", "    y = <z>", "", "# no heading", "a  b"]), min_size=1, max_size=6).map(
    lambda lines: "```\n" + "\n".join([*lines, "end"]) + "\n```"
)
FIGURES = WORDS.map(lambda words: f'![Up and down.](drawing.svg "{words}")'.replace("“", "").replace("”", ""))
DEFINITIONS = st.lists(st.tuples(WORDS, phrases()), min_size=1, max_size=3).map(
    lambda pairs: "\n\n".join(f"t {term}\n:   {indented(text).strip()}" for term, text in pairs)
)
DECORATION = st.just("![](drawing.svg){.decorative}")
NESTED = st.recursive(st.one_of(phrases(), QUOTES, tables(), FIGURES), lists, max_leaves=5)
LISTS = lists(NESTED)
BOXES = st.tuples(st.sampled_from(["try", "note", "summary"]), phrases(), LISTS).map(
    lambda parts: f'!!! {parts[0]} "Box"\n{indented(parts[1])}\n\n{indented(parts[2])}'
)
KINDS = (phrases(), phrases(), LISTS, LISTS, DEFINITIONS, tables(), FIGURES, DECORATION, QUOTES, CODE, BOXES)


@st.composite
def chapters(draw: st.DrawFn) -> str:
    """A chapter: its title, a block of each kind in any order, headings of any depth among them, the notes it calls."""
    made = ["# Top"]
    level = 1
    for number, kind in enumerate(draw(st.permutations(KINDS))):
        if draw(st.integers(0, 2)) == 0:
            level = draw(st.integers(2, min(level + 1, 6)))
            made.append(f"{'#' * level} Part {number} {draw(WORDS)}")
        block = draw(kind)
        made += [block, "<!-- apart -->"]
        level = 1 if block.startswith("!!! summary") else level
    text = "\n\n".join(made)
    return text + "".join(f"\n\n[^{note}]: {draw(phrases(notes=False))}" for note in NOTES if f"[^{note}]" in text)


# Without shrinking: it would lay out hundreds of books, and the difference shown says enough.
@pytest.mark.slow
@settings(
    max_examples=8,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(chapters(), st.integers(48, 90), st.integers(46, 80), st.sampled_from(sorted(STANDARDS)))
def test_any_book_on_any_pages_reads_as_it_is_written(text: str, width: int, height: int, standard: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = {"contents": "", "one": text, "reading": "# Reading list\n\nNames.\n"}
        html, read = torn_book(Path(folder), book, torn_style(width, height), standard)
    compared = compare(html, read, STANDARDS[standard])
    assert compared.differences == (), str(compared)
