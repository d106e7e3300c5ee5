"""Captions of pictures, which may hold signs: `![What it shows](a.png "From *A book* [@id].[^1]")`.

In: pictures as Python-Markdown reads them, whose captions are plain text to it. Out: pictures, and beside them the
captions as elements; once all is read, a caption stands in its picture, until shaping makes a figure of the two.
As in Pandoc and Quarto, the words in brackets are the caption where braces say what the picture shows, in `alt` or
`fig-alt`, and always where the book wants it so.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.inlinepatterns import IMAGE_LINK_RE, ImageInlineProcessor

from trustbook.manuscript import marks
from trustbook.manuscript.dialect.links import Link
from trustbook.manuscript.dialect.names import MarkNames
from trustbook.manuscript.dialect.spots import mark_before, without_marks
from trustbook.manuscript.marks import Role, role_of

_SIGNS = re.compile(r"[\x02*_`~^=<&\[]|\\[^\w\s]|https?://")
_STASHED = re.compile("[\x02\x03]")
_BRACES = re.compile(r"\{:?([^{}\n]*)\}")
_STRESS = re.compile(r"(\*{1,3}|(?<!\w)_{1,3}|`+)(?=\S)(.+?)(?<=\S)\1(?!\w)")


def register(md: Markdown, names: MarkNames, words_are_captions: bool) -> None:
    """Let a converter read captions."""
    md.inlinePatterns.register(_Image(IMAGE_LINK_RE, md, names, words_are_captions), "image_link", 150)


class _Image(Link, ImageInlineProcessor):
    def __init__(self, pattern: str, md: Markdown, names: MarkNames, words_are_captions: bool) -> None:
        super().__init__(pattern, md)
        self.names, self.words_are_captions = names, words_are_captions

    def unescape(self, text: str) -> str:
        """Nothing yet: what stands for a note or citation must reach the caption."""
        return text

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """The picture, with its caption beside it where that holds signs."""
        image, start, end = super().handleMatch(m, data)
        if not isinstance(image, Element):
            return None, None, None
        plain = super().unescape
        words, caption = image.get("alt", ""), image.get("title", "")
        given, end = _given(data, end or 0)
        if given or self.words_are_captions:
            if caption:
                image.set(self.names.typed(marks.OF), without_marks(_STASHED.sub("", plain(caption))))  # nobody sees it
            words, caption = given.pop("alt", ""), words
            image.attrib.update(given)
        image.set("src", plain(image.get("src", "")))
        image.set("alt", _STRESS.sub(r"\2", plain(words)))
        image.set("title", caption)
        if not caption:
            del image.attrib["title"]
        if not _SIGNS.search(caption):
            return image, start, end
        del image.attrib["title"]
        holder = self.names.mark(Element("span"), Role.PICTURE)
        holder.append(image)
        SubElement(holder, "span").text = caption
        if spot := mark_before(data, m.start(0)):
            self.names.place(image, spot)
        return holder, start, end


def _given(data: str, end: int) -> tuple[dict[str, str], int]:
    """The attributes in braces behind a picture, with where they end, if one of them says what it shows."""
    match = _BRACES.match(data, end)
    if match is None:
        return {}, end
    found: dict[str, str] = {}
    for name, value in get_attrs_and_remainder(without_marks(match.group(1)).strip())[0]:
        key = {".": "class", "fig-alt": "alt"}.get(name, name)
        found[key] = f"{found['class']} {value}" if key == "class" and key in found else value or ""
    return (found, match.end()) if "alt" in found else ({}, end)


def captions(tree: Element) -> list[tuple[Element, Element]]:
    """Put the pictures of a tree in the place of what holds them; the pictures and their captions."""
    found = []
    for parent in list(tree.iter()):
        for position, child in enumerate(list(parent)):
            if role_of(child) is Role.PICTURE:
                image, caption = child
                child.attrib.pop(marks.ROLE)
                image.attrib.update({name: value for name, value in child.attrib.items() if not name.startswith("{")})
                image.tail = child.tail
                parent[position] = image
                caption.set(marks.LINE, image.get(marks.LINE, "1"))
                found.append((image, caption))
    return found
