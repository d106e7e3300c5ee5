"""Page markers in a text: each before the right character, none inside a word, the text as it was."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trustbook.editions.epub.document import _page_break
from trustbook.layout.page_map import letters
from trustbook.layout.page_markers import insert_margin_marks, insert_markers
from trustbook.layout.pages import PageBreak
from trustbook.words import words_for

INLINE = ("em", "a", "strong", "span")
WORDS = st.lists(
    st.sampled_from(["trust", "a", "it’s", "well-being", "(so)", "“yes”", "2", "soft\u00adhyphen"]),
    min_size=1,
    max_size=5,
).map(" ".join)


@st.composite
def lines(draw: st.DrawFn) -> str:
    """Words, some of them in an element."""
    made = ""
    for _ in range(draw(st.integers(1, 3))):
        words, tag = draw(WORDS), draw(st.sampled_from(["", *INLINE]))
        made += (f"<{tag}>{words}</{tag}>" if tag else words) + draw(st.sampled_from([" ", "\n", "—"]))
    return made


FRAMES = [
    "<p>{}</p>", "<h2>{}</h2>", "<p>{}</p>\n<hr/>\n", '<figure><img src="x"/><figcaption>{}</figcaption></figure>',
    "<ul>\n<li>{}</li>\n<li><p>{}</p></li></ul>\n", "<ol><li><p>{}</p><ul><li>{}</li></ul></li></ol>",
    "<dl><dt>{}</dt><dd><p>{}</p></dd></dl>\n", "<p>\n{}</p>", "<section><h3>{}</h3>\n<p>{}</p></section>",
    "<table><caption>{}</caption><thead><tr><th>{}</th></tr></thead><tbody><tr><td>{}</td></tr></tbody></table>",
    "<blockquote>\n<p>{}</p>\n<p>{}</p></blockquote>\n", "<aside><h3>{}</h3><p>{}</p></aside>",
]  # fmt: skip


@st.composite
def trees(draw: st.DrawFn) -> str:
    """A part of a book as XML."""
    made = ""
    for frame in draw(st.lists(st.sampled_from(FRAMES), min_size=1, max_size=5)):
        made += frame.format(*(draw(lines()) for _ in range(frame.count("{}"))))
    return f"<section>{made}</section>"


def marked(xml: str, *offsets: int) -> Element:
    """The tree with pages 1, 2, … at these offsets."""
    tree = ElementTree.fromstring(xml)
    insert_markers(
        tree, [PageBreak(str(number), "part", offset) for number, offset in enumerate(offsets, 1)], _page_break
    )
    return tree


def is_marker(element: Element) -> bool:
    return element.get("role") == "doc-pagebreak"


def signs(element: Element) -> Iterator[str]:
    """The characters in order; `page N` for a marker, `picture`, `|` where a block starts or ends."""
    if is_marker(element):
        yield f"page {element.get('aria-label')}"
        return
    if element.tag == "img":
        yield "picture"
    edge = [] if element.tag in INLINE else ["|"]
    yield from edge
    yield from element.text or ""
    for child in element:
        yield from signs(child)
        yield from child.tail or ""
    yield from edge


def counts(sign: str) -> bool:
    """Whether a sign is a letter or a picture."""
    return sign == "picture" or (len(sign) == 1 and sign != "|" and bool(letters(sign)))


@settings(max_examples=300)
@given(trees(), st.data())
def test_markers_stand_right_whatever_the_tree(xml: str, data: st.DataObject) -> None:
    text = "".join(ElementTree.fromstring(xml).itertext())
    seen = [one for one in signs(ElementTree.fromstring(xml)) if counts(one)]
    places = st.lists(st.integers(0, len(seen) - 1), min_size=1, max_size=6, unique=True)
    offsets = sorted(data.draw(places))
    tree = marked(xml, *offsets)
    assert "".join(tree.itertext()) == text
    order = list(signs(tree))
    assert [one for one in order if one.startswith("page ")] == [f"page {n}" for n in range(1, len(offsets) + 1)]
    count = 0
    for position, one in enumerate(order):
        if one.startswith("page "):
            offset = offsets[int(one[5:]) - 1]
            word = seen[count:offset]  # a break inside a word moves to its start
            assert all(letter.isalnum() or letter == "-" for letter in word)
            around = order[position - 1], order[position + 1]
            assert not all(len(sign) == 1 and sign.isalnum() for sign in around)
        elif counts(one):
            count += 1


@pytest.mark.parametrize("offset", [7, 9, 11, 14])
def test_no_marker_stands_inside_a_hyphenated_word(offset: int) -> None:
    tree = marked("<section><p>This is well-being, so.</p></section>", offset)
    assert tree[0].text == "This is "
    assert tree[0][0].tail == "well-being, so."


def test_a_break_before_a_paragraph_stands_before_the_paragraph() -> None:
    tree = marked("<section><p>One.</p>\n<p><em>Two</em> three.</p></section>", 4)
    assert [child.tag for child in tree] == ["p", "span", "p"]


def test_a_break_before_a_figure_stands_before_its_picture() -> None:
    tree = marked('<section><p>One.</p><figure><img src="a"/><figcaption>Two.</figcaption></figure></section>', 4)
    assert [child.tag for child in tree] == ["p", "span", "figure"]


def test_a_break_before_a_caption_stands_in_the_caption() -> None:
    tree = marked('<section><p>One.</p><figure><img src="a"/><figcaption>Two.</figcaption></figure></section>', 5)
    assert [child.tag for child in tree[1]] == ["img", "figcaption"]
    assert is_marker(tree[1][1][0])


@pytest.mark.parametrize(
    ("xml", "offset", "holder"),
    [
        ("<section><ul><li>One</li><li>Two</li></ul></section>", 3, "li"),
        ("<section><dl><dt>One</dt><dd>Two</dd></dl></section>", 3, "dd"),
        ("<section><table><tr><td>One</td><td>Two</td></tr></table></section>", 3, "td"),
        ("<section><p>A</p><ul><li><p>One</p></li></ul></section>", 1, "li"),
    ],
)
def test_lists_and_tables_take_markers_only_inside_their_items(xml: str, offset: int, holder: str) -> None:
    tree = marked(xml, offset)
    parents = {child: parent for parent in tree.iter() for child in parent}
    [marker] = [one for one in tree.iter() if is_marker(one)]
    assert parents[marker].tag == holder


def test_a_part_that_starts_a_page_has_its_marker_first() -> None:
    tree = marked("<section><h1><span>Chapter 1</span> Trust</h1><p>One.</p></section>", 0)
    assert is_marker(tree[0])


def test_a_marker_can_be_linked_to_and_says_its_page() -> None:
    tree = ElementTree.fromstring("<section><p>One.</p></section>")
    before = copy.deepcopy(tree)
    insert_markers(tree, [PageBreak("xii", "part", 0)], _page_break)
    [marker] = [one for one in tree.iter() if is_marker(one)]
    assert (marker.get("id"), marker.get("aria-label"), marker.get("epub:type")) == ("page-xii", "xii", "pagebreak")
    assert "".join(tree.itertext()) == "".join(before.itertext())


def test_pages_that_hold_only_a_picture_stay_in_order() -> None:
    tree = marked(
        '<section><p>One.</p><div><img src="a"/></div><p>Two.</p><div><img src="b"/></div></section>', 4, 5, 9
    )
    assert [str(one.get("id") or one.tag) for one in tree] == ["p", "page-1", "div", "page-2", "p", "page-3", "div"]


def test_breaks_behind_everything_stand_at_the_end_in_order() -> None:
    tree = marked("<section><p>One.</p></section>", 4, 4)
    assert [str(one.get("id") or one.tag) for one in tree] == ["p", "page-1", "page-2"]


@pytest.mark.parametrize(
    ("typed", "offset", "marked"),
    [
        # between blocks: with the block that the page starts with, whatever page that goes to
        (
            '<s><p>one</p><figure><img src="x" /></figure></s>',
            3,
            '<s><p>one</p><figure><M /><img src="x" /></figure></s>',
        ),
        ("<s><p>one</p><aside><h3>two</h3></aside></s>", 3, "<s><p>one</p><aside><h3><M />two</h3></aside></s>"),
        # in a line: before the space
        ("<s><p>one two</p></s>", 3, "<s><p>one<M /> two</p></s>"),
        ("<s><p><b>one</b> two</p></s>", 3, "<s><p><b>one</b><M /> two</p></s>"),
    ],
)
def test_a_mark_in_the_margin_stays_beside_its_words(typed: str, offset: int, marked: str) -> None:
    root = ElementTree.fromstring(typed)
    insert_margin_marks(root, [PageBreak("7", "one", offset)], words_for("en-GB", {}))
    written = ElementTree.tostring(root, encoding="unicode")
    mark = '<span class="page-mark" role="doc-pagebreak" data-pdf="Artifact" data-page="p.\xa07" />'
    assert written.replace(mark, "<M />") == marked
