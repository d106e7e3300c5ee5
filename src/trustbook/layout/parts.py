"""Lay out a book part by part: what was laid out once is not laid out again when another part changes.

In: a `PagedDocument` of a whole book, and what earlier builds kept. Out: a `Paginated` whose PDF is bound from those of
the parts. A part knows the number of its first page and the numbers that it prints of other parts; while they stay, it
stays. Where pages move, or nothing is known yet, all is laid out in one piece and then written part by part: the
outcome is the same to the byte. It must not look at what is on a page.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from trustbook.layout import kept
from trustbook.layout.document import PagedDocument
from trustbook.layout.engine import Paginated, paginate, paginate_parts
from trustbook.layout.kept import Kept
from trustbook.pdf.binder import Bindable, bind
from trustbook.sources.program import key, program

_ROUNDS = 3  # in which the numbers settle that parts print of each other
_MOST = 0.5  # of the pages; where more are to be laid out, one piece is quicker


def paginate_in_parts(paged: PagedDocument, place: Kept) -> Paginated:
    """Lay out and write a tagged edition; `place` holds what earlier builds kept."""
    start = time.perf_counter()
    parts = [child for child in paged.html[1] if child.get("id")]
    standard = paged.profile.standard
    if len(parts) < 2 or standard is None or standard.targets:  # a link to an element of another part is not bound
        return paginate(paged)
    done = _from_kept(paged, parts, place) or _in_one_piece(paged, parts, place)
    return replace(_bound(done), seconds=time.perf_counter() - start)


def _bound(done: Sequence[Paginated]) -> Paginated:
    """The parts as one; a document that could not be parted is its only part."""
    if len(done) == 1:
        return replace(done[0], places={}, level=0)
    data = bind([Bindable(one.data, _pages(one), one.level) for one in done])
    margins = min(one.margins[0] for one in done), min(one.margins[1] for one in done)
    breaks = tuple(page for one in done for page in one.breaks)
    return Paginated(data, sum(one.pages for one in done), breaks, done[0].findings, margins=margins)


def _pages(done: Paginated) -> range:
    """The numbers of a part's pages."""
    first = min(done.places.values())
    return range(first, first + done.pages)


def _in_one_piece(paged: PagedDocument, parts: Sequence[Element], place: Kept) -> list[Paginated]:
    """All parts, laid out together; they are kept unless something was found."""
    done = paginate_parts(paged, [part.get("id", "") for part in parts])
    if len(done) == len(parts) and not done[0].findings:
        places = {name: number for one in reversed(done) for name, number in one.places.items()}
        for part, one in zip(parts, done, strict=True):
            _keep(kept.name(_document(paged, part, places)), one, place)
        _keep_places(paged, parts, done, place)
    return done


def _from_kept(paged: PagedDocument, parts: Sequence[Element], place: Kept) -> list[Paginated] | None:
    """The parts, as few of them laid out as can be; None where pages moved, or too much has changed."""
    known = _kept_places(paged, parts, place)
    if known is None:
        return None
    places, pages = known
    done: dict[int, Paginated] = {}
    laid_out = 0
    for _ in range(_ROUNDS):
        waiting = []
        for index, part in enumerate(parts):
            document = _document(paged, part, places)
            name = kept.name(document)
            found = _find(name, document, place)
            if found is None and not _targets(part, paged) <= places.keys() | _names(part):
                waiting.append(index)  # it leads to what is new in another part
                continue
            if found is None:
                laid_out += pages[index]
                if laid_out > _MOST * sum(pages):
                    return None
                found = paginate(document)
                if found.findings or found.pages != pages[index]:
                    return None
                _keep(name, found, place)
            done[index] = found
        new = {name: number for index in reversed(done) for name, number in done[index].places.items()}
        if not waiting and new == places:
            whole = [done[index] for index in range(len(parts))]
            _keep_places(paged, parts, whole, place)
            return whole
        places = new if not waiting else {**places, **new}
    return None


def _document(paged: PagedDocument, part: Element, places: Mapping[str, int]) -> PagedDocument:
    """A part alone, whose first page has its number and side."""
    first = places[part.get("id", "")]
    html = Element(paged.html.tag, paged.html.attrib)
    head = SubElement(html, "head")
    head.extend(paged.html[0])
    side = "right" if first % 2 else "left"
    rules = f"@page :first {{ counter-reset: page {first}; }} html {{ break-before: {side}; }}"
    SubElement(head, "style").text = rules
    body = SubElement(html, "body", paged.html[1].attrib)
    body.extend(child for child in paged.html[1] if child is part or not child.get("id"))
    elsewhere = {name: places[name] for name in _targets(part, paged) - _names(part) if name in places}
    cover = paged.cover and part.get("class") == "cover"
    return replace(paged, html=html, cover=cover, first=first, elsewhere=elsewhere)


def _names(part: Element) -> set[str]:
    return {name for element in part.iter() if (name := element.get("id"))}


def _targets(part: Element, paged: PagedDocument) -> set[str]:
    """The names that a part, or what stands on each page, leads to."""
    around = [child for child in paged.html[1] if not child.get("id")]
    links = (element.get("href", "") for one in (part, *around) for element in one.iter("a"))
    return {link[1:] for link in links if link.startswith("#")}


# -- what is kept --------------------------------------------------------------------------------------------


def _keep(name: str, done: Paginated, place: Kept) -> None:
    data = kept.write(replace(done, findings=()))
    if data is not None:
        place.put(name, data)


def _find(name: str, document: PagedDocument, place: Kept) -> Paginated | None:
    """The part that was kept; what does not begin on the part's first page is none."""
    with suppress(ValueError):
        if (data := place.get(name)) is not None:
            found = kept.read(data)
            return found if document.first == min(found.places.values(), default=0) else None
    return None


def _places_name(paged: PagedDocument, parts: Sequence[Element]) -> str:
    """A name that stays while words change: what it leads to is a guess that is checked."""
    return f"places-{key(program(), paged.edition, repr(paged.profile), *(part.get('id', '') for part in parts))}"


def _keep_places(paged: PagedDocument, parts: Sequence[Element], done: Sequence[Paginated], place: Kept) -> None:
    facts = [[one.pages, dict(one.places)] for one in done]
    place.put(_places_name(paged, parts), json.dumps(facts).encode())


def _kept_places(
    paged: PagedDocument, parts: Sequence[Element], place: Kept
) -> tuple[dict[str, int], list[int]] | None:
    """The numbers of pages by the names on them, and how many pages each part had."""
    data = place.get(_places_name(paged, parts))
    try:
        facts: Any = json.loads(data or b"")
        places = {str(name): int(number) for _, named in reversed(facts) for name, number in named.items()}
        pages = [int(count) for count, _ in facts]
        known = all(part.get("id", "") in places for part in parts) and len(pages) == len(parts)
    except (AttributeError, TypeError, ValueError):
        return None
    return (places, pages) if known else None
