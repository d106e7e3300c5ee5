"""What builds keep of the parts of a document: each part as it was laid out, and on which pages the parts were.

In: a part as a document of its own. Out: what was laid out for it before, or nothing. It must not lay anything out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element

from trustbook.layout import kept
from trustbook.layout.pages import Paginated
from trustbook.layout.part_documents import PartDocument
from trustbook.manuscript.copies import CLINIC
from trustbook.sources.kept import Kept
from trustbook.sources.program import key, program

_OF_CLINIC = f"part {CLINIC}"  # the class of a clinic's page


@dataclass(frozen=True, slots=True)
class Places:
    """Where everything was: numbers of pages by the names on them, how many numbers the pages of each part took (0:
    nobody has counted them), and the side that each wants to begin on, where that is known."""

    numbers: Mapping[str, int]
    pages: Sequence[int]
    sides: Sequence[str | None]


@dataclass(frozen=True, slots=True)
class KeptParts:
    """What a place holds of the `parts` of a document with this edition and head; with `write`, of their PDFs."""

    place: Kept
    edition: str
    head: bytes
    parts: Sequence[Element]
    write: bool

    def keep(self, part: PartDocument, done: Paginated) -> None:
        """Keep a part; of the pages for a press, others want the breaks alone."""
        data = kept.write(replace(done, findings=()))
        if data is None:
            return
        if self.write:
            self._put(kept.name(part.at_first), part, done, data)
        if part.document.profile.press is not None:
            self._put(kept.name_of_breaks(part.at_first), part, done, kept.without_pdf(data))

    def _put(self, name: str, part: PartDocument, done: Paginated, data: bytes) -> None:
        self.place.put(f"asks-{key(name)}", json.dumps(done.asks).encode())
        self.place.put(part.name(name, done.asks), data)

    def find(self, part: PartDocument) -> Paginated | None:
        """The part that was kept, with the numbers that its pages have now; what does not begin on its first page is
        none."""
        name = kept.name(part.at_first) if self.write else kept.name_of_breaks(part.at_first)
        with suppress(ValueError, TypeError, RecursionError):
            asks = tuple(map(str, json.loads(self.place.get(f"asks-{key(name)}") or b"")))
            data = self.place.get(part.name(name, asks))
            if data is not None:
                found = kept.read(data)
                begins = {found.places.get(part.id), next(iter(found.numbers), 0)}
                if len(begins) == 1 and bool(found.data) == self.write and len(found.folios) == len(found.numbers):
                    return moved(found, part.document.first - found.numbers[0])
        return None

    def _places_name(self, parts: Sequence[Element]) -> str:
        """A name that stays while words change: what it leads to is a guess that is checked."""
        names = (part.get("id", "") for part in parts)
        return f"places-{key(program(), self.edition, self.head, *names)}"

    def keep_places(self, done: Sequence[Paginated]) -> None:
        """Keep on which pages the parts and their names are."""
        facts = [[one.span, one.side, dict(one.places)] for one in done]
        self.place.put(self._places_name(self.parts), json.dumps(facts).encode())

    def places(self) -> Places | None:
        """Where everything was."""
        return self._places_of(self.parts) or self._places_of_book()

    def _places_of(self, parts: Sequence[Element]) -> Places | None:
        data = self.place.get(self._places_name(parts))
        try:
            facts: Any = json.loads(data or b"")
            numbers = {str(name): int(number) for *_, named in reversed(facts) for name, number in named.items()}
            pages, sides = [int(count) for count, _, _ in facts], [str(side) for _, side, _ in facts]
            known = all(part.get("id", "") in numbers for part in parts) and len(pages) == len(parts)
        except (AttributeError, RecursionError, TypeError, ValueError):
            return None
        return Places(numbers, pages, sides) if known else None

    def _places_of_book(self) -> Places | None:
        """Those of the book itself, where a clinic's page stands on a page that the book leaves out."""
        own = next((at for at, part in enumerate(self.parts) if at and part.get("class") == _OF_CLINIC), 0)
        known = self._places_of([part for at, part in enumerate(self.parts) if at != own]) if own else None
        if known is None:
            return None
        before, here, after = (part.get("id", "") for part in self.parts[own - 1 : own + 2])
        number = known.numbers[before] + known.pages[own - 1]
        if number >= known.numbers[after]:
            return None
        pages = [*known.pages[:own], 1, *known.pages[own:]]
        return Places({**known.numbers, here: number}, pages, [*known.sides[:own], "", *known.sides[own:]])


def moved(done: Paginated, by: int) -> Paginated:
    """A part whose pages have other numbers."""
    return replace(
        done,
        numbers=tuple(number + by for number in done.numbers),
        breaks=tuple(replace(one, label=str(int(one.label) + by)) for one in done.breaks),
        places={name: number + by for name, number in done.places.items()},
    )
