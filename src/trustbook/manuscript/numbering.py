"""Number what runs through the whole book: chapters' titles, figures, and tables where the text names one by number.

In: shaped chapters in reading order. Out: the same trees with "Chapter 2" in titles and "Figure 3." in captions, so
that both are heard; an id for each figure; the words of references, such as "Figure 3".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement

from trustbook.manuscript.book import Heading
from trustbook.manuscript.ids import Ids, is_reference
from trustbook.manuscript.marks import Role, mark, role_of
from trustbook.manuscript.part_numbers import label
from trustbook.manuscript.shape import Shaped
from trustbook.manuscript.trees import HEADINGS, descendants, text_of
from trustbook.words import Words, fill
from trustbook.words.typography import curl

_ROUNDS = 3  # a heading may name one that names a figure


def number_titles(chapters: Iterable[Shaped], words: Words) -> None:
    """The number of a chapter, as part of its heading."""
    for chapter in chapters:
        heading = chapter.tree.find("h1")
        if chapter.number and heading is not None:
            _label(heading, Role.CHAPTER_NUMBER, label(chapter.role, chapter.number, words))


def number_figures(chapters: Sequence[Shaped], words: Words, ids: Ids) -> None:
    """The number of a figure, as part of its caption; one that the text names has a caption with its number alone."""
    for chapter in chapters:
        for figure in chapter.tree.iter("figure"):
            if figure.find("figcaption") is None and is_reference(figure.get("id", "")):
                SubElement(figure, "figcaption")
    for number, (figure, caption) in enumerate(_captioned(chapters), 1):
        if "id" not in figure.attrib:
            figure.set("id", ids.make(f"figure-{number}"))
        _label(caption, Role.FIGURE_NUMBER, fill(words.figure_number, number=number))


def _captioned(chapters: Iterable[Shaped]) -> Iterator[tuple[Element, Element]]:
    """The figures that have a number, with their captions."""
    for chapter in chapters:
        for figure in chapter.tree.iter("figure"):
            caption = figure.find("figcaption")
            if caption is not None:
                yield figure, caption


def number_references(chapters: Sequence[Shaped], words: Words) -> list[Shaped]:
    """What references to figures, tables and headings say; tables get numbers where one of them is named.

    The chapters have the words of their references in their titles and headings as well.
    """
    references = [one for chapter in chapters for one in chapter.tree.iter("a") if role_of(one) is Role.REFERENCE]
    if not references:
        return list(chapters)
    said = dict[str, str]()
    for number, (figure, _) in enumerate(_captioned(chapters), 1):
        said[figure.get("id", "")] = fill(words.figure_reference, number=number)
    tables = [one for chapter in chapters for one in chapter.tree.iter("table") if one.find("caption") is not None]
    names = {link.get("href", "")[1:] for link in references}
    for number, table in enumerate(tables if names & {one.get("id") for one in tables} else (), 1):
        said[table.get("id", "")] = fill(words.table_reference, number=number)
        _label(table[0], Role.TABLE_NUMBER, fill(words.table_number, number=number))
    for _ in range(_ROUNDS):
        for chapter in chapters:
            for heading in chapter.headings:
                said[heading.id] = _section(chapter, heading, words)
            said[chapter.key] = said[chapter.headings[0].id] if chapter.headings else chapter.title
        for link in references:
            link.text = said.get(link.get("href", "")[1:], "")
        chapters = [_with_words(chapter) for chapter in chapters]
    return list(chapters)


def _with_words(chapter: Shaped) -> Shaped:
    """A chapter whose title and headings say what the references in them say."""
    texts = {
        one.get("id", ""): text_of(one)
        for one in descendants(chapter.tree, *HEADINGS)
        if any(role_of(link) is Role.REFERENCE for link in one.iter("a"))
    }
    if not texts:
        return chapter
    headings = tuple(replace(one, text=texts.get(one.id, one.text)) for one in chapter.headings)
    return replace(chapter, headings=headings, title=headings[0].text if headings else chapter.title)


def _section(chapter: Shaped, heading: Heading, words: Words) -> str:
    """How a heading is named: by its chapter's number and its letter, or by its words."""
    letter, dot, _ = heading.text.partition(".")
    if heading.level == 1 and chapter.number:
        return label(chapter.role, chapter.number, words)
    if heading.level == 2 and dot and len(letter) == 1 and chapter.number:
        name = label(chapter.role, chapter.number, words)
        return fill(words.chapter_section, chapter=name, letter=letter)
    return curl(f'"{heading.text}"', words.language)


def _label(holder: Element, role: Role, text: str) -> None:
    label = mark(Element("span", {"class": role.value}), role)
    label.text = text
    label.tail = f" {holder.text or ''}"
    holder.text = None
    holder.insert(0, label)
