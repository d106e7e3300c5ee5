"""Where printed pages start."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Where a printed page starts: its label, the part, and how many letters and pictures of the part stand before it.

    What a letter is, `page_map.letters` says.
    """

    label: str
    part: str
    offset: int
