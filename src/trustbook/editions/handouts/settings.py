"""The handouts' table in book.toml."""

from __future__ import annotations

from typing import Literal

from trustbook.editions.handouts.document import BOTH, EACH
from trustbook.layout.papers import PaperName
from trustbook.settings import Model


class HandoutSettings(Model):
    """Handouts, a file a chapter: `[handouts]`; on which paper, and of which chapters, by number; none means all.

    A `section` by its letter or an `exercise` by its title makes handouts of that alone; the `pack` called workshop is
    one file of all chapters wanted.
    """

    paper: Literal["a4-and-letter", PaperName] = "a4-and-letter"
    chapter: str = ""
    pack: Literal["each", "workshop"] = "each"
    section: str = ""
    exercise: str = ""

    @property
    def selects(self) -> bool:
        """Whether some handouts are asked for, and not all."""
        return bool(self.chapter or self.section or self.exercise or self.pack != EACH)

    @property
    def papers(self) -> tuple[str, ...]:
        """The papers to lay out on."""
        return ("a4", "letter") if self.paper == BOTH else (self.paper,)
