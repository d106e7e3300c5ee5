"""The fields of a screen PDF can be filled in by any program, and what is typed is on the page afterwards."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from block_equality import compare
from books import BOOK_TOML, book
from pikepdf import Name
from pikepdf.form import DefaultAppearanceStreamGenerator, Form
from pypdfium2 import raw
from stages import read, screen_document
from worksheets import SHEET, sheet

from trustbook.layout.engine import paginate
from trustbook.manuscript.book import Book
from trustbook.pdf.spoken import read_pdf
from trustbook.pdf.standards import STANDARDS

TYPED = "Zoë hopes for rest"
PAGE = 4  # of the file, from 0: the first of the worksheet


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return sheet(tmp_path_factory.mktemp("book"), SHEET)


@pytest.fixture(scope="module")
def screen(made: Book) -> bytes:
    """The screen PDF of a worksheet."""
    return paginate(screen_document(made)).data


def _widgets(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [one for page in pdf.pages for one in page.obj.get("/Annots", []) if one.Subtype == Name.Widget]


def _named(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """The fields by their names."""
    return {str(field.T): field for field in pdf.Root.AcroForm.Fields}


def test_every_field_of_the_text_is_in_the_form_under_a_name_of_its_own(screen: bytes) -> None:
    with pikepdf.open(io.BytesIO(screen)) as pdf:
        kinds = {name: str(field.FT) for name, field in _named(pdf).items()}
    assert kinds == {
        "one-what-i-need": "/Tx",
        "one-a-friend": "/Btn",
        "one-a-bus": "/Btn",
        "one-other": "/Btn",
        "one-other-2": "/Tx",
        "one-write-it-down": "/Tx",
        "one-how-safe-did-it-feel": "/Btn",
        "one-monday-what-i-did": "/Tx",
        "one-day-row-2": "/Tx",
        "one-what-i-did-row-2": "/Tx",
        "one-draw": "/Tx",
        "one-the-rest": "/Tx",
    }


def test_fields_are_printed_named_and_drawn_in_every_state_and_run_nothing(screen: bytes) -> None:
    with pikepdf.open(io.BytesIO(screen)) as pdf:
        form = pdf.Root.AcroForm
        assert "/NeedAppearances" not in form
        assert all("/FontFile2" in font.FontDescriptor for font in form.DR.Font.values())
        for widget in _widgets(pdf):
            assert widget.F == 4
            assert str(widget.TU).strip()
            assert "/StructParent" in widget
            assert not {"/A", "/AA"} & set(widget.keys())
            button = widget.get("/FT") != Name.Tx
            assert isinstance(widget.AP.N, pikepdf.Dictionary if button else pikepdf.Stream)
            assert not button or ("/Off" in widget.AP.N and len(widget.AP.N) == 2)
            assert not button or str(widget.MK.CA) == "8"  # some viewers draw no choice without it
        assert b"/JavaScript" not in screen
        assert all(page.obj.Tabs == Name.S for page in pdf.pages)


def test_a_tick_in_the_text_is_a_tick_in_the_form(screen: bytes) -> None:
    with pikepdf.open(io.BytesIO(screen)) as pdf:
        states = {name: (str(field.V), str(field.AS)) for name, field in _named(pdf).items() if "/AS" in field}
    assert states["one-a-bus"] == ("/Yes", "/Yes")
    assert states["one-a-friend"] == ("/Off", "/Off")


def test_the_steps_of_a_scale_are_one_choice(screen: bytes) -> None:
    with pikepdf.open(io.BytesIO(screen)) as pdf:
        scale = _named(pdf)["one-how-safe-did-it-feel"]
        assert str(scale.TU) == "How safe did it feel?"
        assert [sorted(step.AP.N.keys()) for step in scale.Kids] == [["/1", "/Off"], ["/2", "/Off"], ["/3", "/Off"]]
        assert len({str(step.TU) for step in scale.Kids}) == 3


@pytest.mark.parametrize("standard", STANDARDS)
def test_fields_are_heard_where_they_stand(standard: str, made: Book) -> None:
    document = screen_document(made, standard)
    said = read_pdf(paginate(document).data, guess_spaces=False)
    compared = compare(document.html, said, STANDARDS[standard])
    assert compared.differences == (), str(compared)
    heard = [(one.control, one.description) for one in said.walk() if one.role == "Form"]
    assert heard[:3] == [("text field", "What I need"), ("checkbox", "A friend"), ("checkbox", "A bus")]
    assert len(heard) == 14


def _dark(data: bytes, page: int, place: tuple[float, float, float, float]) -> int:
    """How many dark dots a rectangle of a page has."""
    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        shown = document[page].render(scale=2, may_draw_forms=True).to_pil().convert("L")
        height = document[page].get_height()
    left, bottom, right, top = place
    box = shown.crop((int(2 * left), int(2 * (height - top)), int(2 * right), int(2 * (height - bottom))))
    return sum(box.histogram()[:100])


def _place(data: bytes, name: str, kid: int | None = None) -> tuple[int, tuple[float, float, float, float]]:
    """The page and the rectangle of a field."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        field = _named(pdf)[name]
        field = field if kid is None else field.Kids[kid]
        pages = [page.obj.objgen for page in pdf.pages]
        left, bottom, right, top = (float(one) for one in field.Rect)
        return pages.index(field.P.objgen), (left, bottom, right, top)


def test_what_is_typed_and_ticked_is_on_the_picture(screen: bytes) -> None:
    with pikepdf.open(io.BytesIO(screen)) as pdf:
        form: Any = Form(pdf, DefaultAppearanceStreamGenerator)
        for name in ("one-draw", "one-monday-what-i-did"):
            form[name].value = TYPED
        form["one-a-friend"].checked = True
        form["one-how-safe-did-it-feel"].options[2].select()
        saved = io.BytesIO()
        pdf.save(saved)
    for name, kid in (("one-draw", None), ("one-monday-what-i-did", None), ("one-a-friend", None)):
        where = _place(screen, name, kid)
        assert _dark(saved.getvalue(), *where) > _dark(screen, *where), name
    chosen, other = (_place(screen, "one-how-safe-did-it-feel", kid) for kid in (2, 1))
    assert _dark(saved.getvalue(), *chosen) > _dark(screen, *chosen)
    assert _dark(saved.getvalue(), *other) == _dark(screen, *other)


def test_what_is_only_filled_in_is_drawn_by_the_viewer(screen: bytes) -> None:
    with pikepdf.open(io.BytesIO(screen)) as pdf:
        fields = _named(pdf)
        fields["one-draw"].V = TYPED
        fields["one-a-friend"].V = fields["one-a-friend"].AS = Name.Yes
        scale = fields["one-how-safe-did-it-feel"]
        scale.V = scale.Kids[2].AS = Name("/3")
        pdf.Root.AcroForm.NeedAppearances = True
        saved = io.BytesIO()
        pdf.save(saved)
    for name, kid in (("one-draw", None), ("one-a-friend", None), ("one-how-safe-did-it-feel", 2)):
        where = _place(screen, name, kid)
        assert _dark(saved.getvalue(), *where) > _dark(screen, *where), name
    page, (left, bottom, right, top) = _place(screen, "one-how-safe-did-it-feel", 2)
    corner = left, top - (top - bottom) / 6, left + (right - left) / 6, top  # where a cross ends, clear of the circle
    assert _dark(saved.getvalue(), page, corner) > _dark(screen, page, corner)


def typed_into(data: bytes, name: str, typed: str) -> bytes:
    """The file as PDFium, the viewer in Chrome and Edge, saves it after somebody typed into a field."""
    page_number, place = _place(data, name)
    with pypdfium2.PdfDocument(data) as document:
        document.init_forms()
        form, page = document.formenv, document[page_number]
        point = place[0] + 20, place[3] - 12
        raw.FORM_OnLButtonDown(form, page, 0, *point)
        raw.FORM_OnLButtonUp(form, page, 0, *point)
        for letter in typed:
            raw.FORM_OnChar(form, page, ord(letter), 0)
        raw.FORM_ForceToKillFocus(form)
        saved = io.BytesIO()
        document.save(saved)
    return saved.getvalue()


def test_a_viewer_types_on_the_page_and_the_lines_make_room(screen: bytes) -> None:
    page_number, place = _place(screen, "one-what-i-need")
    lines = _dark(screen, page_number, place)
    assert lines > 0
    saved = typed_into(screen, "one-what-i-need", TYPED)
    with pikepdf.open(io.BytesIO(saved)) as pdf:
        field = _named(pdf)["one-what-i-need"]
        assert str(field.V) == TYPED
        drawn = bytes(field.AP.N.read_bytes())
    assert b" l" not in drawn
    assert 0 < _dark(saved, page_number, place) < lines


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("en", "“Zoë’s café” – it’s fine — €5…"),
        ("de", "„Größe“ – ‚Übung‘"),
        ("pl", "„Zażółć gęślą jaźń” – ŁÓDŹ"),
        ("uk", "«Її ґанок — щастя» Ґудзик, м’ята"),
        ("cy", "“Dŵr, tŷ”"),
    ],
)
def test_a_viewer_types_in_the_font_of_the_form(language: str, typed: str, tmp_path: Path) -> None:
    folder = book(tmp_path, {"one.md": "# T\n\nX: ___{lines=2}\n"})
    facts = BOOK_TOML.replace('"en-GB"', f'"{language}"')
    (folder / "book.toml").write_text(facts, "utf-8")
    saved = typed_into(paginate(screen_document(read(folder)[0])).data, "one-x", typed)
    with pikepdf.open(io.BytesIO(saved)) as pdf:
        drawn = bytes(_named(pdf)["one-x"].AP.N.read_bytes())
        assert str(_named(pdf)["one-x"].V) == typed
        [used] = set(re.findall(rb"/(\w+) [\d.]+ Tf", drawn))
        assert f"/{used.decode()}" in pdf.Root.AcroForm.DR.Font
    with pypdfium2.PdfDocument(saved) as document:
        page, _ = _place(saved, "one-x")
        raw.FPDFPage_Flatten(document[page], raw.FLAT_PRINT)
        assert typed in document[page].get_textpage().get_text_range()


def test_lines_of_an_empty_field_are_drawn_in_it(screen: bytes) -> None:
    with pikepdf.open(io.BytesIO(screen)) as pdf:
        drawn = bytes(_named(pdf)["one-what-i-need"].AP.N.read_bytes())
    assert drawn.count(b" l\n") == 4


def test_the_same_text_makes_the_same_form(made: Book, screen: bytes) -> None:
    assert paginate(screen_document(made)).data == screen


def test_scales_with_the_same_words_are_choices_of_their_own(tmp_path: Path) -> None:
    made = sheet(tmp_path, '# T\n\nSafe? [scale 1-2: "no" to "yes"]\n\n[scale 1-3: "no" to "yes"]\n')
    with pikepdf.open(io.BytesIO(paginate(screen_document(made)).data)) as pdf:
        steps = {name: len(field.Kids) for name, field in _named(pdf).items()}
    assert steps == {"one-safe": 2, "one-safe-2": 3}


def test_a_book_without_fields_has_no_form(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(paginate(screen_document(sheet(tmp_path, "# T\n\nOnly words.\n"))).data)) as pdf:
        assert "/AcroForm" not in pdf.Root
