"""Make the complete HTML document of a paged edition.

In: a `Book`, the outlined drawings, and what an edition wants of its pages. Out: a `PagedDocument`: one HTML tree,
the bytes of every file it names, XMP. No disk, clock, chance or network. Layout and PDF writing come later.
"""

from __future__ import annotations

import copy
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from trustbook.findings import SourceFile
from trustbook.layout.cell_pictures import size_pictures
from trustbook.layout.code_lines import part_lines
from trustbook.layout.copies import colours
from trustbook.layout.cover_type import clinic_height, cover_type
from trustbook.layout.feet import foot_of_copy
from trustbook.layout.fields import draw_fields
from trustbook.layout.lists import number_lists
from trustbook.layout.long_blocks import mark_long
from trustbook.layout.origins import PART, Origin, origin_of
from trustbook.layout.page_markers import insert_margin_marks
from trustbook.layout.pages import PageBreak
from trustbook.manuscript.book import Book, Part
from trustbook.manuscript.copies import CLINIC
from trustbook.manuscript.marks import Role, remove_marks, role_of
from trustbook.manuscript.part_numbers import full_title
from trustbook.manuscript.trees import HEADINGS, descendants, text_of
from trustbook.pdf.finish import Embedded
from trustbook.pdf.profile import Profile
from trustbook.sources import drawings, fonts
from trustbook.sources.program import VERSION, library_versions
from trustbook.words import Words, style, templates

IMAGE_URL = "book:/"
COVER_URL = f"{IMAGE_URL}?cover="  # the cover's picture, which keeps its colours where others lose them
FONT_URL = "font:/"

Drawings = Mapping[str, bytes]  # path of a drawing → its outlined form


@dataclass(frozen=True, slots=True)
class PageStyle:
    """What an edition wants of its pages: the edition's name, which is also the class of the document's body, its
    style sheets in order, the kind of PDF, and whether the cover is its first page. `breaks` are those of the printed
    book, for an edition with pages of its own: it shows in the margin where each printed page starts. `first` is the
    number of the first page. `label` is the collection that the file belongs to, such as large print by a guideline,
    for the checks that judge it later."""

    edition: str
    sheets: Sequence[str]
    profile: Profile
    cover: bool = True
    breaks: Sequence[PageBreak] = ()
    first: int = 1
    label: str = ""


@dataclass(frozen=True, slots=True)
class PagedDocument:
    """A document ready for layout. `resources` holds the bytes behind every address in it.

    `sheets` are the style sheets of its first `style` element in order; `origins` says where its parts were typed.
    With `cover`, its first page is that; `first` is the number of the first page. A document that is a part of a larger
    one knows places `elsewhere` in that, with the numbers of their pages. A `foot` is a document of its own: what is on
    its pages is put on those of this one that have as wide a margin. With `folios_only`, nothing but the numbers in the
    margins is drawn.
    """

    edition: str
    html: Element
    resources: Mapping[str, bytes]
    xmp: str
    profile: Profile
    sheets: tuple[SourceFile, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)
    embedded: Embedded | None = None
    cover: bool = False
    first: int = 1
    elsewhere: Mapping[str, int] | None = None
    foot: PagedDocument | None = None
    folios_only: bool = False


def document(book: Book, pages: PageStyle, outlined: Drawings, embedded: Embedded | None = None) -> PagedDocument:
    """The whole book for paged media."""
    root = _head(book, pages)
    body = SubElement(root, "body", {"class": pages.edition})
    help_key = book.help_part.key if book.help_part is not None else ""
    if pages.cover:
        body.append(_cover(book, help_key))
    body.append(_running_help(help_key, book.sources.settings.words))
    for part in book.parts:
        body.append(_part(part, book, pages))
    grey = pages.profile.press is not None and pages.profile.press.grey
    pictures = {_address(path): _picture(book, path, outlined, grey) for path in book.images}
    if pages.cover:
        pictures |= _cover_picture(book, outlined)
    made = _made(book, pages, root, pictures, embedded)
    logo = _logo(book)
    shown = {_address(logo): _picture(book, logo, outlined, grey)} if logo else {}
    foot = foot_of_copy(book, pages, _address(logo) if logo else "", shown)
    return replace(made, cover=pages.cover, first=pages.first, foot=foot)


def cover_document(book: Book, pages: PageStyle, outlined: Drawings) -> PagedDocument:
    """The cover alone, as one page, in colour."""
    root = _head(book, pages)
    SubElement(root, "body", {"class": pages.edition}).append(_cover(book, ""))
    return replace(_made(book, pages, root, _cover_picture(book, outlined), None), cover=True)


def sheet_document(
    book: Book, pages: PageStyle, beside: Sequence[Element], outlined: Drawings, drawn: Mapping[str, bytes]
) -> PagedDocument:
    """The cover on a larger sheet with what stands `beside` it; `drawn` holds drawings of it by address."""
    root = _head(book, pages)
    body = SubElement(root, "body", {"class": pages.edition})
    SubElement(body, "div", {"class": "sheet-front"}).append(_cover(book, ""))
    body.extend(beside)
    return replace(_made(book, pages, root, {**_cover_picture(book, outlined), **drawn}, None), cover=True)


def loose_document(book: Book, pages: PageStyle, content: Element, pictures: Mapping[str, bytes] = {}) -> PagedDocument:
    """A page that is no part of the book but goes with it, such as advice on printing, with `pictures` by address."""
    root = _head(book, pages)
    SubElement(root, "body", {"class": pages.edition}).append(content)
    return _made(book, pages, root, dict(pictures), None)


def _made(
    book: Book, pages: PageStyle, html: Element, pictures: dict[str, bytes], embedded: Embedded | None
) -> PagedDocument:
    resources = pictures | _fonts(html, book.sources.fonts)
    xmp = _xmp(book, pages)
    origins = {part.key: origin for part in book.parts if (origin := origin_of(part)) is not None}
    sheets = _sheets(book, pages)
    return PagedDocument(pages.edition, html, resources, xmp, pages.profile, sheets, origins, embedded)


def _address(path: str) -> str:
    """The address of a picture in the document; names may hold spaces and any letters."""
    return f"{IMAGE_URL}{quote(path)}"


def _cover_address(book: Book) -> str:
    """The address of the cover's picture, or nothing where it has none."""
    image = book.sources.settings.cover.image
    return f"{COVER_URL}{quote(image)}" if image in book.sources.images else ""


def _cover_picture(book: Book, outlined: Drawings) -> dict[str, bytes]:
    """The bytes of the cover's picture by its address."""
    paths = {_cover_address(book): book.sources.settings.cover.image, _logo_address(book): _logo(book)}
    return {address: _picture(book, path, outlined, False) for address, path in paths.items() if address}


def _logo(book: Book) -> str:
    """The path of the logo on the cover of a clinic's copy, or nothing."""
    copied = book.sources.copy
    return copied.logo.path if copied is not None and copied.logo is not None else ""


def _logo_address(book: Book) -> str:
    path = _logo(book)
    return f"{COVER_URL}{quote(path)}" if path else ""


def _picture(book: Book, path: str, outlined: Drawings, grey: bool) -> bytes:
    """The picture's bytes; drawings on the pages of a one-colour print are grey, the cover is not."""
    if path not in outlined:
        return book.sources.images[path].data
    return drawings.grey(outlined[path]) if grey else outlined[path]


def _head(book: Book, pages: PageStyle) -> Element:
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
    sheets = [sheet.text for sheet in _sheets(book, pages)]
    counted = [f"@page :first {{ counter-reset: page {pages.first}; }}"] if pages.first > 1 else []
    text = fonts.stacked("\n".join(sheets), book.sources.fonts)
    SubElement(head, "style").text = "\n".join([text, style.properties(settings.words), *counted])
    return root


def _sheets(book: Book, pages: PageStyle) -> tuple[SourceFile, ...]:
    """The style sheets of an edition in order."""
    return tuple(sheet for name in pages.sheets for sheet in book.sources.styles.get(name, ()))


def _fonts(html: Element, own: Iterable[fonts.Face]) -> dict[str, bytes]:
    """The faces this document needs, of the book's `own` too, declared in its head; returns their bytes by address."""
    written = "".join(html.itertext())
    text = written + written.swapcase()  # a style sheet may change the case of letters
    faces = fonts.faces_for(text, own, code=any(one.tag in fonts.CODE_TAGS for one in html.iter()))
    rules = Element("style")
    rules.text = fonts.css_faces(lambda face: f"{FONT_URL}{face.name}", faces)
    html[0].append(rules)
    return {f"{FONT_URL}{face.name}": fonts.embeddable(face, text) for face in faces}


def beginning_with(head: Element, first: int) -> Element:
    """The head of a document whose first page has this number, and its side."""
    begun = Element(head.tag, head.attrib)
    begun.extend(head)
    side = "right" if first % 2 else "left"
    rules = f"@page :first {{ counter-reset: page {first}; }} html {{ break-before: {side}; }}"
    SubElement(begun, "style").text = rules
    return begun


def _cover(book: Book, help_key: str) -> Element:
    """The cover as real text; `help_key` is the help page's id, or empty where there is no such page to lead to."""
    settings = book.sources.settings
    names = [person.name for person in settings.people]
    by = [", ".join(names)] if names else []
    if settings.book.publisher not in names:
        by.append(settings.book.publisher)
    copied = book.sources.copy
    clinic = copied.clinic.name if copied is not None else ""
    words = cover_type(settings.book.title, settings.book.subtitle, len(by) + bool(help_key))
    values = {
        "book": settings.book,
        "image": _cover_address(book),
        "by": by,
        "help": help_key,
        "clinic": clinic,
        "logo": _logo_address(book),
        "style": "; ".join(filter(None, (words.style(), clinic_height(clinic), colours(book)))),
    }
    return templates.elements("cover.xhtml.j2", settings.words, **values)[0]


def _running_help(help_key: str, words: Words) -> Element:
    """The running foot that leads to the help page from every page."""
    foot = Element("p", {"class": "running-help"})
    if help_key:
        SubElement(foot, "a", {"href": f"#{help_key}", "class": "help-link"}).text = words.help_now
    return foot


def _part(part: Part, book: Book, pages: PageStyle) -> Element:
    """A part as its own copy: positions dropped, pictures addressed, printed pages marked, the running head named."""
    tree, words = copy.deepcopy(part.tree), book.sources.settings.words
    if part.role == CLINIC and (said := colours(book)):
        tree.set("style", said)
    insert_margin_marks(tree, [one for one in pages.breaks if one.part == part.key], words)
    _name_bookmarks(tree)
    draw_fields(tree, part.key, typed=pages.profile.standard is not None)
    remove_marks(tree)
    number_lists(tree)
    mark_long(tree)
    part_lines(tree, ends=False)
    size_pictures(tree)
    for element in tree.iter():
        if element.tag == "img":
            element.set("src", _address(element.get("src", "")))
    tree.set("data-running", full_title(part, words))
    if part.depth:
        tree.set("data-depth", str(part.depth))
    tree.set(PART, part.key)
    return tree


def _name_bookmarks(tree: Element) -> None:
    """Let bookmarks say a heading's words, without the numbers of notes and pages behind what is in it."""
    for heading in descendants(tree, *HEADINGS):
        if heading.find(".//a") is not None:
            number = [text_of(one) for one in heading if role_of(one) is Role.CHAPTER_NUMBER]
            heading.set("data-bookmark", " ".join([*number, text_of(heading)]))


def _xmp(book: Book, pages: PageStyle) -> str:
    settings = book.sources.settings
    return templates.render(
        "xmp.xml.j2",
        settings.words,
        book=settings.book,
        people=", ".join(person.name for person in settings.people),
        modified=book.sources.modified.strftime("%Y-%m-%dT%H:%M:%SZ"),
        producer=f"WeasyPrint {library_versions()['weasyprint']}",
        creator=f"trustbook {VERSION}",
        standard=pages.profile.standard,
        press=pages.profile.press,
        document_id=uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.book.identifier} {pages.edition}"),
        label=pages.label,
        distributor=book.sources.copy.clinic.name if book.sources.copy is not None else "",
    )
