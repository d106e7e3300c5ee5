"""Addresses as authors write them.

In: the text of a link or a picture's source. Out: its parts, and paths as they are written in a chapter.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from urllib.parse import SplitResult, unquote, urlsplit

from trustbook.findings import SourceFile


def split(text: str) -> SplitResult | None:
    """The parts of an address, or None when it has none that can be told apart, such as `http://[`."""
    try:
        return urlsplit(text)
    except ValueError:
        return None


def from_root(path: str, file: SourceFile) -> str:
    """A path written in a chapter, relative to the book's folder."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(file.path), unquote(path)))


def as_written(paths: Iterable[str], file: SourceFile) -> list[str]:
    """Paths as an author writes them in a chapter: relative to its own file."""
    return [posixpath.relpath(path, posixpath.dirname(file.path) or ".") for path in paths]
