"""Which lines stand in which list, quotation, box or block of code, read as CommonMark reads it.

In: the lines of a chapter. Out: lines without the signs of what they stand in, and the containers they stand in, which
`place` makes elements of while Python-Markdown reads what is left: paragraphs, headings, tables and what is in them.
"""

from __future__ import annotations

from trustbook.manuscript.dialect.structure.place import register

__all__ = ["register"]
