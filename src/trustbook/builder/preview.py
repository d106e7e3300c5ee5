"""A clinic's pages as they will be, without making a file: quick enough to be asked for at every change.

In: the `Book` of a copy. Out: its cover as a picture, and the clinic's page and the help page as documents of the EPUB,
each whole in itself. The cover is the one page that has to be laid out; the others are the very text that the EPUB
holds, so they fit any screen and are read aloud.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

from trustbook.editions.epub.document import EpubFile, render_parts
from trustbook.manuscript.book import Book
from trustbook.manuscript.copies import CLINIC

HEIGHT = 960  # pixels of the cover's picture
SHOWN = (CLINIC, "help")  # roles of the parts

_MARGIN = "\nbody { padding: 1em; }\nbody:focus-visible { outline: 0.2em solid; outline-offset: -0.3em; }\n"
_LINKED = re.compile(r'<link rel="stylesheet"[^>]*href="style\.css"/>')
_FONT = re.compile(r'url\("(fonts/[^"]+)"\)')
_LED = re.compile(r'(<a\b[^>]*?) href="[^"]*"')
_SOURCE = re.compile(r'(<img [^>]*src=")([^"]+)(")')


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page: its role and title, and its document, which loads nothing; `style` is the style sheet inside it."""

    role: str
    title: str
    document: str
    style: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The cover as a PNG, and the pages behind it."""

    cover: bytes
    pages: tuple[ShownPage, ...]


def preview(book: Book) -> Preview:
    """What a copy looks like."""
    from trustbook.builder.cache import Cache
    from trustbook.editions.drawings import outlined
    from trustbook.editions.epub.sheet import flat_sheet
    from trustbook.editions.print.document import cover
    from trustbook.layout.cover import raster
    from trustbook.layout.engine import paginate

    kept = Cache()
    drawn = outlined(book, kept)
    front = raster(paginate(cover(book, drawn)).data, HEIGHT)
    parts = [part for part in book.parts if part.role in SHOWN]
    files = render_parts(book, parts, drawn, flat_sheet(book, kept)[0])
    style = _style(files)
    pages = (
        ShownPage(part.role, part.title, _whole(file, files, style), style)
        for part, file in zip(parts, files, strict=False)
    )
    return Preview(front, tuple(pages))


def _style(files: Sequence[EpubFile]) -> str:
    """The style sheet with its fonts inside, the margin that e-readers give a page, and a frame for the focus."""
    sheet = next(file.data.decode() for file in files if file.name == "style.css") + _MARGIN
    return _FONT.sub(lambda match: f'url("{_address(match[1], files)}")', sheet)


def _whole(file: EpubFile, files: Sequence[EpubFile], style: str) -> str:
    """A document with its style sheet and pictures inside, and links that lead nowhere: there is nothing to go to.

    It can have the focus itself, so that a page longer than its frame is scrolled by keyboard.
    """
    text = _SOURCE.sub(lambda match: f"{match[1]}{_address(match[2], files)}{match[3]}", file.data.decode())
    text = _LED.sub(r"\1", text).replace("<body", '<body tabindex="0"', 1)
    return _LINKED.sub(lambda match: f"<style>{style}</style>", text)


def _address(name: str, files: Sequence[EpubFile]) -> str:
    """A file as an address that holds it."""
    file = next(one for one in files if one.name == name)
    return f"data:{file.media_type};base64,{base64.b64encode(file.data).decode()}"
