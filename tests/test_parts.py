"""A book that is bound from its parts is the book that is laid out in one piece."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from books import book, chapters
from kept_in_memory import Memory
from layouts import lay_out_in_parts, paginate_in_parts, side_by_side
from PIL import ImageChops
from stages import print_document, read, screen_document

from trustbook.layout import folios, kept, parts, settling
from trustbook.layout.document import PagedDocument
from trustbook.layout.engine import lay_out, paginate
from trustbook.layout.kept_parts import KeptParts, Places
from trustbook.layout.pages import Paginated
from trustbook.layout.part_documents import PartDocument, PartDocuments
from trustbook.layout.parts import steps
from trustbook.pdf.spoken.aloud import spoken
from trustbook.pdf.spoken.read import read_pdf

PARAGRAPH = "Words about what people say to each other, and about what they do not say. " * 8
ONE = f"""\
# Trust

See [the other chapter](two.md) and [its second part](two.md#second).[^n]

{PARAGRAPH}

{PARAGRAPH}

!!! try "Say one thing"
    ___{{lines=3}}

[^n]: A note.
"""
TWO = f"""\
# Other

## First

{PARAGRAPH}

{PARAGRAPH}

## Second

Back to [trust](one.md).

!!! try "Say another thing"
    ___{{lines=2}}
"""
THREE = f"# Last\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n"


def document(folder: Path, standard: str = "ua-1", toml: str = "", sheet: str = "", **texts: str) -> PagedDocument:
    """The book for the screen, with other texts for its chapters, more in its book.toml, and a style sheet."""
    files = {"one": ONE, "two": TWO, "three": THREE, **texts}
    named = chapters("one.md", "two.md", "three.md") + toml
    files_of_book = {"book.toml": named, **{f"{name}.md": text for name, text in files.items()}}
    made, found = read(book(folder, files_of_book | ({"styles/paged.css": sheet} if sheet else {})))
    assert not [one for one in found if one.severity == "error"]
    return screen_document(made, standard)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Memory, Paginated]:
    """The book, built once, and what was kept."""
    memory = Memory()
    return memory, paginate_in_parts(document(tmp_path_factory.mktemp("before")), memory)


@pytest.fixture
def memory(before: tuple[Memory, Paginated]) -> Memory:
    """What was kept of the first build."""
    return Memory(before[0].kept)


def pictures(data: bytes) -> list[pypdfium2.PdfBitmap]:
    """Each page as a picture."""
    return [page.render(scale=1).to_pil().convert("L") for page in pypdfium2.PdfDocument(data)]


def titles(items: list[pikepdf.OutlineItem]) -> list[object]:
    """Bookmarks with those below them."""
    return [(one.title, titles(list(one.children))) for one in items]


def test_the_parts_together_are_the_whole(before: tuple[Memory, Paginated], tmp_path: Path) -> None:
    bound, whole = before[1], paginate(document(tmp_path))
    assert (bound.pages, bound.breaks, bound.findings) == (whole.pages, whole.breaks, ())
    assert spoken(read_pdf(bound.data)) == spoken(read_pdf(whole.data))
    for one, other in zip(pictures(bound.data), pictures(whole.data), strict=True):
        assert ImageChops.difference(one, other).getbbox() is None
    with pikepdf.open(io.BytesIO(bound.data)) as one, pikepdf.open(io.BytesIO(whole.data)) as other:
        assert [page.label for page in one.pages] == [page.label for page in other.pages]
        with one.open_outline() as ours, other.open_outline() as theirs:
            assert titles(list(ours.root)) == titles(list(theirs.root))
        assert one.docinfo == other.docinfo
        assert set(one.Root.keys()) == set(other.Root.keys())
        assert all(
            one.Root[key] == other.Root[key] for key in ("/Lang", "/MarkInfo", "/PageMode", "/ViewerPreferences")
        )
        assert one.Root.Metadata.read_bytes() == other.Root.Metadata.read_bytes()
        assert one.pdf_version == other.pdf_version


def test_every_link_leads_to_a_page(before: tuple[Memory, Paginated]) -> None:
    with pikepdf.open(io.BytesIO(before[1].data)) as pdf:
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        pages = [page.objgen for page in pdf.pages]
        targets = [str(one.Dest) for page in pdf.pages for one in page.get("/Annots", []) if "/Dest" in one]
        assert {"one", "two", "two-second"} <= set(targets)
        assert all(names[name][0].objgen in pages for name in targets)


def test_fields_have_names_of_their_own_and_one_font(before: tuple[Memory, Paginated]) -> None:
    with pikepdf.open(io.BytesIO(before[1].data)) as pdf:
        form = pdf.Root.AcroForm
        names = [str(field.T) for field in form.Fields]
        assert len(names) == len(set(names)) == 2
        fonts = [next(iter(one.AP.N.Resources.Font.values())).objgen for one in form.Fields]
        assert set(fonts) == {next(iter(form.DR.Font.values())).objgen}


def test_a_face_is_in_the_file_once(before: tuple[Memory, Paginated], pressed: tuple[Memory, Paginated]) -> None:
    for done in (before[1], pressed[1]):
        with pikepdf.open(io.BytesIO(done.data)) as pdf:
            described = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one]
            names = {str(one.FontName) for one in described}
            assert len(described) > len(names) > 1, "several parts have the same face"
            assert len({one.FontFile2.objgen for one in described}) == len(names)


def test_a_changed_word_lays_out_its_part_alone(memory: Memory, tmp_path: Path) -> None:
    after = document(tmp_path, two=TWO.replace("Back to", "Return to"))
    done = paginate_in_parts(after, memory)
    assert len(memory.layouts) == 1
    assert done == paginate_in_parts(after, Memory())


@pytest.mark.parametrize(
    "texts",
    [
        {"one": ONE.replace(PARAGRAPH, PARAGRAPH * 4)},
        {"three": THREE.replace("# Last", "# Last\n\n## At last")},
        {"two": TWO.replace("## First", "## Before\n\nWords.\n\n## First")},
        {"two": TWO.replace(f"{PARAGRAPH}\n\n{PARAGRAPH}", "\n\n".join([PARAGRAPH] * 30))},
        {"one": ONE.replace("ways", "\N{GREEK SMALL LETTER XI}"), "two": TWO.replace("Words", "\u03be\u03ce\u03b6")},
        {"two": "# Another\n\nWords.\n", "one": "# Trust\n\nWords.\n"},
    ],
    ids=["more pages", "a heading", "a heading on the same page", "other pages of headings", "signs", "other chapters"],
)
def test_whatever_changes_the_outcome_is_that_of_a_new_build(
    memory: Memory, tmp_path: Path, texts: dict[str, str]
) -> None:
    after = document(tmp_path, **texts)
    assert paginate_in_parts(after, memory) == paginate_in_parts(after, Memory())


@pytest.mark.parametrize(
    "data", [b"", b"[" * 9_999, b"[]", b"{}", b"[[1, []]]", b'[["x", {"one": 2}]]', b'[[1, {"one": null}]]']
)
def test_places_that_make_no_sense_are_no_guess(
    before: tuple[Memory, Paginated], memory: Memory, tmp_path: Path, data: bytes
) -> None:
    for name in [one for one in memory.kept if one.startswith("places-")]:
        memory.kept[name] = data
    assert paginate_in_parts(document(tmp_path), memory).data == before[1].data


def test_a_kept_part_without_its_places_is_laid_out_again(
    before: tuple[Memory, Paginated], memory: Memory, tmp_path: Path
) -> None:
    for name in [one for one in memory.kept if one.startswith("layout-")]:
        emptied = kept.write(replace(kept.read(memory.kept[name]), places={}))
        assert emptied is not None
        memory.kept[name] = emptied
    assert paginate_in_parts(document(tmp_path), memory).data == before[1].data


@pytest.mark.parametrize("spoil", [lambda pdf: b"%PDF-1.7\n" + b"x" * len(pdf), lambda pdf: pdf[: len(pdf) // 2]])
@pytest.mark.parametrize("known", [False, True], ids=["as it lies there", "with a sum of its own"])
def test_a_kept_part_whose_pdf_is_spoilt_is_laid_out_again(
    before: tuple[Memory, Paginated], memory: Memory, tmp_path: Path, spoil: Callable[[bytes], bytes], known: bool
) -> None:
    for name in [one for one in memory.kept if one.startswith("layout-")]:
        head, _, pdf = memory.kept[name].partition(b"\n")
        spoilt = spoil(pdf)
        if known:
            head = json.dumps({**json.loads(head), "sha256": hashlib.sha256(spoilt).hexdigest()}).encode()
        memory.kept[name] = head + b"\n" + spoilt
    assert paginate_in_parts(document(tmp_path), memory).data == before[1].data


def test_places_of_another_book_are_only_a_guess(
    before: tuple[Memory, Paginated], memory: Memory, tmp_path: Path
) -> None:
    """Two books may have parts of the same names."""
    other = document(tmp_path / "other", one=ONE.replace(PARAGRAPH, PARAGRAPH * 9), two="# Other\n\n## Second\n")
    paginate_in_parts(other, memory)
    assert paginate_in_parts(document(tmp_path / "first"), memory).data == before[1].data


def test_what_names_elements_of_other_parts_is_written_in_one_piece(tmp_path: Path) -> None:
    memory = Memory()
    paged = document(tmp_path, "ua-2")
    assert paginate_in_parts(paged, memory).data == paginate(paged).data
    assert not memory.kept


# -- for a press ---------------------------------------------------------------------------------------------


def printed(folder: Path, **texts: str) -> PagedDocument:
    """The book for a print shop, with other texts for its chapters."""
    files = {"one": ONE, "two": TWO, "three": THREE, **texts}
    named = chapters("one.md", "two.md", "three.md")
    made, _ = read(book(folder, {"book.toml": named, **{f"{name}.md": text for name, text in files.items()}}))
    return print_document(made)


@pytest.fixture(scope="module")
def pressed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Memory, Paginated]:
    """The printed book, built once, and what was kept."""
    memory = Memory()
    return memory, paginate_in_parts(printed(tmp_path_factory.mktemp("pressed")), memory)


def test_the_printed_parts_together_are_the_whole(pressed: tuple[Memory, Paginated], tmp_path: Path) -> None:
    bound, whole = pressed[1], paginate(printed(tmp_path))
    facts = [(one.pages, one.breaks, one.findings, one.margins, one.forbidden) for one in (bound, whole)]
    assert facts[0] == facts[1]
    for one, other in zip(pictures(bound.data), pictures(whole.data), strict=True):
        # Marks of blank pages stand apart by a thousandth of a point.
        assert ImageChops.difference(one, other).getextrema() in ((0, 0), (0, 1))
    with pikepdf.open(io.BytesIO(bound.data)) as one, pikepdf.open(io.BytesIO(whole.data)) as other:
        boxes = ("/MediaBox", "/TrimBox", "/BleedBox")
        sizes = [[[list(page.obj[key]) for key in boxes] for page in pdf.pages] for pdf in (one, other)]
        assert sizes[0] == sizes[1]
        empty = [number for number, page in enumerate(one.pages, 1) if not page.obj.Resources]
        assert 2 in empty, "the back of the cover is blank"
        assert len(one.pages) % 2 == 0
        assert one.docinfo == other.docinfo
        assert set(one.Root.keys()) == set(other.Root.keys())
        assert one.Root.Metadata.read_bytes() == other.Root.Metadata.read_bytes()
        assert one.pdf_version == other.pdf_version


def test_a_changed_word_prints_its_part_alone(pressed: tuple[Memory, Paginated], tmp_path: Path) -> None:
    memory = Memory(pressed[0].kept)
    after = printed(tmp_path, two=TWO.replace("Back to", "Return to"))
    done = paginate_in_parts(after, memory)
    assert len(memory.layouts) == 2, "the PDF of the part, and its breaks"
    assert done == paginate_in_parts(after, Memory())


def test_breaks_of_pages_that_were_printed_are_known(pressed: tuple[Memory, Paginated], tmp_path: Path) -> None:
    memory = Memory(pressed[0].kept)
    same, other = printed(tmp_path / "same"), printed(tmp_path / "other", three=THREE.replace("Words", "Talk"))
    assert lay_out_in_parts(same, memory).breaks == lay_out(same).breaks
    assert memory.layouts == []
    assert lay_out_in_parts(other, memory).breaks == lay_out(other).breaks
    assert len(memory.layouts) == 1


def test_a_press_that_wants_wider_margins_of_thick_books_gets_one_piece(tmp_path: Path) -> None:
    memory, paged = Memory(), printed(tmp_path)
    assert paged.profile.press is not None
    thick = replace(paged.profile.press, gutters=((2, 30.0),))
    paged = replace(paged, profile=replace(paged.profile, press=thick))
    assert paginate_in_parts(paged, memory).data == paginate(paged).data
    assert not memory.kept


def test_pages_that_get_other_numbers_alone_are_not_laid_out_again(memory: Memory, tmp_path: Path) -> None:
    """A chapter grows; of the one behind it no page is laid out again."""
    after = document(tmp_path, two=TWO.replace(f"{PARAGRAPH}\n\n{PARAGRAPH}", "\n\n".join([PARAGRAPH] * 14)))
    done = paginate_in_parts(after, memory)
    assert len(memory.layouts) == 2, "the chapter that grew, and the numbers of all pages"
    assert done == paginate_in_parts(after, Memory())
    with pikepdf.open(io.BytesIO(done.data)) as pdf:
        labels = [page.label for page in pdf.pages]
    words = [page.get_textpage().get_text_range().split() for page in pypdfium2.PdfDocument(done.data)]
    assert [said[-1] for said in words[2:]] == labels[2:]


@pytest.mark.parametrize("paper", ["printed", "a4"])  # parts begin on right-hand pages, or on any
def test_parts_of_a_long_book_can_be_laid_out_side_by_side(
    paper: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toml = f'\n[screen]\npaper = "{paper}"\n'
    in_one_piece = paginate_in_parts(document(tmp_path / "one", toml=toml), Memory())
    monkeypatch.setattr(parts, "LONG", 1)
    given, done = side_by_side(steps(document(tmp_path / "two", toml=toml), Memory()))
    assert done == in_one_piece
    chapters_at_once = max(sum(one.html[1][-1].get("class") == "part chapter" for one in step) for step in given)
    assert chapters_at_once > 1


def test_empty_pages_inside_parts_take_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = "h2 { break-before: right; } .chapter { break-before: page; }"
    whole = paginate(document(tmp_path / "whole", sheet=sheet))
    monkeypatch.setattr(parts, "LONG", 1)
    memory = Memory()
    done = paginate_in_parts(document(tmp_path / "parts", sheet=sheet), memory)
    assert (done.numbers, done.breaks) == (whole.numbers, whole.breaks)
    assert len(whole.numbers) < whole.span
    changed = document(tmp_path / "changed", sheet=sheet, two=TWO.replace("Back to", "Return to"))
    assert paginate_in_parts(changed, memory).numbers == whole.numbers


def test_a_long_book_that_changes_everywhere_is_still_laid_out_part_by_part(
    before: tuple[Memory, Paginated], memory: Memory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "LONG", 1)
    monkeypatch.setattr(parts, "paginate_parts", None)  # which holds all pages at once
    texts = {"one": ONE, "two": TWO, "three": THREE}
    changed = {name: text.replace("Words about", "Words on") for name, text in texts.items()}
    assert paginate_in_parts(document(tmp_path, **changed), memory).numbers == before[1].numbers


def test_numbers_that_were_kept_and_spoilt_are_laid_out_again(
    before: tuple[Memory, Paginated], memory: Memory, tmp_path: Path
) -> None:
    [name] = [
        name
        for name, data in memory.kept.items()
        if name.startswith("layout-") and not (one := kept.read(data)).places and one.data
    ]
    short = replace(kept.read(memory.kept[name]), data=paginate(document(tmp_path / "other")).data)
    with pikepdf.open(io.BytesIO(short.data)) as pdf:
        del pdf.pages[1:]
        pdf.save(cut := io.BytesIO())
    memory.kept[name] = kept.write(replace(short, data=cut.getvalue())) or b""
    assert paginate_in_parts(document(tmp_path / "same"), memory).data == before[1].data


def test_numbers_that_never_settle_are_left_to_a_layout_in_one_piece(
    before: tuple[Memory, Paginated], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "LONG", 1)
    monkeypatch.setattr(settling.Settling, "_holds", lambda *facts: False)
    assert paginate_in_parts(document(tmp_path), Memory()) == before[1]


def test_a_number_that_a_style_sheet_says_by_itself_is_found_across_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = '.chapter p > a[href="#two"]::after { content: " page 1"; }'
    monkeypatch.setattr(parts, "LONG", 1)
    done = paginate_in_parts(document(tmp_path, sheet=sheet), Memory())
    assert [one.code for one in done.findings] == ["P803"]


def flickering(part: PartDocument) -> Paginated:
    """A part of one page; but the first chapter has two where it says that the second begins on an even one."""
    elsewhere, first = part.document.elsewhere or {}, part.document.first
    count = 2 if part.id == "one" and elsewhere["two"] % 2 == 0 else 1
    numbers = tuple(range(first, first + count))
    asks = ("two",) if part.id == "one" else ()
    places = {name: first for element in part.document.html.iter() if (name := element.get("id"))}
    return Paginated(b"", count, (), (), numbers=numbers, places=places, asks=asks, folios=(None,) * count)


def test_numbers_settle_also_where_each_layout_asks_for_another(tmp_path: Path) -> None:
    paged = document(tmp_path)
    elements = [child for child in paged.html[1] if child.get("id")]
    documents = PartDocuments(paged, elements)
    names = [element.get("id") for element in elements]
    guesses = {name: 1 for some in documents.names for name in some}
    before = Places(guesses, [1] * len(names), [""] * len(names))
    work = settling.Settling(documents, KeptParts(Memory(), "screen", b"", elements, write=False), before)
    while wanted := work.wanted():
        for index, part in wanted.items():
            work.take(index, part, flickering(part))
    whole = work.whole()
    assert whole is not None
    one, two = (whole[names.index(name)] for name in ("one", "two"))
    assert one.pages == 1, "it says an odd number"
    assert two.numbers[0] == one.numbers[0] + 2, "which is true, for a blank page keeps it so"
    assert two.numbers[0] % 2 == 1


def test_numbers_of_many_pages_are_laid_out_some_at_a_time(
    before: tuple[Memory, Paginated], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folios, "_AT_ONCE", 3)
    given, done = side_by_side(steps(document(tmp_path), Memory()))
    assert [one.folios_only for one in given[-1]] == [True] * len(given[-1])
    assert [one.first for one in given[-1]] == [3, 6], "each begins a page early, but the first"
    for one, other in zip(pictures(done.data), pictures(before[1].data), strict=True):
        assert ImageChops.difference(one, other).getbbox() is None


def test_a_long_book_is_laid_out_part_by_part(
    before: tuple[Memory, Paginated], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "LONG", 1)
    monkeypatch.setattr(parts, "paginate_parts", None)  # which holds all pages at once
    memory = Memory()
    done = paginate_in_parts(document(tmp_path), memory)
    assert done == before[1]
    assert len(memory.layouts) >= 6
