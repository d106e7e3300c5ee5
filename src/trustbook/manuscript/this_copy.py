"""Say what is true of this copy of the book, below the author's words on access.

In: settings, and the pictures that the book shows. Out: elements in the book's language. Nothing here is typed by hand,
so that it holds in other people's copies too: what the settings do not say is not claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from trustbook.manuscript.book import Heading
from trustbook.settings import Settings
from trustbook.sources.values import ImageFile, Sources
from trustbook.words import Words, fill
from trustbook.words.typography import curl

_WORDS_IN_DRAWING = re.compile(rb"<(?:[A-Za-z]\w*:)?text[\s>]")


def drawings_with_words(images: Iterable[ImageFile]) -> int:
    """How many drawings have words in them; every edition shows these as shapes."""
    return sum(one.media_type == "image/svg+xml" and bool(_WORDS_IN_DRAWING.search(one.data)) for one in images)


def this_copy(
    key: str, sources: Sources, trees: Iterable[Element], paths: Iterable[str]
) -> tuple[list[Element], list[Heading]]:
    """The forms the book is made in, its pictures, who tested it for access, and whom to ask."""
    settings, words = sources.settings, sources.settings.words
    section = Element("section")
    heading = Heading(2, words.copy_title, f"{key}-copy", 1)
    SubElement(section, "h2", {"id": heading.id}).text = words.copy_title
    if settings.editions:
        SubElement(section, "p").text = words.copy_editions
        listed = SubElement(section, "ul")
        for name in settings.editions:
            SubElement(listed, "li").text = words.edition(name)
    with_words = drawings_with_words(sources.images[path] for path in dict.fromkeys(paths))
    for said in (_pictures(words, trees, with_words), _tested(settings), _contact(settings)):
        SubElement(section, "p").text = said
    return [section], [heading]


def _pictures(words: Words, trees: Iterable[Element], with_words: int) -> str:
    """Which pictures are described, and which have words in them."""
    pictures = [image for tree in trees for image in tree.iter("img")]
    described = sum(bool(image.get("alt")) for image in pictures)
    said = words.summary_decoration if pictures else words.summary_no_pictures
    if described:
        said = fill(words.summary_pictures.form(words.language, described), count=described)
    if with_words:
        said += f" {fill(words.pictures_words.form(words.language, with_words), count=with_words)}"
    return said


def _tested(settings: Settings) -> str:
    """Who tested the book for access and what they found, as far as book.toml says."""
    access, words = settings.accessibility, settings.words
    if not (access.evaluator and access.evaluated):
        return words.not_evaluated
    said = fill(words.evaluated, evaluator=access.evaluator, date=words.spoken_date(access.evaluated))
    if access.conformance:
        said += f" {fill(words.conforms, standard=access.conformance)}"
    return curl(said, words.language)


def _contact(settings: Settings) -> str:
    """Whom to ask about access."""
    words, contact = settings.words, settings.accessibility.contact
    return curl(fill(words.access_contact, contact=contact), words.language) if contact else words.no_contact
