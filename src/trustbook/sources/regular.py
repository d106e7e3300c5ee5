"""Open files that strangers may have laid out.

In: a path, and how many bytes are wanted at most. Out: the bytes of a regular file. A link, a pipe, a device or a
folder is refused before it is opened, nothing is waited for, and no more is read than the file said it has. Standard
library only.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_BINARY"))


class TooLarge(OSError):
    """A file has more bytes than are read; `size` says how many."""

    def __init__(self, size: int) -> None:
        super().__init__(f"it has {size:,} bytes")
        self.size = size


def read_regular(path: Path | str, limit: int) -> bytes:
    """The bytes of a regular file that is no link. Raises `TooLarge`, or OSError for what else is wrong with it."""
    _refuse(os.lstat(path), limit)  # opening a device may already do something
    handle = os.open(path, _FLAGS)
    with open(handle, "rb", buffering=0) as stream:
        facts = os.fstat(handle)
        _refuse(facts, limit)
        data = stream.read(facts.st_size)  # files of the system that never end say that they have 0 bytes
    return data or b""


def _refuse(facts: os.stat_result, limit: int) -> None:
    if not stat.S_ISREG(facts.st_mode):
        raise OSError("it is not a regular file")
    if facts.st_size > limit:
        raise TooLarge(facts.st_size)


def size(path: Path | str) -> int:
    """How many bytes a file has; 0 where nobody can tell."""
    try:
        return os.stat(path).st_size
    except OSError:
        return 0
