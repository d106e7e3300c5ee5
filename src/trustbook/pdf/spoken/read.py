"""Read a tagged PDF, of any maker, as a screen reader would.

In: a PDF's bytes or path. Out: a `Reading`: the elements of its structure tree in order with their text; never
artifacts or layout. What keeps people from hearing it is a finding in the reading: it is no PDF (V907), it is locked
(V908), it is not tagged (V909), it is broken or built to do harm (V910). Nothing is written, opened or followed.

The tree and the content streams are read with pikepdf, not with pdfium's structure and text functions: those show the
tree page by page, so that an element over two pages becomes two, know no form XObjects in it, and give page text with
spaces and hyphens guessed anew. Only for glyphs that no map in the PDF names is pdfium asked (`ask`).

A text keeps the spaces that the PDF has. Where a new line starts inside a paragraph and the PDF has no space, readers
guess; here that is one space, except after a space or a hyphen, and between ideographs. Gaps between glyphs are never
taken for spaces.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unicodedata import east_asian_width

import pikepdf

from trustbook.findings import Finding, Place
from trustbook.pdf.content import FAULTS, LIMITS, Budget, TooMuch
from trustbook.pdf.spoken.aloud import INLINE
from trustbook.pdf.spoken.glyphs import Fonts
from trustbook.pdf.spoken.reading import Reading, SpokenElement, SpokenText
from trustbook.pdf.spoken.runs import ContentClaim, TextRun
from trustbook.pdf.spoken.text import Texts
from trustbook.pdf.spoken.tree import Node, Tree, read_tree

_AGAIN = "make it again with the program that it comes from"
_LARGEST = 2**30  # bytes of a file
_IGNORES_LOCK = 6  # from this revision on, readers ignore the permission for screen readers (ISO 32000-2, table 22)
_SPACED = re.compile(r"\s\Z")
# A line may break after these without a space; after a dash that a space precedes, one stood there (UAX #14).
_HYPHENED = re.compile("[\xad\u2010]\\Z|\\S[-\u2013\u2014/]\\Z")
_TRANSPARENT = INLINE | {"NonStruct"}


class _NoPdf(Exception):
    """Nothing that qpdf can open."""


def read_pdf(data: bytes | Path, *, guess_spaces: bool = True) -> Reading:
    """What a PDF says; with `guess_spaces` false, a new line never stands for a space that the PDF does not have."""
    reading = _opened(data, guess_spaces)
    if not isinstance(data, Path):
        return reading
    place = Place(str(data))
    return replace(reading, findings=tuple(replace(finding, place=place) for finding in reading.findings))


def _opened(data: bytes | Path, guess_spaces: bool) -> Reading:
    try:
        if isinstance(data, Path):
            if data.stat().st_size > _LARGEST:
                raise TooMuch
            data = data.read_bytes()
        with LIMITS, _pdf(data) as pdf:
            return _read(pdf, guess_spaces)
    except OSError as error:
        return _silent("V907", f"the file cannot be read: {error.strerror or error}", "name a file that you can open")
    except pikepdf.PasswordError:
        return _silent("V908", "the PDF opens only with a password", "save it without a password")
    except TooMuch:
        return _silent("V910", "the PDF asks for more work or memory than any honest one; it was not read", _AGAIN)
    except _NoPdf as error:
        return _silent("V907", f"this is not a PDF, or it is damaged: {_reason(error)}", _AGAIN)
    except FAULTS as error:
        return _silent("V910", f"the PDF is broken: {_reason(error)}", _AGAIN)


def _pdf(data: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(data))
    except FAULTS as error:
        raise _NoPdf(error) from error


def _silent(code: str, message: str, hint: str) -> Reading:
    return Reading(findings=(Finding(code, message, hint=hint),))


def _reason(error: Exception) -> str:
    said = re.sub(r"^stream <[^>]*>:? *", "", " ".join(str(error).split()))
    return said[:200] or type(error).__name__


def _read(pdf: pikepdf.Pdf, guess_spaces: bool) -> Reading:
    if pdf.is_encrypted and pdf.encryption.R < _IGNORES_LOCK and not pdf.allow.accessibility:
        return _silent(
            "V908", "the PDF forbids screen readers to read it", "allow text access for accessibility when you save it"
        )
    budget = Budget()
    pages: list[pikepdf.Object] = []
    for page in pdf.pages:
        budget.spend(100)
        pages.append(page.obj)
    tree = read_tree(pdf, {page.objgen: number for number, page in enumerate(pages, 1)}, budget)
    if tree is None:
        return _silent(
            "V909",
            "the PDF is not tagged: it has no structure tree, so a screen reader can only guess what is in it",
            "make it again with tags, for example `trustbook build screen`",
        )
    texts, faults = _texts(pdf, pages, tree, budget)
    _add_spaces(tree.kids, texts, guess_spaces)
    kids = tuple(_frozen(kid, texts.runs, 0, tree.lang) for kid in tree.kids if isinstance(kid, Node))
    findings = tuple(Finding("V910", f"the PDF is broken: {fault}", hint=_AGAIN) for fault in (*tree.faults, *faults))
    labels = tuple(page.label for page in pdf.pages)
    return Reading(kids, tree.lang, len(pages), findings, labels)


def _texts(pdf: pikepdf.Pdf, pages: list[pikepdf.Object], tree: Tree, budget: Budget) -> tuple[Texts, list[str]]:
    """The text of all claims, and which pages could not be read to the end."""
    texts = Texts(Fonts(pdf, budget), tree.claims, budget)
    faults = []
    for number in sorted({claim.page for claim in tree.claims}):
        try:
            texts.read_page(number, pages[number - 1])
            for (page, _), form in tree.streams.items():
                if page == number:
                    texts.read_form(page, form)
        except FAULTS as error:
            faults.append(f"page {number} cannot be read to its end ({_reason(error)})")
    texts.finish()
    return texts, faults


def _add_spaces(kids: list[Node | ContentClaim], texts: Texts, guess: bool) -> None:
    """Add the spaces that line ends stand for, within blocks, also where a line ends in a link."""
    before: TextRun | None = None
    for run in _runs(kids, texts.runs):
        if run is not None and before is not None and guess and _lacks_space(before, run):
            before.text += " "
        if run is None or run.text:
            before = run


def _runs(kids: list[Node | ContentClaim], runs: dict[ContentClaim, list[TextRun]]) -> Iterator[TextRun | None]:
    """All runs in order, and None where a block starts or ends."""
    for kid in kids:
        if isinstance(kid, ContentClaim):
            yield from runs.get(kid, ())
            continue
        block = kid.role not in _TRANSPARENT
        if block:
            yield None
        yield from _runs(kid.kids, runs)
        if block:
            yield None


def _lacks_space(before: TextRun, after: TextRun) -> bool:
    one, two = before.text, after.text
    if not one or not two or not after.start.starts_line_after(before.end):
        return False
    if _SPACED.search(one) or two[0].isspace() or _HYPHENED.search(one):
        return False
    return not (east_asian_width(one[-1]) in "WF" and east_asian_width(two[0]) in "WF")


def _frozen(node: Node, runs: dict[ContentClaim, list[TextRun]], sections: int, lang: str) -> SpokenElement:
    """The element of a node; `sections` counts the elements around it that hold an `H` (ISO 32000-1, 14.8.4.3.1)."""
    inside = sections + any(isinstance(kid, Node) and kid.role == "H" for kid in node.kids)
    kids: list[SpokenElement | SpokenText] = []
    for kid in node.kids:
        if isinstance(kid, Node):
            kids.append(_frozen(kid, runs, inside, node.lang))
            continue
        for run in runs.get(kid, ()):
            marks = run.marks
            _append(kids, SpokenText(run.text, run.start.page, marks.lang or node.lang, marks.alt, marks.expansion))
    return SpokenElement(
        node.role,
        tuple(kids),
        node.tag,
        node.level or (sections if node.role == "H" else 0),
        node.lang,
        next((kid.page for kid in kids if kid.page), node.page),
        node.alt,
        node.actual_text,
        node.expansion,
        node.title,
        node.identifier,
        node.refs,
        node.target,
        node.target_page,
        node.description,
        node.control,
        node.attributes,
    )


def _append(kids: list[SpokenElement | SpokenText], text: SpokenText) -> None:
    """Add a text, to the one before where nothing sets them apart."""
    last = kids[-1] if kids else None
    if (
        isinstance(last, SpokenText)
        and text == replace(last, text=text.text)
        and text.alt is None
        and text.expansion is None
    ):
        kids[-1] = replace(last, text=last.text + text.text)
    else:
        kids.append(text)
