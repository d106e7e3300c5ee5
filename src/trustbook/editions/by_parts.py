"""An edition that is laid out part by part, as work for other processes.

In: a paged document, and what makes an outcome of its pages. Out: work. It must not know any edition.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from trustbook.editions.edition import LAYOUT, Made, Outcome, Tasks

if TYPE_CHECKING:
    from trustbook.layout.document import PagedDocument
    from trustbook.layout.pages import Paginated
    from trustbook.layout.parts import Steps


def in_parts(made: Made, paged: PagedDocument, then: Callable[[Paginated], Outcome]) -> Outcome | Tasks[Any, Any]:
    """Lay out and write a document; what was kept of an earlier build is taken as it is."""
    from trustbook.layout.parts import steps

    name = LAYOUT.name(paged)
    with suppress(ValueError):
        if (before := made.kept.get(name)) is not None:
            return then(LAYOUT.read(before))

    def last(done: Paginated) -> Outcome:
        if (data := LAYOUT.write(done)) is not None:
            made.kept.put(name, data)
        return then(done)

    return _next(steps(paged, made.kept), last)


def breaks_in_parts(
    made: Made, paged: PagedDocument, then: Callable[[Paginated], Outcome]
) -> Outcome | Tasks[Any, Any]:
    """Lay out a document for its page breaks."""
    from trustbook.layout.parts import steps

    return _next(steps(paged, made.kept, write=False), then)


def _next(
    work: Steps[Paginated], then: Callable[[Paginated], Outcome], done: list[Any] | None = None
) -> Outcome | Tasks[Any, Any]:
    """The next step of the work, when that before it is `done`."""
    try:
        pieces = work.send(done)  # type: ignore[arg-type]  # nothing has been done before the first step
    except StopIteration as end:
        return then(end.value)
    return Tasks(pieces.run, pieces.given, partial(_next, work, then))
