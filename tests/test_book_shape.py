"""Shape of books: parts, chapters below chapters or without a number, appendices, what stands before the text."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from books import BOOK_TOML, book
from stages import by_id, part, read, text

import trustbook
from trustbook.findings import SourceFile
from trustbook.manuscript.made import TocNode, toc_nodes
from trustbook.manuscript.part_numbers import letters
from trustbook.sources.split import split

HEAD = BOOK_TOML.partition("[[chapters]]")[0]


def listed(*chapters: str) -> str:
    """A book.toml of chapters, each `file role key=value …`; the role may be left out."""
    tables = []
    for one in chapters:
        file, *rest = one.split()
        keys = [f'role = "{key}"' if "=" not in key else key.replace("=", " = ") for key in rest]
        tables.append("\n".join(["[[chapters]]", f'file = "{file}.md"', *keys]))
    return HEAD + '[[chapters]]\nrole = "contents"\n' + "\n".join(tables) + "\n"


WHOLE = {
    "book.toml": listed(
        "ded dedication", "epi epigraph", "pre preface", "p1 part", "a", "a1 level=2", "inter unnumbered", "p2 part",
        "long split=true", "x appendix", "y appendix", "y1 appendix level=2",
    ),
    "ded.md": "For all who walk.\n",
    "epi.md": "> One step.\n",
    "pre.md": "# Before\n\nHello.\n",
    "p1.md": "# Walking\n\n::: {.epigraph}\nGo on.\n:::\n",
    "a.md": "# First\n\n## Shoes\n\nSee [lying down](long.md#lying-down), [rest](long.md#rest) and [lists](x.md).\n",
    "a1.md": "# Laces\n\n## Knots\n\nTie.\n",
    "inter.md": "# A pause {-}\n\nWait.\n",
    "p2.md": "# Resting\n",
    "long.md": "# Sitting\n\nSit.[^a] See [this](#lying-down).\n\n## Rest\n\nThe W3C.\n\n"
    "# Lying down\n\nLie.[^b] [Web][w]\n\n```\n# no title\n```\n\n"
    "[^a]: Note one.\n[^b]: Note two.\n\n[w]: https://www.w3.org\n\n*[W3C]: World Wide Web\n",
    "x.md": "# Lists\n\nOne.\n",
    "y.md": "# Tables\n\nTwo.\n",
    "y1.md": "# Rows\n\nThree.\n",
}  # fmt: skip


def shown(nodes: list[TocNode] | tuple[TocNode, ...], depth: int = 0) -> list[str]:
    """The contents as indented lines."""
    return [
        line
        for one in nodes
        for line in (f"{' ' * depth}{one.number} {one.text}".rstrip(), *shown(one.children, depth + 1))
    ]


CONTENTS = [
    " Before",
    " Part 1: Walking",
    " 1 First", "   Shoes", "  1.1 Laces", "    Knots",
    "  A pause",
    " Part 2: Resting",
    " 2 Sitting", "   Rest", " 3 Lying down",
    "A Lists",
    "B Tables", " B.1 Rows",
]  # fmt: skip


def test_contents_numbers_and_depths(tmp_path: Path) -> None:
    made, found = read(book(tmp_path, WHOLE))
    assert [one.code for one in found] == []
    nodes = toc_nodes(made.parts, made.sources.settings.words)
    assert shown(nodes) == CONTENTS
    assert text(part(made, "y").tree[0]) == "Appendix B Tables"
    assert text(part(made, "a1").tree[0]) == "Chapter 1.1 Laces"
    assert text(part(made, "inter").tree[0]) == "A pause"


def test_roles_of_the_parts(tmp_path: Path) -> None:
    made, _ = read(book(tmp_path, WHOLE))
    roles = {one.key: one.tree.get("role") for one in made.parts}
    assert roles["p1"] == "doc-part"
    assert roles["ded"] == "doc-dedication"
    assert roles["epi"] == "doc-epigraph"
    assert roles["inter"] == "doc-chapter"
    [epigraph] = list(part(made, "p1").tree.iter("div"))
    assert epigraph.get("role") == "doc-epigraph"
    assert text(part(made, "ded").tree[0]) == "Dedication"


def test_a_split_file_keeps_its_links_and_notes(tmp_path: Path) -> None:
    made, found = read(book(tmp_path, WHOLE))
    assert found == []
    links = {text(one): one.get("href") for one in part(made, "a").tree.iter("a")}
    assert links == {"lying down": "#lying-down-title", "rest": "#sitting-rest", "lists": "#x"}
    assert [one.get("href") for one in part(made, "sitting").tree.iter("a") if text(one) == "this"] == [
        "#lying-down-title"
    ]
    assert "Note one." in text(part(made, "sitting").tree)
    assert "Note two." in text(part(made, "lying-down").tree)
    assert by_id(part(made, "lying-down").tree, "lying-down") is not None
    assert [one.get("title") for one in part(made, "sitting").tree.iter("abbr")] == ["World Wide Web"]


def test_findings_in_a_split_file_stand_where_they_were_typed(tmp_path: Path) -> None:
    files = {"book.toml": listed("long split=true"), "long.md": "# One\n\nA.\n\n# Two\n\n[x](gone.md)\n"}
    _, found = read(book(tmp_path, files))
    assert [str(one.place) for one in found if one.code == "L101"] == ["long.md:7:5"]


def test_every_line_of_a_split_file_is_in_one_chapter() -> None:
    file = SourceFile("a.md", "Before.\n\n# One\n\nA.\n\n# Two #\n\nB.\n")
    (first, one), (second, two) = split(file)
    assert (first, second) == ("One", "Two")
    assert one.lines[:5] == ["Before.", "", "# One", "", "A."]
    assert two.lines[6:9] == ["# Two #", "", "B."]


def test_edition_files(tmp_path: Path) -> None:
    files = {**WHOLE, "book.toml": 'editions = ["epub", "screen"]\n' + WHOLE["book.toml"]}
    report = trustbook.build(book(tmp_path, files))
    assert [one.code for one in report.findings if one.severity == "error"] == []
    with zipfile.ZipFile(BytesIO((tmp_path / "dist/trust.epub").read_bytes())) as epub:
        names = {name.rpartition("/")[2]: epub.read(name).decode() for name in epub.namelist() if name.endswith("html")}
        [ncx] = [epub.read(name).decode() for name in epub.namelist() if name.endswith(".ncx")]
    for name, kind in {
        "p1": "part",
        "ded": "dedication",
        "epi": "epigraph",
        "x": "appendix",
        "inter": "chapter",
    }.items():
        assert f'epub:type="{kind}"' in names[f"{name}.xhtml"]
    assert '<body epub:type="bodymatter"' in names["p1.xhtml"]
    assert '<a href="a1.xhtml">1.1. Laces</a>' in names["nav.xhtml"]
    assert '<meta name="dtb:depth" content="4"/>' in ncx
    with pikepdf.open(tmp_path / "dist/trust-screen.pdf") as pdf, pdf.open_outline() as outline:
        tree = {one.title: [below.title for below in one.children] for one in outline.root}
    assert tree["Part 1 Walking"] == ["Chapter 1 First", "A pause"]
    assert tree["Appendix B Tables"] == ["Appendix B.1 Rows"]


@pytest.mark.parametrize(
    ("chapters", "line"), [(("one level=2",), 17), (("one", "a preface level=2"), 20), (("one", "a level=3"), 19)]
)
def test_a_chapter_stands_below_one(chapters: tuple[str, ...], line: int, tmp_path: Path) -> None:
    files = {"book.toml": listed(*chapters), "a.md": "# A\n\nA.\n"}
    made, found = trustbook.load(book(tmp_path, files))
    assert made is None
    assert [(one.code, str(one.place)) for one in found] == [("F104", f"book.toml:{line}:1")]


def test_letters_go_on_behind_z() -> None:
    assert [letters(one) for one in (1, 26, 27, 28, 52, 53)] == ["A", "Z", "AA", "AB", "AZ", "BA"]
