"""What a chapter's lines become: lines, and containers that hold lines and containers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["root", "quote", "list", "item", "meaning", "note", "box", "div"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a block; `cut` is how many columns stood before it, where tabs are four columns wide."""

    text: str
    number: int
    cut: int = 0


@dataclass(slots=True)
class Container:
    """Something that holds blocks.

    `name` is the kind of a box, the sign of a list, the tag of a division or the name of a note; `title` is a box's.
    """

    kind: Kind
    number: int  # of the line that starts it
    column: int = 1
    name: str = ""
    title: Line | None = None
    attributes: dict[str, str] = field(default_factory=dict)
    start: int = 1  # of a numbered list
    loose: bool = False  # of a list: its items hold paragraphs
    entries: list[Line | Container] = field(default_factory=list)

    @property
    def numbered(self) -> bool:
        """Whether a list counts its items."""
        return self.name in ".)"

    def last(self) -> Line | Container | None:
        """The last entry that is not an empty line."""
        return next((one for one in reversed(self.entries) if isinstance(one, Container) or one.text.strip()), None)


@dataclass(frozen=True, slots=True)
class Remark:
    """What a line says in another program's way, which means nothing here; `typed` is the sign to point at."""

    number: int
    typed: str
    code: str
    message: str
    hint: str
