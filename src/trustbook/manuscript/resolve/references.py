"""Resolve everything that chapters refer to, in reading order.

In: shaped chapters and the reading list. Out: the same trees with every reference pointing at an id in the book, the
list of citations, and findings for what points nowhere. Addresses become `#id`, whatever file the target will stand
in; each renderer maps ids to its own files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from trustbook.findings import Collector, Finding
from trustbook.manuscript.book import Citation, Claim
from trustbook.manuscript.ids import Ids, anchor, is_reference
from trustbook.manuscript.marks import OF, Role, role_of
from trustbook.manuscript.places import TypedPlaces
from trustbook.manuscript.resolve.citations import Citations, bracket, claims_in, section_label
from trustbook.manuscript.resolve.cross_references import named_in, refer
from trustbook.manuscript.resolve.fault import Fault, Near
from trustbook.manuscript.resolve.leftovers import Leftovers
from trustbook.manuscript.resolve.links import resolve_link
from trustbook.manuscript.resolve.pictures import cover_faults, describe, picture, unused_faults
from trustbook.manuscript.shape import Shaped
from trustbook.manuscript.trees import text_of
from trustbook.settings import Entry
from trustbook.sources.values import Sources


@dataclass(frozen=True, slots=True)
class Resolved:
    """What the chapters refer to, in reading order."""

    citations: tuple[Citation, ...]
    claims: tuple[Claim, ...]
    images: tuple[str, ...]
    found: tuple[Finding, ...]


def resolve(chapters: Sequence[Shaped], sources: Sources, entries: Sequence[Entry], ids: Ids) -> Resolved:
    """Resolve everything in all chapters."""
    run = _Walk(chapters, sources, entries, ids)
    for chapter in chapters:
        run.chapter(chapter)
    run.found.extend(run.citations.unused(chapters))
    run.found.extend(cover_faults(sources, run.near))
    run.found.extend(unused_faults(sources, run.refused))
    claims = tuple(run.citations.claims.values())
    return Resolved(tuple(run.citations.made), claims, tuple(run.images), tuple(run.found.found))


class _Walk:
    """One walk through all chapters."""

    def __init__(self, chapters: Sequence[Shaped], sources: Sources, entries: Sequence[Entry], ids: Ids) -> None:
        self.sources = sources
        self.by_path: dict[str, list[Shaped]] = {}
        for chapter in chapters:
            self.by_path.setdefault(chapter.file.path, []).append(chapter)
        self.near = Near()
        self.named = named_in(chapters)
        self.found = Collector()
        self.images: dict[str, None] = {}
        self.refused: set[str] = set()
        numbered = {entry.id: (number, entry) for number, entry in enumerate(entries, 1)}
        claims = {claim.id: claim for chapter in chapters for claim in claims_in(chapter)}
        listed = any(chapter.role == "reading-list" for chapter in chapters)
        self.citations = Citations(sources, numbered, claims, ids, self.near, listed)

    def chapter(self, chapter: Shaped) -> None:
        """Resolve one chapter, then say what stayed as typed."""
        places, heading = TypedPlaces(chapter.file), ""
        for element in list(chapter.tree.iter()):
            role = role_of(element)
            if element.tag == "h2" and role is Role.NONE:
                heading = text_of(element)
            elif role is Role.CITATIONS:
                bracket(element, self._by_number)
            elif role is Role.CITATION and self._by_number(element):
                fault = refer(element, self.named, self.near)
                self._report(fault, chapter, places, element, f"@{element.get(OF, '')}")
            elif role is Role.CITATION:
                fault = self.citations.fill(
                    element, chapter.key, section_label(chapter, heading, self.sources.settings.words)
                )
                self._report(fault, chapter, places, element, f"@{element.get(OF, '')}")
            elif element.tag == "a" and role is Role.NONE and "href" in element.attrib:
                href = element.get("href", "")
                fault = resolve_link(element, chapter, self.by_path, self.near)
                self._report(fault, chapter, places, element, href)
            elif element.tag == "img":
                self._image(element, chapter, places)
        headings = {anchor(heading.text): heading.text for heading in chapter.headings}
        places = TypedPlaces(chapter.file)
        Leftovers(chapter.file, self.citations.entries, headings, places, self.found).look(chapter.tree)

    def _by_number(self, link: Element) -> bool:
        """Whether a link names a figure, a table or a heading, and no source that is called so."""
        name = link.get(OF, "")
        return is_reference(name) and name not in self.citations.entries and name not in self.citations.claims

    def _image(self, image: Element, chapter: Shaped, places: TypedPlaces) -> None:
        source, alt = image.get("src", ""), " ".join(image.get("alt", "").split())
        fault = describe(image, self.sources.settings)
        self._report(fault, chapter, places, image, alt[:40] if fault and fault.code == "I308" else source)
        path = picture(source, chapter.file, self.sources, self.near)
        if isinstance(path, Fault):
            self._report(path, chapter, places, image, source[:60])
            self.refused.add(path.file)
        else:
            image.set("src", path)
            self.images[path] = None

    def _report(self, fault: Fault | None, chapter: Shaped, places: TypedPlaces, element: Element, typed: str) -> None:
        """Put a fault where the reference was typed."""
        if fault is not None:
            place = places.of(element, typed)
            self.found.at(chapter.file, fault.code, fault.message, place, fault.hint)
            self.found.extend(fault.causes)
