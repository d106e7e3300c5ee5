"""The values of a layout: where pages start, and a laid-out edition; and how starts are marked in trees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from trustbook.findings import Finding

CHARACTERS = 850  # on a page of the book, with its headings, lists and boxes
LONG = 300  # pages: more of them at once would take much memory
ROLE = "doc-pagebreak"  # of the elements that mark a page (DPUB-ARIA 1.1)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Where a printed page starts: its label, the part, and how many letters and pictures of the part stand before it.

    What a letter is, `page_map.letters` says.
    """

    label: str
    part: str
    offset: int


@dataclass(frozen=True, slots=True)
class Paginated:
    """A laid-out edition as a value that another process can send: pages counts the PDF's pages, seconds its making.

    `margins` are the least inner and outer margins of its pages in mm, as they are in the PDF, and `shift` is how far
    the pages moved away from the spine for that; `forbidden` is what the PDF holds that its standard forbids, in words.
    `numbers` are those of the pages that were laid out, and `bottoms` their bottom margins in mm. Of a part, `places`
    are the numbers by the names on its pages, `level` is that of its first bookmark, and `side` of the page that it
    wants to begin on, if of any; `asks` are the names whose numbers it prints, an empty one for those of its own pages;
    `folios` says of each page by which page rule it shows its number. `settled` is False where numbers that were to be
    those of pages came out wrong.
    """

    data: bytes
    pages: int
    breaks: tuple[PageBreak, ...]
    findings: tuple[Finding, ...]
    seconds: float = field(default=0.0, compare=False)
    margins: tuple[float, float] = (0.0, 0.0)
    shift: float = 0.0
    forbidden: tuple[str, ...] = ()
    bottoms: tuple[float, ...] = ()
    numbers: tuple[int, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)
    level: int = 0
    side: str = ""
    asks: tuple[str, ...] = ()
    folios: tuple[str | None, ...] = ()
    settled: bool = True

    @property
    def span(self) -> int:
        """How many numbers its pages take, with those of blank ones that were left out between them."""
        return self.numbers[-1] - self.numbers[0] + 1


class LayoutBroke(Exception):
    """WeasyPrint could not lay out a document; its words are those of its error."""


def is_marker(element: Element) -> bool:
    """Whether an element marks where a page starts."""
    return element.get("role") == ROLE
