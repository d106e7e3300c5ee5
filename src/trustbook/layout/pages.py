"""Where printed pages start, and how their starts are marked in trees."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

ROLE = "doc-pagebreak"  # of the elements that mark a page (DPUB-ARIA 1.1)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Where a printed page starts: its label, the part, and how many letters and pictures of the part stand before it.

    What a letter is, `page_map.letters` says.
    """

    label: str
    part: str
    offset: int


def is_marker(element: Element) -> bool:
    """Whether an element marks where a page starts."""
    return element.get("role") == ROLE
