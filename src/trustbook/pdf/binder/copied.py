"""What parts bring to a bound PDF of either kind: their pages, what is said of the document, and what they can share.

In: the PDF of a part. Out: the PDF that grows, changed in place; and its bytes.
"""

from __future__ import annotations

import warnings
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf

from trustbook.pdf.stamp import Folios, put, put_each

OF_DOCUMENT = ("/Lang", "/MarkInfo", "/Metadata", "/OutputIntents", "/ViewerPreferences")
_SHARED = ("/FontFile2", "/FontFile3")
_FACTS = ("/Filter", "/N", "/Subtype")  # of a stream that can be shared, besides its bytes


@dataclass(frozen=True, slots=True)
class Bindable:
    """The PDF of a part, the numbers of its pages, and the level of its first bookmark; the part of a book has level 1,
    and a chapter in it level 2. `footed` are the numbers of the pages that get a foot, `numbered` of those that get
    their number."""

    data: bytes
    numbers: Sequence[int]
    level: int = 1
    footed: Collection[int] = ()
    numbered: Collection[int] = ()


class Stamps:
    """Which pages get a foot or their number once all are bound, each said by its place in the file and its number."""

    def __init__(self) -> None:
        self._footed: list[tuple[int, int]] = []
        self._numbered: list[tuple[int, int]] = []

    def note(self, place: int, number: int, facts: Bindable) -> None:
        """Note what a page of a part gets."""
        if number in facts.footed:
            self._footed.append((place, number))
        if number in facts.numbered:
            self._numbered.append((place, number))

    def put(self, pdf: Pdf, foot: bytes, folios: Sequence[Folios]) -> None:
        """Put both where there are any."""
        if foot:
            put(pdf, foot, self._footed)
        for some in folios:
            put_each(pdf, some, self._numbered)


def add_pages(pdf: Pdf, part: Pdf) -> None:
    """Add the pages of a part at the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that pages do not bring with them what stands elsewhere in the part
        pdf.pages.extend(part.pages)


def begin(pdf: Pdf, part: Pdf, brought: Any) -> None:
    """Say of the whole document what its first part says."""
    for key in OF_DOCUMENT:
        if key in brought:
            pdf.Root[key] = brought[key]
    for key, value in part.docinfo.items():
        pdf.docinfo[key] = value


def share(pdf: Pdf) -> None:
    """Let parts share the fonts and colour profiles that each brought."""
    known: dict[tuple[bytes, str], Any] = {}
    for item in pdf.objects:
        shared: list[Any] = []
        if isinstance(item, Array):
            shared = [1] if len(item) == 2 and item[0] == Name.ICCBased else []
        elif isinstance(item, Dictionary):
            shared = [key for key in _SHARED if key in item]
        for place in shared:
            stream: Any = item[place]
            facts = ", ".join(f"{key} {stream.get(key)!r}" for key in _FACTS)
            item[place] = known.setdefault((stream.read_raw_bytes(), facts), stream)
