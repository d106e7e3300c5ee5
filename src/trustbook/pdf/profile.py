"""What kind of PDF an edition is: values that whoever writes or judges a PDF asks, so that nobody asks for a name.

Standard library only: rows of editions hold profiles, and rows are read before anything heavy loads.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from trustbook.pdf.shops import Colour, Gutters, Standard
from trustbook.pdf.standards import PdfStandard


@dataclass(frozen=True, slots=True)
class Intent:
    """What a file is printed with (ISO 32000-1, 14.11.5): "CMYK" or "GRAY" inks, described by an ICC profile, or by the
    name of a condition in the ICC's registry alone."""

    space: Literal["CMYK", "GRAY"]
    condition: str
    icc: bytes = b""


@dataclass(frozen=True, slots=True)
class Press:
    """What a print shop gets: boxes (ISO 32000-1, 14.11.2), and no links or bookmarks. Lengths in mm.

    `bleed` is painted beyond the trim on every side. With `grey`, every page but the cover is in one black ink. Blank
    pages fill up to a `multiple`; `gutters` are the least inner margins by the count of pages. `standard` is the
    part of PDF/X that the file claims, with its `intent`; in an `opaque` file nothing may shine through. A cover on one
    sheet has `folds`, at these distances from the left trim, and with `blank_inside` a second, blank page. `colour` is
    that of all that is in colour, where it does not stay as it was drawn; no spot of it has more than `ink` percent.
    """

    bleed: float = 3.0
    marks: bool = True
    grey: bool = True
    multiple: int = 2
    gutters: Gutters = ()
    standard: Standard | None = None
    intent: Intent | None = None
    opaque: bool = False
    colour: Colour | None = None
    ink: int | None = None
    folds: tuple[float, ...] = ()
    blank_inside: bool = False

    def __post_init__(self) -> None:
        if self.standard and self.intent is None:
            raise ValueError("a PDF/X file says what it is printed with")
        if self.colour == "cmyk" and not (self.intent and self.intent.space == "CMYK" and self.intent.icc):
            raise ValueError("colours become inks by an ICC profile only")

    def pages(self, laid_out: int) -> int:
        """Pages of the finished PDF; a single page, as a cover, stays one."""
        whole = laid_out if laid_out == 1 else -(-laid_out // self.multiple) * self.multiple
        return whole + self.blank_inside


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of PDF: tagged to a `standard`, or for a `press`, or neither; never both.

    `blank_pages` says whether pages stay that are empty so that the next part starts on the right.
    """

    standard: PdfStandard | None = None
    press: Press | None = None
    blank_pages: bool = True

    def __post_init__(self) -> None:
        if self.standard and self.press:
            raise ValueError("a PDF for a press has no links, so its tags would point at nothing")

    def alone(self) -> Profile:
        """That of what is put on finished pages: these have marks and a second side of their own, and know how thick
        the book is."""
        if self.press is None:
            return self
        press = replace(self.press, marks=False, folds=(), blank_inside=False, gutters=(), multiple=1)
        return replace(self, press=press)
