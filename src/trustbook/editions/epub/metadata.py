"""Compute the EPUB's metadata from what the book holds.

In: a `Book`. Out: `Metadata`: Dublin Core and schema.org values as EPUB 3.3 and EPUB Accessibility 1.1 ask for them.
Nothing is claimed that the content does not show; conformance is claimed only where book.toml names who evaluated it
and when.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from trustbook.editions.epub.settings import EpubSettings
from trustbook.editions.epub.sheet import NAME
from trustbook.layout.papers import trim_of
from trustbook.manuscript.book import Book
from trustbook.manuscript.this_copy import drawings_with_words
from trustbook.pdf.trims import title_of
from trustbook.settings.book import BookFacts, digits
from trustbook.words import fill

FEATURES = ("ARIA", "displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents", "unlocked")


@dataclass(frozen=True, slots=True)
class Creator:
    """A creator: name, form to sort by, MARC relator code."""

    name: str
    sort_name: str
    role: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What the book is about: in words, and where a scheme of the trade has a code for it, with both."""

    words: str
    scheme: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """The series that the book belongs to, and its number there, or none."""

    name: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Metadata:
    """Values of the package document; `schema` holds (property, value) pairs in order."""

    identifier: str
    isbn: str
    title: str
    sort_title: str
    subtitle: str
    series: Series | None
    language: str
    people: tuple[Creator, ...]
    publisher: str
    description: str
    subjects: tuple[Subject, ...]
    rights: str
    rights_url: str
    date: str
    modified: datetime
    page_source: str
    schema: tuple[tuple[str, str], ...]
    conformance: str
    evaluator: str
    evaluated: str
    distributor: str = ""


def metadata(book: Book, pages: bool) -> Metadata:
    """The metadata of a book; `pages` says whether the EPUB has the printed edition's page breaks."""
    settings = book.sources.settings
    facts = settings.book
    claim = settings.accessibility
    return Metadata(
        identifier=facts.identifier,
        isbn=digits(settings.table(NAME, EpubSettings).isbn),
        title=facts.title,
        sort_title=facts.sort_title,
        subtitle=facts.subtitle,
        series=Series(facts.series, facts.series_number) if facts.series else None,
        language=facts.language,
        people=tuple(Creator(one.name, one.sort_name or one.name, one.role) for one in settings.people),
        publisher=facts.publisher,
        description=facts.description,
        subjects=tuple(_subjects(facts)),
        rights=facts.rights,
        rights_url=facts.rights_url,
        date=facts.date.isoformat(),
        modified=book.sources.modified,
        page_source=page_source(book) if pages else "",
        schema=(*_editions(facts), *_schema(book, pages)),
        conformance=claim.conformance,
        evaluator=claim.evaluator,
        evaluated=claim.evaluated.isoformat() if claim.evaluated else "",
        distributor=book.sources.copy.clinic.name if book.sources.copy is not None else "",
    )


def page_source(book: Book) -> str:
    """The printed edition whose pages the page list follows: its ISBN, or its name where it has none."""
    facts = book.sources.settings.book
    if facts.isbn:
        return f"urn:isbn:{facts.isbn_digits}"
    phrase = book.sources.settings.words.page_source
    size = title_of(trim_of(book.sources.settings))
    return fill(phrase, title=facts.title, version=facts.version, size=size, year=facts.date.year)


def _subjects(facts: BookFacts) -> Iterator[Subject]:
    yield from map(Subject, facts.subjects)
    for scheme, codes in (("Thema", facts.thema), ("BISAC", facts.bisac)):
        for one in codes:
            code, _, heading = one.partition(" ")
            yield Subject(heading.strip() or code, scheme, code)


def _editions(facts: BookFacts) -> Iterator[tuple[str, str]]:
    yield "version", facts.version
    if facts.edition:
        yield "bookEdition", facts.edition


def _schema(book: Book, pages: bool) -> list[tuple[str, str]]:
    pictures = [image for part in book.parts for image in part.tree.iter("img")]
    told = [image for image in pictures if image.get("alt")]
    described = all(image.get("alt") or image.get("role") == "presentation" for image in pictures)
    values = [("accessMode", "textual")]
    if told:
        values.append(("accessMode", "visual"))
    if described:
        values.append(("accessModeSufficient", "textual"))
    if told:
        values.append(("accessModeSufficient", "textual,visual"))
    features = list(FEATURES)
    if told and described:
        features.append("alternativeText")
    if pages:
        features += ["pageBreakMarkers", "pageNavigation"]
    values += [("accessibilityFeature", feature) for feature in sorted(features, key=str.lower)]
    moving = any(book.sources.images[path].media_type in ("image/gif", "image/webp") for path in book.images)
    values.append(("accessibilityHazard", "unknown" if moving else "none"))  # such pictures may move or flash
    values.append(("accessibilitySummary", _summary(book, pages, len(told))))
    return values


def _summary(book: Book, pages: bool, pictures: int) -> str:
    """What a reader with a disability wants to know before opening the book, in sentences."""
    words = book.sources.settings.words
    sentences = [words.summary_text]
    if pictures:
        sentences.append(fill(words.summary_pictures.form(words.language, pictures), count=pictures))
    elif book.images:
        sentences.append(words.summary_decoration)
    else:
        sentences.append(words.summary_no_pictures)
    if with_words := drawings_with_words(book.sources.images[path] for path in book.images):
        sentences.append(fill(words.pictures_words.form(words.language, with_words), count=with_words))
    if pages:
        sentences.append(words.summary_pages)
    sentences.append(words.summary_no_media)
    extra = book.sources.settings.accessibility.summary.strip()
    if extra:
        sentences.append(extra)
    return " ".join(sentences)
