"""The drawings of a book with their text outlined: the same in every edition, whatever fonts a reader has.

In: a `Book`. Out: each drawing's outlined form by its path. Each is kept by its own bytes, so that a changed word
in a chapter outlines nothing again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trustbook.editions.edition import Made, Outcome, Product
from trustbook.sources.kept import Kept

if TYPE_CHECKING:
    from trustbook.manuscript.book import Book
    from trustbook.sources.values import ImageFile


def outlined(book: Book, kept: Kept) -> dict[str, bytes]:
    """Every drawing that the book shows, its cover's among them."""
    cover = book.sources.settings.cover.image
    images = book.sources.images
    shown = dict.fromkeys((*book.images, *((cover,) if cover in images else ())))
    drawn = [images[path] for path in shown if images[path].media_type == "image/svg+xml"]
    return {image.path: _outlined(image, kept) for image in drawn}


def _outlined(image: ImageFile, kept: Kept) -> bytes:
    from trustbook.sources import drawings
    from trustbook.sources.program import key, program

    name = f"drawing-{key(program(), image.data)}"
    data = kept.get(name)
    if data is None:
        data = drawings.outline(image.data)
        kept.put(name, data)
    return data


def _make(book: Book, made: Made) -> Outcome:
    return Outcome(outlined(book, made.kept))


DRAWINGS = Product(name="drawings", make=_make)
