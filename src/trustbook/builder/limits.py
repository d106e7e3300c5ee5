"""What a piece of work in a process of its own may take: a limit on memory and on seconds of the processor.

In: how much text and how many pictures a book has. Out: limits that grow with them, and a function that runs another
within them. The machine's own means hold them, so what a stranger's book makes a library do ends as well. Windows has
no such means: work is not limited there.
"""

from __future__ import annotations

import math
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

from trustbook.layout.pages import CHARACTERS, LONG

if TYPE_CHECKING:
    from trustbook.manuscript.book import Book

_SECONDS = 60.0  # of a book without a word
_SECONDS_PER_BYTE = 0.001  # of text; a layout takes a twentieth
_MEMORY = 2_000_000_000  # bytes, of a book without a word
_MEMORY_PER_BYTE = 3_000  # of text
_MEMORY_PER_PICTURE = 3  # bytes, for each byte of a picture
_LONG = LONG * CHARACTERS  # bytes of text, about


class TooMuch(Exception):
    """A piece of work came to its limit; its words say which. `file` was being read; empty for a layout."""

    def __init__(self, limit: str, file: str = "") -> None:
        super().__init__(limit, file)
        self.limit = limit
        self.file = file

    def __str__(self) -> str:
        return self.limit


class _TimeIsUp(BaseException):
    """Not one of those that libraries catch to go on."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` of the processor for one piece of work, and `memory` in bytes."""

    seconds: float
    memory: int

    def __str__(self) -> str:
        return f"{self.seconds:.0f} seconds of work and {self.memory / 1e9:.1f} GB of memory"


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def processes(products: int, text: int) -> int:
    """How many processes there is work for: one for each product, and for the parts of a long book as many as there are
    processors, and as the machine has memory for; `text` is about how many bytes its chapters have."""
    if text < _LONG:
        return products
    memory = machine() * 3 // 4 // (_MEMORY + _MEMORY_PER_BYTE * text)
    return max(products, min(cores(), memory))


def text_of(book: Book) -> int:
    """About how many bytes the chapters of a book have."""
    return sum(len(one.file.text) for one in book.sources.chapters if one.file)


def limits_of(book: Book, processes: int) -> Limits:
    """The limits of one piece of work on a book, where so many processes share the machine."""
    text = text_of(book)
    pictures = sum(len(one.data) for one in book.sources.images.values())
    memory = _MEMORY + _MEMORY_PER_BYTE * text + _MEMORY_PER_PICTURE * pictures
    return Limits(_SECONDS + _SECONDS_PER_BYTE * text, min(memory, machine() * 3 // 4 // processes))


def machine() -> int:
    """Bytes of memory of this machine."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 8_000_000_000


def within(limits: Limits | None, run: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """Run a function within limits; raises `TooMuch` where it comes to one.

    A library that ends the whole process when it gets no memory does so here too: then the pool breaks.
    """
    if limits is None or sys.platform == "win32":
        return run(*given, **named)
    import resource

    spent = resource.getrusage(resource.RUSAGE_SELF)
    used = spent.ru_utime + spent.ru_stime
    before = _lower(resource.RLIMIT_AS, limits.memory)
    _lower(resource.RLIMIT_CPU, math.ceil(used + 2 * limits.seconds) + 1)  # for a library that never comes back
    signal.signal(signal.SIGPROF, _up)
    signal.setitimer(signal.ITIMER_PROF, limits.seconds, 1.0)  # and again: some calls lose an exception
    try:
        return run(*given, **named)
    except _TimeIsUp:
        raise TooMuch(f"{limits.seconds:.0f} seconds of work") from None
    except MemoryError:
        raise TooMuch(f"{limits.memory / 1e9:.1f} GB of memory") from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, before)


def _lower(kind: int, limit: int) -> tuple[int, int]:
    """Set a limit of this process, never above what the system lets it have; returns the one before."""
    import resource

    soft, hard = resource.getrlimit(kind)
    most = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(kind, (most, hard))
    return soft, hard


def _up(number: int, frame: FrameType | None) -> NoReturn:
    raise _TimeIsUp
