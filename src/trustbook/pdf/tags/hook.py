"""Stand where WeasyPrint builds a structure tree of its own.

In: a painted WeasyPrint document, at the moment WeasyPrint would tag it. Out: the same PDF with our structure tree,
typed artifacts and links in human words, so that it can be PDF/UA and PDF/A at once; of which part is
`trustbook.pdf.standards`'s to say. Metadata is not its job.

WeasyPrint 70 tags each line as a `Span`, tears what crosses a page in two, and takes quadratic time. Doing it
again on the finished file would be too late: which box stands behind which marked content is known only here.
So one function of the pinned version is replaced at run time; `install` refuses any other version. It works only where
somebody is `tagging`, each thread for itself; to all others WeasyPrint is as it was.
"""

from __future__ import annotations

import gc
import inspect
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import pydyf
import weasyprint
import weasyprint.pdf
import weasyprint.pdf.tags
from weasyprint.logger import LOGGER

from trustbook.pdf.standards import PdfStandard
from trustbook.pdf.tags.fields import make_fields
from trustbook.pdf.tags.layout import read_layout
from trustbook.pdf.tags.marks import Mark, PaintedStream
from trustbook.pdf.tags.structure import make_structure
from trustbook.pdf.tags.targets import Destinations
from trustbook.pdf.tags.writer import TreeWriter

_VERSION = "70.0"
_SIGNATURE = ("pdf", "document", "pdf_version", "page_streams")
_LAST_GLYPH = re.compile(rb"([0-9a-f]{4})>[^<]*\] TJ$")

_standard: ContextVar[PdfStandard | None] = ContextVar("standard", default=None)


@contextmanager
def tagging(standard: PdfStandard | None) -> Iterator[None]:
    """Let PDFs that this thread writes meanwhile keep a standard; with None, WeasyPrint tags as it does."""
    before = _standard.set(standard)
    try:
        yield
    finally:
        _standard.reset(before)


def install() -> None:
    """Stand in WeasyPrint's place from now on; RuntimeError if it is not the version this is made for."""
    hook = getattr(weasyprint.pdf, "add_tags", None)
    if hook is _add_tags:
        return
    if weasyprint.__version__ != _VERSION:
        raise RuntimeError(f"the structure tree needs WeasyPrint {_VERSION}, found {weasyprint.__version__}")
    if hook is None or tuple(inspect.signature(hook).parameters) != _SIGNATURE:
        raise RuntimeError(f"weasyprint.pdf.add_tags({', '.join(_SIGNATURE)}) is gone or has changed")
    weasyprint.pdf.add_tags = _add_tags


def _add_tags(pdf: Any, document: Any, pdf_version: Any, page_streams: list[Any]) -> None:
    """What `weasyprint.pdf` calls."""
    standard = _standard.get()
    if standard is None:
        weasyprint.pdf.tags.add_tags(pdf, document, pdf_version, page_streams)
    else:
        add_tags(pdf, document, standard, page_streams)


def add_tags(pdf: Any, document: Any, standard: PdfStandard, page_streams: list[Any]) -> None:
    """Add the structure tree of a painted document to its PDF, as a standard wants it."""
    if "Lang" not in pdf.catalog:
        LOGGER.error('Missing required "lang" attribute at the root of the document')
    with _collector_at_rest():
        layout = read_layout(pdf, document, page_streams)
        language = document.metadata.lang or ""
        make_fields(pdf, layout, language)
        structure = make_structure(layout.roots, layout.contents, language, standard)
        _add_spaces(structure.spaced, document.fonts.values())
        targets = Destinations(structure.document, layout) if standard.targets else None
        if targets:
            targets.connect()
        writer = TreeWriter(pdf, layout.streams, standard)
        writer.write(structure.document)
        if targets:
            targets.write(pdf, writer.written)
        for painted in layout.streams:
            _name_artifacts(painted)
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog.setdefault("Lang", pydyf.String(""))


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Put off garbage collection: nothing here is garbage, and each round would walk all boxes of the layout.

    At 900 pages those walks are two thirds of the time, and they make it grow faster than the pages.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _add_spaces(spaced: list[Mark], fonts: Any) -> None:
    """Draw a space after each run that needs one, so that every reader finds words apart.

    The layout dropped it at the end of a line. A glyph is understood by more readers than `ActualText`, and it
    marks nothing on the page. Only glyphs already in the file can be used: fonts are written before tags.
    """
    glyphs: dict[str, bytes] = {}
    for font in fonts:
        for glyph, text in font.to_unicode.items():
            if text == " " and not font.bitmap:
                glyphs[font.hash] = f"{glyph:04x}".encode()
    fallback = next(iter(glyphs), "")
    for mark in spaced:
        operators = mark.stream.stream
        glyph = glyphs.get(mark.font)
        shown = _LAST_GLYPH.search(operators[mark.end - 1])
        if glyph and shown and shown[1] == glyph:
            continue  # a stripped space is drawn after all when its line needed no second layout
        if glyph:
            operators[mark.end] = b"[<%s>] TJ\nET" % glyph
        elif fallback:
            operators[mark.end] = b"/%s 1 Tf\n[<%s>] TJ\nET" % (fallback.encode(), glyphs[fallback])
        else:
            operators[mark.start]["ActualText"] = pydyf.String(f"{mark.text} ")


def _name_artifacts(painted: PaintedStream) -> None:
    """Turn what no element took into artifacts, and give all artifacts their type (ISO 32000-1, 14.8.2.2)."""
    operators = painted.stream.stream
    for position in painted.artifacts:
        operators[position] = b"<</Type/Layout>> BDC"
    for mark in painted.marks.values():
        if "MCID" in operators[mark.start]:
            continue
        kind = mark.artifact
        is_type = kind in ("Layout", "Pagination")
        properties = {"Type": f"/{kind}"} if is_type else {"Type": "/Pagination", "Subtype": f"/{kind}"}
        operators[mark.start - 1] = "/Artifact"
        operators[mark.start] = pydyf.Dictionary(properties)
