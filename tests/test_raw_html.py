"""HTML in a manuscript: what has no place in a book is refused where it stands, and what passes, EPUBCheck passes."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from addresses import OPENED
from books import CHAPTER, book, chapters
from stages import read

from trustbook.editions.epub.document import render_epub
from trustbook.editions.epub.package import pack
from trustbook.findings import SourceFile
from trustbook.manuscript import marks
from trustbook.manuscript.dialect import elements
from trustbook.manuscript.dialect.markdown import parse_markdown
from trustbook.manuscript.dialect.raw_html import judge
from trustbook.verify.epub import epubcheck
from trustbook.verify.tools import Missing, Subject

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0h1"/></svg>'

# An element that is whole; those not named here are whole with words in them.
WHOLE = {
    "a": '<a href="https://a.org/">x</a>',
    "bdo": '<bdo dir="rtl">x</bdo>',
    "details": "<details><summary>s</summary><p>x</p></details>",
    "dl": "<dl><dt>t</dt><dd>d</dd></dl>",
    "figure": "<figure><p>x</p></figure>",
    "img": '<img src="a.svg" alt="A" />',
    "ol": "<ol><li>x</li></ol>",
    "time": "<time>2026-11-24</time>",
    "ruby": "<ruby>x<rt>y</rt></ruby>",
    "table": "<table><thead><tr><th>h</th></tr></thead><tbody><tr><td>x</td></tr></tbody></table>",
    "tr": "<tr><td>x</td></tr>",
    "ul": "<ul><li>x</li></ul>",
    **{tag: f"<{tag}><tr><td>x</td></tr></{tag}>" for tag in ("tbody", "thead", "tfoot")},
    "colgroup": "<colgroup><col /></colgroup>",
    **{tag: f"<{tag} />" for tag in ("br", "col", "hr", "wbr")},
}
# Where an element stands, if not in a section.
AROUND = {
    **dict.fromkeys(("a", "del", "ins"), "<div>{}</div>"),
    "caption": "<table>{}<thead><tr><th>h</th></tr></thead></table>",
    "col": "<table><colgroup>{}</colgroup><thead><tr><th>h</th></tr></thead></table>",
    "colgroup": "<table>{}<thead><tr><th>h</th></tr></thead></table>",
    "dd": "<dl><dt>t</dt>{}</dl>",
    "dt": "<dl>{}<dd>d</dd></dl>",
    "figcaption": "<figure><p>x</p>{}</figure>",
    "li": "<ol>{}</ol>",
    "rp": "<ruby>x{}<rt>y</rt><rp>)</rp></ruby>",
    "rt": "<ruby>x{}</ruby>",
    "summary": "<details>{}<p>x</p></details>",
    **{tag: f"<table>{{}}{'' if tag == 'thead' else '<tr><th>h</th></tr>'}</table>" for tag in ("thead", "tfoot")},
    "tbody": "<table><thead><tr><th>h</th></tr></thead>{}</table>",
    "td": "<table><tr><th>h</th>{}</tr></table>",
    "th": "<table><tr>{}</tr></table>",
    "tr": "<table>{}</table>",
}
TAGS = sorted(elements.KNOWN)
VALUES = (
    *("", "x", "1", "0", "-1", "01", "100", "101", "5px", "50%", "ltr", "RTL", "auto", "2026-11-24", "2026-13-01"),
    *(
        "2026-11",
        "10:30",
        "2026-11-24T10:30",
        "2026-11-24T10:30Z",
        "https://a.org/b?c=d",
        "a.html",
        "https://a b",
        "col",
    ),
    *("colgroup", "a", "I", "reversed", "open", "true"),
)
NAMES = (
    *("abbr", "alt", "cite", "class", "colspan", "datetime", "dir", "headers", "height", "href", "open", "reversed"),
    *("rowspan", "scope", "span", "start", "title", "type", "value", "width", "style", "align", "role", "hreflang"),
)


def whole(tag: str) -> str:
    """An element that is whole."""
    return WHOLE.get(tag, f"<{tag}>x</{tag}>")


def placed(tag: str, html: str) -> str:
    """An element where it may stand."""
    return AROUND.get(tag, "{}").format(html)


def nested() -> Iterator[str]:
    """Every element in every other, first and last in it."""
    for outer in TAGS:
        start, closes, end = whole(outer).rpartition(f"</{outer}>")
        if not closes:
            continue
        head = start[: start.index(">") + 1]
        for inner in TAGS:
            yield placed(outer, f"{head}{whole(inner)}{closes}{end}")
            yield placed(outer, f"{start}{whole(inner)}{closes}{end}")


def with_attributes() -> Iterator[str]:
    """Every element with every attribute that it may have, and every value that it may take."""
    yield "<ruby>x<rt>y</rt>z<rt>y</rt></ruby>"
    yield "<ruby>x<rt>y</rt>z</ruby>"
    for tag in TAGS:
        for name in NAMES:
            for value in ("x",) if name in ("alt", "class", "title") else VALUES:
                if (
                    elements.allowed(tag, name)
                    and not elements.wanted(tag, name, value)
                    and name not in ("headers", "href")
                ):
                    html = whole(tag)
                    known = html.partition(">")[0].partition(f" {name}=")[1]
                    if not known and not (tag == "bdo" and name == "dir"):
                        yield placed(tag, html.replace(f"<{tag}", f'<{tag} {name}="{value}"', 1))


def links() -> Iterator[str]:
    """Links to every address that can be opened, as it is typed."""
    for typed in OPENED:
        yield f'<p><a href="{escape(typed)}">x</a></p>'


def passes(text: str) -> bool:
    """Whether nothing is found in a piece of raw HTML."""
    return judge(SourceFile("a.md", text), ElementTree.fromstring(f"<section>{text}</section>")) == []


@pytest.mark.slow
def test_what_passes_the_manuscript_passes_epubcheck(tmp_path: Path) -> None:
    kept = [one for one in dict.fromkeys([*nested(), *with_attributes(), *links()]) if passes(one)]
    assert len(kept) > 1000
    parts = [kept[start : start + 200] for start in range(0, len(kept), 200)]
    files = {
        "book.toml": chapters(*(f"c{number}.md" for number in range(len(parts)))),
        "a.svg": DRAWING,
        **{f"c{number}.md": "# T\n\n" + "\n\nA.\n\n".join(part) + "\n" for number, part in enumerate(parts)},
    }
    made, found = read(book(tmp_path, files))
    assert not [one for one in found if one.code.startswith("X") or one.code == "L107"]
    try:
        judged = epubcheck(Subject("b.epub", pack(render_epub(made, [], b"", {})), tmp_path))
    except Missing as lack:
        pytest.skip(lack.reason)
    assert [one.message for one in judged if "cover.png" not in str(one.place)] == []


REFUSED = {
    "<p>a <span>b <p>c</p></span></p>": ("X403", "a.md:1:14"),
    'a <a href="#x">b <a href="#x">c</a></a>': ("X403", "a.md:1:18"),
    "a <time>tomorrow</time>": ("X403", "a.md:1:3"),
    "a <li>b</li>": ("X403", "a.md:1:3"),
    "a <td>b</td>": ("X403", "a.md:1:3"),
    "<ul>\nwords\n<li>b</li>\n</ul>": ("X403", "a.md:1:1"),
    "<dl><dd>b</dd></dl>": ("X403", "a.md:1:1"),
    'a <em dir="sideways">b</em>': ("X403", "a.md:1:7"),
    'a <EM WIDTH="5">b</EM>': ("X402", "a.md:1:7"),
    "a <SCRIPT>b</SCRIPT>": ("X402", "a.md:1:3"),
    'a *b*{style="x"}': ("X402", "a.md:1:7"),
    '<svg xmlns="http://www.w3.org/2000/svg"></svg>': ("X402", "a.md:1:1"),
    '<p xml:lang="fr">b</p>': ("X402", "a.md:1:4"),
    '<p xmlns:t="trustbook" t:line="1">b</p>': ("X402", "a.md:1:26"),
    '<p><del datetime="tomorrow">b</del></p>': ("X403", "a.md:1:9"),
    '<table><tr><th id="h">a</th><td headers="g">b</td></tr></table>': ("X403", "a.md:1:33"),
    '<ol start="one"><li>a</li></ol>': ("X403", "a.md:1:5"),
}


@pytest.mark.parametrize("html", REFUSED)
def test_what_has_no_place_is_refused_where_it_stands(html: str) -> None:
    _, found = parse_markdown(SourceFile("a.md", f"{html}\n"))
    assert [(one.code, str(one.place)) for one in found] == [REFUSED[html]]


@pytest.mark.parametrize("html", REFUSED)
def test_names_are_shown_as_they_are_typed(html: str) -> None:
    _, found = parse_markdown(SourceFile("a.md", f"{html}\n"))
    assert not [one.message for one in found if "{" in one.message or "http:" in one.message]


def test_capitals_mean_what_small_letters_mean(tmp_path: Path) -> None:
    text = '# T\n\nIt <EM Class="k">grows</EM>, <A HREF="#t">see</A>.\n\n<UL>\n<LI>One</LI>\n</UL>\n'
    made, found = read(book(tmp_path, {"one.md": text}))
    assert found == []
    tree = made.parts[1].tree
    assert [one.get("class") for one in tree.iter("em")] == ["k"]
    assert [one.get("href") for one in tree.iter("a")] == ["#one-title"]
    assert len(list(tree.iter("li"))) == 1


def test_equal_faults_in_different_places_are_different_findings() -> None:
    text = (
        f"{CHAPTER}\n"
        + "Line.\n\n" * 300
        + "A <b>b</b> <script>x</script> and\n<script>y</script>.\n\n<script>z</script>\n"
    )
    _, found = parse_markdown(SourceFile("a.md", text))
    assert [(one.code, str(one.place)) for one in found] == [
        ("X402", "a.md:605:12"),
        ("X402", "a.md:606:1"),
        ("X402", "a.md:608:1"),
    ]


def test_html_that_is_not_well_formed_is_found_at_the_tag_that_stays_open() -> None:
    text = "# T\n\n" + "Line.\n\n" * 300 + "A <b>good</b> and <em>a\nquiet <b>word</b>.\n"
    _, found = parse_markdown(SourceFile("a.md", text))
    assert [(one.code, str(one.place)) for one in found] == [("X401", "a.md:603:19")]


def test_what_stands_behind_html_that_is_not_well_formed_is_judged_too() -> None:
    text = (
        "# T\n\nA <em>b.\n\n<script>x</script>\n\nA <b>b</i> c.\n\nA </div> alone, and <u a=1>d</u>.\n\n<p>E <br> f\n"
    )
    parsed, found = parse_markdown(SourceFile("a.md", text))
    assert parsed is not None
    said = [(one.code, str(one.place)) for one in found if one.place]
    assert sorted(said) == [
        ("X401", "a.md:11:1"),
        ("X401", "a.md:3:3"),
        ("X401", "a.md:7:3"),
        ("X401", "a.md:7:7"),
        ("X401", "a.md:9:3"),
        ("X402", "a.md:5:1"),
        ("X402", "a.md:9:24"),
    ]


AS_BROWSERS = {
    "an ampersand": ("<p>Tom & Jerry &copy; &#169;</p>", "<p>Tom &amp; Jerry © ©</p>"),
    "an ampersand in an address": ('<a href="x?a=1&b=2">x</a>', '<p><a href="x?a=1&amp;b=2">x</a></p>'),
    "a sign for less": ("<p>a < b, 5 <6</p>", "<p>a &lt; b, 5 &lt;6</p>"),
    "values without quotes": ("<table><tr><td colspan=2>A</td></tr></table>", '<td colspan="2">A</td>'),
    "an address without quotes": ("<a href=https://example.org/>x</a>", '<a href="https://example.org/">x</a>'),
    "attributes without a value": ("<ol reversed><li>A</li></ol>", '<ol reversed=""><li>A</li></ol>'),
    "hyphens in a comment": ("<p>A<!-- b -- c ---> d</p>", "<p>A d</p>"),
    "capitals": ("<P>A <B>b</b></p>", "<p>A <b>b</b></p>"),
    "items that are not closed": ("<ul><li>A<li>B <em>c</em></ul>", "<ul><li>A</li><li>B <em>c</em></li></ul>"),
    "paragraphs that are not closed": ("<div><p>A\n<p>B\n</div>", "<p>A\n</p><p>B\n</p>"),
    "terms that are not closed": ("<dl><dt>A<dd>B<dt>C<dd>D</dl>", "<dd>B</dd><dt>C</dt><dd>D</dd></dl>"),
    "cells that are not closed": (
        "<table><tr><td>A<td>B<tr><td>C<td>D</table>",
        "<tr><td>C</td><td>D</td></tr></table>",
    ),
    "a list in an item": ("<ul><li>A<ul><li>B</ul><li>C</ul>", "<ul><li>A<ul><li>B</li></ul></li><li>C</li></ul>"),
}


@pytest.mark.parametrize("name", AS_BROWSERS)
def test_html_that_browsers_take_is_taken(name: str) -> None:
    typed, wanted = AS_BROWSERS[name]
    parsed, found = parse_markdown(SourceFile("a.md", f"# T\n\n{typed}\n\nEnd.\n"))
    assert found == []
    assert parsed is not None
    marks.remove_marks(parsed.tree)
    assert wanted in ElementTree.tostring(parsed.tree, encoding="unicode")


@pytest.mark.parametrize(
    "typed", ["<p>A <em>b</p></em>", "<div><p>A</div></p>", '<p title="x>A</p>', "<blockquote>A</p>", "<p>A\n\n## B"]
)
def test_html_that_is_wrong_for_browsers_too_is_found(typed: str) -> None:
    _, found = parse_markdown(SourceFile("a.md", f"# T\n\n{typed}\n\nEnd.\n"))
    assert {one.code for one in found} <= {"X401", "X403"} != set()
    assert all(one.place is not None and one.place.line <= 5 for one in found)
