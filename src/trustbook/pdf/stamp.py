"""Put a foot, or page numbers, on pages that are finished already, so that they need not be laid out again for it.

In: a PDF; and one of two pages that hold the foot alone, that of a right-hand page and that of a left-hand one, or one
whose pages hold a number each, all trimmed as the others. Out: the PDF with these drawn on pages as artifacts
(ISO 32000-1, 14.8.2.2): they are no part of what is read. It must not look at what is on a page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pikepdf import Dictionary, Page, Pdf

from trustbook.pdf.units import MM
from trustbook.pdf.written import written

_FOOT = "/TrustbookFoot"  # among a page's XObjects
_FOLIO = "/Folio-"  # before the names of what numbers are drawn with
_NAME = re.compile(rb"/[^\x00\s/<>\[\](){}%]+")


def put(pdf: Pdf, stamp: bytes, pages: Sequence[tuple[int, int]], shift: float = 0.0) -> None:
    """Draw the foot on pages, each said by its place in the file and its number; `shift` is how far in mm these moved
    away from the spine."""
    before = pdf.make_stream(b"q")
    with Pdf.open(io.BytesIO(stamp)) as source:
        sides = [_side(pdf, page) for page in source.pages]
        for place, number in pages:
            foot, corner = sides[(number - 1) % 2]
            page = pdf.pages[place]
            _own_pictures(page)[_FOOT] = foot
            _add(page, before, corner, f"{_FOOT} Do".encode(), shift * MM * (1 if number % 2 else -1))


@dataclass(frozen=True, slots=True)
class Folios:
    """A PDF whose pages hold a number each, from the `first` one on, and the `numbers` that are wanted of them."""

    numbers: range
    first: int
    data: bytes


def put_each(pdf: Pdf, folios: Folios, pages: Sequence[tuple[int, int]]) -> None:
    """Draw on each page, said by its place in the file and its number, its own, where it is wanted."""
    before = pdf.make_stream(b"q")
    with Pdf.open(io.BytesIO(folios.data)) as source:
        resources = pdf.copy_foreign(source.make_indirect(source.pages[0].obj.Resources))  # all its pages share them
        for place, number in pages:
            if number not in folios.numbers:
                continue
            origin, page = source.pages[number - folios.first], pdf.pages[place]
            origin.contents_coalesce()
            drawn = _with_resources(page, resources, origin.obj.Contents.read_bytes())
            _add(page, before, _corner(origin), drawn)


def _add(page: Page, before: Any, corner: tuple[float, float], drawn: bytes, right: float = 0.0) -> None:
    """Draw on a page what was made for one whose corner lies there, as an artifact, so many points to the right."""
    x, y = (ours - theirs for ours, theirs in zip(_corner(page), corner, strict=True))
    x += right
    page.contents_add(before, prepend=True)
    page.contents_add(f"Q /Artifact BMC q 1 0 0 1 {x:g} {y:g} cm ".encode() + drawn + b" Q EMC")


def _with_resources(page: Page, resources: Any, drawn: bytes) -> bytes:
    """What is drawn with resources that a page has from now on too, by names of their own (ISO 32000-1, 7.8.3)."""
    used = set(_NAME.findall(drawn))
    names: dict[bytes, bytes] = {}
    shown: Any = page.obj.Resources
    for kind, named in resources.items():
        for name, value in named.items() if isinstance(named, Dictionary) else ():
            if name.encode() in used:
                own = f"{_FOLIO}{name[1:]}"
                names[name.encode()] = own.encode()
                if kind not in shown:
                    shown[kind] = Dictionary()
                shown[kind][own] = value
    return _NAME.sub(lambda match: names.get(match[0], match[0]), drawn)


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
