"""Keep small results between builds: page maps, the cover picture.

In: a key made from everything a result depends on. Out: the bytes kept under it, or None.
A cache never makes a build fail: what cannot be read or written is made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import sys
import tempfile
from pathlib import Path

KEEP = 400  # files
_OURS = re.compile(r"(?:pages|cover|drawing)-[0-9a-f]{64}")


def key(*parts: str | bytes) -> str:
    """A name for a result: the SHA-256 of everything it depends on."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


class Cache:
    """Files in a folder of the person who builds, never of the book: a book comes from strangers."""

    def __init__(self) -> None:
        self._folder = _folder()

    def get(self, name: str) -> bytes | None:
        """The bytes kept under a name, checked against damage."""
        try:
            data = (self._folder / name).read_bytes()
        except OSError:
            return None
        digest, _, body = data.partition(b"\n")
        return body if digest == hashlib.sha256(body).hexdigest().encode() else None

    def put(self, name: str, data: bytes) -> None:
        """Keep bytes under a name; the oldest files go when there are many."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            part = self._folder / f".{name}.{os.getpid()}"
            part.write_bytes(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
            part.replace(self._folder / name)
            ours = (path for path in self._folder.iterdir() if _OURS.fullmatch(path.name))
            kept = sorted(ours, key=lambda path: path.stat().st_mtime_ns)
            for path in kept[:-KEEP]:
                path.unlink()


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
