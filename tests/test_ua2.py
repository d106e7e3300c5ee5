"""The screen PDF as PDF/UA-2, WTPDF 1.0 Accessibility and PDF/A-4f, which carries the EPUB."""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree

import pikepdf
import pytest
from books import BOOK_TOML, book
from sample_book import sample
from tagged_constructs import CONSTRUCTS
from tagged_pages import ROOMY, TINY, Reader, descendants, face_css, tree, weasyprint
from tagged_pages import render as render_older

import trustbook
from trustbook.editions.screen import EDITION
from trustbook.editions.screen.settings import ScreenSettings
from trustbook.pdf.standards import STANDARDS, of_file
from trustbook.sources import fonts
from trustbook.sources.locate import quick_look
from trustbook.verify import tools as verify_tools
from trustbook.verify.pdf import page_validation, verapdf

PDF_1, PDF_2 = "http://iso.org/pdf/ssn", "http://iso.org/pdf2/ssn"
SCREEN, EPUB = "small-steps-screen.pdf", "small-steps.epub"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> trustbook.Report:
    """The sample book's EPUB and its screen PDF to the newer standard."""
    made = trustbook.build(sample(tmp_path_factory.mktemp("ua2")), ["epub", "screen"], options={"pdf-standard": "ua-2"})
    assert made.failed == (), [line for finding in made.findings for line in finding.lines()]
    return made


@pytest.fixture(scope="module")
def data(report: trustbook.Report) -> bytes:
    return (report.folder / SCREEN).read_bytes()


@pytest.fixture(scope="module")
def reader(data: bytes) -> Reader:
    return Reader(data)


@pytest.fixture(scope="module")
def root(reader: Reader) -> Any:
    return reader.pdf.Root


@pytest.fixture(scope="module")
def elements(root: Any) -> list[Any]:
    """Every structure element in reading order."""
    return list(descendants(root.StructTreeRoot.K[0]))


def render(body: str, css: str = TINY) -> Reader:
    """Some HTML as a PDF of the newer standard, its metadata aside."""
    html = (
        f'<!doctype html><html lang="en"><head><title>Test</title><style>{face_css()} '
        f"body {{ margin: 0; font: 12px '{fonts.TEXT_FAMILY}' }} {css}</style></head><body>{body}</body></html>"
    )
    source = weasyprint().HTML(string=html)
    from trustbook.pdf.tags import tagging

    with warnings.catch_warnings(), tagging(STANDARDS["ua-2"]):
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves its sRGB profile open
        return Reader(source.write_pdf(pdf_variant=STANDARDS["ua-2"].variant, pdf_tags=True))


def in_new_words(outline: str) -> str:
    """An outline of the older standard as the newer one has it."""
    lines = outline.splitlines()
    for index, line in enumerate(lines):
        if line.strip() == "L [None]" and index + 2 < len(lines) and lines[index + 2].strip().startswith("Lbl"):
            lines[index] = line.replace("None", "Description")
    return re.sub(r"^( *)Note\b", r"\1FENote", "\n".join(lines), flags=re.MULTILINE)


def links_of(reader: Reader) -> Iterator[Any]:
    """Every annotation, page by page; in these books they are links."""
    for page in reader.pdf.pages:
        yield from page.get("/Annots", [])


def bookmarks(item: Any, level: int = 1) -> Iterator[tuple[int, Any]]:
    """(level, bookmark) of this bookmark, those under it and those after it."""
    while item is not None:
        yield level, item
        if "/First" in item:
            yield from bookmarks(item.First, level + 1)
        item = item.get("/Next")


def page_number(reader: Reader, page: Any) -> int:
    return [one.obj.objgen for one in reader.pdf.pages].index(page.objgen)


def words(reader: Reader, element: Any) -> str:
    """All that is read of an element."""
    return " ".join(" ".join(re.findall("“(.*)”", "\n".join(reader.lines(element)))).split())


# The file


def test_the_file_is_pdf_2_0_without_an_info_dictionary(data: bytes, reader: Reader) -> None:
    assert data.startswith(b"%PDF-2.0\n")
    assert "/Info" not in reader.pdf.trailer
    assert len(reader.pdf.trailer.ID) == 2


def test_the_metadata_claim_all_three_standards(root: Any) -> None:
    xmp = ElementTree.fromstring(root.Metadata.read_bytes())
    aid, uaid = "{http://www.aiim.org/pdfa/ns/id/}", "{http://www.aiim.org/pdfua/ns/id/}"
    found = {name: [one.text for one in xmp.iter(name)] for name in (aid + "part", aid + "rev", aid + "conformance")}
    assert list(found.values()) == [["4"], ["2020"], ["F"]]
    assert [[one.text for one in xmp.iter(uaid + name)] for name in ("part", "rev")] == [["2"], ["2024"]]
    [declaration] = xmp.iter("{http://pdfa.org/declarations/}conformsTo")
    assert declaration.text == "http://pdfa.org/declarations/wtpdf#accessibility1.0"
    assert len(list(xmp.iter(RDF + "RDF"))) == 1


def test_it_carries_the_very_epub_as_the_alternative(report: trustbook.Report, root: Any) -> None:
    [file] = root.AF
    assert (str(file.AFRelationship), str(file.F), str(file.UF)) == ("/Alternative", EPUB, EPUB)
    assert "EPUB" in str(file.Desc)
    assert str(file.EF.F.Subtype) == "/application/epub+zip"
    epub = (report.folder / EPUB).read_bytes()
    assert file.EF.F.read_raw_bytes() == file.EF.UF.read_bytes() == epub
    assert (int(file.EF.F.Params.Size), str(file.EF.F.Params.ModDate)) == (len(epub), "D:20261124000000Z")
    name, named = root.Names.EmbeddedFiles.Names
    assert str(name) == EPUB
    assert named.objgen == file.objgen


def test_it_is_the_same_without_the_epub_beside_it(report: trustbook.Report, data: bytes, tmp_path: Path) -> None:
    alone = trustbook.build(sample(tmp_path), ["screen"], options={"pdf-standard": "ua-2"})
    assert alone.built == ("screen",)
    assert sorted(path.name for path in alone.folder.iterdir()) == ["report.json", SCREEN]
    assert (alone.folder / SCREEN).read_bytes() == data
    assert alone.editions["screen"] == report.editions["screen"]


# The structure tree


def test_every_element_names_its_namespace(root: Any, elements: list[Any]) -> None:
    assert [str(one.NS) for one in root.StructTreeRoot.Namespaces] == [PDF_2, PDF_1]
    older = STANDARDS["ua-2"].older
    for element in elements:
        assert str(element.NS.NS) == (PDF_1 if str(element.S)[1:] in older else PDF_2), element.S
    tags = {str(one.S)[1:] for one in elements}
    assert {"Document", "Title", "Sect", "Aside", "Em", "FENote", "TOCI", "Reference", "BlockQuote"} <= tags
    assert not tags & {"H", "Note"}


def test_readers_that_know_no_namespaces_find_older_types(root: Any) -> None:
    mapped = {str(new)[1:]: str(old)[1:] for new, old in root.StructTreeRoot.RoleMap.items()}
    assert mapped == {"Aside": "Sect", "Em": "Span", "FENote": "Note", "Strong": "Span", "Title": "P"}


def test_both_standards_read_alike(reader: Reader, sample_report: trustbook.Report) -> None:
    older = Reader((sample_report.folder / SCREEN).read_bytes()).outline()
    assert reader.outline().splitlines() == in_new_words(older).splitlines()


@pytest.mark.parametrize("css", [TINY, ROOMY], ids=["torn", "whole"])
def test_every_construct_is_in_the_tree_as_it_is_in_the_source(css: str) -> None:
    for body, expected in CONSTRUCTS.values():
        assert render(body, css).outline() == in_new_words(tree(expected))


def test_an_old_heading_type_is_refused(caplog: pytest.LogCaptureFixture) -> None:
    assert render('<p data-pdf="H">Old</p>').outline() == tree("P “Old”")
    assert 'data-pdf="H" is no tag of PDF 2.0' in caplog.text


def test_calls_and_endnotes_refer_to_each_other(elements: list[Any]) -> None:
    notes = [one for one in elements if one.S == "/FENote"]
    assert [str(note.A.NoteType) for note in notes] == ["/Endnote"] * 3
    assert [len(note.Ref) for note in notes] == [1, 2, 1]  # the note on chairs is called twice
    calls = [one for one in elements if one.S == "/Reference" and "/Ref" in one]
    for note in notes:
        assert all(call.Ref[0].objgen == note.objgen for call in note.Ref)
    assert {call.objgen for call in calls} == {call.objgen for note in notes for call in note.Ref}


def test_calls_and_footnotes_refer_to_each_other() -> None:
    reader = render('<p>Said<span style="float: footnote">Who said it</span> before.</p>')
    [note], [call] = reader.elements("FENote"), reader.elements("Reference")
    assert str(note.A.NoteType) == "/Footnote"
    assert (note.Ref[0].objgen, call.Ref[0].objgen) == (call.objgen, note.objgen)


def test_entries_of_the_contents_refer_to_what_they_name(reader: Reader, elements: list[Any]) -> None:
    entries = [one for one in elements if one.S == "/TOCI"]
    assert len(entries) > 8
    for entry in entries:
        [target] = entry.Ref
        heading = next(one for one in descendants(target) if str(one.S) in ("/H1", "/H2", "/H3"))
        link = next(one for one in descendants(entry) if one.S == "/Link")
        assert words(reader, heading).removeprefix("Chapter ") == re.sub(r" \d+$", "", words(reader, link))


def test_terms_and_numbered_items_have_their_numbering(elements: list[Any]) -> None:
    for one in elements:
        if one.S == "/L" and any(kid.S == "/Lbl" for item in one.K for kid in item.K):
            assert str(one.A.ListNumbering) in ("/Description", "/Disc", "/Decimal")


# Links and bookmarks


def test_every_link_inside_leads_to_a_structure_element(reader: Reader) -> None:
    found = [one for one in links_of(reader) if one.A.S == "/GoTo"]
    assert len(found) > 40
    for one in found:
        assert "/Dest" not in one
        element, page = one.A.SD[0], one.A.D[0]
        assert element.Type == "/StructElem"
        assert element.S != "/Document"
        assert element.Pg.objgen == page.objgen
        assert list(one.A.SD)[1:] == list(one.A.D)[1:]


def test_named_destinations_lead_to_structure_elements(root: Any) -> None:
    names = list(root.Names.Dests.Names)
    targets = {str(name): action.SD[0] for name, action in zip(names[::2], names[1::2], strict=True)}
    assert str(targets["glossary"].S) == "/Sect"
    assert list(targets) == sorted(targets)


def test_a_link_says_the_same_in_its_element_and_its_annotation(reader: Reader) -> None:
    for one in links_of(reader):
        link = reader.parents[int(one.StructParent)]
        assert link.S == "/Link"
        assert str(one.Contents).strip()
        assert str(link.get("/Alt", one.Contents)) == str(one.Contents)
        assert one.F == 4


def test_bookmarks_are_the_headings_nested_and_lead_to_them(reader: Reader, root: Any) -> None:
    found = list(bookmarks(root.Outlines.First))
    headings = [one for tag in ("H1", "H2", "H3") for one in reader.elements(tag)]
    targets = [item.A.SD[0].objgen for _, item in found]
    assert len(targets) == len(set(targets))
    assert set(targets) <= {one.objgen for one in headings}
    assert {one.objgen for one in headings if one.S != "/H3"} <= set(targets)
    for level, item in found:
        heading = item.A.SD[0]
        assert str(heading.S) == f"/H{level}"
        assert words(reader, heading) == str(item.Title)
        assert "/Dest" not in item


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ('<section id="x"><h1>One</h1></section>', "Sect"),
        ('<div id="x"><h2>One</h2>two</div>', "H2"),
        ('<div id="x">One<p>two</p></div>', "P"),
        ('<div id="x"><br>One</div>', "P"),
        ('<h1>Zero <span id="x">one</span></h1>', "H1"),
        ('<p>Zero <em><span id="x">one</span></em></p>', "Em"),
        ('<ul><li id="x">One</li></ul>', "LI"),
        ('<section role="doc-endnotes"><ol><li id="x">One</li></ol></section>', "FENote"),
        ('<blockquote>Zero<p id="x" aria-hidden="true">One</p></blockquote>', "BlockQuote"),
        ('<p id="x" aria-hidden="true">One</p>', "Document"),
    ],
)
def test_an_anchor_is_the_element_nearest_to_it(source: str, target: str) -> None:
    reader = render(f'{source}<p>See <a href="#x">there</a></p>', ROOMY)
    [link] = links_of(reader)
    assert str(link.A.SD[0].S) == f"/{target}"


# Both standards


@pytest.mark.parametrize("fixture", ["report", "sample_report"])
def test_page_labels_are_the_printed_numbers_and_tabs_follow_the_structure(
    fixture: str, request: pytest.FixtureRequest
) -> None:
    made: trustbook.Report = request.getfixturevalue(fixture)
    with pikepdf.open(made.folder / SCREEN) as pdf:
        labels: Any = pdf.Root.PageLabels.Nums
        assert [labels[0], str(labels[1].S)] == [0, "/D"]
        numbers = [int(page.label) for page in pdf.pages]
        assert numbers == sorted(set(numbers))
        assert 0 < numbers[-1] - len(numbers) < 9  # the numbers of printed pages that are blank
        assert {str(page.obj.Tabs) for page in pdf.pages} == {"/S"}


def test_the_older_standard_carries_and_refers_to_nothing(sample_report: trustbook.Report) -> None:
    reader = Reader((sample_report.folder / SCREEN).read_bytes())
    root: Any = reader.pdf.Root
    assert "/AF" not in root
    assert "/EmbeddedFiles" not in root.get("/Names", {})
    for element in descendants(root.StructTreeRoot.K[0]):
        assert not {"/NS", "/Ref"} & set(element.keys())


# Asking for it


def version(report: trustbook.Report) -> bytes:
    return (report.folder / "trust-screen.pdf").read_bytes()[5:8]


def test_another_standard_is_another_build(tmp_path: Path) -> None:
    book(tmp_path, {"book.toml": BOOK_TOML.replace("[help]", '[screen]\npdf-standard = "ua-2"\n[help]')})
    first = trustbook.build(tmp_path, ["screen"])
    assert (first.built, version(first)) == (("screen",), b"2.0")
    assert trustbook.build(tmp_path, ["screen"], options={"pdf-standard": "ua-2"}).unchanged == ("screen",)
    over = trustbook.build(tmp_path, ["screen"], options={"pdf-standard": "ua-1"})
    assert (over.built, version(over)) == (("screen",), b"1.7")
    again = trustbook.build(tmp_path, ["screen"])
    assert (again.built, version(again)) == (("screen",), b"2.0")


def test_a_changed_epub_is_carried_anew(tmp_path: Path) -> None:
    styles = tmp_path / "styles"
    styles.mkdir()
    for name in ("epub.css", "print.css"):
        (styles / name).write_text("p { color: #222 }")
    book(tmp_path)
    assert trustbook.build(tmp_path, ["screen"], options={"pdf-standard": "ua-2"}).built == ("screen",)
    (styles / "epub.css").write_text("p { color: #333 }")
    assert trustbook.build(tmp_path, ["screen"], options={"pdf-standard": "ua-2"}).built == ("screen",)


def test_an_epub_that_is_stopped_stops_the_pdf_that_carries_it(tmp_path: Path) -> None:
    hidden = book(tmp_path, {"styles/print.css": ".chapter p { display: none }"})
    made = trustbook.build(hidden, ["screen"], options={"pdf-standard": "ua-2"})
    assert made.failed == ("screen",)
    assert {(one.code, one.edition) for one in made.findings} == {("P802", "screen")}
    assert not (tmp_path / "dist").exists()


def test_an_unknown_standard_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="`pdf-standard` cannot be `ua-3`; it can be ua-1, ua-2"):
        trustbook.build(book(tmp_path), options={"pdf-standard": "ua-3"})


@pytest.mark.parametrize("text", ["", "screen = 1", "screen.pdf-standard = []", "screen.pdf-standard = 'ua-3'", "["])
def test_a_faulty_standard_counts_as_the_default_until_it_is_reported(text: str, tmp_path: Path) -> None:
    (tmp_path / "book.toml").write_text(text)
    option = EDITION.options[0]
    assert option.value(quick_look(tmp_path / "book.toml").tables.get("screen", {})) == "ua-1"


def test_book_toml_takes_the_standards_there_are() -> None:
    assert get_args(ScreenSettings.model_fields["pdf_standard"].annotation) == tuple(STANDARDS)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        (b"%PDF-2.0 GIF89a", "ua-1"),
        (b"%PDF-1.7 <pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</x>", "ua-1"),
        (
            b"%PDF-1.7 <r pdfaid:part='4' pdfaid:rev=\"2020\" pdfaid:conformance='F' pdfuaid:part='2' "
            b"pdfuaid:rev='2024'>",
            "ua-2",
        ),
        (b"<pdfaid:part>4</pdfaid:part><pdfaid:conformance>F</pdfaid:conformance><pdfuaid:part>22</x>", "ua-1"),
    ],
)
def test_a_file_is_of_the_standard_that_its_metadata_names(said: bytes, key: str) -> None:
    assert of_file(said).key == key


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_files_of_two_standards_can_be_written_at_the_same_time() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = [(pool.submit(render_older, f"<p>{n}"), pool.submit(render, f"<p>{n}")) for n in range(4)]
        for one, two in made:
            assert "/Namespaces" not in pikepdf.open(BytesIO(one.result())).Root.StructTreeRoot
            assert "/Namespaces" in two.result().pdf.Root.StructTreeRoot


# Judging it


def test_page_validation_leaves_the_newer_standard_to_verapdf(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(verify_tools.VERAPDF, "vera")
    assert page_validation(verify_tools.Subject(SCREEN, data, tmp_path)) == []
    monkeypatch.delenv(verify_tools.VERAPDF)
    with pytest.raises(verify_tools.Missing) as lack:
        page_validation(verify_tools.Subject(SCREEN, data, tmp_path))
    assert lack.value.reason == "it does not know PDF/UA-2, WTPDF 1.0 Accessibility and PDF/A-4f"


def test_verapdf_judges_by_the_standard_of_the_file(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in = tmp_path / "vera"
    verdicts = "b ua2 compliant=true\nb wt1a compliant=true\nb 4f compliant=false"
    stand_in.write_text(f"#!{sys.executable}\nimport sys\nassert sys.argv[1] == 'ua2,wt1a,4f'\nprint({verdicts!r})")
    stand_in.chmod(0o755)
    monkeypatch.setenv(verify_tools.VERAPDF, str(stand_in))
    found = verapdf(verify_tools.Subject(SCREEN, data, tmp_path))
    assert [one.message for one in found] == ["PDF/A-4f, veraPDF: not compliant"]
