"""The foot of a clinic's copy is put on finished pages: seen, not read aloud, and no page is laid out again for it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from kept_in_memory import Memory
from stages import print_document, screen_document
from test_clinics import CLINIC, clinic_book, copied

from trustbook.layout.engine import paginate
from trustbook.layout.pages import Paginated
from trustbook.layout.parts import paginate_in_parts
from trustbook.pdf.spoken.aloud import spoken
from trustbook.pdf.spoken.read import read_pdf

FOOT = "Riverside · 01632 960001"
OTHER = CLINIC.replace('"Riverside"', '"Hill House"').replace("960001", "960007")


def feet(data: bytes) -> list[str]:
    """What stands in the lowest fifth of each page."""
    found = []
    for page in pypdfium2.PdfDocument(data):
        width, height = page.get_size()
        found.append(" ".join(page.get_textpage().get_text_bounded(0, 0, width, height / 5).split()))
    return found


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> tuple[Memory, Paginated]:
    """A clinic's copy for the screen, and what was kept."""
    memory = Memory()
    _, copy = copied(clinic_book(tmp_path_factory.mktemp("screen")))
    return memory, paginate_in_parts(screen_document(copy), memory)


def test_the_foot_is_on_every_page_but_those_that_say_it_themselves(screen: tuple[Memory, Paginated]) -> None:
    lines = feet(screen[1].data)
    with pikepdf.open(io.BytesIO(screen[1].data)) as pdf:
        labels = [page.label for page in pdf.pages]
    bare = [label for label, line in zip(labels, lines, strict=True) if FOOT not in line]
    assert bare[:2] == ["1", "2"], "the cover, and the clinic's page"
    assert len(bare) < len(lines) / 2
    assert all("Help now" in line for line in lines if FOOT in line)


def test_the_foot_is_not_read_aloud(screen: tuple[Memory, Paginated]) -> None:
    said = "\n".join(map(str, spoken(read_pdf(screen[1].data))))
    assert "Riverside Clinic" in said
    assert FOOT not in said


def test_another_clinic_lays_out_only_what_says_something_of_it(
    screen: tuple[Memory, Paginated], tmp_path: Path
) -> None:
    memory = Memory(screen[0].kept)
    _, copy = copied(clinic_book(tmp_path, OTHER))
    done = paginate_in_parts(screen_document(copy), memory)
    parts = 1 + len(copy.parts)
    assert 0 < len(memory.layouts) < parts / 2
    assert done == paginate_in_parts(screen_document(copy), Memory())
    assert not [line for line in feet(done.data) if "Riverside ·" in line]
    assert [line for line in feet(done.data) if "Hill House · 01632 960007" in line]


def test_the_foot_of_a_printed_page_stands_beside_its_number(tmp_path: Path) -> None:
    _, copy = copied(clinic_book(tmp_path))
    text = "\n".join(feet(paginate_in_parts(print_document(copy), Memory()).data))
    left, right = re.findall(rf"(\d+) {FOOT} Help now", text), re.findall(rf"Help now: page 4 {FOOT} (\d+)", text)
    assert left
    assert right
    assert {int(number) % 2 for number in left} == {0}
    assert {int(number) % 2 for number in right} == {1}


def test_a_copy_in_one_piece_has_the_same_foot(tmp_path: Path) -> None:
    _, copy = copied(clinic_book(tmp_path))
    bound, whole = paginate_in_parts(screen_document(copy), Memory()), paginate(screen_document(copy))
    assert feet(bound.data) == feet(whole.data)
