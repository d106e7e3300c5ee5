"""The EPUB as readers and validators meet it: package, navigation, pages, links, metadata, style."""

from __future__ import annotations

import contextlib
import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pypdfium2
import pytest
from books import BOOK_TOML, CHAPTER, book
from lxml import etree
from PIL import Image
from sample_book import DRAWING, FILES, with_config
from stages import read

import trustbook
from trustbook.editions.epub.document import render_epub
from trustbook.editions.epub.metadata import metadata
from trustbook.editions.epub.package import pack
from trustbook.verify.epub import epubcheck
from trustbook.verify.tools import Missing, Subject

NAMES = {
    "h": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
    "d": "http://purl.org/dc/elements/1.1/",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
}
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
MM = 72 / 25.4


def words(element: Any) -> str:
    """All text of an element."""
    return "".join(map(str, element.itertext())).strip()


@dataclass(frozen=True)
class Epub:
    """An opened EPUB."""

    data: bytes

    @cached_property
    def files(self) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    @cached_property
    def package(self) -> etree._Element:
        return etree.fromstring(self.files["EPUB/content.opf"])

    @cached_property
    def documents(self) -> dict[str, etree._Element]:
        """XHTML documents by name, in the order of the spine."""
        hrefs = {item.get("id"): str(item.get("href")) for item in self.package.iterfind(".//o:item", NAMES)}
        refs = [hrefs[str(ref.get("idref"))] for ref in self.package.iterfind(".//o:itemref", NAMES)]
        return {name: etree.fromstring(self.files[f"EPUB/{name}"]) for name in refs}

    @cached_property
    def navigation(self) -> etree._Element:
        """The navigation document, which is no page of the book."""
        return etree.fromstring(self.files["EPUB/nav.xhtml"])

    def nav(self, kind: str) -> list[tuple[str, str]]:
        """(text, href) of the links of one nav."""
        [nav] = [one for one in self.navigation.iter("{*}nav") if one.get(EPUB_TYPE) == kind]
        return [(words(link), str(link.get("href"))) for link in nav.iter("{*}a")]

    def meta(self, name: str) -> list[str]:
        """Values of a property in the package document."""
        found = self.package.iterfind(".//o:meta", NAMES)
        return [one.text or "" for one in found if one.get("property") == name]

    def place(self, href: str) -> tuple[int, int]:
        """Where a link leads, as (document in the spine, element in the document); fails when nowhere."""
        name, _, fragment = href.partition("#")
        position = list(self.documents).index(name)
        if not fragment:
            return position, 0
        ids = [element.get("id") for element in self.documents[name].iter()]
        assert ids.count(unquote(fragment)) == 1, href
        return position, ids.index(unquote(fragment))


@pytest.fixture(scope="module")
def epub(sample_report: trustbook.Report) -> Epub:
    return Epub((sample_report.folder / "small-steps.epub").read_bytes())


def packed(folder: Path, cover: bytes = b"") -> Epub:
    """The EPUB of a small book, without pages."""
    made, _ = read(folder)
    return Epub(pack(render_epub(made, [], cover, {})))


# The container


def test_mimetype_is_the_first_entry_and_stored(epub: Epub) -> None:
    assert epub.data[30:38] == b"mimetype"
    assert epub.data[38:58] == b"application/epub+zip"
    with zipfile.ZipFile(io.BytesIO(epub.data)) as archive:
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert {one.date_time for one in archive.infolist()} == {(2026, 11, 24, 0, 0, 0)}


def test_the_manifest_lists_every_file_once(epub: Epub) -> None:
    listed = [str(item.get("href")) for item in epub.package.iterfind(".//o:item", NAMES)]
    held = [name.removeprefix("EPUB/") for name in epub.files if name.startswith("EPUB/") and not name.endswith(".opf")]
    assert sorted(listed) == sorted(held)


@pytest.mark.slow
def test_epubcheck_finds_nothing(sample_report: trustbook.Report, tmp_path: Path) -> None:
    [path] = sample_report.folder.glob("*.epub")
    try:
        found = epubcheck(Subject(path.name, path.read_bytes(), tmp_path))
    except Missing as lack:
        pytest.skip(lack.reason)
    assert [(one.place, one.message) for one in found] == []


# Links and ids


def test_every_link_leads_somewhere(epub: Epub) -> None:
    count = 0
    for name, document in {**epub.documents, "nav.xhtml": epub.navigation}.items():
        for link in document.iter("{*}a"):
            href = link.get("href", "")
            if not re.match(r"https?:|tel:|mailto:", href):
                epub.place(posixpath.join(posixpath.dirname(name), href) if not href.startswith("#") else name + href)
                count += 1
    assert count > 60


def test_every_picture_and_style_sheet_is_there(epub: Epub) -> None:
    for document in epub.documents.values():
        for element in document.iter("{*}img", "{*}link"):
            assert f"EPUB/{element.get('src') or element.get('href')}" in epub.files
    fonts = re.findall(r'url\("([^"]+)"\)', epub.files["EPUB/style.css"].decode())
    assert fonts
    assert all(f"EPUB/{name}" in epub.files for name in fonts)


def test_every_id_is_unique(epub: Epub) -> None:
    for document in epub.documents.values():
        ids = [element.get("id") for element in document.iter() if element.get("id")]
        assert len(ids) == len(set(ids))


def test_named_elements_have_their_names(epub: Epub) -> None:
    for document in epub.documents.values():
        ids = {element.get("id"): words(element) for element in document.iter() if element.get("id")}
        for element in document.iter():
            if name := element.get("aria-labelledby"):
                assert ids[name]


def test_notes_and_citations_lead_there_and_back(epub: Epub) -> None:
    targets = {
        f"{name}#{element.get('id')}": element
        for name, document in epub.documents.items()
        for element in document.iter()
        if element.get("id")
    }
    count = 0
    for name, document in epub.documents.items():
        for call in document.iter("{*}a"):
            if call.get("role") in ("doc-noteref", "doc-biblioref") or call.get("class") == "mark":
                target = targets[str(call.get("href"))]
                holder = target if target.tag.endswith("li") else target.getparent()
                assert holder is not None
                back = [link.get("href") for link in holder.iter("{*}a") if link.get("role") == "doc-backlink"]
                assert f"{name}#{call.get('id')}" in back
                count += 1
    assert count == 10


def test_roles_and_types_say_the_same(epub: Epub) -> None:
    deprecated = {"doc-biblioentry", "doc-endnote"}
    for document in epub.documents.values():
        for element in document.iter(etree.Element):
            role, kind = element.get("role", ""), element.get(EPUB_TYPE, "")
            assert role not in deprecated
            if role.startswith("doc-") and role not in ("doc-toc", "doc-pagelist", "doc-cover"):
                assert kind == role.removeprefix("doc-")


# Navigation


def test_the_contents_lead_to_headings_in_reading_order(epub: Epub) -> None:
    places = [epub.place(href) for _, href in epub.nav("toc")]
    assert places == sorted(set(places))
    assert [text for text, _ in epub.nav("toc")][:7] == [
        "If you need help now", "In the United Kingdom", "In other countries", "Contents",
        "1. Walking", "A. First steps", "B. Longer ways",
    ]  # fmt: skip


def test_the_landmarks_name_help_contents_and_start(epub: Epub) -> None:
    [nav] = [one for one in epub.navigation.iter("{*}nav") if one.get(EPUB_TYPE) == "landmarks"]
    marks = {str(link.get(EPUB_TYPE)): str(link.get("href")) for link in nav.iter("{*}a")}
    assert marks["notice"] == "help.xhtml"
    assert marks["bodymatter"] == "walking.xhtml"
    assert {"cover", "toc", "glossary", "bibliography"} <= marks.keys()
    for href in marks.values():
        epub.place(href)
    guide = {str(one.get("type")): str(one.get("href")) for one in epub.package.iterfind(".//o:reference", NAMES)}
    assert guide == {"cover": "cover.xhtml", "toc": "contents.xhtml", "text": "walking.xhtml"}


def test_old_readers_get_the_same_contents(epub: Epub) -> None:
    ncx = etree.fromstring(epub.files["EPUB/toc.ncx"])
    points = [
        (words(point.find("n:navLabel", NAMES)), str(point.find("n:content", NAMES).get("src")))  # type: ignore[union-attr]
        for point in ncx.iter("{*}navPoint")
    ]
    assert points == epub.nav("toc")
    pages = [str(page.find("n:content", NAMES).get("src")) for page in ncx.iter("{*}pageTarget")]  # type: ignore[union-attr]
    assert pages == [href for _, href in epub.nav("page-list")]
    order = {
        int(str(one.get("playOrder"))): str(one.find("n:content", NAMES).get("src"))  # type: ignore[union-attr]
        for one in ncx.iter("{*}navPoint", "{*}pageTarget")
    }
    assert sorted(order) == list(range(1, len(points) + len(pages) + 1))
    places = [epub.place(order[number]) for number in sorted(order)]
    assert places == sorted(places)


def test_the_spine_follows_the_book(epub: Epub) -> None:
    assert list(epub.documents) == [
        "cover.xhtml", "titlepage.xhtml", "help.xhtml", "contents.xhtml", "walking.xhtml", "resting.xhtml",
        "evidence.xhtml", "glossary.xhtml", "reading.xhtml", "colophon.xhtml",
    ]  # fmt: skip


def test_each_document_has_a_title_a_language_and_one_first_heading(epub: Epub) -> None:
    titles = [document.findtext(".//h:title", None, NAMES) for document in epub.documents.values()]
    assert len(set(titles)) == len(titles)
    for name, document in epub.documents.items():
        assert document.get("lang") == "en-GB"
        assert len(document.findall(".//h:h1", NAMES)) == (0 if name == "cover.xhtml" else 1)


def test_a_book_without_contents_still_has_navigation(tmp_path: Path) -> None:
    small = packed(book(tmp_path))
    assert small.nav("toc") == [("1. Trust", "one.xhtml")]
    assert [text for text, _ in small.nav("landmarks")] == ["Cover", "Title page", "Start of the text"]


# Pages of the printed edition


def test_each_page_of_the_list_has_its_marker_in_reading_order(epub: Epub) -> None:
    markers = [
        (str(element.get("aria-label")), f"{name}#{element.get('id')}")
        for name, document in epub.documents.items()
        for element in document.iter()
        if element.get(EPUB_TYPE) == "pagebreak"
    ]
    assert markers == epub.nav("page-list")
    assert len(markers) > 15
    places = [epub.place(href) for _, href in markers]
    assert places == sorted(places)


def _words(text: str) -> list[str]:
    return [word for word in text.split() if word not in ("•", "–", "◦") and not re.fullmatch(r"\d+\.", word)]


def _same(one: str, other: str) -> bool:
    """Whether two words are equal, or one is the part of a hyphenated word that stands on a page."""
    return one == other or one.endswith(f"-{other}") or other.endswith(f"-{one}")


def printed_pages(path: Path) -> dict[str, list[str]]:
    """The words between head and foot of each page of the print edition, by page number."""
    document = pypdfium2.PdfDocument(path)
    pages = {}
    for number, page in enumerate(document, 1):
        left, bottom, right, top = page.get_trimbox()
        text = page.get_textpage()
        upper = text.get_text_bounded(left, top - 20 * MM, right, top)
        head = 0 if upper.startswith(("If you need help", "In other countries")) else 20 * MM  # help has no head
        words = text.get_text_bounded(left, bottom + 21 * MM, right, top - head)
        pages[str(number)] = _words(words.replace("\ufffe", "-"))
    document.close()
    return pages


def words_at(epub: Epub, href: str) -> list[str]:
    """The words of a document from a marker on."""
    name, _, identifier = href.partition("#")
    body = epub.documents[name].find("h:body", NAMES)
    assert body is not None
    text, seen = "", False
    for event, element in etree.iterwalk(body, ("start", "end")):
        if event == "start":
            seen = seen or element.get("id") == identifier
            if not element.tag.endswith(("}span", "}a", "}em", "}strong", "}dfn", "}cite", "}sup", "}wbr")):
                text += "\n"
            added = element.get("class") == "field-words" or "help-now" in (
                element.get("class"),
                element.getparent().get("class"),
            )
            text += (element.text or "") if seen and not added else ""
        else:
            text += (element.tail or "") if seen else ""
    return _words(text)


@pytest.mark.parametrize("which", ["sample_report", "real_report"])
def test_a_page_break_stands_at_the_word_that_starts_the_printed_page(
    which: str, request: pytest.FixtureRequest
) -> None:
    report: trustbook.Report = request.getfixturevalue(which)
    epub_path, print_path = (report.folder / report.editions[name].artifacts[0].name for name in ("epub", "print"))
    epub, printed = Epub(epub_path.read_bytes()), printed_pages(print_path)
    inside = 0
    for label, href in epub.nav("page-list"):
        expected, found = printed[label], words_at(epub, href)
        if expected[:2] == ["Place", "Things"] != found[:2]:
            expected = expected[2:]  # the head of a table, printed again
        if found[:3] == ["In", "other", "countries"] != expected[:3]:
            found = found[3:]  # the help page has no head, and its title stands there
        expected = re.sub(r" \(page \d+\)", "", " ".join(expected)).split()  # a page number behind a link
        if href.startswith("contents.xhtml"):
            bare = (word.rstrip(".") for word in expected)  # leaders, and the number of a chapter
            expected, found = ([one for one in words if one and not one.isdigit()] for words in (bare, found))
        assert _same(found[0], expected[0]), (label, found[:4], expected[:4])
        assert found[1:4] == expected[1:4] or len(expected) < 12, (label, found[:4], expected[:4])
        marker = epub.documents[href.split("#")[0]].find(f".//h:span[@id='page-{label}']", NAMES)
        assert marker is not None
        inside += marker.getparent().tag.endswith("}p")  # type: ignore[union-attr]
    assert inside > 3
    listed = {label for label, _ in epub.nav("page-list")}
    assert {label for label, words in printed.items() if words} - listed <= {"1"}


def test_the_page_list_names_its_edition(epub: Epub) -> None:
    assert epub.meta("pageBreakSource") == ["Small Steps, print edition, version 2.1, A5, 2026"]


@pytest.mark.parametrize(("trim", "size"), [("b5", "B5"), ("six-by-nine", "152.4 × 228.6 mm")])
def test_the_page_list_tells_the_size_that_the_printed_book_has(trim: str, size: str, tmp_path: Path) -> None:
    config = f'{BOOK_TOML}\n[print]\ntrim = "{trim}"\n'
    facts = metadata(read(book(tmp_path, {"book.toml": config}))[0], True)
    assert f", {size}, " in facts.page_source


def test_a_printed_book_with_an_isbn_is_named_by_it(tmp_path: Path) -> None:
    facts = metadata(
        read(book(tmp_path, {"book.toml": BOOK_TOML.replace("[help]", 'isbn = "978-1-86197-876-9"\n[help]')}))[0], True
    )
    assert facts.page_source == "urn:isbn:9781861978769"


def test_without_pages_nothing_speaks_of_pages(tmp_path: Path) -> None:
    small = packed(book(tmp_path))
    assert b"page-list" not in small.files["EPUB/nav.xhtml"]
    assert small.meta("pageBreakSource") == []
    assert not [one for one in small.meta("schema:accessibilityFeature") if one.startswith("page")]
    assert "Page numbers" not in small.meta("schema:accessibilitySummary")[0]


# Style: readers choose size and colours


@pytest.mark.parametrize("which", ["sample_report", "real_report"])
def test_the_style_sheet_leaves_sizes_and_colours_to_readers(which: str, request: pytest.FixtureRequest) -> None:
    report: trustbook.Report = request.getfixturevalue(which)
    [path] = report.folder.glob("*.epub")
    sheet = Epub(path.read_bytes()).files["EPUB/style.css"].decode()
    assert re.findall(r"[\d.]+(?:px|pt|mm|cm|in|pc)\b", sheet) == []
    assert not re.search(r"var\(|calc\(|--\w|@page|display:\s*(?:grid|flex)", sheet)
    assert not re.search(
        r"(?<![\w-])(?:color|background[\w-]*)\s*:(?! inherit;)|#[0-9a-f]{3,8}\b|rgba?\(", sheet, re.IGNORECASE
    )


def test_no_document_has_style_of_its_own(epub: Epub) -> None:
    for document in epub.documents.values():
        assert [one for one in document.iter(etree.Element) if one.get("style") or one.tag.endswith("}style")] == []


def test_nothing_of_the_builder_is_left_in_the_text(epub: Epub) -> None:
    for name, data in epub.files.items():
        if name.endswith((".xhtml", ".opf", ".ncx")):
            assert b"data-" not in data.replace(b"data-repeated=", b"")  # names of columns, where rows are stacked
            assert not re.search("[\ue000-\uf8ff\u0002\u0003]", data.decode())


def test_drawings_need_no_font(epub: Epub) -> None:
    drawings = [data for name, data in epub.files.items() if name.endswith(".svg")]
    assert drawings
    assert not [data for data in drawings if b"<text" in data or b"font-family" in data]


# Metadata


def test_the_package_says_what_the_book_is(epub: Epub) -> None:
    def dc(name: str) -> list[str]:
        return [one.text or "" for one in epub.package.iterfind(f".//d:{name}", NAMES)]

    assert dc("title")[0] == "Small Steps"
    assert dc("language") == ["en-GB"]
    assert dc("identifier") == ["urn:uuid:0b0e8c8e-5f0e-4f9b-a9f5-0d3f4c1f8a12"]
    assert dc("creator") == ["Ann Author", "Ed Editor"]
    assert dc("subject") == ["Trust"]
    assert epub.meta("role") == ["aut", "edt"]
    assert epub.meta("file-as") == ["Author, Ann", "Ed Editor"]
    assert epub.meta("dcterms:modified") == ["2026-11-24T00:00:00Z"]
    assert epub.package.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-GB"


def test_shops_and_libraries_get_codes_series_and_numbers_where_book_toml_has_them(tmp_path: Path) -> None:
    facts = """\
sort-title = "Trust, A Book of"
series = "Small books"
series-number = 3
edition = "Second edition"
version = "2.1"
subjects = ["Trust"]
thema = ["MKMT Psychotherapy"]
bisac = ["PSY036000 PSYCHOLOGY / Mental Health", "PSY028000"]
rights-url = "https://creativecommons.org/licenses/by/4.0/"
[epub]
isbn = "978-1-86197-876-9"
[help]"""
    small = packed(book(tmp_path, {"book.toml": BOOK_TOML.replace("[help]", facts, 1)}))

    def refined(identifier: str) -> dict[str, str]:
        found = small.package.iterfind(f".//o:meta[@refines='#{identifier}']", NAMES)
        return {str(one.get("property")): one.text or "" for one in found}

    subjects = {one.text: refined(str(one.get("id"))) for one in small.package.iterfind(".//d:subject", NAMES)}
    assert subjects == {
        "Trust": {},
        "Psychotherapy": {"authority": "Thema", "term": "MKMT"},
        "PSYCHOLOGY / Mental Health": {"authority": "BISAC", "term": "PSY036000"},
        "PSY028000": {"authority": "BISAC", "term": "PSY028000"},
    }
    assert refined("title") == {"title-type": "main", "file-as": "Trust, A Book of"}
    assert small.meta("belongs-to-collection") == ["Small books"]
    assert refined("series") == {"collection-type": "series", "group-position": "3"}
    assert small.meta("schema:bookEdition") == ["Second edition"]
    assert small.meta("schema:version") == ["2.1"]
    assert small.meta("dcterms:license") == ["https://creativecommons.org/licenses/by/4.0/"]
    numbers = [one.text for one in small.package.iterfind(".//d:identifier", NAMES)]
    assert numbers[1:] == ["urn:isbn:9781861978769"]
    with contextlib.suppress(Missing):
        judged = epubcheck(Subject("small.epub", small.data, tmp_path))
        assert [one.message for one in judged if "cover.png" not in str(one.place)] == []


def test_the_cover_is_a_picture_with_words_and_known_to_old_shops(epub: Epub) -> None:
    image = epub.documents["cover.xhtml"].find(".//h:img", NAMES)
    assert image is not None
    assert image.get("alt") == "Small Steps. Two paths meet."
    [item] = [one for one in epub.package.iterfind(".//o:item", NAMES) if one.get("properties") == "cover-image"]
    assert [one.get("content") for one in epub.package.iterfind(".//o:meta", NAMES) if one.get("name") == "cover"] == [
        item.get("id")
    ]
    picture = Image.open(io.BytesIO(epub.files[f"EPUB/{item.get('href')}"]))
    assert picture.format == "PNG"
    assert picture.size == (1600, 2560)  # what shops ask for
    assert len(picture.convert("RGB").getcolors(1 << 24) or []) > 20


def test_access_modes_and_features_come_from_the_content(epub: Epub) -> None:
    assert epub.meta("schema:accessMode") == ["textual", "visual"]
    assert epub.meta("schema:accessModeSufficient") == ["textual", "textual,visual"]
    assert {"alternativeText", "pageBreakMarkers", "pageNavigation", "tableOfContents"} <= set(
        epub.meta("schema:accessibilityFeature")
    )
    assert epub.meta("schema:accessibilityHazard") == ["none"]
    assert "picture" in epub.meta("schema:accessibilitySummary")[0]


def test_a_book_without_pictures_claims_no_text_for_them(tmp_path: Path) -> None:
    small = packed(book(tmp_path))
    assert small.meta("schema:accessMode") == ["textual"]
    assert "alternativeText" not in small.meta("schema:accessibilityFeature")
    assert "there are no pictures" in small.meta("schema:accessibilitySummary")[0]


def test_a_picture_that_says_nothing_takes_the_claims_away(tmp_path: Path) -> None:
    words = CHAPTER + '\n![One.](a.svg "One")\n\n![](a.svg)\n'
    made, found = read(book(tmp_path, {"one.md": words, "a.svg": DRAWING}))
    assert [one.code for one in found] == ["I302"]
    schema = metadata(made, False).schema
    assert ("accessibilityFeature", "alternativeText") not in schema
    assert ("accessModeSufficient", "textual") not in schema


def test_a_claim_of_conformance_is_made_only_by_who_evaluated(epub: Epub, tmp_path: Path) -> None:
    assert epub.meta("dcterms:conformsTo") == []
    assert epub.meta("a11y:certifiedBy") == []
    claim = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
    table = f'[accessibility]\nevaluator = "Jo"\nevaluated = 2026-11-01\nconformance = "{claim}"\n'
    config = BOOK_TOML.replace("[[chapters]]", f"{table}[[chapters]]")
    small = packed(book(tmp_path, {"book.toml": config}))
    assert small.meta("dcterms:conformsTo") == [claim]
    assert small.meta("a11y:certifiedBy") == ["Jo"]
    assert "2026-11-01" in small.meta("dcterms:date")


@pytest.mark.parametrize("date", ["1066-10-14", "2200-01-01"])
def test_a_date_that_zip_cannot_say_is_no_obstacle(tmp_path: Path, date: str) -> None:
    made = packed(book(tmp_path, {"book.toml": BOOK_TOML.replace("2026-11-24", date)}))
    assert made.package.findtext(".//d:date", namespaces=NAMES) == date


def test_a_picture_is_named_as_what_it_is(tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.new("L", (9, 9)).save(picture, "PNG")
    made = packed(book(tmp_path, {"one.md": CHAPTER + '\n![A line.](a.jpg "A")\n', "a.jpg": picture.getvalue()}))
    assert [name for name in made.files if "figure" in name] == ["EPUB/images/figure1.png"]


def test_names_and_headings_in_other_scripts_become_addresses(tmp_path: Path) -> None:
    name = "01 Первая глава.md"
    files = {"book.toml": BOOK_TOML.replace("one.md", name), name: "# Доверие\n\n## Что это?\n\n[Да](#что-это)\n"}
    made = packed(book(tmp_path, files))
    [heading] = made.documents["chapter-1.xhtml"].iterfind(".//{*}h2")
    assert heading.get("id") == "chapter-1-что-это"


def test_the_same_edition_packs_to_the_same_bytes(tmp_path: Path) -> None:
    made, _ = read(book(tmp_path))
    edition = render_epub(made, [], b"", {})
    assert pack(edition) == pack(replace(edition))


def test_sms_links_become_words(epub: Epub) -> None:
    help_page = epub.files["EPUB/help.xhtml"].decode()
    assert "sms:" not in help_page
    assert "85258" in help_page
    assert "tel:116123" in help_page


def test_changed_settings_reach_the_package(tmp_path: Path) -> None:
    config = with_config('subtitle = "A sample"', 'subtitle = "Another"')
    assert config != FILES["book.toml"]
    small = packed(book(tmp_path, {**FILES, "book.toml": config}))
    assert b"Another" in small.files["EPUB/titlepage.xhtml"]
