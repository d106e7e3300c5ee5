"""What kind of PDF an edition is: values that whoever writes or judges a PDF asks, so that nobody asks for a name.

Standard library only: rows of editions hold profiles, and rows are read before anything heavy loads.
"""

from __future__ import annotations

from dataclasses import dataclass

from trustbook.pdf.standards import PdfStandard


@dataclass(frozen=True, slots=True)
class Press:
    """What a print shop gets: boxes (ISO 32000-1, 14.11.2), and no links or bookmarks. Lengths in mm.

    `bleed` is painted beyond the trim on every side, `grey` puts text in DeviceGray, and an `even` count of pages
    fills whole sheets.
    """

    bleed: float = 3.0
    marks: bool = True
    grey: bool = True
    even: bool = True


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
