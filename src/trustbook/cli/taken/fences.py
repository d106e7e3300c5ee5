"""Which lines of a text are code between fences.

In: lines. Out: each with what it is. Nothing else is read in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

FENCE = re.compile(r"(?P<before>[ >]*)(?P<sign>`{3,}|~{3,})(?P<info>[^`]*)")

Kind = Literal["", "start", "code", "end"]


def fenced(lines: Iterable[str]) -> Iterator[tuple[Kind, str]]:
    """Each line, and whether it starts code, is code, or ends it; nothing for what is none."""
    sign = ""
    for line in lines:
        match = FENCE.fullmatch(line)
        if not sign:
            sign = match["sign"] if match else ""
            yield "start" if sign else "", line
        elif match and match["sign"].startswith(sign) and not match["info"].strip():
            sign = ""
            yield "end", line
        else:
            yield "code", line


def outside(lines: Iterable[str]) -> Iterator[tuple[bool, str]]:
    """Each line, and whether it is code between fences or one of the fences."""
    return ((bool(kind), line) for kind, line in fenced(lines))
