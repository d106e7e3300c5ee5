"""Keep results between builds: layouts, page maps, the cover picture, outlined drawings.

In: a name made from everything a result depends on. Out: the bytes kept under it, or None.
A cache never makes a build fail: what cannot be read or written is made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import sys
from pathlib import Path

from trustbook.builder.scratch import locked, new_file
from trustbook.sources.regular import read_regular

MOST_FILES = 4_000
MOST_BYTES = 500_000_000
_OURS = re.compile(r"[a-z][a-z0-9-]*-[0-9a-f]{64}")
_HALF = re.compile(rf"\.{_OURS.pattern}\.[0-9a-f.]+")  # on the way to one of ours


class Cache:
    """Files in a folder of the person who builds, never of the book: a book comes from strangers.

    `afresh` gives only what it has kept itself, so that everything is made and kept again, once.
    """

    def __init__(self, afresh: bool = False) -> None:
        self._folder = _folder()
        self._afresh = afresh
        self._own: set[str] = set()  # names that it has kept

    def get(self, name: str) -> bytes | None:
        """The bytes kept under a name, checked against damage."""
        if self._folder is None or (self._afresh and name not in self._own):
            return None
        path = self._folder / name
        try:
            data = read_regular(path, MOST_BYTES)
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
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            part = self._folder / f".{name}.{secrets.token_hex(8)}"
            with new_file(part) as stream, locked(part, wait=False):
                stream.write(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
            part.replace(self._folder / name)
            self._own.add(name)

    def tidy(self, most_files: int = MOST_FILES, most_bytes: int = MOST_BYTES) -> None:
        """Let go of what has not been used for longest, where there is too much, and of what was half written."""
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            with os.scandir(self._folder) as entries:
                there = list(entries)
            for half in (Path(one.path) for one in there if _HALF.fullmatch(one.name)):
                with locked(half, wait=False) as alone, contextlib.suppress(OSError):
                    if alone:
                        half.unlink()
            ours = [(one.stat(follow_symlinks=False), one.path) for one in there if _OURS.fullmatch(one.name)]
            size = 0
            for count, (facts, path) in enumerate(sorted(ours, key=lambda one: -one[0].st_mtime_ns), 1):
                size += facts.st_size
                if count > most_files or size > most_bytes:
                    os.unlink(path)


def _folder() -> Path | None:
    """TRUSTBOOK_CACHE, else the system's folder for what can be made again; none where the person has no home."""
    if named := os.environ.get("TRUSTBOOK_CACHE"):
        return Path(named)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(base, "trustbook") if os.path.isabs(base) else None
