"""The last touch on a PDF before its bytes are written.

In: WeasyPrint's PDF objects, a profile, XMP and the file it carries. Out: the same objects changed in place.
A tagged PDF gets page labels. A PDF for a press gets its boxes (ISO 32000-1, 14.11.2), crop
marks outside the bleed, text in DeviceGray, an even page count, and loses links and bookmarks.
All lengths are in points (1/72 inch) unless they say mm.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pydyf

from trustbook.pdf.profile import Press, Profile

MM = 72 / 25.4
MARK_FROM, MARK_TO, MARK_WIDTH = 1 * MM, 6 * MM, 0.25  # beyond the bleed; the width of a hairline that prints
_EDGE = 1 * MM  # of the sheet beyond the marks

_GREY = re.compile(rb"([\d.]+) \1 \1 (rg|RG)")


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file that a PDF carries: the same book in another form. `modified` is a PDF date (ISO 32000-2, 7.9.4)."""

    name: str
    media_type: str
    description: str
    modified: str
    data: bytes


def finish(pdf: Any, profile: Profile, xmp: str, numbers: Sequence[int], embedded: Embedded | None = None) -> None:
    """Finish one PDF, whose pages have these printed numbers."""
    _write_xmp(pdf, xmp)
    if profile.standard:
        _label_pages(pdf, numbers)
        _plain_pictures(pdf)
    if embedded:
        _embed(pdf, embedded)
    if profile.press:
        _for_press(pdf, profile.press)


def page_count(laid_out: int, profile: Profile) -> int:
    """Pages of the finished PDF: an even number where sheets have two sides; a single page, as a cover, stays one."""
    blank = profile.press is not None and profile.press.even and laid_out % 2 == 1 and laid_out > 1
    return laid_out + blank


def _for_press(pdf: Any, press: Press) -> None:
    if press.grey:
        _grey(pdf)
    pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
    for page in pages:
        _boxes_and_marks(pdf, page, press)
    if page_count(len(pages), Profile(press=press)) > len(pages):
        _blank_page(pdf, pages[-1], press)
    for key in ("Outlines", "Names"):
        pdf.catalog.pop(key, None)


def _write_xmp(pdf: Any, xmp: str) -> None:
    """Metadata as one plain stream: some validators do not read a compressed one."""
    metadata = pydyf.Stream([xmp.encode()], {"Type": "/Metadata", "Subtype": "/XML"}, compress=False)
    if reference := pdf.catalog.get("Metadata"):
        number = int(reference.split()[0])
        metadata.number = number
        pdf.objects[number] = metadata
    else:
        pdf.add_object(metadata)
        pdf.catalog["Metadata"] = metadata.reference


def _label_pages(pdf: Any, numbers: Sequence[int]) -> None:
    """Page labels as printed (ISO 32000-1, 12.4.2): a new range where a number is not the one before it and one."""
    ranges = []
    for index, number in enumerate(numbers):
        if index == 0 or number != numbers[index - 1] + 1:
            start = {"St": number} if number > 1 else {}
            ranges += [index, pydyf.Dictionary({"S": "/D", **start})]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array(ranges)})


def _plain_pictures(pdf: Any) -> None:
    """No interpolation: PDF/A forbids viewers to smooth pictures (ISO 19005-2, 6.2.8.3; ISO 19005-4, 6.2.7.1)."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Subtype") == "/Image":
            item.extra["Interpolate"] = "false"


def _embed(pdf: Any, file: Embedded) -> None:
    """Carry a file as the alternative to the whole document (ISO 32000-2, 7.11.4 and 14.13; ISO 19005-4, 6.9)."""
    name, date = pydyf.String(file.name), pydyf.String(file.modified)
    facts = pydyf.Dictionary({"Size": len(file.data), "CreationDate": date, "ModDate": date})
    kind = f"/{file.media_type.replace('/', '#2f')}"
    # What is packed already does not get smaller.
    stream = pydyf.Stream([file.data], {"Type": "/EmbeddedFile", "Subtype": kind, "Params": facts}, compress=False)
    pdf.add_object(stream)
    specification = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": name,
            "UF": name,
            "Desc": pydyf.String(file.description),
            "AFRelationship": "/Alternative",
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
        }
    )
    pdf.add_object(specification)
    files = pydyf.Dictionary({"Names": pydyf.Array([name, specification.reference])})
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = files
    pdf.catalog["AF"] = pydyf.Array([specification.reference])


def _grey(pdf: Any) -> None:
    """Every grey in RGB, black text first of all, becomes DeviceGray, so that it prints from the black plate alone."""
    for one in pdf.objects:
        if isinstance(one, pydyf.Stream):
            one.stream = [_grey_operator(operator) for operator in one.stream]


def _grey_operator(operator: Any) -> Any:
    if isinstance(operator, bytes) and (match := _GREY.fullmatch(operator)):
        return match.group(1) + (b" g" if match.group(2) == b"rg" else b" G")
    return operator


def _boxes_and_marks(pdf: Any, page: Any, press: Press) -> None:
    """Set the boxes by what the page's style sheet paints beyond the trim, clip to the bleed, draw crop marks beyond.

    WeasyPrint's MediaBox is the trim with the sheet's `bleed` around it, the trim's corner at 0,0. What is painted less
    far than the shop wants is no bleed at all: the boxes never promise ink that is not there.
    """
    left, top, right, bottom = (float(value) for value in page["MediaBox"])
    _, _, width, height = (float(value) for value in page.get("TrimBox", page["MediaBox"]))
    bleed = min(press.bleed * MM, -left, -top, right - width, bottom - height)
    around = bleed + (MARK_TO + _EDGE if press.marks else 0)
    trim = (around, around, around + width, around + height)
    painted = (around - bleed, around - bleed, around + width + bleed, around + height + bleed)
    page["MediaBox"] = pydyf.Array([0, 0, _number(width + 2 * around), _number(height + 2 * around)])
    page["TrimBox"] = pydyf.Array([_number(value) for value in trim])
    page["BleedBox"] = pydyf.Array([_number(value) for value in painted])
    page.pop("Annots", None)
    stream = pdf.objects[int(page["Contents"].split()[0])]
    x, y, x2, y2 = painted
    clip = " ".join(str(_number(value)) for value in (x, y, x2 - x, y2 - y))
    before = [b"q", f"{clip} re W n".encode(), f"1 0 0 1 {_number(around)} {_number(around)} cm".encode()]
    marks = _marks(trim, bleed) if press.marks else []
    stream.stream = [*before, *stream.stream, b"Q", *marks]


def _marks(trim: Sequence[float], bleed: float) -> list[bytes]:
    """Eight crop marks, two at each corner of the trim, wholly outside the bleed."""
    left, bottom, right, top = trim
    near, far = bleed + MARK_FROM, bleed + MARK_TO
    lines = []
    for y, outward in ((bottom, -1), (top, 1)):
        for x in (left, right):
            lines.append((x, y + outward * near, x, y + outward * far))
    for x, outward in ((left, -1), (right, 1)):
        for y in (bottom, top):
            lines.append((x + outward * near, y, x + outward * far, y))
    operators = [b"q", f"{MARK_WIDTH} w".encode(), b"0 G"]
    for x1, y1, x2, y2 in lines:
        operators.append(f"{_number(x1)} {_number(y1)} m {_number(x2)} {_number(y2)} l S".encode())
    return [*operators, b"Q"]


def _blank_page(pdf: Any, like: Any, press: Press) -> None:
    """One empty page of the same boxes at the end: a printed sheet has two sides."""
    trim = [float(value) for value in like["TrimBox"]]
    bleed = trim[0] - float(like["BleedBox"][0])
    stream = pydyf.Stream(_marks(trim, bleed) if press.marks else [], compress=True)
    pdf.add_object(stream)
    boxes = {key: pydyf.Array(list(like[key])) for key in ("MediaBox", "TrimBox", "BleedBox")}
    pdf.add_page(
        pydyf.Dictionary(
            {
                "Type": "/Page",
                "Parent": pdf.pages.reference,
                "Contents": stream.reference,
                "Resources": pydyf.Dictionary({}),
                **boxes,
            }
        )
    )


def _number(value: float) -> float:
    return round(value, 3)
