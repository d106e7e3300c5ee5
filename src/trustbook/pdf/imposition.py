"""Put the pages of a finished PDF on sheets of paper, to be folded or cut.

In: the bytes of any PDF, and a kind of paper. Out: a PDF of the sheets' sides, front and back in turn. Each page is one
Form XObject (ISO 32000-1, 8.10) of its TrimBox: never scaled, with its fonts and pictures shared. Links, bookmarks and
tags have no meaning on such sheets and are left out, so the file says that it is for paper. Lengths are in points
unless they say mm. It must not know what is on the pages.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Name, String

from trustbook.pdf.content import FAULTS, LIMITS
from trustbook.pdf.units import MM

_SLACK = 0.5 * MM  # sizes of paper are rounded
_MARK = 10 * MM  # a printer leaves the first half of it white
_HAIRLINE = 0.5
_BROKEN = "it is no PDF, or a broken one"


Box = tuple[float, float, float, float]  # left, bottom, right, top


class Unfit(ValueError):
    """The PDF cannot be put on such sheets; the text says why."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet of paper by the name that people know; the longer side and the shorter one in mm."""

    name: str
    long: float
    short: float


PAPERS = {"a4": Paper("A4", 297.0, 210.0), "letter": Paper("Letter", 279.4, 215.9)}


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself: title, language (BCP 47) and XMP."""

    title: str
    language: str
    xmp: str


@dataclass(frozen=True, slots=True)
class _Cell:
    """A place for a page on a side: the page's index or None, the cell's box, and where in it the page stands.

    `x` and `y` say which share of the free room lies left of the page and below it; `shift` moves it to the right.
    """

    page: int | None
    box: Box
    x: float
    y: float = 0.5
    shift: float = 0.0


def sheets_to_fold(pages: int) -> int:
    """How many sheets a folded booklet of so many pages takes."""
    return -(-pages // 4)


def sheets_to_cut(pages: int) -> int:
    """How many sheets so many cards take."""
    return -(-pages // 4)


def fold(data: bytes, paper: Paper, caliper: float, about: About, advice: bytes = b"") -> bytes:
    """A booklet to be printed on both sides, flipped on the short edge, folded in the middle and stapled there.

    Two pages stand side by side on each side of a sheet. Blank pages go before the last, which is the back cover.
    Inner sheets stick out at the fore-edge, so their pages move to the spine: by `caliper`, the paper's thickness in
    mm, for each sheet outside. `advice` is a PDF whose pages become sheets of their own before the others.
    Raises Unfit for pages that are larger than half a sheet, and for what is no PDF or is locked.
    """
    with _read(data) as source, pikepdf.new() as made:
        size = (paper.long * MM, paper.short * MM)
        _add_advice(made, advice)
        if len(made.pages) % 2:
            made.add_blank_page(page_size=size)  # so that every sheet has its own two sides
        for cells in _folded(len(source.pages), size, caliper * MM):
            _add_side(made, source, cells, size)
        return _written(made, source, about, "DuplexFlipShortEdge")


def cut(data: bytes, paper: Paper, about: About, advice: bytes = b"") -> bytes:
    """Cards, four to a sheet and printed on one side: cut the pile twice, put the four piles on one another, and the
    cards are in order. `advice` is a PDF whose pages come before the sheets.

    Raises Unfit for pages that are larger than a quarter of a sheet, and for what is no PDF or is locked.
    """
    with _read(data) as source, pikepdf.new() as made:
        size = (paper.short * MM, paper.long * MM)
        _add_advice(made, advice)
        for cells in _cut(len(source.pages), size):
            _add_side(made, source, cells, size)
            _mark_cuts(made, size)
        return _written(made, source, about, "Simplex")


# -- which page stands where ------------------------------------------------------------------------------------


def _folded(count: int, size: tuple[float, float], caliper: float) -> Iterator[list[_Cell]]:
    """The sides of the sheets, outermost sheet first."""
    sheets = sheets_to_fold(count)
    pages: list[int | None] = [*range(count)]
    pages[max(1, count - 1) : max(1, count - 1)] = [None] * (4 * sheets - count)
    half, height = size[0] / 2, size[1]
    left, right = (0.0, 0.0, half, height), (half, 0.0, 2 * half, height)
    for sheet in range(sheets):
        creep = sheet * caliper
        front, back = (pages[-1 - 2 * sheet], pages[2 * sheet]), (pages[2 * sheet + 1], pages[-2 - 2 * sheet])
        for one, other in (front, back):
            yield [_Cell(one, left, 1.0, shift=creep), _Cell(other, right, 0.0, shift=-creep)]


def _cut(count: int, size: tuple[float, float]) -> Iterator[list[_Cell]]:
    """The front sides: each quarter's pile holds the pages that follow those of the pile before."""
    sheets = sheets_to_cut(count)
    width, height = size[0] / 2, size[1] / 2
    corners = [(x * width, y * height) for y in (1, 0) for x in (0, 1)]
    for sheet in range(sheets):
        yield [
            _Cell(page if page < count else None, (x, y, x + width, y + height), 0.5)
            for page, (x, y) in zip(range(sheet, 4 * sheets, sheets), corners, strict=True)
        ]


# -- the file ---------------------------------------------------------------------------------------------------


@contextmanager
def _read(data: bytes) -> Iterator[pikepdf.Pdf]:
    """Somebody's PDF; whatever is wrong with it, while it is read or later, is told as Unfit."""
    try:
        with LIMITS, pikepdf.open(io.BytesIO(data)) as source:
            if not len(source.pages):
                raise Unfit(_BROKEN)
            yield source
    except Unfit:
        raise
    except pikepdf.PasswordError:
        raise Unfit("it is locked with a password") from None
    except FAULTS:
        raise Unfit(_BROKEN) from None


def _add_advice(made: pikepdf.Pdf, advice: bytes) -> None:
    """Pages before all others, if there are any."""
    if advice:
        with pikepdf.open(io.BytesIO(advice)) as read:
            made.pages.extend(read.pages)


def _add_side(made: pikepdf.Pdf, source: pikepdf.Pdf, cells: Sequence[_Cell], size: tuple[float, float]) -> None:
    """One side of a sheet. Nothing is painted outside its cell, so that no page reaches into another."""
    side = made.add_blank_page(page_size=size)
    forms, drawn = Dictionary(), []
    for cell in cells:
        if cell.page is None:
            continue
        form = source.pages[cell.page].as_form_xobject()
        x, y = _corner(_extent(form), cell, cell.page + 1)
        left, bottom, right, top = cell.box
        name = f"/P{cell.page + 1}"
        forms[name] = made.copy_foreign(form)
        clip = _numbers(left, bottom, right - left, top - bottom)
        drawn.append(f"q {clip} re W n 1 0 0 1 {_numbers(x, y)} cm {name} Do Q")
    side.obj.Resources = Dictionary(XObject=forms)
    side.obj.Contents = made.make_stream("\n".join(drawn).encode())


def _mark_cuts(made: pikepdf.Pdf, size: tuple[float, float]) -> None:
    """Four short lines at the edges of the side just made, where its two cuts start and end."""
    width, height = size
    ends = [(width / 2, y, width / 2, y + _MARK) for y in (0.0, height - _MARK)]
    ends += [(x, height / 2, x + _MARK, height / 2) for x in (0.0, width - _MARK)]
    lines = [f"{_numbers(x1, y1)} m {_numbers(x2, y2)} l S" for x1, y1, x2, y2 in ends]
    made.pages[-1].contents_add("\n".join([f"q {_HAIRLINE} w 0.5 G", *lines, "Q"]).encode())


def _extent(form: pikepdf.Object) -> Box:
    """The box of a form as it stands: a page that is turned has a matrix."""
    x1, y1, x2, y2 = (float(one) for one in form.BBox)
    a, b, c, d, e, f = (float(one) for one in form.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x1, x2) for y in (y1, y2)]
    across, up = zip(*corners, strict=True)
    return min(across), min(up), max(across), max(up)


def _corner(extent: Box, cell: _Cell, number: int) -> tuple[float, float]:
    """How far a page has to be moved to stand in its cell."""
    left, bottom, right, top = extent
    free_across = cell.box[2] - cell.box[0] - (right - left)
    free_up = cell.box[3] - cell.box[1] - (top - bottom)
    if min(free_across, free_up) < -_SLACK:
        page, room = _size(extent), _size(cell.box)
        raise Unfit(f"page {number} is {page}, and there is room for {room}")
    return cell.box[0] + cell.x * free_across + cell.shift - left, cell.box[1] + cell.y * free_up - bottom


def _size(box: Box) -> str:
    return f"{(box[2] - box[0]) / MM:.0f} × {(box[3] - box[1]) / MM:.0f} mm"


def _written(made: pikepdf.Pdf, source: pikepdf.Pdf, about: About, duplex: str) -> bytes:
    """The bytes, the same for the same sheets; for programs that look, the file says how it is to be printed (12.2)."""
    made.Root.Lang = String(about.language)
    made.Root.Metadata = made.make_stream(about.xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)
    made.Root.ViewerPreferences = Dictionary(
        DisplayDocTitle=True, Duplex=Name(f"/{duplex}"), PrintScaling=Name("/None")
    )
    for key, value in source.docinfo.items():
        made.docinfo[key] = value
    made.docinfo[Name.Title] = String(about.title)
    out = io.BytesIO()
    made.save(
        out,
        min_version="1.7",
        deterministic_id=True,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return out.getvalue()


def _numbers(*values: float) -> str:
    return " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in values)
