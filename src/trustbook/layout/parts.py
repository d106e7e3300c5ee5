"""Lay out a book part by part: what was laid out once is not laid out again when another part changes.

In: a `PagedDocument` of a whole book, and what earlier builds kept. Out: a `Paginated` whose PDF is bound from those of
the parts. A part knows on which side it begins and the numbers of pages that it prints among its words; while they
stay, it stays. The numbers in the margins come last (`folios`). Where nothing is known yet, a document that is not long
is laid out in one piece and then written part by part: the outcome is the same to the byte. It must not look at what is
on a page.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from math import inf
from typing import TYPE_CHECKING, Any, TypeVar
from xml.etree import ElementTree

from trustbook.layout import folios, kept
from trustbook.layout.document import PagedDocument
from trustbook.layout.engine import lay_out, paginate, paginate_parts
from trustbook.layout.feet import footed
from trustbook.layout.kept_parts import KeptParts, Places
from trustbook.layout.pages import LONG, LayoutBroke, Paginated
from trustbook.layout.part_documents import PartDocuments
from trustbook.layout.settling import Settling, numbers_of
from trustbook.pdf.profile import Press, Profile
from trustbook.pdf.stamp import Folios
from trustbook.sources.kept import Kept

if TYPE_CHECKING:
    from trustbook.pdf.binder import Bindable

_MOST = 0.5  # of the pages; where more are to be laid out, one piece is quicker

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pieces:
    """Work that others can do side by side: `run` of each that is `given`."""

    run: Callable[[Any], Any]
    given: Sequence[Any]


Steps = Generator[Pieces, list[Any], T]  # what comes of each step's pieces is sent in, and the last one returns


def steps(paged: PagedDocument, place: Kept, write: bool = True) -> Steps[Paginated]:
    """The work of laying out an edition, and of writing it where that is wanted; `place` holds what was kept."""
    parts = [child for child in paged.html[1] if child.get("id")]
    if len(parts) < 2 or not _can_be_bound(paged.profile):
        whole: list[Paginated] = yield Pieces(paginate if write else lay_out, [paged])
        return whole[0]
    known = KeptParts(place, paged.edition, ElementTree.tostring(paged.html[0]), parts, write)
    making = _Parts(PartDocuments(_unbound(paged), parts), known, write)
    made = yield from making.made()
    try:
        return (yield from _bound(made, paged, place, write))
    except LayoutBroke:  # over what somebody put in the place of a part that was kept
        made = yield from making.afresh()
        return (yield from _bound(made, paged, place, write, afresh=True))


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
) -> Steps[Paginated]:
    """The parts as one; what was found is the first one's, as when a document is laid out in one piece."""
    numbers = [number for one in done for number in one.numbers]
    press = paged.profile.press
    pages = press.pages(numbers[-1] - numbers[0] + 1) if press else len(numbers)
    sides = [one.margins for one in done if any(one.margins)] or [(0.0, 0.0)]
    data = b""
    if write:
        foot, numbered = yield from _put_on(paged, done, place, afresh)
        (bound,) = yield Pieces(_bind, [_Binding(done, press, foot, numbered)])
        if isinstance(bound, LayoutBroke):
            raise bound
        data = bound
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


def _put_on(
    paged: PagedDocument, done: Sequence[Paginated], place: Kept, afresh: bool
) -> Steps[tuple[Paginated | None, list[Folios]]]:
    """What is put on finished pages: the foot, and the numbers."""
    numbered = folios.documents(paged, done)
    names = [kept.name(one.document) for one in numbered]
    known: list[bytes] = [b"" if afresh else _kept_pdf(place, name) for name in names]
    lacking = [index for index, data in enumerate(known) if not data]
    wanted = [numbered[index].document for index in lacking]
    wanted += [] if paged.foot is None else [paged.foot]
    made: list[Paginated] = (yield Pieces(paginate, wanted)) if wanted else []
    foot = None if paged.foot is None else made.pop()
    for index, one in zip(lacking, made, strict=True):
        known[index] = one.data
        if (data := kept.write(one)) is not None:
            place.put(names[index], data)
    return foot, [Folios(one.numbers, one.document.first, data) for one, data in zip(numbered, known, strict=True)]


def _kept_pdf(place: Kept, name: str) -> bytes:
    with suppress(ValueError):
        if (data := place.get(name)) is not None:
            return kept.read(data).data
    return b""


@dataclass(frozen=True, slots=True)
class _Binding:
    """Parts to be bound, and what is put on their pages."""

    parts: Sequence[Paginated]
    press: Press | None
    foot: Paginated | None
    folios: Sequence[Folios]


def _bind(given: _Binding) -> bytes | LayoutBroke:
    """One PDF, or why a part is no whole PDF: what is raised in another process ends the build."""
    from trustbook.pdf.binder import bind
    from trustbook.pdf.content import FAULTS

    try:
        parts = [_bindable(one, given.foot) for one in given.parts]
        return bind(parts, given.press, given.foot.data if given.foot else b"", given.folios)
    except FAULTS as error:
        return LayoutBroke(f"what was written is no whole PDF: {error}")


def _bindable(done: Paginated, foot: Paginated | None) -> Bindable:
    from trustbook.pdf.binder import Bindable

    numbered = [number for number, kind in zip(done.numbers, done.folios, strict=True) if kind is not None]
    return Bindable(done.data, done.numbers, done.level, footed(done, foot), numbered)


@dataclass(frozen=True, slots=True)
class _Parts:
    """The `parts` of a document, to be laid out, and written where that is wanted."""

    documents: PartDocuments
    known: KeptParts
    write: bool

    def made(self) -> Steps[list[Paginated]]:
        """Each part; a document that could not be parted is its only part."""
        before = self.known.places()
        if before is not None:
            pages = sum(before.pages)
            done = yield from self._settled(before, _MOST * pages if pages < LONG else inf)
        elif max((numbers := self.documents.guesses()).values()) >= LONG:
            count = len(self.documents.parts)
            done = yield from self._settled(Places(numbers, [0] * count, [None] * count), inf)
        else:
            done = None
        return done or (yield from self.afresh())

    def afresh(self) -> Steps[list[Paginated]]:
        """Each part, without those that were kept, unless numbers do not settle in one piece."""
        done = yield from self._in_one_piece()
        if not done[0].settled and len(done) == len(self.documents.parts):
            known = Places(numbers_of(done), [one.span for one in done], [one.side for one in done])
            done = (yield from self._settled(known, inf)) or done
        return done

    def _in_one_piece(self) -> Steps[list[Paginated]]:
        """All parts, laid out together; they are kept unless something was found."""
        documents = self.documents
        names = [part.get("id", "") for part in documents.parts]
        (done,) = yield Pieces(partial(paginate_parts, parts=names, write=self.write), [documents.paged])
        if len(done) == len(documents.parts) and not done[0].findings:
            places = numbers_of(done)
            for index, one in enumerate(done):
                self.known.keep(documents.part(index, places, one.numbers[0]), one)
            self.known.keep_places(done)
        return list(done)

    def _settled(self, before: Places, most: float) -> Steps[list[Paginated] | None]:
        """The parts, as few of them laid out as can be, once the numbers hold that they print; None where they do not,
        or where more than so many pages are to be laid out."""
        settling, laid_out = Settling(self.documents, self.known, before), 0
        while wanted := settling.wanted():
            laid_out += sum(settling.pages[index] for index in wanted)
            if laid_out > most:
                return None
            made = yield Pieces(paginate if self.write else lay_out, [part.document for part in wanted.values()])
            if any(one.findings for one in made):  # they are said of the whole document
                return None
            for (index, part), one in zip(wanted.items(), made, strict=True):
                self.known.keep(part, one)
                settling.take(index, part, one)
        whole = settling.whole()
        if whole is not None:
            self.known.keep_places(whole)
        return whole
