"""A French and a German book: no edition says anything in English, and the pages say what they should."""

from __future__ import annotations

import re
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest
from block_equality import compare
from language_books import FRENCH, GERMAN, write
from stages import read, screen_document

import trustbook
from trustbook.pdf.spoken.read import read_pdf
from trustbook.pdf.standards import STANDARDS

FOLDER = Path(__file__).parents[1] / "src" / "trustbook" / "words"
BOOKS: Mapping[str, Mapping[str, str]] = {"fr": FRENCH, "de": GERMAN}
# The vocabulary of schema.org and the like, and names of programs: no language has words of its own for these.
VOCABULARY = re.compile(
    r"schema:access(?:Mode|ibilityFeature|ibilityHazard)|generator|marc:relators|title-type|role|\Acover\Z"
)
SPOKEN = {"/ActualText", "/Alt", "/Author", "/Contents", "/Desc", "/E", "/Keywords", "/Subject", "/TU", "/Title"}
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Built:
    """A book's files, and what each of them says."""

    folder: Path
    language: str
    said: Mapping[str, str]


def _in_xml(data: bytes) -> Iterator[str]:
    for element in ElementTree.fromstring(data).iter():
        if VOCABULARY.search(element.get("property", element.get("name", ""))):
            continue
        yield from (element.text or "", element.tail or "")
        for name, value in element.attrib.items():
            if name in ("alt", "aria-label", "title", "content"):
                yield value


def _in_epub(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        files = [name for name in archive.namelist() if name.endswith((".xhtml", ".ncx", ".opf"))]
        return "\n".join(text for name in files for text in _in_xml(archive.read(name)))


def _in_pdf(path: Path) -> str:
    """All text of the pages, the outline, alternatives, contents of links, descriptions, and the metadata."""
    with pypdfium2.PdfDocument(path) as document:
        said = [page.get_textpage().get_text_bounded() for page in document]
    with pikepdf.open(path) as pdf:
        said += [text for one in pdf.objects for text in _strings(one)]
        packet = pdf.Root.Metadata.read_bytes().split(b"pdfaExtension:schemas")[0]  # then come names of the standard
        bare = re.sub(r"<xmp:Label>[^<]*</xmp:Label>", "", packet.decode())  # the name of a guideline, for programs
        said += re.findall(r">([^<]+)<", bare)
    return "\n".join(said)


def _strings(value: object) -> Iterator[str]:
    """What an object says to people, not the objects that it refers to."""
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        yield from (str(one) for key, one in value.items() if key in SPOKEN and isinstance(one, pikepdf.String))
        inside = [one for _, one in value.items()]
    else:
        inside = list(value) if isinstance(value, pikepdf.Array) else []
    for one in inside:
        if isinstance(one, pikepdf.Object) and not one.is_indirect:
            yield from _strings(one)


@pytest.fixture(scope="module", params=sorted(BOOKS))
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = write(tmp_path_factory.mktemp(request.param), BOOKS[request.param])
    report = trustbook.build(folder)
    assert [line for finding in report.findings for line in finding.lines()] == []
    said = {
        path.name: _in_epub(path) if path.suffix == ".epub" else _in_pdf(path)
        for path in sorted((folder / "dist").rglob("*"))
        if path.suffix in (".epub", ".pdf")
    }
    assert len(said) > 5
    return Built(folder, request.param, said)


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}


def _phrases(language: str) -> str:
    """All that a file of words says, without the names of values."""
    read = tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))
    said = [one for value in read.values() for one in (value.values() if isinstance(value, dict) else [value])]
    return re.sub(r"\{[a-z]+\}", " ", " ".join(str(one) for one in said))


def test_no_edition_says_a_word_of_the_builders_english(built: Built) -> None:
    shared = _words(_phrases(built.language)) | _words(" ".join(BOOKS[built.language].values()))
    english = _words(_phrases("en")) - shared
    assert len(english) > 60
    for name, said in built.said.items():
        assert _words(said) & english == set(), name


@pytest.mark.parametrize("language", sorted(path.stem for path in FOLDER.glob("??.toml")))
def test_a_language_has_few_words_in_common_with_english(language: str) -> None:
    shared = _words(_phrases(language)) & _words(_phrases("en"))
    assert language == "en" or len(shared) < 30, shared


SAYS: Mapping[str, tuple[str, ...]] = {
    "fr": (
        "Chapitre 1\u00a0: Marcher", "Appelez le", "Où trouver de l’aide\u00a0: France", "En bref", "À essayer",
        "Numéros vérifiés pour la dernière fois le 1er novembre 2026.", "À noter", "Ajouté par ce livre", "Figure 1.",
        "Retour au texte (note\u00a01, 2)", "source perdue", "source non indiquée", "qui le sait\u202f?", "12:30",
        "quelqu’un répond\u202f!", "«\u00a0c’est bon\u00a0»\u202f;", "Identifiant", "urn:example:petits-pas--1",
        "Questions sur l’accessibilité\u00a0: Le cabinet",
    ),
    "de": (
        "Kapitel 1: Gehen", "Rufen Sie an:", "Hilfe finden: Deutschland", "Kurz gesagt", "Zum Ausprobieren", "Hinweis",
        "Nummern zuletzt geprüft am 1. November 2026.", "Ergänzung dieses Buches", "Abbildung 1.", "Quelle verloren",
        "keine Quelle genannt", "„es geht“", "Gehen Sie – langsam – einen Schritt.", "Kennung",
    ),
}  # fmt: skip


def test_the_epub_says_what_its_language_says(built: Built) -> None:
    [said] = [text for name, text in built.said.items() if name.endswith(".epub")]
    flat = re.sub(r"[ \n]+", " ", said)
    assert [phrase for phrase in SAYS[built.language] if phrase not in flat] == []
    aloud = {"fr": "2, liste des sources\u00a0: Lévy, A.", "de": "2, Quellenverzeichnis: Lévy, A."}
    assert aloud[built.language] in flat


def test_the_pdfs_print_pages_in_their_language(built: Built) -> None:
    where = {"fr": r"Aide immédiate\s?: page\s\d", "de": r"Sofort Hilfe: Seite\s\d"}
    for name, said in built.said.items():
        assert name.endswith(".epub") or re.search(where[built.language], said), name


def test_the_screen_pdf_is_heard_as_its_source_says(built: Built) -> None:
    [path] = (built.folder / "dist").glob("*-screen.pdf")
    book, _ = read(built.folder)
    said = read_pdf(path.read_bytes(), guess_spaces=False)
    compared = compare(screen_document(book, "ua-2").html, said, STANDARDS["ua-2"])
    assert compared.differences == (), str(compared)


def test_a_table_may_be_announced_in_the_books_language(built: Built) -> None:
    for said in built.said.values():
        assert "Tableau" not in said
        assert "Tabelle:" not in said
