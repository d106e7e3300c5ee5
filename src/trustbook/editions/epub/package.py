"""Pack an EPUB.

In: an `EpubEdition` of finished bytes. Out: the bytes of the container, the same for the same input.
The only module that imports EbookLib. Its plain items are packed as they are; the package document it writes gets a
language, and the archive is written again with fixed times, `mimetype` first and stored (OCF 3.3, 4.2.2).
"""

from __future__ import annotations

import io
import zipfile

from ebooklib import epub
from lxml import etree

from trustbook.editions.epub.document import EpubEdition
from trustbook.editions.epub.metadata import Metadata

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FIRST_STAMP, _LAST_STAMP = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)  # what ZIP can say
_GUIDE = {"cover": "cover", "toc": "toc", "bodymatter": "text"}  # EPUB 2 readers, and what converts to their formats
_STORED = (".png", ".jpg", ".jpeg", ".webp", ".gif")


def pack(edition: EpubEdition) -> bytes:
    """The EPUB's bytes."""
    book = epub.EpubBook()
    _describe(book, edition.metadata)
    spine = []
    for file in edition.files:
        item = epub.EpubItem(uid=file.id, file_name=file.name, media_type=file.media_type, content=file.data)
        item.properties = list(file.properties)
        book.add_item(item)
        if file.spine:
            spine.append(item)
    book.spine = spine
    book.guide = [
        {"type": _GUIDE[mark.type], "title": mark.text, "href": mark.href}
        for mark in edition.landmarks
        if mark.type in _GUIDE
    ]
    packed = io.BytesIO()
    options = {"mtime": edition.metadata.modified, "raise_exceptions": True}
    options["compresslevel"] = 0  # packed again below
    writer = epub.EpubWriter(packed, book, options)
    writer.process()
    writer.write()
    return _again(packed.getvalue(), edition.metadata)


def _describe(book: epub.EpubBook, facts: Metadata) -> None:
    """Dublin Core and schema.org metadata, with refinements where they say something."""
    book.set_identifier(facts.identifier)
    if facts.isbn:
        book.add_metadata("DC", "identifier", f"urn:isbn:{facts.isbn}", {"id": "isbn"})
    book.add_metadata("DC", "title", facts.title, {"id": "title"})
    book.add_metadata(None, "meta", "main", {"refines": "#title", "property": "title-type"})
    if facts.sort_title:
        book.add_metadata(None, "meta", facts.sort_title, {"refines": "#title", "property": "file-as"})
    if facts.subtitle:
        book.add_metadata("DC", "title", facts.subtitle, {"id": "subtitle"})
        book.add_metadata(None, "meta", "subtitle", {"refines": "#subtitle", "property": "title-type"})
    book.set_language(facts.language)
    for number, person in enumerate(facts.people, 1):
        uid = f"creator-{number}"
        book.add_metadata("DC", "creator", person.name, {"id": uid})
        role = {"refines": f"#{uid}", "property": "role", "scheme": "marc:relators"}
        book.add_metadata(None, "meta", person.role, role)
        book.add_metadata(None, "meta", person.sort_name, {"refines": f"#{uid}", "property": "file-as"})
    if facts.distributor:
        book.add_metadata("DC", "contributor", facts.distributor, {"id": "distributor"})
        role = {"refines": "#distributor", "property": "role", "scheme": "marc:relators"}
        book.add_metadata(None, "meta", "dst", role)
    for name, value in (
        ("publisher", facts.publisher),
        ("description", facts.description),
        ("rights", facts.rights),
        ("date", facts.date),
    ):
        if value:
            book.add_metadata("DC", name, value)
    for number, subject in enumerate(facts.subjects, 1):
        uid = f"subject-{number}"
        book.add_metadata("DC", "subject", subject.words, {"id": uid} if subject.code else {})
        if subject.code:
            book.add_metadata(None, "meta", subject.scheme, {"refines": f"#{uid}", "property": "authority"})
            book.add_metadata(None, "meta", subject.code, {"refines": f"#{uid}", "property": "term"})
    if facts.rights_url:
        book.add_metadata(None, "meta", facts.rights_url, {"property": "dcterms:license"})
    if facts.series:
        book.add_metadata(None, "meta", facts.series.name, {"property": "belongs-to-collection", "id": "series"})
        book.add_metadata(None, "meta", "series", {"refines": "#series", "property": "collection-type"})
        if facts.series.number:
            number_of = {"refines": "#series", "property": "group-position"}
            book.add_metadata(None, "meta", str(facts.series.number), number_of)
    for name, value in facts.schema:
        book.add_metadata(None, "meta", value, {"property": f"schema:{name}"})
    if facts.page_source:
        book.add_metadata(None, "meta", facts.page_source, {"property": "pageBreakSource"})
    if facts.conformance:
        book.add_metadata(None, "meta", facts.conformance, {"property": "dcterms:conformsTo", "id": "conformance"})
        book.add_metadata(
            None,
            "meta",
            facts.evaluator,
            {"property": "a11y:certifiedBy", "refines": "#conformance", "id": "certifier"},
        )
        book.add_metadata(None, "meta", facts.evaluated, {"property": "dcterms:date", "refines": "#certifier"})
    book.add_metadata(None, "meta", "", {"name": "cover", "content": "cover-image"})


def _again(packed: bytes, facts: Metadata) -> bytes:
    """The same entries in a fixed order with fixed times and permissions."""
    stamp = min(max(facts.modified.timetuple()[:6], _FIRST_STAMP), _LAST_STAMP)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as before, zipfile.ZipFile(out, "w") as after:
        names = sorted(before.namelist(), key=lambda name: (name != "mimetype", not name.startswith("META-INF"), name))
        for name in names:
            data = before.read(name)
            if name.endswith(".opf"):
                data = _package(data, facts)
            entry = zipfile.ZipInfo(name, stamp)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            stored = name == "mimetype" or name.endswith(_STORED)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            after.writestr(entry, data)
    return out.getvalue()


def _package(data: bytes, facts: Metadata) -> bytes:
    """The package document with its language, and without a prefix it does not use."""
    root = etree.fromstring(data)
    root.set(_XML_LANG, facts.language)
    root.attrib.pop("prefix", "")
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)
