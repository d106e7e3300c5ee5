"""What an EPUB is found one's way by: its navigation document, and an NCX for older readers.

In: a `Book`, where ids lie, the printed pages, and every place that can be linked to, in reading order. Out: the text
of both, and the landmarks, which the package names as well. Neither is read as a page of the book.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from trustbook.manuscript import made as generate
from trustbook.manuscript.book import Book, Part
from trustbook.manuscript.copies import CLINIC
from trustbook.words import templates

BODY = ("chapter", "part", "unnumbered")  # the roles of parts that are the book itself
_LANDMARKS = {"reading-list": "bibliography", "glossary": "glossary", "evidence": "appendix", "colophon": "colophon"}


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a navigation list."""

    href: str
    text: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class NavNode:
    """An entry of the table of contents."""

    href: str
    text: str
    children: tuple[NavNode, ...]


@dataclass(frozen=True, slots=True)
class Navigation:
    """What navigation lists hold: the contents, landmarks, and the pages of the printed book."""

    nodes: tuple[NavNode, ...]
    landmarks: tuple[Link, ...]
    pages: tuple[Link, ...]

    def document(self, book: Book) -> str:
        """The body of the navigation document."""
        words = book.sources.settings.words
        given = {"nodes": self.nodes, "landmarks": self.landmarks, "pages": self.pages}
        return templates.render("nav.xhtml.j2", words, **given)

    def ncx(self, book: Book, places: Sequence[str]) -> str:
        """The NCX; `places` are all hrefs of the book in reading order, by which it counts what it names."""
        facts, words = book.sources.settings.book, book.sources.settings.words
        named = {*_hrefs(self.nodes), *(page.href for page in self.pages)}
        return templates.render(
            "toc.ncx.j2",
            words,
            language=facts.language,
            identifier=facts.identifier,
            title=facts.title,
            depth=_depth(self.nodes),
            nodes=self.nodes,
            pages=self.pages,
            order={href: number for number, href in enumerate((one for one in places if one in named), 1)},
        )


def navigation(book: Book, href: Callable[[str], str], pages: Sequence[Link]) -> Navigation:
    """The navigation of a book; `href` says where an id lies."""
    words = book.sources.settings.words
    # Somebody may look for the contents here; and nothing of a clinic's stands before the help page.
    without = ("titlepage", CLINIC) if book.help_part is not None else ("titlepage",)
    listed = generate.toc_nodes(book.parts, words, without)
    nodes = [_node(node, href) for node in listed]
    return Navigation(tuple(nodes), tuple(_landmarks(book, href)), tuple(pages))


def _node(node: generate.TocNode, href: Callable[[str], str]) -> NavNode:
    text = f"{node.number}. {node.text}" if node.number else node.text
    return NavNode(href(node.id), text, tuple(_node(child, href) for child in node.children))


def _depth(nodes: Sequence[NavNode]) -> int:
    """How many levels a list has."""
    return 1 + max((_depth(node.children) for node in nodes if node.children), default=0)


def _hrefs(nodes: Sequence[NavNode]) -> Iterator[str]:
    for node in nodes:
        yield node.href
        yield from _hrefs(node.children)


def _landmarks(book: Book, href: Callable[[str], str]) -> Iterator[Link]:
    words = book.sources.settings.words
    yield Link("cover.xhtml", words.cover, "cover")
    types = {CLINIC: "frontmatter", "titlepage": "titlepage", "help": "notice", "contents": "toc"}
    yield from _of(book.parts, types, href, {"titlepage": words.title_page})
    body = next((part for part in book.parts if part.role in BODY), None)
    if body is not None:
        yield Link(href(body.key), words.start, "bodymatter")
    yield from _of(book.parts, _LANDMARKS, href, {})


def _of(
    parts: Sequence[Part], types: dict[str, str], href: Callable[[str], str], said: dict[str, str]
) -> Iterator[Link]:
    for part in parts:
        if part.role in types:
            yield Link(href(part.key), said.get(part.role, part.title), types[part.role])
