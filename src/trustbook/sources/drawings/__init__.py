"""Drawings: SVG files from strangers, made safe and the same everywhere.

In: the bytes of a file. Out: its problems (`check`), its size, its colours (`drawn`), the same drawing with outlines
for text (`outline`), with larger text where there is room (`enlarge`), or without colour (`grey`); equal bytes give
equal bytes. It must not read files, or keep anything.
"""

from trustbook.sources.drawings.check import check, size
from trustbook.sources.drawings.enlarging import Enlarged, enlarge
from trustbook.sources.drawings.reader import Problem

__all__ = ["Enlarged", "Problem", "check", "drawn", "enlarge", "grey", "outline", "size"]


def outline(data: bytes) -> bytes:
    """The drawing with outlines for its text."""
    from trustbook.sources.drawings.outlines import outline as outlined  # it sets text, which most builds have done

    return outlined(data)


def grey(data: bytes) -> bytes:
    """The drawing without colour."""
    from trustbook.sources.drawings.colours import grey as greyed

    return greyed(data)


def drawn(data: bytes) -> frozenset[tuple[int, int, int]]:
    """The colours that the drawing has."""
    from trustbook.sources.drawings.colours import drawn as colours

    return colours(data)


def on_white(data: bytes) -> bytes:
    """The drawing, outlined already, on a white ground."""
    from trustbook.sources.drawings.colours import on_white as grounded

    return grounded(data)
