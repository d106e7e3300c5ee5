"""What large print is by each guideline, as data: whoever lays it out and whoever measures it asks the same row.

A row is a guideline's limits, with where they come from. Its looks are in the style sheets that it names.
Standard library only: rows of editions name these, and rows are read before anything heavy loads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SHEETS = ("tokens.css", "prose.css", "paged.css", "large-type.css")  # then that of a paper, then those of the row


@dataclass(frozen=True, slots=True)
class LargeType:
    """Limits of a guideline. `label` is what a file says of itself in its XMP (`xmp:Label`).

    `least` is the smallest type in pt, `spacing` the distance of two baselines in type sizes, `margin` is in mm for
    what is read, `edge` for running heads and feet, and `contrast` is that of WCAG 2.2.
    """

    label: str
    source: str
    published: str
    sheets: tuple[str, ...]
    least: float
    spacing: float
    margin: float = 25.4
    edge: float = 7.0
    contrast: float = 7.0


# Single line spacing is that of Arial, 1.15 type sizes; ACB asks for 1.15 times that.
UKAAF = LargeType(
    label="large print (UKAAF)",
    source="UK Association for Accessible Formats, G003: Creating clear print and large print documents",
    published="2019",
    sheets=("large-ukaaf.css", "large-print.css"),
    least=18.0,
    spacing=1.15,
)
ACB = LargeType(
    label="large print (ACB)",
    source="American Council of the Blind, Best Practices and Guidelines for Large Print Documents",
    published="2022",
    sheets=("large-acb.css", "large-print.css"),
    least=18.0,
    spacing=1.32,
)
CLEAR = LargeType(
    label="clear print (UKAAF)",
    source=UKAAF.source,
    published=UKAAF.published,
    sheets=("large-ukaaf.css", "clear-print.css"),
    least=14.0,
    spacing=1.15,
)
_ROWS = (UKAAF, ACB, CLEAR)


def of_file(data: bytes) -> LargeType | None:
    """The row that a file says it keeps, in the XMP that our files hold as it is; None for a file that says none."""
    found = re.search(rb"<xmp:Label>([^<]*)</xmp:Label>", data)
    said = found[1].decode("utf-8", "replace") if found else ""
    return next((row for row in _ROWS if row.label == said), None)
