"""Notice when a file of a book changes, so that somebody who writes sees each change built.

In: a book's folder. Out: when to build. Nothing is told by the system: its notices differ between systems, and are
lacking on drives of a network. It must not build.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from trustbook.sources.locate import OWN_STYLES, book_root, find_config, quick_look
from trustbook.sources.program import files

_PAUSE = 0.1  # seconds between two looks
_BUILT = {"dist"}  # the folder


def rounds(look: Callable[[], object], pause: Callable[[], None] = lambda: time.sleep(_PAUSE)) -> Iterator[None]:
    """Once at the start, then each time that what is looked at has changed, and is the same at the next look: programs
    save files in several steps. What changes while a round lasts leads to another."""
    seen = look()
    while True:
        yield
        while (now := look()) == seen:
            pause()
        while seen != now:
            pause()
            seen, now = now, look()


def files_of(folder: Path) -> Callable[[], object]:
    """A look at the files that a book is made of: where they are, when they were changed and how many bytes they have.

    Its clinics and its style sheets are among them, the folder `dist` is not. Where there is no book.toml, nothing is.
    """
    folder = folder.absolute()

    def look() -> object:
        config = find_config(folder)
        if config is None:
            return frozenset()
        manuscript, root = config.parent, book_root(config)
        named = (os.path.join(manuscript, name) for name in quick_look(config).files)
        sheets = files(root / OWN_STYLES, set()) if root != manuscript else ()
        return frozenset(filter(None, map(_facts, [*named, *files(manuscript, _BUILT), *sheets])))

    return look


def holds_sources(output: Path, folder: Path) -> bool:
    """Whether what is built into a folder would lie among the files that a book is made of."""
    config = find_config(folder.absolute())
    manuscript, place = (config.parent if config else folder).resolve(), output.resolve()
    inside = place.is_relative_to(manuscript) and place.name not in _BUILT
    return inside or manuscript.is_relative_to(place)


def _facts(path: str) -> tuple[str, int, int] | None:
    try:
        facts = os.stat(path)
    except OSError:  # gone again
        return None
    return path, facts.st_mtime_ns, facts.st_size
