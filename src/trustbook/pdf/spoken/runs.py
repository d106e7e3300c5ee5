"""The pieces that reading a page's text is made of: claims, places, runs and marks.

Types only; they read no PDF.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from trustbook.pdf.spoken.glyphs import Font

WHOLE = -1  # the MCID of a claim on all that a form XObject shows

Id = tuple[int, int]


class ContentClaim(NamedTuple):
    """A marked-content sequence: page from 1, the stream it stands in (None: the page's own), its number there."""

    page: int
    stream: Id | None
    mcid: int


class TextSpot(NamedTuple):
    """Where a string starts: page, place in pt, direction of its line as a unit vector, size in pt."""

    page: int
    x: float
    y: float
    dx: float
    dy: float
    size: float

    def starts_line_after(self, before: TextSpot) -> bool:
        """Whether a string here stands on another line than one at `before`; a raised note call does not."""
        if self.page != before.page:
            return True
        right, up = self.x - before.x, self.y - before.y
        off = abs(right * before.dy - up * before.dx)
        back = right * before.dx + up * before.dy <= 0
        return off > 0.7 * max(self.size, before.size) or (back and off > 0.3 * min(self.size, before.size))


@dataclass(slots=True)
class TextRun:
    """Text of one claim on one line and under the same marks."""

    marks: Marks
    start: TextSpot
    end: TextSpot
    parts: list[str | tuple[Font, bytes]] = field(default_factory=list)
    text: str = ""


@dataclass(slots=True, eq=False)
class Replacement:
    """An ActualText and whether it has been said."""

    text: str
    said: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """What the open marks say together."""

    claim: ContentClaim | None = None
    lang: str = ""
    alt: str | None = None
    expansion: str | None = None
    backwards: bool = False
    sealed: bool = False  # inside a form whose numbers count for nothing
    replacement: Replacement | None = None
