"""The manual in docs/manual is a book like any other: it keeps every rule, and shows everything that it tells of."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest
from books import book

import trustbook
from trustbook.editions import rows
from trustbook.settings.types import Role

MANUAL = Path(__file__).resolve().parent.parent / "docs" / "manual"
CHAPTERS = {path.name: path.read_text("utf-8") for path in sorted((MANUAL / "chapters").glob("*.md"))}

# What an author can write, and how it is found in Markdown.
CONSTRUCTS = {
    "a section": r"^## \w",
    "stress": r"(?<!\*)\*\w[^*]*\*(?!\*)",
    "strong words": r"\*\*\w",
    "code in a line": r" `\w",
    "lines of code": r"^```",
    "a list": r"^- \w",
    "a numbered list": r"^1\. \w",
    "a list in a list": r"^    - \w",
    "a link to a chapter": r"\]\([\w-]+\.md\)",
    "a link to a word of the glossary": r"\.md#term-",
    "a link in a chapter": r"\]\(#",
    "a link to the web": r"\]\(https://",
    "a note": r"^\[\^\w+\]: ",
    "a citation": r"\[@(?!claim-)\w",
    "a mark of a claim": r"\[@claim-",
    "a claim whose source was lost": r"^### .*\.source-lost\}",
    "a claim whose source nobody named": r"^### .*\.source-unnamed\}",
    "a figure": r'^!\[\w[^]]*\]\([^)]+ "',
    "decoration": r"\{\.decorative\}",
    "a table": r"^\| -",
    "a caption": r"^Table: ",
    "a summary": r"^!!! summary",
    "a box to try": r"^!!! try",
    "questions": r"^!!! questions",
    "a box with a note": r"^!!! note",
    "words explained": r"^:   \w",
    "a short form": r"^\*\[\w+\]: ",
    "a quotation": r"^> \w",
    "words of another language": r"\{lang=\w+\}",
    "raw HTML": r"<kbd>",
}


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_it_uses_what_an_author_can_write(name: str) -> None:
    written = (re.sub(r"^```.*?^```$", "```", text, flags=re.MULTILINE | re.DOTALL) for text in CHAPTERS.values())
    assert any(re.search(CONSTRUCTS[name], text, re.MULTILINE) for text in written)


def test_it_tells_of_every_role_a_part_can_have() -> None:
    told = re.findall(r"^\| `([a-z-]+)` ", CHAPTERS["03-settings.md"], re.MULTILINE)
    assert set(told) >= set(get_args(Role)) - {"chapter"}


def test_it_has_no_fault() -> None:
    assert [line for finding in trustbook.check(MANUAL).findings for line in finding.lines()] == []


def test_the_edition_it_shows_can_be_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, entry_point = re.findall(r"^```(?:python|toml)\n(.*?)^```$", CHAPTERS["09-add-an-edition.md"], re.M | re.S)
    (tmp_path / "my_package.py").write_text(code)
    facts = tmp_path / "my_package-1.0.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: my_package\nVersion: 1.0\n")
    [(group, points)] = tomllib.loads(entry_point)["project"]["entry-points"].items()
    (facts / "entry_points.txt").write_text(
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in points.items())
    )
    monkeypatch.syspath_prepend(tmp_path)
    rows.cache_clear()
    try:
        report = trustbook.build(book(tmp_path / "book"), ["leaflet"])
    finally:
        rows.cache_clear()
    assert report.findings == ()
    assert "Trust" in (report.folder / "trust-leaflet.txt").read_text("utf-8").splitlines()
