"""What is wrong with a reference, before it has a place.

In: words. Out: a value that the caller puts where the reference was typed; and hints, of which there are not too many.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from trustbook.findings import Finding, did_you_mean

_MAX_HINTS = 20  # findings of a kind that suggest a name like the one written: looking takes time
_MAX_NEAR = 300  # names looked at for that


@dataclass(frozen=True, slots=True)
class Fault:
    """A code, a message and a hint; `causes` are what was found in `file`, which the reference leads to."""

    code: str
    message: str
    hint: str
    causes: tuple[Finding, ...] = ()
    file: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """`did_you_mean` for the first findings of a kind and among not too many names: it compares them all."""

    _asked: dict[str, int] = field(default_factory=dict)

    def hint(self, code: str, wrong: str, known: Iterable[str], start: str = "") -> str:
        """A hint naming the nearest known name, or nothing; all may share a `start`."""
        asked = self._asked[code] = self._asked.get(code, 0) + 1
        return did_you_mean(wrong, islice(known, _MAX_NEAR), start) if asked <= _MAX_HINTS else ""
