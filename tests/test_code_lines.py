"""Long lines of code wrap with a mark that is no part of the code."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import pytest
from books import book
from stages import read, screen_document
from tagged_pages import Reader
from test_wide_tables import boxes, off_the_page, tagged

from trustbook.layout.code_lines import CLASS, part_lines
from trustbook.layout.engine import pages_of, paginate

LONG = "curl --silent --show-error --location --output file.tar.gz https://example.org/of/a/long/address.tar.gz"
TOKEN = "a0" * 90
CODE = f"def short():\n    return 1\n\n    {LONG}\n{TOKEN}\nend"


def pages(folder: Path, text: str) -> list[Any]:
    made, found = read(book(folder, {"one.md": f"# Trust\n\n{text}\n"}))
    assert found == []
    return [page._page_box for page in pages_of(screen_document(made))]


def lines_with_hooks(page: Any) -> list[tuple[bool, str]]:
    """Each line of code on a page: whether a hook stands before it, and its words."""
    found = []
    for one in boxes(page):
        if type(one).__name__ == "LineBox" and one.element is not None and one.element.get("class") == CLASS:
            hooks = [child for child in one.children if child.element_tag == "span::after"]
            assert len(hooks) < 2
            assert all(hook.position_x + hook.border_width() < one.children[1].position_x for hook in hooks)
            words = "".join(child.text for child in boxes(one) if hasattr(child, "text"))
            found.append((bool(hooks), words.strip()))
    return found


def test_a_hook_stands_before_what_a_line_goes_on_with(tmp_path: Path) -> None:
    [page] = [page for page in pages(tmp_path, f"```\n{CODE}\n```") if tagged(page, "pre")]
    lines = lines_with_hooks(page)
    first = [words for hook, words in lines if not hook]
    assert [line[:4] for line in first] == ["def ", "retu", "", "curl", "a0a0", "end"]
    assert sum(hook for hook, _ in lines) >= 4
    assert off_the_page([page], "pre", "span") == []


def test_lines_of_the_next_page_have_hooks_as_well(tmp_path: Path) -> None:
    line = " ".join(["word"] * 600)
    with_code = [page for page in pages(tmp_path, f"```\n{line}\nend\n```") if tagged(page, "pre")]
    assert len(with_code) > 1
    assert all(hook for hook, words in lines_with_hooks(with_code[-1]) if words != "end")


def test_a_hook_is_neither_read_nor_copied(tmp_path: Path) -> None:
    made, _ = read(book(tmp_path, {"one.md": f"# Trust\n\n```\n{CODE}\n```\n"}))
    reader = Reader(paginate(screen_document(made)).data)
    [code] = [line.strip() for line in reader.outline().splitlines() if line.strip().startswith("Code")]
    said = code.partition("“")[2].rstrip("”")
    assert "".join(said.split()) == "".join(CODE.split())
    assert LONG in said
    assert TOKEN in said


def test_faults_behind_code_stand_where_they_were_typed(tmp_path: Path) -> None:
    table = f"| Site | When |\n|---|---|\n| `{TOKEN}` | Now |"
    made, _ = read(book(tmp_path, {"one.md": f"# Trust\n\n```\n{LONG}\n```\n\n{table}\n"}))
    assert [str(one.place) for one in paginate(screen_document(made)).findings] == ["one.md:7:1"]


@pytest.mark.parametrize("code", [CODE, f"{CODE}\n", f"\n{CODE}\n\n", "short\nlines\n"])
def test_who_copies_code_from_an_epub_has_all_its_lines(code: str) -> None:
    tree = Element("section")
    SubElement(SubElement(tree, "pre"), "code").text = code
    part_lines(tree, ends=True)
    assert "".join(tree.itertext()).rstrip("\n") == code.rstrip("\n")
    lines = [one for one in tree.iter("span") if one.get("class") == CLASS]
    assert len(lines) == (0 if "short\n" in code else len(code.removesuffix("\n").split("\n")))


def test_marks_and_markup_stay_in_their_lines() -> None:
    tree = Element("pre")
    tree.text = "one\ntwo "
    SubElement(tree, "em").text = "and"
    tree[0].tail = f" three\n{LONG}"
    part_lines(tree, ends=False)
    assert ["".join(line.itertext()) for line in tree] == ["one", "two and three", LONG]
    assert "".join(tree.itertext()) == f"one\ntwo and three\n{LONG}\n"
