"""Captions of pictures, which may hold signs: `![What it shows](a.png "From *A book* [@id].[^1]")`.

In: pictures as Python-Markdown reads them, whose captions are plain text to it. Out: pictures, and beside them the
captions as elements; once all is read, a caption stands in its picture, until shaping makes a figure of the two.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import IMAGE_LINK_RE, ImageInlineProcessor

from trustbook.manuscript import marks
from trustbook.manuscript.dialect.links import Link
from trustbook.manuscript.dialect.names import MarkNames
from trustbook.manuscript.dialect.spots import mark_before
from trustbook.manuscript.marks import Role, role_of

_SIGNS = re.compile(r"[\x02*_`~^=<&\[]|\\[^\w\s]|https?://")
_STRESS = re.compile(r"(\*{1,3}|(?<!\w)_{1,3}|`+)(?=\S)(.+?)(?<=\S)\1(?!\w)")


def register(md: Markdown, names: MarkNames) -> None:
    """Let a converter read captions."""
    md.inlinePatterns.register(_Image(IMAGE_LINK_RE, md, names), "image_link", 150)


class _Image(Link, ImageInlineProcessor):
    def __init__(self, pattern: str, md: Markdown, names: MarkNames) -> None:
        super().__init__(pattern, md)
        self.names = names

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
        image.set("src", plain(image.get("src", "")))
        image.set("alt", _STRESS.sub(r"\2", plain(image.get("alt", ""))))
        caption = image.get("title", "")
        if not _SIGNS.search(caption):
            return image, start, end
        del image.attrib["title"]
        holder = self.names.mark(Element("span"), Role.PICTURE)
        holder.append(image)
        SubElement(holder, "span").text = caption
        if spot := mark_before(data, m.start(0)):
            self.names.place(image, spot)
        return holder, start, end


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
