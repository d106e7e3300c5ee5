"""The handouts' table in book.toml."""

from __future__ import annotations

from typing import Literal

from trustbook.editions.handouts.document import BOTH
from trustbook.settings import Model


class HandoutSettings(Model):
    """Handouts, a file a chapter: `[handouts]`; on which paper, and of which chapters, by number; none means all.

    A `section` by its letter or an `exercise` by its title makes handouts of that alone.
    """

    paper: Literal["a4-and-letter", "a5", "a4", "letter", "half-letter"] = "a4-and-letter"
    chapter: str = ""
    section: str = ""
    exercise: str = ""

    @property
    def papers(self) -> tuple[str, ...]:
        """The papers to lay out on."""
        return ("a4", "letter") if self.paper == BOTH else (self.paper,)
