"""What this process may take while it reads and checks a book: its own limit on memory and on seconds of the processor.

In: the files that reading comes to, one after the other. Out: `TooMuch`, with the file, where a limit is reached. Both
limits grow with each file. Only the main thread can be told that its time is up; in another, and on Windows, nothing is
limited here. The machine's memory is not shared out: what this process has before does not count.
"""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, NoReturn

from trustbook.builder.limits import Limits, TooMuch, machine
from trustbook.findings import SourceFile
from trustbook.sources.locate import CONFIG, book_root, find_config

if TYPE_CHECKING:
    from trustbook.manuscript.book import Book

_SECONDS = 60.0  # of a book without a word
_SECONDS_PER_BYTE = 0.0001  # of text; reading and checking take less than a tenth
_MEMORY = 3_000_000_000  # bytes, of a book without a word, with all pictures that it may have
_MEMORY_PER_BYTE = 3_000  # of text


class _TimeIsUp(BaseException):
    """Not one of those that libraries catch to go on."""


class Reading:
    """The limits of this process, inside a `with` block; `come_to` says which file is read next.

    Where the whole `book` is read already, there is time for all its files from the start.
    """

    def __init__(self, folder: Path, book: Book | None = None) -> None:
        config = find_config(folder)
        path = config.absolute() if config else folder / CONFIG
        self._file = path.relative_to(book_root(path)).as_posix()
        text = sum(len(one.file.text) for one in book.sources.chapters if one.file) if book else 0
        self._text, self._limits = text, _limits(text)
        self._works = sys.platform != "win32" and threading.current_thread() is threading.main_thread()

    def __enter__(self) -> Reading:
        if self._works:
            import resource

            self._had = _size()
            self._memory = resource.getrlimit(resource.RLIMIT_AS)
            self._handler = signal.signal(signal.SIGPROF, _up)
            self._hold(self._limits.seconds)
        return self

    def come_to(self, file: SourceFile) -> None:
        """The next file to read, for which there is more time and memory."""
        self._file = file.path
        if self._works:
            left, _ = signal.getitimer(signal.ITIMER_PROF)
            before, self._text = self._limits.seconds, self._text + len(file.text)
            self._limits = _limits(self._text)
            self._hold(left + self._limits.seconds - before)

    def _hold(self, seconds: float) -> None:
        """Set both limits: `seconds` from now on, and memory beyond what the process had before."""
        import resource

        soft, hard = self._memory
        allowed = [self._had + min(self._limits.memory, machine() * 3 // 4)]
        allowed += [one for one in (soft, hard) if one != resource.RLIM_INFINITY]
        resource.setrlimit(resource.RLIMIT_AS, (min(allowed), hard))
        signal.setitimer(signal.ITIMER_PROF, max(seconds, 0.001), 1.0)  # and again: some calls lose an exception

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._works:
            return
        import resource

        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, self._handler)
        resource.setrlimit(resource.RLIMIT_AS, self._memory)
        if isinstance(error, _TimeIsUp):
            raise TooMuch(f"{self._limits.seconds:.0f} seconds of work", self._file) from None
        if isinstance(error, MemoryError):
            raise TooMuch(f"{self._limits.memory / 1e9:.1f} GB of memory", self._file) from None


def _limits(text: int) -> Limits:
    return Limits(_SECONDS + _SECONDS_PER_BYTE * text, _MEMORY + _MEMORY_PER_BYTE * text)


def _up(number: int, frame: FrameType | None) -> NoReturn:
    raise _TimeIsUp


def _size() -> int:
    """Bytes of memory that this process has laid claim to; nothing where the system does not tell."""
    import resource

    try:
        with open("/proc/self/statm", "rb") as told:
            return int(told.read().split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return 0
