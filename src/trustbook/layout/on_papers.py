"""Pages that are laid out once and put in the middle of each paper that holds them: so they are the same on all.

In: a finished PDF, and the name of a paper. Out: the PDF for that paper; and how it outlives a build.
"""

from __future__ import annotations

from typing import NamedTuple

from trustbook.pdf.trims import TRIMS
from trustbook.sources.program import key, program


class OnPaper(NamedTuple):
    """A PDF, and the paper that it is to be put on."""

    paper: str
    data: bytes


def put(one: OnPaper) -> bytes:
    """The PDF on its paper."""
    from trustbook.pdf.on_paper import on_paper

    width, height = next(size for name, size in TRIMS.items() if name == one.paper)
    return on_paper(one.data, width, height)


def name(one: OnPaper) -> str:
    """The name to keep it by."""
    return f"paper-{key(program(), *one)}"
