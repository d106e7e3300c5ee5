"""Make the complete HTML document of a paged edition.

In: a `Book` and the edition's name. Out: a `PagedEdition`: one HTML tree, the bytes of every file it names, XMP.
No disk, clock, chance or network. Layout and PDF writing come later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from trustbook.editions.artifact import Artifact
from trustbook.layout.lists import number_lists
from trustbook.manuscript.book import Book, Part
from trustbook.manuscript.marks import unmarked
from trustbook.pdf.standards import DEFAULT, STANDARDS, PdfStandard
from trustbook.sources import drawings, fonts
from trustbook.sources.program import VERSION, library_versions
from trustbook.words import Words, fill, style, templates

IMAGE_URL = "book:/"
FONT_URL = "font:/"
SHEETS = ("tokens.css", "prose.css", "paged.css")


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file that a PDF carries: the same book in another form. `modified` is a PDF date (ISO 32000-2, 7.9.4)."""

    name: str
    media_type: str
    description: str
    modified: str
    data: bytes


@dataclass(frozen=True, slots=True)
class PagedEdition:
    """A document ready for layout. `resources` holds the bytes behind every address in it."""

    name: str
    file_name: str
    html: Element
    resources: Mapping[str, bytes]
    xmp: str
    accessible: bool  # tagged, to `standard`; otherwise for a print shop: boxes, marks, no tags
    cover: str  # "inside", "apart" or "none"
    standard: PdfStandard = STANDARDS[DEFAULT]
    embedded: Embedded | None = None


def render_pdf(
    book: Book, name: str, standard: PdfStandard = STANDARDS[DEFAULT], epub: Artifact | None = None
) -> PagedEdition:
    """The document of the edition `name` ("screen" or "print"); `epub` goes into the screen PDF."""
    accessible = name != "print"
    settings = book.sources.settings
    cover = "inside" if accessible else settings.print.cover
    html = _document(book, name, cover == "inside")
    resources = {_address(path): _picture(book, path, accessible) for path in _pictures(book)}
    resources |= _fonts(html)
    xmp = _xmp(book, standard if accessible else None)
    file_name = f"{settings.book.slug}-{name}.pdf"
    embedded = _embedded(book, epub) if epub else None
    return PagedEdition(name, file_name, html, resources, xmp, accessible, cover, standard, embedded)


def _embedded(book: Book, epub: Artifact) -> Embedded:
    modified = book.sources.modified.strftime("D:%Y%m%d%H%M%SZ")
    return Embedded(epub.name, "application/epub+zip", book.sources.settings.words.same_as_epub, modified, epub.data)


def render_cover(book: Book) -> PagedEdition:
    """The cover alone, as one page: for a print shop that wants it apart, and for the EPUB's cover picture."""
    settings = book.sources.settings
    root = _head(book, "print")
    SubElement(root, "body", {"class": "print"}).append(_cover(book, ""))
    resources = {_address(path): _picture(book, path, True) for path in _cover_pictures(book)}
    resources |= _fonts(root)
    name = f"{settings.book.slug}-print-cover.pdf"
    return PagedEdition("print", name, root, resources, _xmp(book, None), False, "inside")


def _address(path: str) -> str:
    """The address of a picture in the document; names may hold spaces and any letters."""
    return f"{IMAGE_URL}{quote(path)}"


def _pictures(book: Book) -> list[str]:
    return list(dict.fromkeys([*book.images, *_cover_pictures(book)]))


def _cover_pictures(book: Book) -> list[str]:
    image = book.sources.settings.cover.image
    return [image] if image and image in book.sources.images else []


def _picture(book: Book, path: str, colour: bool) -> bytes:
    """The picture's bytes; drawings on the print shop's one-colour pages are grey."""
    image = book.sources.images[path]
    coloured = colour or image.media_type != "image/svg+xml" or path in _cover_pictures(book)
    return image.data if coloured else drawings.grey(image.data)


def _document(book: Book, name: str, cover: bool) -> Element:
    root = _head(book, name)
    body = SubElement(root, "body", {"class": name})
    help_key = next((part.key for part in book.parts if part.role == "help"), "")
    if cover:
        body.append(_cover(book, help_key))
    body.append(_running_help(help_key, book.sources.settings.words))
    for part in book.parts:
        body.append(_part(part, book.sources.settings.words))
    return root


def _head(book: Book, name: str) -> Element:
    settings = book.sources.settings
    root = Element("html", {"lang": settings.book.language})
    head = SubElement(root, "head")
    SubElement(head, "title").text = settings.book.title
    for person in settings.people:
        SubElement(head, "meta", {"name": "author", "content": person.name})
    modified = book.sources.modified.strftime("%Y-%m-%dT%H:%M:%SZ")
    for key, value in (
        ("description", settings.book.description),
        ("generator", f"trustbook {VERSION}"),
        ("dcterms.created", modified),
        ("dcterms.modified", modified),
    ):
        SubElement(head, "meta", {"name": key, "content": value})
    sheets = [book.sources.styles[sheet] for sheet in (*SHEETS, f"{name}.css") if sheet in book.sources.styles]
    SubElement(head, "style").text = "\n".join([*sheets, style.properties(settings.words)])
    return root


def _fonts(html: Element) -> dict[str, bytes]:
    """The faces this document needs, declared in its head; returns their bytes by address."""
    text = "".join(html.itertext())
    faces = fonts.faces_for(text)
    rules = Element("style")
    rules.text = fonts.css_faces(lambda face: f"{FONT_URL}{face.name}", faces)
    html[0].append(rules)
    return {f"{FONT_URL}{face.name}": fonts.embeddable(face, text) for face in faces}


def _cover(book: Book, help_key: str) -> Element:
    """The cover as real text; `help_key` is the help page's id, or empty where there is no such page to lead to."""
    settings = book.sources.settings
    pictures = _cover_pictures(book)
    people = ", ".join(person.name for person in settings.people)
    values = {
        "book": settings.book,
        "image": _address(pictures[0]) if pictures else "",
        "people": people,
        "help": help_key,
    }
    return templates.elements("cover.xhtml.j2", settings.words, **values)[0]


def _running_help(help_key: str, words: Words) -> Element:
    """The running foot that leads to the help page from every page."""
    foot = Element("p", {"class": "running-help"})
    if help_key:
        SubElement(foot, "a", {"href": f"#{help_key}", "class": "help-link"}).text = words.help_now
    return foot


def _part(part: Part, words: Words) -> Element:
    """A part as its own copy: positions dropped, pictures addressed, the running head named."""
    tree = unmarked(part.tree)
    number_lists(tree)
    for element in tree.iter():
        if element.tag == "img":
            element.set("src", _address(element.get("src", "")))
    running = fill(words.chapter_title, number=part.number, title=part.title) if part.number else part.title
    tree.set("data-running", running)
    tree.set("data-part", part.key)
    return tree


def _xmp(book: Book, standard: PdfStandard | None) -> str:
    settings = book.sources.settings
    return templates.render(
        "xmp.xml.j2",
        settings.words,
        book=settings.book,
        people=", ".join(person.name for person in settings.people),
        modified=book.sources.modified.strftime("%Y-%m-%dT%H:%M:%SZ"),
        producer=f"WeasyPrint {library_versions()['weasyprint']}",
        creator=f"trustbook {VERSION}",
        standard=standard,
    )
