"""The document of an edition in large type: the whole book, with drawings whose words are large as well.

In: a `Book`, its outlined drawings, a row of `large_type`, a paper, and the page breaks of the printed book. Out: the
enlarged drawings; then a document for layout, and a finding wherever a chapter shows a drawing whose words stay too
small (P807).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
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
from trustbook.sources.kept import Kept
from trustbook.sources.program import key, program

_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "": 1.0}
_HINT = "set them larger in the drawing, give them more room there, or say in the text what they say"


def enlarged(book: Book, kind: LargeType, paper: str, kept: Kept) -> dict[str, drawings.Enlarged]:
    """The drawings in figures with their words large, by path; sizes are pt on the page. Each is kept by its bytes."""
    room = _room([sheet for name in _sheets(kind, paper) for sheet in book.sources.styles.get(name, ())])
    done: dict[str, drawings.Enlarged] = {}
    for path in _in_figures(book):
        if room is None:
            break
        image = book.sources.images[path]
        scale = min(room[0] / image.width, room[1] / image.height)
        large = _enlarged(image.data, kind.least / scale, kept)
        done[path] = drawings.Enlarged(large.data, large.smallest * scale)
    return done


def whole(
    book: Book,
    edition: str,
    kind: LargeType,
    paper: str,
    drawn: tuple[Drawings, Mapping[str, drawings.Enlarged]],
    breaks: Sequence[PageBreak],
) -> tuple[PagedDocument, tuple[Finding, ...]]:
    """The document, with what was found about its drawings: those that are `drawn`, outlined and enlarged."""
    outlined, large = drawn
    profile = Profile(standard=STANDARDS["ua-1"], blank_pages=False)
    style = PageStyle(edition, _sheets(kind, paper), profile, breaks=breaks, label=kind.label)
    paged = document(book, style, {**outlined, **{path: one.data for path, one in large.items()}})
    return paged, tuple(_too_small(book, kind, {path: one.smallest for path, one in large.items()}))


def _sheets(kind: LargeType, paper: str) -> tuple[str, ...]:
    return (*with_paper(SHEETS, paper), *kind.sheets)


def _enlarged(data: bytes, least: float, kept: Kept) -> drawings.Enlarged:
    name = f"enlarged-{key(program(), data, repr(least).encode())}"
    size, line, drawing = (kept.get(name) or b"").partition(b"\n")
    with suppress(ValueError):
        if line:
            return drawings.Enlarged(drawing, float(size))
    large = drawings.enlarge(data, least)
    kept.put(name, f"{large.smallest!r}\n".encode() + large.data)
    return large


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
