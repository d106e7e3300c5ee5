"""Names that differ: of fields in a form, of notes in a structure tree."""

from __future__ import annotations


class Names:
    """The names that one PDF has given so far."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def unique(self, wanted: str) -> str:
        """A name that nothing else has: the one wanted, or that with the next number that is free."""
        name, count = wanted, 1
        while name in self._given:
            count += 1
            name = f"{wanted}-{count}"
        self._given.add(name)
        return name
