"""Lay out a book part by part: what was laid out once is not laid out again when another part changes.

In: a `PagedDocument` of a whole book, and what earlier builds kept. Out: a `Paginated` whose PDF is bound from those of
the parts. A part knows on which side it begins and the numbers of pages that it prints among its words; while they
stay, it stays. The numbers in the margins come last (`folios`). Where nothing is known yet, a document that is not long
is laid out in one piece and then written part by part: the outcome is the same to the byte. It must not look at what is
on a page.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from trustbook.layout import folios, kept
from trustbook.layout.document import FONT_URL, PagedDocument
from trustbook.layout.engine import lay_out, paginate, paginate_parts
from trustbook.layout.feet import footed
from trustbook.layout.kept_parts import KeptParts, PartDocument, Places
from trustbook.layout.page_numbers import guesses
from trustbook.layout.pages import LayoutBroke, Paginated
from trustbook.pdf.profile import Profile
from trustbook.sources.kept import Kept

if TYPE_CHECKING:
    from trustbook.pdf.binder import Bindable

_ROUNDS = 4  # in which the numbers settle that parts print of each other
_MOST = 0.5  # of the pages; where more are to be laid out, one piece is quicker
_LONG = 300  # pages; more of them at once would take much memory
_GARBAGE = 200  # pages that were laid out since memory was last made free


def paginate_in_parts(paged: PagedDocument, place: Kept) -> Paginated:
    """Lay out and write an edition; `place` holds what earlier builds kept."""
    return _in_parts(paged, place, write=True)


def lay_out_in_parts(paged: PagedDocument, place: Kept) -> Paginated:
    """Lay out an edition for its page breaks; `data` is empty."""
    return _in_parts(paged, place, write=False)


def _in_parts(paged: PagedDocument, place: Kept, write: bool) -> Paginated:
    start = time.perf_counter()
    parts = [child for child in paged.html[1] if child.get("id")]
    if len(parts) < 2 or not _can_be_bound(paged.profile):
        return paginate(paged) if write else lay_out(paged)
    from trustbook.pdf.content import FAULTS

    known = KeptParts(place, paged.edition, ElementTree.tostring(paged.html[0]), parts, write)
    making = _Parts(_unbound(paged), parts, known, write)
    made = making.made()
    try:
        done = _bound(made, paged, place, write)
    except FAULTS:  # what somebody put in the place of a part that was kept
        made = making.in_one_piece()
        try:
            done = _bound(made, paged, place, write, afresh=True)
        except FAULTS as error:
            raise LayoutBroke(f"what was written is no whole PDF: {error}") from error
    return replace(done, seconds=time.perf_counter() - start)


def _can_be_bound(profile: Profile) -> bool:
    """Not where a link names an element of another part, nor where the whole book's pages say how wide its margins
    are."""
    if profile.press is not None:
        return not profile.press.gutters
    return profile.standard is not None and not profile.standard.targets


def _unbound(paged: PagedDocument) -> PagedDocument:
    """For a press, a document without the blank pages that the binder adds."""
    press = paged.profile.press
    if press is None:
        return paged
    return replace(paged, profile=replace(paged.profile, blank_pages=False, press=replace(press, multiple=1)))


def _bound(
    done: Sequence[Paginated], paged: PagedDocument, place: Kept, write: bool, afresh: bool = False
) -> Paginated:
    """The parts as one; what was found is the first one's, as when a document is laid out in one piece."""
    from trustbook.pdf.binder import bind

    numbers = [number for one in done for number in one.numbers]
    press = paged.profile.press
    pages = press.pages(numbers[-1] - numbers[0] + 1) if press else len(numbers)
    sides = [one.margins for one in done if any(one.margins)] or [(0.0, 0.0)]
    data = b""
    if write:
        foot = paginate(paged.foot) if paged.foot is not None else None
        parts = [_bindable(one, foot) for one in done]
        data = bind(parts, press, foot.data if foot else b"", _folios(paged, done, place, afresh))
    return Paginated(
        data,
        pages,
        tuple(page for one in done for page in one.breaks),
        done[0].findings,
        numbers=tuple(numbers),
        bottoms=tuple(bottom for one in done for bottom in one.bottoms),
        margins=(min(inner for inner, _ in sides), min(outer for _, outer in sides)),
        forbidden=tuple(dict.fromkeys(what for one in done for what in one.forbidden)),
    )


def _bindable(done: Paginated, foot: Paginated | None) -> Bindable:
    from trustbook.pdf.binder import Bindable

    numbered = [number for number, kind in zip(done.numbers, done.folios, strict=True) if kind is not None]
    return Bindable(done.data, done.numbers, done.level, footed(done, foot), numbered)


def _folios(paged: PagedDocument, done: Sequence[Paginated], place: Kept, afresh: bool) -> bytes:
    """A PDF of as many pages as have numbers, with their numbers alone; nothing where none shows its number."""
    document = folios.document(paged, done)
    if document is None:
        return b""
    name = kept.name(document)
    with suppress(ValueError):
        if not afresh and (data := place.get(name)) is not None and (found := kept.read(data)).data:
            return found.data
    made = paginate(document)
    if (data := kept.write(made)) is not None:
        place.put(name, data)
    return made.data


@dataclass(frozen=True, slots=True)
class _Parts:
    """The `parts` of a document, to be laid out, and written where that is wanted."""

    paged: PagedDocument
    parts: Sequence[Element]
    known: KeptParts
    write: bool

    def made(self) -> list[Paginated]:
        """Each part; a document that could not be parted is its only part."""
        before = self.known.places()
        if before is None:
            return self._one_by_one() or self.in_one_piece()
        return self._settled(before, _MOST * sum(before.pages)) or self.in_one_piece()

    def in_one_piece(self) -> list[Paginated]:
        """All parts, laid out together; they are kept unless something was found."""
        done = paginate_parts(self.paged, [part.get("id", "") for part in self.parts], self.write)
        if len(done) == len(self.parts) and not done[0].findings:
            places = {name: number for one in reversed(done) for name, number in one.places.items()}
            for part, one in zip(self.parts, done, strict=True):
                self.known.keep(self._document(part, places, one.numbers[0]), one)
            self.known.keep_places(done)
        return done

    def _one_by_one(self) -> list[Paginated] | None:
        """The parts of a document so long that memory for all of its pages at once would be much."""
        numbers = guesses(self.paged.html, self.paged.first)
        if max(numbers.values()) < _LONG:
            return None
        count = len(self.parts)
        return self._settled(Places(numbers, [1] * count, [None] * count), inf)

    def _settled(self, before: Places, most: float) -> list[Paginated] | None:
        """The parts, as few of them laid out as can be, once the numbers hold that they print; None where they do not,
        or where more than so many pages are to be laid out."""
        places, sides, laid_out, garbage = dict(before.numbers), list(before.sides), 0, 0
        for _ in range(_ROUNDS):
            done: list[tuple[PartDocument, Paginated]] = []
            first, side = self.paged.first, ""
            for index, part in enumerate(self.parts):
                known = sides[index]
                side = side if known is None else known  # or as the part before it
                if not self._targets(part) <= places.keys() | _names(part):  # it leads to what is new elsewhere
                    first = _on(side, first) + before.pages[index]
                    continue
                for _ in "as guessed", "as it wants":
                    document = self._document(part, places, _on(side, first) if index else first)
                    found = self.known.find(document)
                    if found is None:
                        laid_out += before.pages[index]
                        found = self._laid_out(document) if laid_out <= most else None
                        garbage += found.pages if found else 0
                    if found is None or found.side == side:
                        break
                    side = found.side
                if found is None:
                    return None
                if garbage > _GARBAGE:  # a build collects none else, and laid-out pages are full of circles
                    gc.collect()
                    garbage = 0
                sides[index] = side
                first = found.numbers[-1] + 1
                places |= found.places
                done.append((document, found))
            new = {name: number for _, one in reversed(done) for name, number in one.places.items()}
            if len(done) == len(self.parts) and all(_holds(*one, new) for one in done):
                whole = [one for _, one in done]
                self.known.keep_places(whole)
                return whole
            places = new if len(done) == len(self.parts) else {**places, **new}
        return None

    def _laid_out(self, part: PartDocument) -> Paginated | None:
        """A part, laid out and kept; None where something is found, which is said of the whole document."""
        done = paginate(part.document) if self.write else lay_out(part.document)
        if done.findings:
            return None
        self.known.keep(part, done)
        return done

    def _document(self, part: Element, places: Mapping[str, int], first: int) -> PartDocument:
        """A part alone, whose first page has this number and its side."""
        paged = self.paged
        elsewhere = {name: places[name] for name in self._targets(part) - _names(part) if name in places}
        cover = paged.cover and part.get("class") == "cover"
        shown = {element.get("src", "") for element in part.iter("img")}
        resources = {name: data for name, data in paged.resources.items() if name.startswith(FONT_URL) or name in shown}
        xmp = paged.xmp if part is self.parts[0] else ""  # the first part says what is true of the document
        alone = replace(paged, resources=resources, xmp=xmp, cover=cover, foot=None)

        def beginning(number: int, known: Mapping[str, int]) -> PagedDocument:
            return replace(alone, html=self._html(part, number), first=number, elsewhere=known)

        at_first = beginning(2 - first % 2, dict.fromkeys(elsewhere, 0))
        return PartDocument(part.get("id", ""), beginning(first, elsewhere), at_first)

    def _html(self, part: Element, first: int) -> Element:
        """A part alone, and what stands on each page."""
        whole = self.paged.html
        html = Element(whole.tag, whole.attrib)
        head = SubElement(html, "head")
        head.extend(whole[0])
        side = "right" if first % 2 else "left"
        rules = f"@page :first {{ counter-reset: page {first}; }} html {{ break-before: {side}; }}"
        SubElement(head, "style").text = rules
        body = SubElement(html, "body", whole[1].attrib)
        body.extend(child for child in whole[1] if child is part or not child.get("id"))
        return html

    def _targets(self, part: Element) -> set[str]:
        """The names that a part, or what stands on each page, leads to."""
        around = [child for child in self.paged.html[1] if not child.get("id")]
        links = (element.get("href", "") for one in (part, *around) for element in one.iter("a"))
        return {link[1:] for link in links if link.startswith("#")}


def _names(part: Element) -> set[str]:
    return {name for element in part.iter() if (name := element.get("id"))}


def _on(side: str, number: int) -> int:
    """The number of the first page from this one on that is on a side, where one is wanted."""
    return number + ({"right": 1, "left": 0}.get(side, number % 2) != number % 2)


def _holds(part: PartDocument, done: Paginated, numbers: Mapping[str, int]) -> bool:
    """Whether a part was laid out with the numbers that it prints, and leads to names that there are."""
    elsewhere = part.document.elsewhere or {}
    return elsewhere.keys() <= numbers.keys() and all(
        elsewhere[name] == numbers[name] for name in done.asks if name in elsewhere
    )
