"""Lay out a paged document and write its PDF.

In: a `PagedDocument`. Out: a `Paginated`: the PDF's bytes, its page breaks, and what WeasyPrint said, as findings.
With `pdf.tags`, the only one that imports WeasyPrint, and it changes what is the process's own (environment, logging,
functions of WeasyPrint): it belongs into a process made for it. Files come from the document and the shipped fonts;
every other address is refused.
"""

from __future__ import annotations

import ctypes.util
import logging
import os
import shutil
import sys
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree.ElementTree import Element

from trustbook.findings import Finding
from trustbook.layout import elsewhere, line_ends, lines_kept, page_numbers, page_styles, sheets_kept, whole_fonts
from trustbook.layout.binding import bottoms, bound
from trustbook.layout.code_lines import draw_hooks
from trustbook.layout.document import COVER_URL, PagedDocument
from trustbook.layout.faults import Faults
from trustbook.layout.feet import footed
from trustbook.layout.page_map import PageMap, map_pages, wrong_numbers
from trustbook.layout.pages import PageBreak
from trustbook.layout.wide_tables import fitted
from trustbook.pdf.finish import Pages
from trustbook.sources import fonts


@dataclass(frozen=True, slots=True)
class Paginated:
    """A laid-out edition as a value that another process can send: pages counts the PDF's pages, seconds its making.

    `margins` are the least inner and outer margins of its pages in mm, as they are in the PDF; `forbidden` is what the
    PDF holds that its standard forbids, in words. `numbers` are those of the pages that were laid out, and `bottoms`
    their bottom margins in mm. Of a part, `places` are the numbers by the names on its pages, and `level` is that of
    its first bookmark.
    """

    data: bytes
    pages: int
    breaks: tuple[PageBreak, ...]
    findings: tuple[Finding, ...]
    seconds: float = field(default=0.0, compare=False)
    margins: tuple[float, float] = (0.0, 0.0)
    forbidden: tuple[str, ...] = ()
    bottoms: tuple[float, ...] = ()
    numbers: tuple[int, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)
    level: int = 0


class LayoutBroke(Exception):
    """WeasyPrint could not lay out a document; its words are those of its error."""


@contextmanager
def _quick_library_lookup() -> Iterator[None]:
    """Keep WeasyPrint's import from starting hundreds of compilers and linkers to find libraries.

    On Linux `ctypes.util.find_library` runs gcc and ldconfig for each name that does not load at once; the
    names WeasyPrint tries next are sonames that the loader finds itself.
    """
    original = ctypes.util.find_library
    if sys.platform.startswith("linux"):
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = original


@contextmanager
def _machine_fonts_hidden() -> Iterator[None]:
    """Let fontconfig see no font of this machine; afterwards a program that uses us sees them again."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(fonts.fontconfig_file())
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


def _weasyprint() -> Any:
    """WeasyPrint, imported quickly and with our structure tree in place."""
    with _quick_library_lookup(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "No fonts configured")  # on purpose: the builder ships its own
        import weasyprint
        import weasyprint.pdf
    from trustbook.pdf import tags

    tags.install()
    page_numbers.install()
    page_styles.install()
    elsewhere.install()
    sheets_kept.install()
    lines_kept.install()
    whole_fonts.install()
    line_ends.install()  # which asks what is kept
    return weasyprint


def warm_up() -> None:
    """Load what a layout needs, so that a waiting worker has it ready."""
    with _machine_fonts_hidden():
        _weasyprint()


def paginate(paged: PagedDocument) -> Paginated:
    """Lay out and write one edition."""
    return _paginate(paged, write=True)


def lay_out(paged: PagedDocument) -> Paginated:
    """Lay out one edition for its page breaks; `data` is empty."""
    return _paginate(paged, write=False)


def pages_of(paged: PagedDocument) -> list[Any]:
    """The pages of one edition as WeasyPrint laid them out, for whoever measures them; blank ones may be left out."""
    with _machine_fonts_hidden(), _log_records([]):
        weasyprint = _weasyprint()
        paged, _ = _fitted(weasyprint, paged)
        document = _layout(weasyprint, paged, weasyprint.text.fonts.FontConfiguration())
        _numbers(document, paged)
    return list(document.pages)


def _paginate(paged: PagedDocument, write: bool) -> Paginated:
    start = time.perf_counter()
    with _machine_fonts_hidden():
        done = _laid_out(paged, write)
        if write and paged.foot is not None:
            done = _footed(done, _laid_out(paged.foot, write))
    return replace(done, seconds=time.perf_counter() - start)


def _footed(done: Paginated, foot: Paginated) -> Paginated:
    """A document with a foot on its pages."""
    from trustbook.pdf.stamp import stamped

    wanted = footed(done, foot)
    pages = [(place, number) for place, number in enumerate(done.numbers) if number in wanted]
    return replace(done, data=stamped(done.data, foot.data, pages))


def _laid_out(paged: PagedDocument, write: bool) -> Paginated:
    data, forbidden = b"", list[str]()
    with _laying_out(paged) as laid, elsewhere.known(paged.elsewhere):
        laid_out, press = laid.document.pages, paged.profile.press
        pages = press.pages(len(laid_out)) if press else len(laid_out)
        margins, shift = bound(laid_out, laid.numbers, press, pages)
        if write:
            with nullcontext() if paged.elsewhere is None else whole_fonts.kept_whole():
                data, forbidden = _write(laid.document, laid.paged, Pages(laid.numbers, paged.cover, shift))
    done = Paginated(
        data,
        pages,
        laid.page_map.breaks,
        laid.findings(),
        margins=margins,
        bottoms=bottoms(laid_out),
        numbers=laid.numbers,
        forbidden=tuple(forbidden),
    )
    return done if paged.elsewhere is None else _as_part(done, laid_out)


def paginate_parts(paged: PagedDocument, parts: Sequence[str], write: bool) -> list[Paginated]:
    """Lay out a document in one piece and `write` each of its `parts` as a PDF; they are named by ids, in order.

    The document is taken in one piece where a part does not begin on a page of its own, or a page is empty. The first
    of what is returned has all findings.
    """
    with _machine_fonts_hidden():
        return _parts(paged, parts, write)


def _parts(paged: PagedDocument, parts: Sequence[str], write: bool) -> list[Paginated]:
    with _laying_out(paged) as laid:
        pages, numbers = laid.document.pages, laid.numbers
        places = _places(pages, numbers)
        starts = [numbers.index(places[part]) for part in parts if part in places]
        if len(starts) < len(parts) or starts != sorted({0, *starts}) or _any_blank(pages):
            starts = [0]
        done = []
        for start, end in zip(starts, [*starts[1:], len(numbers)], strict=True):
            here, data, forbidden = numbers[start:end], b"", list[str]()
            if write:
                with elsewhere.known(places), whole_fonts.kept_whole():
                    facts = Pages(here, paged.cover and start == 0)
                    data, forbidden = _write(laid.document.copy(pages[start:end]), laid.paged, facts)
            breaks = tuple(one for one in laid.page_map.breaks if int(one.label) in here)
            margins, _ = bound(pages[start:end], here, None, end - start)
            alone = Paginated(
                data,
                end - start,
                breaks,
                (),
                margins=margins,
                bottoms=bottoms(pages[start:end]),
                numbers=here,
                forbidden=tuple(forbidden),
            )
            done.append(_as_part(alone, pages[start:end]))
    return [replace(done[0], findings=laid.findings()), *done[1:]]


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """A document on its pages, with its tables fitted, and what was said of it."""

    document: Any
    paged: PagedDocument
    numbers: tuple[int, ...]
    page_map: PageMap
    records: list[str]
    broken: list[Element]

    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the pages; complete once they are written."""
        faults = Faults(self.paged)
        return (
            *faults.said(self.records),
            *faults.torn(self.page_map.torn),
            *faults.wrong(wrong_numbers(self.document.pages, self.numbers)),
            *faults.broken(self.broken),
        )


@contextmanager
def _laying_out(paged: PagedDocument) -> Iterator[_LaidOut]:
    """A document laid out; within the `with` block it can be written."""
    records: list[str] = []
    weasyprint = _weasyprint()
    fit, broken = _fitted(weasyprint, paged)
    with _log_records(records), _fonts_on_disk() as configuration:
        with elsewhere.known(fit.elsewhere):
            document = _layout(weasyprint, fit, configuration)
        numbers = _numbers(document, fit)
        yield _LaidOut(document, fit, numbers, map_pages(document.pages, fit.html, numbers), records, broken)


def _as_part(done: Paginated, pages: Sequence[Any]) -> Paginated:
    levels = [level for page in pages for level, *_ in page.bookmarks]
    return replace(done, places=_places(pages, done.numbers), level=next(iter(levels), 0))


def _places(pages: Sequence[Any], numbers: Sequence[int]) -> dict[str, int]:
    """The number of the first page that each name stands on."""
    found: dict[str, int] = {}
    for number, page in zip(numbers, pages, strict=True):
        for name in page.anchors:
            found.setdefault(name, number)
    return found


def _any_blank(pages: Sequence[Any]) -> bool:
    return any(page._page_box.page_type.blank for page in pages)


def _fitted(weasyprint: Any, paged: PagedDocument) -> tuple[PagedDocument, list[Element]]:
    """The document with its tables on their pages; what WeasyPrint says of tables on trial, it says again later."""

    def lay(trial: PagedDocument) -> Any:
        with _log_records([]), _fonts_on_disk() as configuration:
            return _layout(weasyprint, trial, configuration).pages

    return fitted(paged, lay)


def _numbers(document: Any, paged: PagedDocument) -> tuple[int, ...]:
    """The numbers of the pages; blank ones are taken out of the document where the profile wants none."""
    kept = [
        (number, page)
        for number, page in enumerate(document.pages, paged.first)
        if paged.profile.blank_pages or not page._page_box.page_type.blank
    ]
    document.pages = [page for _, page in kept]
    return tuple(number for number, _ in kept)


def _write(document: Any, paged: PagedDocument, pages: Pages) -> tuple[bytes, list[str]]:
    """The PDF, and what it holds that its standard forbids."""
    from trustbook.pdf.finish import finish
    from trustbook.pdf.pdfx import VERSIONS
    from trustbook.pdf.tags import tagging

    standard, press = paged.profile.standard, paged.profile.press
    options: dict[str, object] = (
        {"pdf_variant": standard.variant, "pdf_tags": True}
        if standard
        else {"pdf_version": VERSIONS[press.standard if press else None]}
    )
    forbidden: list[str] = []

    def last(_: Any, pdf: Any) -> None:
        forbidden.extend(finish(pdf, paged.profile, paged.xmp, pages, paged.embedded))

    with tagging(standard):
        try:
            data: bytes = document.write_pdf(finisher=last, pdf_identifier=True, **options)
        except ArithmeticError as error:  # letters of no size, or of no end
            raise LayoutBroke(f"{type(error).__name__}: {error}") from error
    return data, forbidden


@contextmanager
def _fonts_on_disk() -> Iterator[Any]:
    """A font configuration, and no files of it afterwards: it is part of a circle, and nobody collects those."""
    from weasyprint.text.fonts import FontConfiguration

    configuration = FontConfiguration()
    try:
        yield configuration
    finally:
        if configuration._folder is not None:
            shutil.rmtree(configuration._folder, ignore_errors=True)


def _layout(weasyprint: Any, paged: PagedDocument, configuration: Any) -> Any:
    """Pages of an edition; its tree is handed over as it is, never written out and parsed again."""
    page = weasyprint.HTML.__new__(weasyprint.HTML)
    page.base_url = "book:/"
    page.url_fetcher = _fetcher(weasyprint, paged)
    page.media_type = "print"
    from cssselect2 import ElementWrapper

    page.wrapper_element = ElementWrapper.from_html_root(paged.html, content_language=None)
    page.etree_element = page.wrapper_element.etree_element
    standard = paged.profile.standard
    options: dict[str, object] = {"pdf_variant": standard.variant} if standard else {}
    with page_numbers.expected(paged.html, paged.first):
        try:
            document = page.render(font_config=configuration, **options)
        except (OSError, MemoryError):
            raise
        except Exception as error:  # it raises whatever an odd style makes it trip over
            raise LayoutBroke(f"{type(error).__name__}: {error}") from error
    for laid_out in document.pages:
        _markers_in_place(laid_out._page_box)
    draw_hooks(document.pages)
    return document


def _markers_in_place(box: Any) -> None:
    """Let bullets and numbers be painted where they are read.

    WeasyPrint places a marker outside its item as an absolute box, and paints such boxes after all text of the page:
    whoever reads a PDF in the order of its content would hear "one two three • • •". Once placed, it can be an
    ordinary box.
    """
    for index, child in enumerate(box.children):
        placed = getattr(child, "_box", child)
        if getattr(placed, "is_outside_marker", False):
            placed.style["position"] = "static"
            box.children[index] = placed
        elif hasattr(placed, "children"):
            _markers_in_place(placed)


def _fetcher(weasyprint: Any, paged: PagedDocument) -> Any:
    """A fetcher that knows the edition's own files and nothing else; photographs it gives as the press prints them."""
    from trustbook.pdf.press_pictures import PressPictures

    types = {"svg": "image/svg+xml", "ttf": "font/ttf"}
    pictures = PressPictures(paged.profile.press) if paged.profile.press else None

    class Fetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:
            if url not in paged.resources:
                raise ValueError("a build reads files of the book only")
            kind = types.get(url.rsplit(".", 1)[-1].lower(), "application/octet-stream")
            data = paged.resources[url]
            if pictures is not None and kind == "application/octet-stream":
                data = pictures.convert(data, url.startswith(COVER_URL) or not pictures.press.grey)
            return weasyprint.urls.URLFetcherResponse(url, data, {"Content-Type": kind})

    return Fetcher(allowed_protocols=("book", "font"))


@contextmanager
def _log_records(records: list[str]) -> Iterator[None]:
    """Keep everything WeasyPrint and fontTools warn of."""

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record.getMessage())

    keeper = Keeper(logging.WARNING)
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    before = [(logger, logger.handlers[:], logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.handlers[:] = [keeper]
        logger.propagate = False
    try:
        yield
    finally:
        for logger, handlers, propagate in before:
            logger.handlers[:] = handlers
            logger.propagate = propagate
