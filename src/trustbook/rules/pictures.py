"""Find photographs with so few pixels that they print too small to make out.

In: a `Book`. Out: findings where a chapter shows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from trustbook.findings import Finding
from trustbook.manuscript.book import Book
from trustbook.manuscript.places import TypedPlaces

PRINT_PIXELS = 600  # 5 cm wide at the 300 pixels per inch that print needs
_HINT = "use one of 1,300 pixels or more for the full width of a page, or a drawing"


def check_pictures(book: Book) -> Iterator[Finding]:
    """Every picture that is too coarse, each time it is shown."""
    for part in book.parts:
        if part.file is None:
            continue
        places = TypedPlaces(part.file)
        for figure in part.tree.iter("figure"):
            for element in figure.iter("img"):
                image = book.sources.images.get(element.get("src", ""))
                if image is None or image.media_type == "image/svg+xml" or image.width >= PRINT_PIXELS:
                    continue
                width = image.width / 300 * 25.4
                message = f"the picture is {image.width:g} pixels wide: it prints {width:.0f} mm wide"
                name = image.path.rsplit("/", 1)[-1]
                yield part.file.at("I310", message, places.of(element, name, quote(name)), _HINT)
