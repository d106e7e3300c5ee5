"""Measure a PDF of any maker.

In: the file's bytes. Out: `Measured`: the facts, and the upright copy that pages are painted from. A file that is
broken, locked or built to do harm gives facts that say so. Nothing is fetched, opened or followed.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Name

from trustbook.findings.finding import printable
from trustbook.pdf.content import FAULTS, LIMITS, TooMuch
from trustbook.pdf.values import dictionary, items, name_of
from trustbook.verify.preflight.boxes import boxes_of, rectangle, upright
from trustbook.verify.preflight.facts import Annotation, Box, Boxes, FileFacts, PageFacts
from trustbook.verify.preflight.gathered import Gathered
from trustbook.verify.preflight.keys import keys_of
from trustbook.verify.preflight.painting import Reader
from trustbook.verify.preflight.seen import inks
from trustbook.verify.preflight.separations import coverages
from trustbook.verify.tools import Broke, Missing

MOST_PAGES = 2000
_LARGEST = 2**30  # bytes of a file
_LEAST, _MOST = 3.0, 14_400.0  # pt: sides of a page
_MOST_ANNOTATIONS = 500  # of one page
_TOO_MUCH = "it asks for more work or memory than any honest one"
_PLAIN = "upright.pdf"


@dataclass(frozen=True, slots=True)
class Measured:
    """The facts, the copy to paint from, and why ink was only estimated, if it was."""

    facts: FileFacts
    copy: bytes = b""
    estimated: str = ""


def measure(name: str, data: bytes, work: Path | None) -> Measured:
    """All facts of a PDF. With a folder to work in, Ghostscript measures the ink where it is installed."""
    if len(data) > _LARGEST:
        return Measured(FileFacts(name, broken="it has more than a gigabyte"))
    try:
        with LIMITS, pikepdf.open(io.BytesIO(data)) as pdf:
            facts = _facts(name, pdf)
            boxes = [page.boxes for page in facts.pages]
            copy = upright(pdf, boxes) if not facts.broken else b""
    except pikepdf.PasswordError:
        return Measured(FileFacts(name, encrypted=True, locked=True))
    except TooMuch:
        return Measured(FileFacts(name, broken=_TOO_MUCH))
    except (*FAULTS, MemoryError, RecursionError) as error:
        return Measured(FileFacts(name, broken=_reason(error)))
    sound = [None if page.broken else page.boxes for page in facts.pages]  # what broke here may keep others busy
    pages = [replace(page, ink=ink) for page, ink in zip(facts.pages, inks(copy, sound), strict=True)]
    estimated = ""
    if work is not None and None in sound:
        estimated = "a page is broken"
    elif work is not None:
        pages, estimated = _with_ink(pages, copy, work)
    return Measured(replace(facts, pages=tuple(pages)), copy, estimated)


def _with_ink(pages: list[PageFacts], copy: bytes, work: Path) -> tuple[list[PageFacts], str]:
    """The pages with the ink that Ghostscript measured where it could only be estimated; or why it did not."""
    unsure = {page.number: page.boxes for page in pages if page.coverage and page.coverage.estimate}
    try:
        (work / _PLAIN).write_bytes(copy)
        found = dict(coverages(work, _PLAIN, unsure))
    except Missing as lack:
        return pages, lack.reason
    except (Broke, OSError) as fault:
        return pages, f"Ghostscript broke: {fault}"
    return [replace(page, coverage=found.get(page.number, page.coverage)) for page in pages], ""


def glance(data: bytes) -> tuple[int, Boxes] | None:
    """How many pages a PDF has, and the boxes of its first; None where it cannot be read."""
    try:
        with LIMITS, pikepdf.open(io.BytesIO(data)) as pdf:
            return len(pdf.pages), boxes_of(pdf.pages[0].obj)
    except (*FAULTS, MemoryError, RecursionError):
        return None


def _facts(name: str, pdf: pikepdf.Pdf) -> FileFacts:
    reader = Reader()
    pages = [_page(reader, number, page) for number, page in enumerate(list(pdf.pages[:MOST_PAGES]), 1)]
    viewer = dictionary(pdf.Root.get("/ViewerPreferences"))
    return FileFacts(
        name,
        pdf.pdf_version,
        pdf.is_encrypted,
        right_to_left=viewer.get("/Direction") == Name.R2L,
        keys=keys_of(pdf),
        pages=tuple(pages),
        unread=max(0, len(pdf.pages) - MOST_PAGES),
        broken="" if pages else "it has no pages",
    )


def _page(reader: Reader, number: int, page: pikepdf.Page) -> PageFacts:
    boxes = Boxes((0, 0, 612, 792))
    try:
        boxes = boxes_of(page.obj)
        if unlike := _unlike_a_page(boxes.media):
            return PageFacts(number, boxes, broken=unlike)
        found, broken = Gathered(boxes), ""
        try:
            reader.page(page.obj, page.resources, found)
        except TooMuch:
            broken = "more is drawn here than can be read"
        return PageFacts(
            number,
            boxes,
            tuple(found.painted.values()),
            tuple(found.pictures.values()),
            found.line,
            tuple(found.rich_blacks.values()),
            tuple(found.transparent.values()),
            tuple(_annotations(page.obj)),
            tuple(found.fonts.values()),
            found.coverage(),
            broken=broken,
        )
    except (*FAULTS, RecursionError) as error:
        return PageFacts(number, boxes, broken=_reason(error))


def _unlike_a_page(media: Box) -> str:
    """Why a sheet is too small or too large to be one (ISO 32000-1, annex C)."""
    width, height = media[2] - media[0], media[3] - media[1]
    sound = all(_LEAST <= side <= _MOST for side in (width, height))
    return "" if sound else f"it is {width:.4g} × {height:.4g} points large"


def _annotations(page: Any) -> list[Annotation]:
    found = []
    for one in list(items(page.get("/Annots")))[:_MOST_ANNOTATIONS]:
        annotation = dictionary(one)
        spot = rectangle(annotation.get("/Rect"))
        found.append(Annotation(name_of(annotation.get("/Subtype")) or "unknown", spot))
    return found


def _reason(error: BaseException) -> str:
    """What a library says of a file, in one line that a terminal can show."""
    said = re.sub(r"^stream <[^>]*>:? *", "", " ".join(str(error).split())) or type(error).__name__
    return printable(said, "")[:200]
