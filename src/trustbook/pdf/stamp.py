"""Put the same foot on pages that are finished already, so that they need not be laid out again for it.

In: a PDF, and one of two pages that hold the foot alone: that of a right-hand page and that of a left-hand one, trimmed
as the others. Out: the PDF with the foot drawn on pages as an artifact (ISO 32000-1, 14.8.2.2): it is no part of what
is read. It must not look at what is on a page.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pikepdf import Dictionary, Page, Pdf

from trustbook.pdf.units import MM
from trustbook.pdf.written import written

_FOOT = "/TrustbookFoot"  # among a page's XObjects


def put(pdf: Pdf, stamp: bytes, pages: Sequence[tuple[int, int]], shift: float = 0.0) -> None:
    """Draw the foot on pages, each said by its place in the file and its number; `shift` is how far in mm these moved
    away from the spine."""
    before = pdf.make_stream(b"q")
    with Pdf.open(io.BytesIO(stamp)) as source:
        sides = [_side(pdf, page) for page in source.pages]
        for place, number in pages:
            foot, corner = sides[(number - 1) % 2]
            page = pdf.pages[place]
            x, y = (ours - theirs for ours, theirs in zip(_corner(page), corner, strict=True))
            x += shift * MM * (1 if number % 2 else -1)
            _own_pictures(page)[_FOOT] = foot
            page.contents_add(before, prepend=True)
            page.contents_add(f"Q /Artifact BMC q 1 0 0 1 {x:g} {y:g} cm {_FOOT} Do Q EMC".encode())


def stamped(data: bytes, stamp: bytes, pages: Sequence[tuple[int, int]], shift: float) -> bytes:
    """A finished PDF with the foot on its pages."""
    with Pdf.open(io.BytesIO(data)) as pdf:
        put(pdf, stamp, pages, shift)
        return written(pdf, pdf.pdf_version)


def _side(pdf: Pdf, page: Page) -> tuple[Any, tuple[float, float]]:
    """The foot of one side as a form, and where the corner of its page lies."""
    form = pdf.copy_foreign(page.as_form_xobject())
    for key in ("/StructParents", "/Group"):
        if key in form:
            del form[key]
    return form, _corner(page)


def _corner(page: Page) -> tuple[float, float]:
    """The lower left corner of the trimmed page, in points."""
    box = page.obj.get("/TrimBox", page.mediabox)
    return float(box[0]), float(box[1])


def _own_pictures(page: Page) -> Any:
    """The XObjects of a page, which it may have shared with others until now."""
    shared: Any = page.obj.get("/Resources") or {}
    own: Any = Dictionary(dict(shared))
    own.XObject = Dictionary(dict(shared.get("/XObject") or {}))
    page.obj.Resources = own
    return own.XObject
