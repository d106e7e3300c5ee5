"""Whoever reads a PDF in the order of its content hears what the structure tree says."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from books import book

import trustbook

LISTS = """\
# Lists

Before the list.

- **One** is bold at its start.
- Two has [a link](#lists) in it.

    A second paragraph of two.

    1. Nested first.
    2. Nested second.

- Three.

After the list.

Term
:   What the term means.

| Name | Value |
|------|-------|
| a    | b     |
"""


def painted(page: pikepdf.Page) -> list[int]:
    """Marked-content ids in the order in which the page paints them."""
    found = []
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        if str(instruction.operator) == "BDC" and "/MCID" in operands[1]:
            found.append(int(operands[1]["/MCID"]))
    return found


def told(element: Any, page: Any = None) -> Iterator[tuple[tuple[int, int], int]]:
    """(page, marked-content id) in the order of the structure tree."""
    page = element.get("/Pg", page)
    kids: Any = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            assert page is not None
            yield page.objgen, kid
        elif kid.get("/Type") == "/MCR":
            yield kid.get("/Pg", page).objgen, int(kid["/MCID"])
        elif "/S" in kid:
            yield from told(kid, page)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> pikepdf.Pdf:
    folder = book(tmp_path_factory.mktemp("lists"), {"one.md": LISTS})
    report = trustbook.build(folder, ["screen"])
    assert not report.errors, report.findings
    return pikepdf.open(io.BytesIO((folder / "dist" / "trust-screen.pdf").read_bytes()))


def test_each_page_paints_text_bullets_and_numbers_in_reading_order(pdf: pikepdf.Pdf) -> None:
    order = list(told(pdf.Root.StructTreeRoot["/K"][0]))
    for page in pdf.pages:
        expected = [mark for where, mark in order if where == page.obj.objgen]
        assert painted(page) == expected
