"""The sizes of a printed book's pages once they are cut (width and height in mm), by name.

Standard library only: rows of editions name trims, and rows are read before anything heavy loads.
"""

from __future__ import annotations

from typing import Literal

TrimName = Literal["a5", "a4", "letter", "six-by-nine", "half-letter", "b5"]
DEFAULT: TrimName = "a5"
TRIMS: dict[TrimName, tuple[float, float]] = {
    "a5": (148.0, 210.0),
    "a4": (210.0, 297.0),
    "letter": (215.9, 279.4),
    "six-by-nine": (152.4, 228.6),
    "half-letter": (139.7, 215.9),
    "b5": (176.0, 250.0),
}


def title_of(trim: TrimName) -> str:
    """A size as people know it: by its letter and number, or else in mm."""
    width, height = TRIMS[trim]
    return trim.upper() if len(trim) == 2 else f"{width:g} × {height:g} mm"
