"""What a row of the table of codes is made of.

It imports nothing of trustbook: the table is read before anything else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding, as a person meets it; `clause` is empty where no standard asks for it.

    `bad` and `good` are lines of a manuscript, a settings file or a terminal, in ASCII. `exit` is the exit code that an
    error leaves the command with.
    """

    code: str
    severity: Literal["error", "warning", "skipped", "note"]
    summary: str
    why: str
    clause: str
    bad: str
    good: str
    exit: int = 1
