"""The work on a booklet that another process does: advice and cards are laid out, and pages are put on sheets.

In: the finished pages, the documents, and what the sheets are like. Out: the files, or why there are none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trustbook.findings import Finding
from trustbook.pdf.imposition import About, Paper, Unfit, cut, fold

if TYPE_CHECKING:
    from trustbook.layout.document import PagedDocument


@dataclass(frozen=True, slots=True)
class Document:
    """What is laid out, and what the file that it goes into says of itself."""

    paged: PagedDocument
    about: About


@dataclass(frozen=True, slots=True)
class Order:
    """What to fold and to cut: `data` is the PDF of the pages, `caliper` the thickness of the paper in mm.

    Without `with_advice` only what the advice says of the file is used. `cards` is None where there are no exercises.
    """

    data: bytes
    paper: Paper
    caliper: float
    advice: Document
    with_advice: bool
    cards: Document | None


@dataclass(frozen=True, slots=True)
class Folded:
    """The sheets to fold and those to cut (empty where there are none); the fault of either, by the style sheet that
    says how large its pages are; and what was found on the way."""

    booklet: bytes = b""
    cards: bytes = b""
    card_count: int = 0
    faults: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()


def folded(order: Order) -> Folded:
    """Fold and cut what was ordered."""
    from trustbook.layout.engine import paginate

    found: list[Finding] = []
    faults: list[tuple[str, str]] = []
    first = booklet = cards = b""
    count = 0
    if order.with_advice:
        done = paginate(order.advice.paged)
        first = done.data
        found += done.findings
    try:
        booklet = fold(order.data, order.paper, order.caliper, order.advice.about, first)
    except Unfit as error:
        faults.append(("print.css", str(error)))
    if order.cards is not None:
        done = paginate(order.cards.paged)
        count = done.pages
        found += done.findings
        try:
            cards = cut(done.data, order.paper, order.cards.about)
        except Unfit as error:
            faults.append(("cards.css", str(error)))
    return Folded(booklet, cards, count, tuple(faults), tuple(found))
