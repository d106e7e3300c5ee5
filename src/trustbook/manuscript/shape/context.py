"""What shaping a chapter needs to know beside its tree.

In: the chapter's name and role in the book. Out: one value for all constructs, which collects findings and anchors.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from trustbook.findings import Collector, SourceFile
from trustbook.manuscript.ids import Ids, numbered
from trustbook.manuscript.places import TypedPlaces
from trustbook.settings import Box
from trustbook.words import Words


@dataclass(frozen=True, slots=True)
class Context:
    """A chapter while it is shaped. `anchors` maps what authors may link to (`#name`) to ids unique in the book."""

    key: str
    role: str
    file: SourceFile
    words: Words
    ids: Ids
    places: TypedPlaces
    boxes: Mapping[str, Box] = field(default_factory=dict)  # the book's own kinds, or words for ours
    found: Collector = field(default_factory=Collector)
    anchors: dict[str, str] = field(default_factory=dict)
    _taken: dict[str, int] = field(default_factory=dict)  # how far the numbers of a name were tried

    def anchor(self, name: str, identifier: str) -> None:
        """Let authors link to an id by a name, unless something before it has the name."""
        self.anchors.setdefault(name, identifier)

    def free_anchor(self, name: str) -> str:
        """The name, or the name and the next number that no anchor of the chapter has."""
        count = self._taken.get(name, 1)
        while (free := numbered(name, count)) in self.anchors:
            count += 1
        self._taken[name] = count
        return free
