"""Lay out a paged document and write its PDF.

In: a `PagedDocument`. Out: a `Paginated`: the PDF's bytes, its page breaks, and what WeasyPrint said, as findings.
It changes what is the process's own (environment, logging, functions of WeasyPrint): it belongs into a process made
for it. Files come from the document and the shipped fonts; every other address is refused.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element

from trustbook.findings import Finding
from trustbook.layout import elsewhere, folios, page_numbers, whole_fonts
from trustbook.layout.binding import bottoms, bound
from trustbook.layout.code_lines import draw_hooks
from trustbook.layout.document import PagedDocument
from trustbook.layout.faults import Faults
from trustbook.layout.feet import footed
from trustbook.layout.outside import fetcher, log_records
from trustbook.layout.page_map import PageMap, map_pages, printed_numbers, wrong_numbers
from trustbook.layout.pages import LayoutBroke, Paginated
from trustbook.layout.short_ways.own_sheet import own_sheets
from trustbook.layout.started import fonts_on_disk, machine_fonts_hidden, started
from trustbook.layout.wide_tables import fitted
from trustbook.pdf.finish import Pages

_GARBAGE = 150_000  # objects: those that about a hundred pages leave


def paginate(paged: PagedDocument) -> Paginated:
    """Lay out and write one edition."""
    return _paginate(paged, write=True)


def lay_out(paged: PagedDocument) -> Paginated:
    """Lay out one edition for its page breaks; `data` is empty."""
    return _paginate(paged, write=False)


def pages_of(paged: PagedDocument) -> list[Any]:
    """The pages of one edition as WeasyPrint laid them out, for whoever measures them; blank ones may be left out."""
    with machine_fonts_hidden(), log_records([]):
        weasyprint = started()
        paged, _ = _fitted(weasyprint, paged)
        document = _layout(weasyprint, paged, weasyprint.text.fonts.FontConfiguration())
        _numbers(document, paged)
    return list(document.pages)


def _paginate(paged: PagedDocument, write: bool) -> Paginated:
    start = time.perf_counter()
    if paged.elsewhere is not None:  # a part, of which there can be hundreds
        _make_room()
    with machine_fonts_hidden():
        done = _laid_out(paged, write)
        if write and paged.foot is not None:
            done = _footed(done, _laid_out(paged.foot, write))
    return replace(done, seconds=time.perf_counter() - start)


def _footed(done: Paginated, foot: Paginated) -> Paginated:
    """A document with a foot on its pages."""
    from trustbook.pdf.stamp import stamped

    wanted = footed(done, foot)
    pages = [(place, number) for place, number in enumerate(done.numbers) if number in wanted]
    return replace(done, data=stamped(done.data, foot.data, pages, done.shift))


def _laid_out(paged: PagedDocument, write: bool) -> Paginated:
    data, forbidden = b"", list[str]()
    with _laying_out(paged) as laid, elsewhere.known(paged.elsewhere):
        laid_out, press = laid.document.pages, paged.profile.press
        pages = press.pages(len(laid_out)) if press else len(laid_out)
        margins, shift = bound(laid_out, laid.numbers, press, pages)
        if write:
            with _as_it_is_bound(paged, laid_out):
                data, forbidden = _write(laid.document, laid.paged, Pages(laid.numbers, paged.cover, shift))
    done = Paginated(
        data,
        pages,
        laid.page_map.breaks,
        laid.findings(),
        margins=margins,
        shift=shift,
        bottoms=bottoms(laid_out),
        numbers=laid.numbers,
        forbidden=tuple(forbidden),
    )
    return done if paged.elsewhere is None else _as_part(done, laid_out, laid)


@contextmanager
def _as_it_is_bound(paged: PagedDocument, pages: Sequence[Any]) -> Iterator[None]:
    """What is written is a part, without numbers on its pages, or the numbers alone; else it is a whole document."""
    if paged.elsewhere is None and not paged.folios_only:
        yield
        return
    with folios.aside(pages, only=paged.folios_only), whole_fonts.kept_whole():
        yield


def paginate_parts(paged: PagedDocument, parts: Sequence[str], write: bool) -> list[Paginated]:
    """Lay out a document in one piece and `write` each of its `parts` as a PDF; they are named by ids, in order.

    The document is taken in one piece where a part does not begin on a page of its own, or a page is empty. The first
    of what is returned has all findings.
    """
    with machine_fonts_hidden():
        return _parts(paged, parts, write)


def _make_room() -> None:
    """Free the memory of pages that were laid out before: they are full of circles, and builds collect none."""
    if gc.get_count()[0] > _GARBAGE:
        gc.collect()


def _parts(paged: PagedDocument, parts: Sequence[str], write: bool) -> list[Paginated]:
    with _laying_out(paged) as laid:
        pages, numbers = laid.document.pages, laid.numbers
        places = laid.places
        starts = [numbers.index(places[part]) for part in parts if part in places]
        if len(starts) < len(parts) or starts != sorted({0, *starts}) or _any_blank(pages):
            starts = [0]
        done = list[Paginated]()
        for start, end in zip(starts, [*starts[1:], len(numbers)], strict=True):
            here, data, forbidden = numbers[start:end], b"", list[str]()
            if write:
                with elsewhere.known(places), whole_fonts.kept_whole(), folios.aside(pages[start:end]):
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
            done.append(_as_part(alone, pages[start:end], laid, parts[len(done)] if len(starts) > 1 else ""))
    return [replace(done[0], findings=laid.findings(), settled=laid.settled), *done[1:]]


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """A document on its pages, with its tables fitted, and what was said of it.

    `places` are the numbers of pages by the names on them, here and elsewhere; `wrong` those that are printed wrong.
    """

    document: Any
    paged: PagedDocument
    numbers: tuple[int, ...]
    page_map: PageMap
    records: list[str]
    broken: list[Element]
    asked: Mapping[str, Set[str]]
    places: Mapping[str, int]
    wrong: Sequence[tuple[str, str, int]]

    def asks(self, part: str) -> set[str]:
        """The names whose numbers a part prints, with what stands on each page; without an id, the document."""
        names = (self.asked.get(one, ()) for one in ((part, "") if part else self.asked))
        return {name for some in names for name in some}

    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the pages; complete once they are written."""
        faults = Faults(self.paged)
        return (
            *faults.said(self.records),
            *faults.torn(self.page_map.torn),
            *faults.wrong(self.wrong),
            *faults.broken(self.broken),
        )

    @property
    def settled(self) -> bool:
        """Whether no number is wrong that a style sheet takes from a page; one that it says by itself can be."""
        asked = {name for names in self.asked.values() for name in names}
        return not any(name in asked for name, *_ in self.wrong)


@contextmanager
def _laying_out(paged: PagedDocument) -> Iterator[_LaidOut]:
    """A document laid out; within the `with` block it can be written."""
    records: list[str] = []
    weasyprint = started()
    fit, broken = _fitted(weasyprint, paged)
    with log_records(records), fonts_on_disk() as configuration:
        with elsewhere.known(fit.elsewhere), page_numbers.asked() as asked:
            document = _layout(weasyprint, fit, configuration)
        numbers = _numbers(document, fit)
        page_map = map_pages(document.pages, fit.html, numbers)
        places = {**(fit.elsewhere or {}), **_places(document.pages, numbers)}
        wrong = wrong_numbers(document.pages, places)
        yield _LaidOut(document, fit, numbers, page_map, records, broken, _by_part(fit, asked), places, wrong)


def _by_part(paged: PagedDocument, asked: Sequence[tuple[Element, str]]) -> dict[str, set[str]]:
    """The names whose numbers are printed, by the part that prints them; by none for what stands on each page."""
    owner = {id(element): tree.get("id", "") for tree in paged.html[1] for element in tree.iter()}
    found: dict[str, set[str]] = {}
    for element, name in asked:
        found.setdefault(owner.get(id(element), ""), set()).add(name)
    return found


def _as_part(done: Paginated, pages: Sequence[Any], laid: _LaidOut, part: str = "") -> Paginated:
    """A part with what its binder is told of it; `part` is its id where other parts were laid out with it."""
    asks = laid.asks(part) | {name for name, _ in printed_numbers(pages) if name in laid.places}
    asks |= {""} if folios.mixed(pages) else set()
    levels = [level for page in pages for level, *_ in page.bookmarks]
    return replace(
        done,
        places=_places(pages, done.numbers),
        level=next(iter(levels), 0),
        side=_side(pages[0]),
        asks=tuple(sorted(asks)),
        folios=tuple(folios.of_page(page) for page in pages),
    )


def _side(page: Any) -> str:
    """The side that what begins on a page wants to begin on: of the first element that has an id."""
    stack = [page._page_box]
    while stack:
        box = stack.pop()
        element = getattr(box, "element", None)
        if element is not None and element.tag != "html" and element.get("id"):
            return {"right": "right", "recto": "right", "left": "left", "verso": "left"}.get(
                box.style["break_before"], ""
            )
        stack.extend(reversed(getattr(box, "children", ())))
    return ""


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
        with log_records([]), fonts_on_disk() as configuration:
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


def _layout(weasyprint: Any, paged: PagedDocument, configuration: Any) -> Any:
    """Pages of an edition; its tree is handed over as it is, never written out and parsed again."""
    page = weasyprint.HTML.__new__(weasyprint.HTML)
    page.base_url = "book:/"
    page.url_fetcher = fetcher(weasyprint, paged)
    page.media_type = "print"
    page._ua_stylesheets = lambda forms=False: own_sheets(paged.html)
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
