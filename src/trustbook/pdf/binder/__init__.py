"""Bind PDFs of the parts of a document into one PDF, as if it had been written in one piece.

In: the PDF of each part in order. Out: the bytes of one PDF: `tagged` with all that a reader finds its way by, or
`printed`, pages alone. What is said of the whole document is the first part's. A part's links may lead to names of
other parts. It must not look at what is on a page.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from pikepdf import Pdf

from trustbook.pdf.binder.copied import Bindable
from trustbook.pdf.binder.printed import Printed
from trustbook.pdf.binder.tagged import Tagged
from trustbook.pdf.profile import Press
from trustbook.pdf.stamp import Folios

__all__ = ["Bindable", "bind"]


def bind(
    parts: Sequence[Bindable], press: Press | None = None, foot: bytes = b"", folios: Sequence[Folios] = ()
) -> bytes:
    """One PDF of the PDFs of its parts, which are tagged, or for a press; `foot` and `folios` are what `pdf.stamp` puts
    on pages: the same on all, and on each its number."""
    bound = Tagged() if press is None else Printed(press)
    for part in parts:
        with Pdf.open(io.BytesIO(part.data)) as pdf:
            bound.add(pdf, part)
    return bound.finish(foot, folios)
