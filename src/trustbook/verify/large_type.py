"""Measure the type of a finished PDF by its glyphs, against a guideline for large print.

In: the file's bytes and a row of `layout.large_type`. Out: V911 for each kind of fault on a page, at its first words.
What is measured is what stands on the paper: sizes after all matrices, colours as pdfium paints them. Words that were
turned into outlines, as in drawings, are shapes here and have no size; the build says of those what it can (P807).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from trustbook.findings import Finding, Place
from trustbook.layout.large_type import LargeType, of_file
from trustbook.pdf.units import MM
from trustbook.verify.glyphs import Line, Page, Unreadable, pages
from trustbook.verify.tools import Check, Missing, Subject

_AGAIN = "build the edition again"
_HINT = "take out what `styles/` changes there, or write the words otherwise"
_SLACK = 0.05  # pt and type sizes: numbers in a PDF are rounded
_CAPITALS = re.compile(r"\b[^\W\d_a-z]{2,}(?:\W+[^\W\d_a-z]{2,}){2,}\b")
_LEADER = re.compile(r"(?:\. ?){4,}")
_JUSTIFIED = 4  # lines of one length, the last one aside, that nobody gets by chance
_LOOSEST = 2.0  # type sizes: what stands farther apart is two blocks


def checks() -> tuple[Check, ...]:
    """The check of a PDF that says which guideline it keeps."""
    return (Check("type sizes", _by_its_label),)


def _by_its_label(subject: Subject) -> list[Finding]:
    kind = of_file(subject.data)
    if kind is None:
        raise Missing("the file does not say which guideline it keeps", "build it again with this program")
    return measure(subject, kind)


def measure(subject: Subject, kind: LargeType) -> list[Finding]:
    """Every fault of a PDF, once per page and kind, with the words where it is met first."""
    found: list[Finding] = []
    try:
        for page in pages(subject.data):
            seen: dict[str, tuple[str, int]] = {}
            for what, words in _faults(page, kind):
                first, number = seen.get(what, (words, 0))
                seen[what] = first, number + 1
            found += [_finding(subject.name, kind, page.number, what, *first) for what, first in seen.items()]
    except Unreadable as error:
        return [Finding("V907", f"it cannot be read as a PDF: {error}", Place(subject.name), _AGAIN)]
    return found


def _finding(name: str, kind: LargeType, page: int, what: str, words: str, number: int) -> Finding:
    shown = f"{words[:60]}…" if len(words) > 60 else words
    more = f", and {number - 1} more" if number > 1 else ""
    return Finding("V911", f"{kind.label}: page {page}: {what}, at “{shown}”{more}", Place(name), _HINT)


def _faults(page: Page, kind: LargeType) -> Iterator[tuple[str, str]]:
    """What is wrong, and the words where it is."""
    for line in page.lines:
        if line.size < kind.least - _SLACK:
            yield f"type of {line.size:.1f} pt, smaller than {kind.least:g} pt", line.text
        if line.italic:
            yield "italics", line.text
        if line.contrast < kind.contrast - _SLACK:
            yield f"contrast of {line.contrast:.1f} to 1, less than {kind.contrast:g} to 1", line.text
        margin = (kind.edge if line.aside else kind.margin) * MM
        if min(line.left, page.width - line.right, line.bottom, page.height - line.top) < margin - _SLACK:
            yield f"words less than {margin / MM:g} mm from the edge of the paper", line.text
    for capitals in _CAPITALS.finditer(" ".join(line.text for line in page.lines)):
        yield "a block of capitals", capitals[0]
    for block in _blocks(page.lines):
        yield from _block(block, kind)


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines below each other that start at one edge, in one size, as close as those of a paragraph are."""
    block: list[Line] = []
    for line in lines:
        last = block[-1] if block else line
        together = abs(line.left - last.left) < 1 and abs(line.size - last.size) < _SLACK
        if block and not (together and 0 < last.base - line.base < _LOOSEST * line.size):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _block(block: Sequence[Line], kind: LargeType) -> Iterator[tuple[str, str]]:
    for above, below in pairwise(block):
        spacing = (above.base - below.base) / below.size
        if spacing < kind.spacing - _SLACK:
            yield f"lines {spacing:.2f} type sizes apart, less than {kind.spacing:g}", below.text
    full = [line for line in block[:-1] if not _LEADER.search(line.text)]
    rights = [line.right for line in full]
    if len(full) >= _JUSTIFIED and max(rights) - min(rights) < 1:
        yield "lines are set to one length, not left aligned", block[0].text
