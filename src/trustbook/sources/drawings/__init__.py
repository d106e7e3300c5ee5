"""Drawings: SVG files from strangers, made safe and the same everywhere.

In: the bytes of a file. Out: its problems (`check`), its size, the same drawing with outlines for text (`outline`) or
without colour (`grey`); equal bytes give equal bytes. It must not read files, or keep anything.
"""

from trustbook.sources.drawings.check import check, size
from trustbook.sources.drawings.colours import grey
from trustbook.sources.drawings.outlines import outline
from trustbook.sources.drawings.reader import Problem

__all__ = ["Problem", "check", "grey", "outline", "size"]
