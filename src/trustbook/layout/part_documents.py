"""Each part of a document as a document of its own.

In: a `PagedDocument` of a whole book. Out: a `PartDocument`, which knows the side that it begins on, and the numbers of
the pages that it leads to. It must not lay anything out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element, SubElement

from trustbook.layout.document import FONT_URL, PagedDocument, beginning_with
from trustbook.layout.page_numbers import guesses
from trustbook.sources.program import key


@dataclass(frozen=True, slots=True)
class PartDocument:
    """A part as a `document` of its own, and the same as if its first page were the first one, or the second."""

    id: str
    document: PagedDocument
    at_first: PagedDocument

    def name(self, name: str, asks: Sequence[str]) -> str:
        """The name of its layout, of that of the document at its first page: with the numbers that it prints.

        Where those are numbers of its own pages, with the number of its first page.
        """
        elsewhere = self.document.elsewhere or {}
        numbers = sorted((ask, elsewhere[ask]) for ask in asks if ask in elsewhere)
        return f"layout-{key(name, str(self.document.first if self.any_own(asks) else 0), repr(numbers))}"

    def any_own(self, asks: Sequence[str]) -> bool:
        """Whether one of these is the number of a page of its own."""
        return any(ask not in (self.document.elsewhere or {}) for ask in asks)


@dataclass(frozen=True, slots=True)
class PartDocuments:
    """The `parts` of a document, in order; names are ids."""

    paged: PagedDocument
    parts: Sequence[Element]
    names: Sequence[Set[str]] = field(init=False)  # on each part
    targets: Sequence[Set[str]] = field(init=False)  # that each part, or what stands on each page, leads to

    def __post_init__(self) -> None:
        names = [{name for element in part.iter() if (name := element.get("id"))} for part in self.parts]
        everywhere = {name for child in self.paged.html[1] if not child.get("id") for name in _targets(child)}
        object.__setattr__(self, "names", names)
        object.__setattr__(self, "targets", [_targets(part) | everywhere for part in self.parts])

    def guesses(self) -> dict[str, int]:
        """About which page each name is on."""
        return guesses(self.paged.html, self.paged.first)

    def part(self, index: int, numbers: Mapping[str, int], first: int) -> PartDocument:
        """A part alone, whose first page has this number and its side; `numbers` are those of the pages of names."""
        paged, part = self.paged, self.parts[index]
        elsewhere = {name: numbers[name] for name in self.targets[index] - self.names[index] if name in numbers}
        shown = {element.get("src", "") for element in part.iter("img")}
        resources = {name: data for name, data in paged.resources.items() if name.startswith(FONT_URL) or name in shown}
        alone = replace(
            paged,
            resources=resources,
            xmp=paged.xmp if index == 0 else "",  # the first part says what is true of the document
            cover=paged.cover and part.get("class") == "cover",
            foot=None,
        )

        def beginning(number: int, known: Mapping[str, int]) -> PagedDocument:
            return replace(alone, html=self._html(part, number), first=number, elsewhere=known)

        at_first = beginning(2 - first % 2, dict.fromkeys(elsewhere, 0))
        return PartDocument(part.get("id", ""), beginning(first, elsewhere), at_first)

    def _html(self, part: Element, first: int) -> Element:
        """A part alone, and what stands on each page."""
        whole = self.paged.html
        html = Element(whole.tag, whole.attrib)
        html.append(beginning_with(whole[0], first))
        body = SubElement(html, "body", whole[1].attrib)
        body.extend(child for child in whole[1] if child is part or not child.get("id"))
        return html


def _targets(tree: Element) -> set[str]:
    links = (element.get("href", "") for element in tree.iter("a"))
    return {link[1:] for link in links if link.startswith("#")}
