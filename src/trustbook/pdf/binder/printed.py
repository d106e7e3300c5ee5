"""Bind pages for a press: there are blank ones where numbers are left out, and at the end of the last sheet.

In: PDFs of parts, each fit for the press already. Out: one PDF without links, bookmarks or labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name, Page, Pdf

from trustbook.pdf.binder.copied import OF_DOCUMENT, Bindable, Stamps, add_pages, begin, share
from trustbook.pdf.press import crop_marks
from trustbook.pdf.profile import Press
from trustbook.pdf.stamp import Folios
from trustbook.pdf.written import written


class Printed:
    """A PDF for a press that grows by a part at a time."""

    def __init__(self, press: Press) -> None:
        self._pdf, self._press = Pdf.new(), press
        self._version = ""
        self._first, self._next = 0, 0  # the numbers of the first page, and of the one that comes next
        self._stamps = Stamps()

    def add(self, part: Pdf, facts: Bindable) -> None:
        """Add the pages of a part, with blank ones before those whose numbers do not come next."""
        added = len(self._pdf.pages)
        add_pages(self._pdf, part)
        if not self._version:
            self._version, self._first, self._next = part.pdf_version, facts.numbers[0], facts.numbers[0]
            brought: Any = Dictionary({key: part.Root[key] for key in OF_DOCUMENT if key in part.Root})
            begin(self._pdf, part, self._pdf.copy_foreign(part.make_indirect(brought)))
        for number in facts.numbers:
            for _ in range(self._next, number):
                self._pdf.pages.insert(added, self._blank_like(self._pdf.pages[added]))
                added += 1
            self._stamps.note(added, number, facts)
            added, self._next = added + 1, number + 1

    def _blank_like(self, page: Any) -> Any:
        """An empty page of the same boxes."""
        boxes = {key: page.obj[key] for key in ("/MediaBox", "/TrimBox", "/BleedBox")}
        trim = [float(value) for value in boxes["/TrimBox"]]
        bleed = trim[0] - float(boxes["/BleedBox"][0])
        marks = crop_marks(trim, bleed, self._press.folds) if self._press.marks else []
        content = self._pdf.make_stream(b"\n".join(marks))
        blank = Dictionary(Type=Name.Page, Contents=content, Resources=Dictionary())
        for key, box in boxes.items():
            blank[key] = Array(list(box))
        return Page(self._pdf.make_indirect(blank))

    def finish(self, foot: bytes, folios: Sequence[Folios]) -> bytes:
        """The whole PDF: a printed sheet has two sides."""
        laid_out = self._next - self._first
        for _ in range(self._press.pages(laid_out) - laid_out):
            self._pdf.pages.append(self._blank_like(self._pdf.pages[-1]))
        self._stamps.put(self._pdf, foot, folios)
        share(self._pdf)
        return written(self._pdf, self._version)
