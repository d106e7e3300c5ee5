"""Keep small results between builds: page maps, the cover picture, outlined drawings.

In: a name made from everything a result depends on. Out: the bytes kept under it, or None.
A cache never makes a build fail: what cannot be read or written is made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import sys
import tempfile
import threading
from pathlib import Path

MOST_FILES = 4_000
MOST_BYTES = 500_000_000
_OURS = re.compile(r"[a-z][a-z0-9-]*-[0-9a-f]{64}")


class Cache:
    """Files in a folder of the person who builds, never of the book: a book comes from strangers."""

    def __init__(self) -> None:
        self._folder = _folder()

    def get(self, name: str) -> bytes | None:
        """The bytes kept under a name, checked against damage."""
        path = self._folder / name
        try:
            data = path.read_bytes()
        except OSError:
            return None
        digest, _, body = data.partition(b"\n")
        if digest != hashlib.sha256(body).hexdigest().encode():
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # what is used goes last
        return body

    def put(self, name: str, data: bytes) -> None:
        """Keep bytes under a name."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            part = self._folder / f".{name}.{os.getpid()}.{threading.get_ident()}"
            part.write_bytes(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
            part.replace(self._folder / name)

    def tidy(self, most_files: int = MOST_FILES, most_bytes: int = MOST_BYTES) -> None:
        """Let go of what has not been used for longest, where there is too much."""
        with contextlib.suppress(OSError):
            with os.scandir(self._folder) as entries:
                ours = [(one.stat(), one.path) for one in entries if _OURS.fullmatch(one.name)]
            size = 0
            for count, (facts, path) in enumerate(sorted(ours, key=lambda one: -one[0].st_mtime_ns), 1):
                size += facts.st_size
                if count > most_files or size > most_bytes:
                    os.unlink(path)


class Forgetful:
    """Keeps nothing: for a build whose files changed while they were read."""

    def get(self, name: str) -> bytes | None:
        """Nothing."""
        return None

    def put(self, name: str, data: bytes) -> None:
        """Nothing."""


def _folder() -> Path:
    """TRUSTBOOK_CACHE, else the system's folder for what can be made again."""
    if named := os.environ.get("TRUSTBOOK_CACHE"):
        return Path(named)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(base or tempfile.gettempdir(), "trustbook")
