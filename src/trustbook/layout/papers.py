"""The papers that editions can be laid out on; their sizes and margins are tokens in the style sheet of each.

Standard library only: rows of editions name papers, and rows are read before anything heavy loads.
"""

from __future__ import annotations

from typing import Literal, get_args

PaperName = Literal["a5", "a4", "letter", "half-letter"]
PAPERS: tuple[str, ...] = get_args(PaperName)


def sheet_of(paper: str) -> str:
    """The style sheet with the tokens of a paper."""
    return f"paper-{paper}.css"


def with_paper(sheets: tuple[str, ...], paper: str) -> tuple[str, ...]:
    """The style sheets of an edition with those of a paper before the last, the edition's own."""
    return (*sheets[:-1], sheet_of(paper), sheets[-1])


def on_any_paper(sheets: tuple[str, ...]) -> tuple[str, ...]:
    """The style sheets of an edition with those of every paper."""
    return (*sheets[:-1], *map(sheet_of, PAPERS), sheets[-1])
