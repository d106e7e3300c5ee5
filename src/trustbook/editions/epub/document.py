"""Make the documents of the EPUB.

In: a `Book`, the page breaks of its print edition, and the cover picture. Out: an `EpubEdition`: finished bytes for
every file, the spine, landmarks, and metadata computed from the content. No disk, clock, chance or network; packing
comes later.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from trustbook.editions.epub.fields import describe_fields
from trustbook.editions.epub.logo import on_white
from trustbook.editions.epub.metadata import Metadata, metadata
from trustbook.editions.epub.navigation import Link, Navigation, navigation
from trustbook.editions.epub.shape import shape
from trustbook.editions.epub.tables import stack_wide
from trustbook.layout.code_lines import part_lines
from trustbook.layout.page_markers import insert_markers
from trustbook.layout.pages import ROLE, PageBreak
from trustbook.manuscript.book import Book, Part
from trustbook.manuscript.marks import remove_marks
from trustbook.manuscript.part_numbers import full_title
from trustbook.sources import fonts
from trustbook.words import fill, templates

EPUB_TYPES = {
    "doc-abstract": "abstract",
    "doc-appendix": "appendix",
    "doc-backlink": "backlink",
    "doc-bibliography": "bibliography",
    "doc-biblioref": "biblioref",
    "doc-chapter": "chapter",
    "doc-colophon": "colophon",
    "doc-dedication": "dedication",
    "doc-endnotes": "endnotes",
    "doc-epigraph": "epigraph",
    "doc-glossary": "glossary",
    "doc-glossref": "glossref",
    "doc-noteref": "noteref",
    "doc-notice": "notice",
    "doc-part": "part",
    "doc-preface": "preface",
    "doc-subtitle": "subtitle",
    "doc-tip": "tip",
}
MATTER = {
    "titlepage": "frontmatter",
    "clinic": "frontmatter",
    "help": "frontmatter",
    "contents": "frontmatter",
    "dedication": "frontmatter",
    "epigraph": "frontmatter",
    "preface": "frontmatter",
    "part": "bodymatter",
    "chapter": "bodymatter",
    "unnumbered": "bodymatter",
}
SUFFIXES = {
    "image/svg+xml": "svg",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
}


@dataclass(frozen=True, slots=True)
class EpubFile:
    """A file of the EPUB with its manifest entry; `spine` says whether it is read in order."""

    id: str
    name: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()
    spine: bool = False


@dataclass(frozen=True, slots=True)
class EpubEdition:
    """Everything an EPUB holds, in order."""

    files: tuple[EpubFile, ...]
    metadata: Metadata
    landmarks: tuple[Link, ...]


def _page_break(label: str) -> Element:
    return Element("span", {"id": f"page-{label}", "epub:type": "pagebreak", "role": ROLE, "aria-label": label})


def _say_number(link: Element, address: str) -> None:
    """Put the number of an `sms:` address, and the words to send, behind words that do not say it."""
    number, _, words = unquote(address).partition("?body=")
    if number.lstrip("+") not in re.sub(r"\D", "", "".join(link.itertext())):
        SubElement(link, "span").text = f" ({number}: {words})" if words else f" ({number})"


def render_epub(
    book: Book, breaks: Sequence[PageBreak], cover: bytes, outlined: Mapping[str, bytes], sheet: str = ""
) -> EpubEdition:
    """Every file of the EPUB. `cover` is a PNG, `sheet` a flat style sheet; without `breaks` there is no page list."""
    return _Renderer(book, breaks, cover, outlined, sheet).run()


def render_parts(book: Book, parts: Sequence[Part], outlined: Mapping[str, bytes], sheet: str) -> tuple[EpubFile, ...]:
    """The documents of these parts alone, with the style sheet, pictures and fonts that they name."""
    return _Renderer(book, (), b"", outlined, sheet).some(parts)


class _Renderer:
    def __init__(
        self, book: Book, breaks: Sequence[PageBreak], cover: bytes, outlined: Mapping[str, bytes], sheet: str
    ) -> None:
        self.book, self.cover, self.outlined, self.sheet = book, cover, outlined, sheet
        self.words = book.sources.settings.words
        self.breaks = breaks
        self.places: list[str] = []  # every href of the book, in reading order
        self.homes = {
            identifier: f"{part.key}.xhtml"
            for part in book.parts
            for element in part.tree.iter()
            if (identifier := element.get("id"))
        }
        self.characters: set[str] = set()

    def run(self) -> EpubEdition:
        documents = [self._cover_page()]
        breaks: dict[str, list[PageBreak]] = {}
        for one in self.breaks:
            breaks.setdefault(one.part, []).append(one)
        pages: list[Link] = []
        for part in self.book.parts:
            own = breaks.get(part.key, [])
            documents.append(self._document(part, own))
            pages += [Link(f"{part.key}.xhtml#page-{one.label}", one.label) for one in own]
        found = navigation(self.book, self._href, pages)
        files = [*documents, *self._navigation(found), self._style(), *self._pictures(), *self._fonts()]
        return EpubEdition(tuple(files), metadata(self.book, bool(pages)), found.landmarks)

    def some(self, parts: Sequence[Part]) -> tuple[EpubFile, ...]:
        """The files that documents of these parts take."""
        documents = [self._document(part, ()) for part in parts]
        return (*documents, self._style(), *self._pictures()[1:], *self._fonts())

    # -- documents -------------------------------------------------------------------------------------------

    def _cover_page(self) -> EpubFile:
        settings = self.book.sources.settings
        alt = settings.cover.alt or fill(self.words.cover_alt, title=settings.book.title)
        body = templates.render("cover-page.xhtml.j2", self.words, alt=alt)
        return self._file("cover", self.words.cover, body, "", "cover", ())

    def _document(self, part: Part, breaks: Sequence[PageBreak]) -> EpubFile:
        tree = copy.deepcopy(part.tree)
        insert_markers(tree, breaks, _page_break)
        describe_fields(tree, self.words)  # behind page markers, which count the letters that every edition has
        shape(tree)
        stack_wide(tree, self.book.sources.settings.book.language)
        remove_marks(tree)
        part_lines(tree, ends=True)
        self._lead_to_help(tree, part)
        self.places.append(f"{part.key}.xhtml")
        for element in tree.iter():
            self._adapt(element)
            if identifier := element.get("id"):
                self.places.append(f"{part.key}.xhtml#{identifier}")
        body = ElementTree.tostring(tree, encoding="unicode")
        self.characters.update(body)
        title = self.words.title_page if part.role == "titlepage" else full_title(part, self.words)
        return self._file(part.key, title, body, MATTER.get(part.role, "backmatter"), "", ())

    def _lead_to_help(self, tree: Element, part: Part) -> None:
        """Link to the help page below the title of each other part: a screen has no foot of a page."""
        helps = self.book.help_part
        if helps is not None and part.role not in ("help", "titlepage"):
            paragraph = Element("p", {"class": "help-now"})
            SubElement(paragraph, "a", {"href": f"#{helps.key}"}).text = self.words.help_now
            tree.insert(next((at for at, one in enumerate(tree, start=1) if one.tag == "h1"), 0), paragraph)

    def _file(
        self, key: str, title: str, body: str, matter: str, body_class: str, properties: tuple[str, ...]
    ) -> EpubFile:
        book = self.book.sources.settings.book
        text = templates.render(
            "document.xhtml.j2",
            self.words,
            language=book.language,
            title=title if title == book.title else f"{title} – {book.short_title or book.title}",
            body=body,
            matter=matter,
            body_class=body_class,
        )
        return EpubFile(key, f"{key}.xhtml", "application/xhtml+xml", text.encode(), properties, True)

    def _adapt(self, element: Element) -> None:
        """What EPUB wants of an element: types beside roles, language twice, addresses of files."""
        attributes = element.attrib
        if (role := attributes.get("role")) in EPUB_TYPES:
            attributes["epub:type"] = EPUB_TYPES[str(role)]
        if language := attributes.get("lang"):
            attributes["xml:lang"] = language
        if element.tag == "img":
            attributes["src"] = self._picture_name(attributes["src"])
        elif element.tag == "a" and (href := attributes.get("href", "")).startswith("#"):
            attributes["href"] = self._href(href[1:])
        elif element.tag == "a" and href.startswith("sms:"):
            element.tag = "span"  # EPUBCheck does not know the scheme (HTM-025), and few readers do
            del attributes["href"]
            _say_number(element, href.removeprefix("sms:"))

    def _href(self, identifier: str) -> str:
        home = self.homes.get(identifier, "")  # none in a book that was parsed with errors
        return home if home == f"{identifier}.xhtml" else f"{home}#{identifier}"

    # -- navigation ------------------------------------------------------------------------------------------

    def _navigation(self, found: Navigation) -> tuple[EpubFile, EpubFile]:
        nav = self._file("nav", self.words.contents, found.document(self.book), "", "", ("nav",))
        ncx = found.ncx(self.book, self.places)
        return replace(nav, spine=False), EpubFile("ncx", "toc.ncx", "application/x-dtbncx+xml", ncx.encode())

    # -- other files -----------------------------------------------------------------------------------------

    def _style(self) -> EpubFile:
        faces = fonts.css_faces(lambda face: f"fonts/{face.name}", self._faces())
        sheet = fonts.stacked(self.sheet, self.book.sources.fonts)
        return EpubFile("style", "style.css", "text/css", f"{faces}\n{sheet}".encode())

    def _faces(self) -> tuple[fonts.Face, ...]:
        """The faces this book needs: the fallback and its own only for characters the text face lacks."""
        code = any(one.tag in fonts.CODE_TAGS for part in self.book.parts for one in part.tree.iter())
        return fonts.faces_for("".join(sorted(self.characters)), self.book.sources.fonts, code)

    def _fonts(self) -> list[EpubFile]:
        text = "".join(sorted(self.characters))
        once = {face.name: face for face in self._faces()}  # one file may stand for two weights
        return [
            EpubFile(f"font-{number}", f"fonts/{name}", "font/ttf", fonts.embeddable(face, text))
            for number, (name, face) in enumerate(once.items(), 1)
        ]

    def _pictures(self) -> list[EpubFile]:
        files = [EpubFile("cover-image", "images/cover.png", "image/png", self.cover, ("cover-image",))]
        copied = self.book.sources.copy
        logo = copied.logo.path if copied is not None and copied.logo is not None else ""
        for number, path in enumerate(self.book.images, 1):
            image = self.book.sources.images[path]
            data = self.outlined.get(path, image.data)
            if path == logo:
                data = on_white(data, image.media_type)
            files.append(EpubFile(f"image-{number}", self._picture_name(path), image.media_type, data))
        return files

    def _picture_name(self, path: str) -> str:
        """A name no reader trips over: one folder, letters and digits, and the suffix of what the file really is."""
        number = self.book.images.index(path) + 1
        return f"images/figure{number}.{SUFFIXES[self.book.sources.images[path].media_type]}"
