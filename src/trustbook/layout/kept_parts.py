"""What builds keep of the parts of a document: each part as it was laid out, and on which pages the parts were.

In: a part as a document of its own. Out: what was laid out for it before, or nothing. It must not lay anything out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element

from trustbook.layout import kept
from trustbook.layout.document import PagedDocument
from trustbook.layout.pages import Paginated
from trustbook.manuscript.copies import CLINIC
from trustbook.sources.kept import Kept
from trustbook.sources.program import key, program

_OF_CLINIC = f"part {CLINIC}"  # the class of a clinic's page


@dataclass(frozen=True, slots=True)
class KeptParts:
    """What a place holds of the `parts` of a document with this edition and head; with `write`, of their PDFs."""

    place: Kept
    edition: str
    head: bytes
    parts: Sequence[Element]
    write: bool

    def keep(self, document: PagedDocument, done: Paginated) -> None:
        """Keep a part; of the pages for a press, others want the breaks alone."""
        data = kept.write(replace(done, findings=()))
        if data is None:
            return
        if self.write:
            self.place.put(kept.name(document), data)
        if document.profile.press is not None:
            self.place.put(kept.name_of_breaks(document), kept.without_pdf(data))

    def find(self, document: PagedDocument, part: str) -> Paginated | None:
        """The part that was kept; what does not begin on its first page is none."""
        data = self.place.get(kept.name(document) if self.write else kept.name_of_breaks(document))
        with suppress(ValueError):
            if data is not None:
                found = kept.read(data)
                begins = {found.places.get(part), next(iter(found.numbers), 0)}
                return found if begins == {document.first} and bool(found.data) == self.write else None
        return None

    def _places_name(self, parts: Sequence[Element]) -> str:
        """A name that stays while words change: what it leads to is a guess that is checked."""
        names = (part.get("id", "") for part in parts)
        return f"places-{key(program(), self.edition, self.head, *names)}"

    def keep_places(self, done: Sequence[Paginated]) -> None:
        """Keep on which pages the parts and their names are."""
        facts = [[one.pages, dict(one.places)] for one in done]
        self.place.put(self._places_name(self.parts), json.dumps(facts).encode())

    def places(self) -> tuple[dict[str, int], list[int]] | None:
        """The numbers of pages by the names on them, and how many pages each part had."""
        return self._places_of(self.parts) or self._places_of_book()

    def _places_of(self, parts: Sequence[Element]) -> tuple[dict[str, int], list[int]] | None:
        data = self.place.get(self._places_name(parts))
        try:
            facts: Any = json.loads(data or b"")
            places = {str(name): int(number) for _, named in reversed(facts) for name, number in named.items()}
            pages = [int(count) for count, _ in facts]
            known = all(part.get("id", "") in places for part in parts) and len(pages) == len(parts)
        except (AttributeError, RecursionError, TypeError, ValueError):
            return None
        return (places, pages) if known else None

    def _places_of_book(self) -> tuple[dict[str, int], list[int]] | None:
        """Those of the book itself, where a clinic's page stands on a page that the book leaves out."""
        own = next((at for at, part in enumerate(self.parts) if at and part.get("class") == _OF_CLINIC), 0)
        known = self._places_of([part for at, part in enumerate(self.parts) if at != own]) if own else None
        if known is None:
            return None
        places, pages = known
        before, here, after = (part.get("id", "") for part in self.parts[own - 1 : own + 2])
        number = places[before] + pages[own - 1]
        return ({**places, here: number}, [*pages[:own], 1, *pages[own:]]) if number < places[after] else None
