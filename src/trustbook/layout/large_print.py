"""The document of an edition in large type: the whole book, with drawings whose words are large as well.

In: a `Book`, its outlined drawings, a row of `large_type`, a paper, and the page breaks of the printed book. Out: a
document for layout, and a finding wherever a chapter shows a drawing whose words stay too small (P807).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from trustbook.findings import Finding, SourceFile
from trustbook.layout.document import Drawings, PagedDocument, PageStyle, document
from trustbook.layout.large_type import SHEETS, LargeType
from trustbook.layout.pages import PageBreak
from trustbook.layout.papers import with_paper
from trustbook.manuscript.book import Book
from trustbook.manuscript.places import TypedPlaces
from trustbook.pdf.profile import Profile
from trustbook.pdf.standards import STANDARDS
from trustbook.sources import drawings

_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "": 1.0}
_HINT = "set them larger in the drawing, give them more room there, or say in the text what they say"


def whole(
    book: Book, edition: str, kind: LargeType, paper: str, outlined: Drawings, breaks: Sequence[PageBreak]
) -> tuple[PagedDocument, tuple[Finding, ...]]:
    """The document, with what was found about its drawings."""
    sheets = (*with_paper(SHEETS, paper), *kind.sheets)
    drawn = dict(outlined)
    sizes: dict[str, float] = {}
    room = _room([sheet for name in sheets for sheet in book.sources.styles.get(name, ())])
    for path in _in_figures(book):
        if room is None:
            break
        image = book.sources.images[path]
        scale = min(room[0] / image.width, room[1] / image.height)
        enlarged = drawings.enlarge(image.data, kind.least / scale)
        drawn[path], sizes[path] = enlarged.data, enlarged.smallest * scale
    profile = Profile(standard=STANDARDS["ua-1"], blank_pages=False)
    style = PageStyle(edition, sheets, profile, breaks=breaks, label=kind.label)
    return document(book, style, drawn), tuple(_too_small(book, kind, sizes))


def _in_figures(book: Book) -> list[str]:
    """The drawings that chapters show as figures; these are as wide as the text."""
    shown = (
        image.get("src", "") for part in book.parts for one in part.tree.iter("figure") for image in one.iter("img")
    )
    pictures = book.sources.images
    return [path for path in dict.fromkeys(shown) if path in pictures and pictures[path].media_type == "image/svg+xml"]


def _room(sheets: Sequence[SourceFile]) -> tuple[float, float] | None:
    """How wide and high a figure can be, in pt, by the tokens of the sheets; None where they are said otherwise."""
    width, side, height, share = (
        _token(sheets, name) for name in ("page-width", "margin-side", "page-height", "figure")
    )
    if width is None or side is None or height is None or share is None or width <= 2 * side:
        return None
    return width - 2 * side, height * share


def _token(sheets: Sequence[SourceFile], name: str) -> float | None:
    """The last value of a token; lengths in pt."""
    text = "\n".join(sheet.text for sheet in sheets)
    values = re.findall(rf"--{name}:\s*([\d.]+)(mm|cm|in|pt|)\s*;", text)
    return float(values[-1][0]) * _POINTS[values[-1][1]] if values else None


def _too_small(book: Book, kind: LargeType, sizes: dict[str, float]) -> Iterator[Finding]:
    """Each figure whose smallest words are smaller on the page than they may be."""
    for part in book.parts:
        if part.file is None:
            continue
        places = TypedPlaces(part.file)
        for image in (image for figure in part.tree.iter("figure") for image in figure.iter("img")):
            path = image.get("src", "")
            size = sizes.get(path, math.inf)
            if size >= kind.least - 0.05:
                continue
            name = path.rsplit("/", 1)[-1]
            message = f"words in `{path}` are {size:.1f} pt on the page, smaller than {kind.least:g} pt"
            if not size:
                message = (
                    f"nobody can tell how large the words in `{path}` are on the page: a transform stands above them"
                )
            yield part.file.at("P807", message, places.of(image, name, quote(name)), _HINT)
