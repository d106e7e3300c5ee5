"""The last touch on a PDF before its bytes are written.

In: WeasyPrint's PDF objects, a profile, XMP and the file it carries. Out: the same objects changed in place.
A tagged PDF gets page labels, opens with its bookmarks, and has greys that are greys; a PDF for a press becomes one in
`pdf.press`.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pydyf

from trustbook.pdf.inks import plain_greys
from trustbook.pdf.press import for_press
from trustbook.pdf.profile import Profile

_PLACES = frozenset({"Rect", "BBox", "Dest", "D", "MediaBox"})
_FARTHEST = 2**31


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file that a PDF carries: the same book in another form. `modified` is a PDF date (ISO 32000-2, 7.9.4)."""

    name: str
    media_type: str
    description: str
    modified: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Pages:
    """What is known of the pages: their printed numbers, whether the first is the cover, and how far to move the others
    away from the spine, in mm."""

    numbers: Sequence[int]
    cover: bool = False
    shift: float = 0.0


def finish(pdf: Any, profile: Profile, xmp: str, pages: Pages, embedded: Embedded | None = None) -> list[str]:
    """Finish one PDF; returns what it holds that its standard forbids, in words.

    Raises OverflowError where a style moved something so far away that no reader could open the file.
    """
    _in_reach(pdf)
    _write_xmp(pdf, xmp)
    if profile.standard:
        _label_pages(pdf, pages.numbers)
        _plain_pictures(pdf)
        plain_greys(pdf)
        _show_bookmarks(pdf)
    if embedded:
        _embed(pdf, embedded)
    forbidden = for_press(pdf, profile.press, pages.cover, pages.shift) if profile.press else []
    _compress(pdf)
    return forbidden


def _compress(pdf: Any) -> None:
    """Compress streams as pydyf does, but once: it does so when it counts their bytes and again for the file's name."""
    for one in pdf.objects:
        if isinstance(one, pydyf.Stream) and one.compress:
            font = "Length1" in one.extra
            data = b"\n".join(pydyf._to_bytes(item) for item in one.stream)
            one.stream = [_of_font(data) if font else zlib.compress(data, 9)]
            one.extra["Filter"] = "/FlateDecode"
            one.compress = False


@lru_cache(maxsize=8)
def _of_font(data: bytes) -> bytes:
    """A font compressed; the parts of a book bring the same ones."""
    return zlib.compress(data, 9)


def _in_reach(pdf: Any) -> None:
    """Numbers of places have a size (ISO 32000-1, annex C): beyond it, programs take the whole file for broken."""
    for one in pdf.objects:
        if isinstance(one, dict):
            for key in _PLACES & one.keys():
                for number in one[key] if isinstance(one[key], list) else ():
                    if isinstance(number, int | float) and not abs(number) < _FARTHEST:
                        raise OverflowError(f"a style moves something {number:.0e} points away from its page")


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
    """Page labels as printed."""
    ranges = []
    for index, number in label_ranges(numbers):
        start = {"St": number} if number > 1 else {}
        ranges += [index, pydyf.Dictionary({"S": "/D", **start})]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array(ranges)})


def label_ranges(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Index and number of the first page of each range of labels (ISO 32000-1, 12.4.2): a new one begins where a number
    is not the one before it and one."""
    for index, number in enumerate(numbers):
        if index == 0 or number != numbers[index - 1] + 1:
            yield index, number


def _show_bookmarks(pdf: Any) -> None:
    """Open with the bookmarks beside the page, where there are any (ISO 32000-1, 7.7.2)."""
    if "Outlines" in pdf.catalog:
        pdf.catalog["PageMode"] = "/UseOutlines"


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
