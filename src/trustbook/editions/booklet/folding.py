"""The work on booklets that another process does: advice and cards are laid out, and pages are put on sheets.

In: finished pages, documents, and what the sheets are like. Out: the files, or why there are none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trustbook.findings import Finding
from trustbook.pdf.imposition import About, Paper, Unfit, cut, fold, sheets_to_cut, sheets_to_fold

if TYPE_CHECKING:
    from trustbook.layout.document import PagedDocument


@dataclass(frozen=True, slots=True)
class ToFold:
    """A booklet to make: the name of its file, the PDF of its pages and their number, and a sheet of advice or none."""

    name: str
    data: bytes
    pages: int
    about: About
    advice: PagedDocument | None


@dataclass(frozen=True, slots=True)
class ToCut:
    """Cards to make: the name of their file, what is laid out on them, and a sheet of advice or none."""

    name: str
    paged: PagedDocument
    about: About
    advice: PagedDocument | None


@dataclass(frozen=True, slots=True)
class Order:
    """All that is to be made on one kind of paper; `caliper` is its thickness in mm."""

    paper: Paper
    caliper: float
    booklets: tuple[ToFold, ...]
    cards: ToCut | None


@dataclass(frozen=True, slots=True)
class Sheets:
    """A finished file with the number of its sides; or its fault, and the style sheet that says how large pages are."""

    name: str
    data: bytes = b""
    sides: int = 0
    fault: str = ""
    style: str = ""
    findings: tuple[Finding, ...] = ()


def folded(order: Order) -> list[Sheets]:
    """Fold and cut what was ordered."""
    made = [_fold(one, order) for one in order.booklets]
    return [*made, _cut(order.cards, order.paper)] if order.cards else made


def _fold(one: ToFold, order: Order) -> Sheets:
    from trustbook.layout.engine import paginate

    first = paginate(one.advice) if one.advice is not None else None
    found = first.findings if first else ()
    sides = 2 * sheets_to_fold(one.pages) + (first.pages + first.pages % 2 if first else 0)
    try:
        data = fold(one.data, order.paper, order.caliper, one.about, first.data if first else b"")
    except Unfit as error:
        return Sheets(one.name, fault=str(error), style="print.css", findings=found)
    return Sheets(one.name, data, sides, findings=found)


def _cut(one: ToCut, paper: Paper) -> Sheets:
    from trustbook.layout.engine import paginate

    done = paginate(one.paged)
    first = paginate(one.advice) if one.advice is not None else None
    found = (*(first.findings if first else ()), *done.findings)
    try:
        data = cut(done.data, paper, one.about, first.data if first else b"")
    except Unfit as error:
        return Sheets(one.name, fault=str(error), style="cards.css", findings=found)
    return Sheets(one.name, data, sheets_to_cut(done.pages) + (first.pages if first else 0), findings=found)
