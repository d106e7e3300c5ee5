"""The foot of a clinic's copy is put on finished pages: seen, not read aloud, and no page is laid out again for it."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from kept_in_memory import Memory
from layouts import paginate_in_parts
from stages import part, print_document, screen_document
from test_clinics import CLINIC, clinic_book, copied
from test_sessions import PLAN

from trustbook.builder.cache import Cache
from trustbook.editions.booklet.documents import cards
from trustbook.editions.drawings import outlined
from trustbook.editions.handouts.document import session
from trustbook.layout.engine import paginate
from trustbook.layout.pages import Paginated
from trustbook.pdf.profile import Press
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


def colours(data: bytes, page: int) -> set[tuple[int, int, int]]:
    """The colours of all that is drawn in the lowest fifth of a page."""
    picture = pypdfium2.PdfDocument(data)[page].render(scale=2).to_pil().convert("RGB")
    foot = picture.crop((0, picture.height * 4 // 5, picture.width, picture.height))
    return {colour for count, colour in foot.getcolors(1 << 16) if count > 20}


def boxes(data: bytes, page: int, words: str) -> list[tuple[float, float, float, float]]:
    """Where words stand on a page, each time: left, bottom, right, top."""
    text = pypdfium2.PdfDocument(data)[page].get_textpage()
    search, found = text.search(words), []
    while (place := search.get_next()) is not None:
        found.append(text.get_rect(text.count_rects(*place) - 1))
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


def test_the_logo_stands_beside_the_name(screen: tuple[Memory, Paginated]) -> None:
    lines = feet(screen[1].data)
    logo = (0x1D, 0x4F, 0x5C)
    shown = [logo in colours(screen[1].data, page) for page in range(1, len(lines))]
    assert shown == [FOOT in line for line in lines[1:]]


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


def test_the_foot_of_a_thick_book_moves_with_its_page(tmp_path: Path) -> None:
    _, copy = copied(clinic_book(tmp_path))
    paged = print_document(copy)
    press = paged.profile.press or Press()
    thick = replace(paged, profile=replace(paged.profile, press=replace(press, gutters=((999, 30.0),))))
    thin_done, thick_done = paginate(paged), paginate(thick)
    assert not any(len(set(colour)) > 1 for colour in colours(thick_done.data, 6)), "the logo is in black ink"
    for page in (6, 7):
        moved = [
            boxes(thick_done.data, page, words)[0][0] - boxes(thin_done.data, page, words)[0][0]
            for words in ("Help now", "Riverside")
        ]
        assert abs(moved[0]) > 10
        assert moved[0] == pytest.approx(moved[1], abs=0.1)


def test_the_foot_of_a_card_lies_where_printers_print_and_leaves_its_number_alone(tmp_path: Path) -> None:
    _, copy = copied(clinic_book(tmp_path))
    paged = cards(copy, outlined(copy, Cache()))
    assert paged is not None
    data = paginate(paged).data
    [[_, bottom, right, _]] = boxes(data, 0, FOOT)
    assert bottom > 4.2 * 72 / 25.4
    assert right < pypdfium2.PdfDocument(data)[0].get_width()
    assert len(boxes(data, 0, "1")) == len(["its number", "Chapter 1"]) + FOOT.count("1")


def test_the_foot_of_a_session_sheet_stands_over_nothing(tmp_path: Path) -> None:
    folder = clinic_book(tmp_path)
    (next(folder.rglob("book.toml")).parent / "sessions.toml").write_text(f"format = 1\n{PLAN}")
    _, copy = copied(folder)
    plan = copy.sources.session("walking")
    assert plan is not None
    done = paginate(session(copy, part(copy, "walking"), plan, "office", (), outlined(copy, Cache())))
    assert done.pages == 1
    [[_, bottom, _, _]] = boxes(done.data, 0, FOOT)
    height = pypdfium2.PdfDocument(done.data)[0].get_height()
    assert bottom > height - 12.7 * 72 / 25.4, "it stands in the margin above"
