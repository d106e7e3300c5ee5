"""Which parts of a document are to be laid out, until the numbers hold that parts print of each other's pages.

In: what earlier builds know, then parts as they were laid out. Out: the parts to be laid out next, as many at once as
can be, and in the end all of them. It must not lay anything out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trustbook.layout.kept_parts import KeptParts, Places, moved
from trustbook.layout.pages import Paginated
from trustbook.layout.part_documents import PartDocument, PartDocuments

_FREE = 4  # tries of a part; from then on it never gets fewer pages, and what it does not fill stays blank
_TRIES = 12  # for a document that is like no other


class Settling:
    """The parts of a document, of which those that `known` holds need not be laid out. Where nothing is known `before`,
    the first part of each class says on which side the others begin."""

    def __init__(self, documents: PartDocuments, known: KeptParts, before: Places) -> None:
        self.pages = [*before.pages]
        self._documents, self._known, self._guesses = documents, known, before.numbers
        self._sides = [*before.sides]
        self._done: dict[int, tuple[PartDocument, Paginated]] = {}
        self._tries = [0] * len(self.pages)

    def wanted(self) -> dict[int, PartDocument]:
        """The parts to be laid out next, by their index; none where there is nothing left to do."""
        found = True
        while found and max(self._tries) <= _TRIES:
            found, wanted = False, dict[int, PartDocument]()
            starts = self._starts()
            numbers = {**self._guesses, **numbers_of(self._in_place(starts))}
            for index, start in enumerate(starts):
                if start is None or self._holds(index, start, numbers):
                    continue
                if not self._documents.targets[index] <= numbers.keys() | self._documents.names[index]:
                    continue  # it leads to what is new elsewhere
                part = self._documents.part(index, numbers, start)
                if (done := self._known.find(part)) is not None:
                    self.take(index, part, done)
                    found = True
                else:
                    wanted[index] = part
            if wanted and not found:  # else numbers are known by now that were not
                return wanted
        return {}

    def take(self, index: int, part: PartDocument, done: Paginated) -> None:
        """A part was laid out."""
        self._done[index] = part, done
        self._sides[index] = done.side
        least = self.pages[index] if self._tries[index] >= _FREE else 0
        self.pages[index] = max(least, done.span)
        self._tries[index] += 1

    def whole(self) -> list[Paginated] | None:
        """All parts; None where the numbers do not hold, or a part leads to what is nowhere."""
        if len(self._done) < len(self.pages):
            return None
        starts = self._starts()
        done = self._in_place(starts)
        numbers = numbers_of(done)
        holds = all(start is not None and self._holds(index, start, numbers) for index, start in enumerate(starts))
        return done if holds else None

    def _starts(self) -> list[int | None]:
        """The number of each part's first page, which is a guess behind pages that nobody has counted; None where not
        even the side is known."""
        kinds = [part.get("class") for part in self._documents.parts]
        learned: dict[str | None, str | None] = {
            kind: side for kind, side in zip(kinds, self._sides, strict=True) if side is not None
        }
        starts: list[int | None] = []
        first = self._documents.paged.first
        for kind, side, pages in zip(kinds, self._sides, self.pages, strict=True):
            if side is None and kind in learned:
                side = learned[kind]
            elif side is None:
                learned[kind], side = None, "right"  # a guess, for the first of its kind
            start = first if not starts else _on(side, first) if side is not None else None
            starts.append(start)
            first = (start or first) + (pages or 1)
        return starts

    def _in_place(self, starts: Sequence[int | None]) -> list[Paginated]:
        """The parts that were laid out, on the pages that they begin on."""
        done = []
        for index, (_, one) in sorted(self._done.items()):
            start = starts[index]
            done.append(one if start is None else moved(one, start - one.numbers[0]))
        return done

    def _holds(self, index: int, start: int, numbers: Mapping[str, int]) -> bool:
        """Whether a part was laid out for its side, and with the numbers that it prints."""
        if index not in self._done:
            return False
        part, done = self._done[index]
        elsewhere = part.document.elsewhere or {}
        by = start - done.numbers[0]
        return (
            by % 2 == 0
            and not (by and part.any_own(done.asks))
            and elsewhere.keys() <= numbers.keys()
            and all(elsewhere[name] == numbers[name] for name in done.asks if name in elsewhere)
        )


def numbers_of(parts: Sequence[Paginated]) -> dict[str, int]:
    """The number of the first page that each name stands on."""
    return {name: number for one in reversed(parts) for name, number in one.places.items()}


def _on(side: str, number: int) -> int:
    """The number of the first page from this one on that is on a side, where one is wanted."""
    return number + ({"right": 1, "left": 0}.get(side, number % 2) != number % 2)
