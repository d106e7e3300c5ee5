"""Documents of whole books, laid out part by part in this process."""

from __future__ import annotations

from typing import Any

from trustbook.layout.document import PagedDocument
from trustbook.layout.engine import lay_out, paginate
from trustbook.layout.pages import Paginated
from trustbook.layout.parts import Steps, steps
from trustbook.sources.kept import Kept


def paginate_in_parts(paged: PagedDocument, place: Kept) -> Paginated:
    """Lay out and write; `place` holds what was kept."""
    return side_by_side(steps(paged, place))[1]


def lay_out_in_parts(paged: PagedDocument, place: Kept) -> Paginated:
    """Lay out for the page breaks."""
    return side_by_side(steps(paged, place, write=False))[1]


def side_by_side(work: Steps[Paginated]) -> tuple[list[list[PagedDocument]], Paginated]:
    """What was laid out at once in each step, and what came of all."""
    given: list[list[PagedDocument]] = []
    done: list[Any] | None = None
    while True:
        try:
            pieces = work.send(done)  # type: ignore[arg-type]  # nothing was done before the first step
        except StopIteration as end:
            return given, end.value
        if pieces.run in (paginate, lay_out):
            given.append(list(pieces.given))
        done = [pieces.run(one) for one in pieces.given]
