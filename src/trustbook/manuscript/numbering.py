"""Number what runs through the whole book: chapters' titles and figures.

In: shaped chapters in reading order. Out: the same trees with "Chapter 2" in titles and "Figure 3." in captions, so
that both are heard; an id for each figure.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from trustbook.manuscript.ids import Ids
from trustbook.manuscript.marks import Role, mark
from trustbook.manuscript.shape import Shaped
from trustbook.words import Words, fill


def number_titles(chapters: Iterable[Shaped], words: Words) -> None:
    """The number of a chapter, as part of its heading."""
    for chapter in chapters:
        heading = chapter.tree.find("h1")
        if chapter.number and heading is not None:
            _label(heading, Role.CHAPTER_NUMBER, fill(words.chapter_number, number=chapter.number))


def number_figures(chapters: Iterable[Shaped], words: Words, ids: Ids) -> None:
    """The number of a figure, as part of its caption."""
    number = 0
    for chapter in chapters:
        for figure in chapter.tree.iter("figure"):
            number += 1
            if "id" not in figure.attrib:
                figure.set("id", ids.make(f"figure-{number}"))
            caption = figure.find("figcaption")
            if caption is not None:
                _label(caption, Role.FIGURE_NUMBER, fill(words.figure_number, number=number))


def _label(holder: Element, role: Role, text: str) -> None:
    label = mark(Element("span", {"class": role.value}), role)
    label.text = text
    label.tail = f" {holder.text or ''}"
    holder.text = None
    holder.insert(0, label)
