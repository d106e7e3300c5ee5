"""A book's folder as one value, for a machine that does not have the folder.

In: a `Base`. Out: a `Packed` that can be sent; there, a folder in which the book reads as it does here.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import io
import os
import tarfile
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from trustbook.builder.batch.base import Base
from trustbook.builder.scratch import scratch
from trustbook.sources.locate import NOT_THE_BOOK, OWN_STYLES

_HELD = contextlib.ExitStack()  # the folder of the book that this process unpacked last
atexit.register(_HELD.close)


@dataclass(frozen=True, slots=True)
class Packed:
    """The files of a book: a TAR file, its SHA-256, and the `state` that the book has where it is read alike."""

    name: str
    state: str
    data: bytes = field(compare=False, repr=False)


def pack(base: Base) -> Packed:
    """The manuscript and the book's own style sheets, links as links."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as tar:
        for path in sorted(set(_files(base))):
            tar.add(path, path.relative_to(base.root).as_posix(), recursive=False)
    data = stream.getvalue()
    return Packed(hashlib.sha256(data).hexdigest(), base.state, data)


@lru_cache(maxsize=1)
def unpacked(packed: Packed) -> Path:
    """A folder with the files of a book, which stays until this process ends or is given another book."""
    _HELD.close()
    folder = _HELD.enter_context(scratch())
    with tarfile.open(fileobj=io.BytesIO(packed.data)) as tar:
        tar.extraction_filter = lambda member, path: member  # as they were packed: what reads them follows no link out
        tar.extractall(folder)
    return folder


def _files(base: Base) -> Iterator[Path]:
    manuscript = base.config.parent
    yield from _below(manuscript, NOT_THE_BOOK)
    yield from _below(base.root / OWN_STYLES, frozenset())
    named = (Path(os.path.normpath(manuscript / name)) for name in base.look.files)
    yield from (path for path in named if path.is_relative_to(manuscript) and path.is_file())


def _below(folder: Path, skip: Set[str]) -> Iterator[Path]:
    """Files and links of a folder, without hidden ones and the folders to skip."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if one not in skip and not one.startswith("."))
        links = [one for one in folders if os.path.islink(os.path.join(place, one))]
        yield from (Path(place, one) for one in [*links, *names] if not one.startswith("."))
