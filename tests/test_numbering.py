"""Lists in paged editions count as HTML says: from `start`, from `value`, downwards, in letters."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from torn_books import torn_book

from trustbook.layout.lists import number_lists

LISTS = {
    "plain": ("<ol><li>a</li><li>b</li></ol>", ["1.", "2."]),
    "from a number": ('<ol start="7"><li>a</li><li>b</li></ol>', ["7.", "8."]),
    "from a number in between": ('<ol><li>a</li><li value="9">b</li><li>c</li></ol>', ["1.", "9.", "10."]),
    "downwards": ('<ol reversed=""><li>a</li><li>b</li><li>c</li></ol>', ["3.", "2.", "1."]),
    "downwards from a number": (
        '<ol reversed="" start="10"><li>a</li><li value="5">b</li><li>c</li></ol>',
        ["10.", "5.", "4."],
    ),
    "in letters": ('<ol type="a" start="26"><li>a</li><li>b</li></ol>', ["z.", "aa."]),
    "in Roman numerals": ('<ol type="I" start="4"><li>a</li><li>b</li></ol>', ["IV.", "V."]),
    "a list in a list": ('<ol start="3"><li>a<ol><li>b</li></ol></li><li>c</li></ol>', ["3.", "1.", "4."]),
}


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The numbers that the PDF says in each section, by the section's heading."""
    text = "# Lists\n" + "".join(f"\n## {name}\n\n{html}\n" for name, (html, _) in LISTS.items())
    _, said = torn_book(tmp_path_factory.mktemp("lists"), {"one": text}, None)
    sections = [list(one.walk()) for one in said.walk() if one.role == "Sect"]
    return {
        next(one.text for one in parts if one.role.startswith("H")).strip(): [
            one.text.strip() for one in parts if one.role == "Lbl"
        ]
        for parts in sections
        if any(one.role == "H2" for one in parts) and not any(one.role == "H1" for one in parts)
    }


@pytest.mark.parametrize("name", LISTS)
def test_a_list_counts(name: str, labels: dict[str, list[str]]) -> None:
    assert labels[name] == LISTS[name][1]


@pytest.mark.parametrize("attributes", ['start="x"', 'start=""', 'type="1"', 'type="disc"', 'start="1"'])
def test_what_html_does_not_know_changes_nothing(attributes: str) -> None:
    tree = ElementTree.fromstring(f"<section><ol {attributes}><li>a</li></ol></section>")
    number_lists(tree)
    assert [one.get("style") for one in tree.iter()] == [None, None, None]
