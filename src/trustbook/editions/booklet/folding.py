"""The work on a booklet that another process does: the sheet of advice is laid out, and pages are put on sheets.

In: the finished pages, what the sheets are like, and the document of the advice. Out: the file, or why there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trustbook.findings import Finding
from trustbook.pdf.imposition import About, Paper, Unfit, fold

if TYPE_CHECKING:
    from trustbook.layout.document import PagedDocument


@dataclass(frozen=True, slots=True)
class Order:
    """What to fold: `data` is the PDF of the pages, `caliper` the thickness of the paper in mm."""

    data: bytes
    paper: Paper
    caliper: float
    about: About
    advice: PagedDocument | None


@dataclass(frozen=True, slots=True)
class Folded:
    """The sheets as a PDF; or why they cannot be made, and what was found about the sheet of advice."""

    data: bytes = b""
    fault: str = ""
    findings: tuple[Finding, ...] = ()


def folded(order: Order) -> Folded:
    """Fold what was ordered."""
    first = b""
    found: tuple[Finding, ...] = ()
    if order.advice is not None:
        from trustbook.layout.engine import paginate

        done = paginate(order.advice)
        first, found = done.data, done.findings
    try:
        return Folded(fold(order.data, order.paper, order.caliper, order.about, first), findings=found)
    except Unfit as error:
        return Folded(fault=str(error), findings=found)
