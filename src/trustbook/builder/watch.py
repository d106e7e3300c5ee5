"""Notice when a file of a book changes, so that somebody who writes sees each change built.

In: a book's folder. Out: when to build. Nothing is told by the system: its notices differ between systems, and are
lacking on drives of a network. It must not build.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from trustbook.sources.locate import MAX_FOLDERS, OWN_STYLES, REPLACING_STYLES, book_root, find_config

_PAUSE = 0.1  # seconds between two looks


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


def files_of(folder: Path, output: Path | None = None) -> Callable[[], object]:
    """A look at the files that a book is made of: where they are, when they were changed and how many bytes they have.

    Its clinics and its style sheets are among them, what is built of it is not, wherever `output` is.
    """
    built = None if output is None else str(output.absolute())

    def look() -> object:
        config = find_config(folder)
        if config is None:
            return frozenset(_below(folder.absolute(), built))
        root = book_root(config.absolute())
        places = {config.absolute().parent, root / OWN_STYLES, root / REPLACING_STYLES}
        return frozenset(one for place in places for one in _below(place, built))

    return look


def _below(folder: Path, built: str | None) -> Iterator[tuple[str, int, int]]:
    for base, folders, names in os.walk(folder):
        inner = folders if base.count(os.sep) - str(folder).count(os.sep) < MAX_FOLDERS else []
        folders[:] = [one for one in inner if one[0] != "." and one != "dist" and os.path.join(base, one) != built]
        for name in names:
            path = os.path.join(base, name)
            try:
                facts = os.stat(path)
            except OSError:  # gone again
                continue
            if name[0] != ".":
                yield path, facts.st_mtime_ns, facts.st_size
