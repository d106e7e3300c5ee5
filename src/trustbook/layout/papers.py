"""The papers that editions can be laid out on, and the pages of the printed book; their sizes and margins are tokens in
the style sheet of each.

Standard library only: rows of editions name papers, and rows are read before anything heavy loads.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, get_args

from trustbook.pdf.trims import DEFAULT, TrimName

if TYPE_CHECKING:
    from trustbook.settings import Settings

PaperName = Literal["a5", "a4", "letter", "half-letter"]
PAPERS: tuple[str, ...] = get_args(PaperName)

AS_PRINTED = "as-printed.css"
_SHARED = {"a4": "office", "letter": "office"}  # one page that both papers hold


def trim_of(settings: Settings) -> TrimName:
    """The size of the printed book's pages, whose numbers every edition has: what the one table with a trim says."""
    tables = (getattr(settings, name) for name in settings.edition_tables)
    return next((table.trim for table in tables if hasattr(table, "trim")), DEFAULT)


def page_of(paper: str) -> str:
    """The page that stands on a paper where the same pages are to be on all papers of an office: on the smaller ones
    it is as large as the paper."""
    return _SHARED.get(paper, paper)


def sheet_of(paper: str) -> str:
    """The style sheet with the tokens of a paper, of a page that stands on papers, or of a printed page."""
    return f"paper-{paper}.css"


def with_paper(sheets: tuple[str, ...], paper: str) -> tuple[str, ...]:
    """The style sheets of an edition with those of a paper before the last, the edition's own."""
    return (*sheets[:-1], sheet_of(paper), sheets[-1])


def on_any_paper(sheets: tuple[str, ...], papers: Iterable[str] = PAPERS) -> tuple[str, ...]:
    """The style sheets of an edition with those of every paper, or of these."""
    return (*sheets[:-1], *map(sheet_of, papers), sheets[-1])
