"""What other packages are installed: their versions, and who offers something to a program like this one.

In: the folders Python imports from. Out: versions, and entry points.
The names of folders answer nearly every question; `importlib.metadata`, which takes a tenth of the time of a build with
nothing to do, is asked only about what they do not show.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

_FOLDER = re.compile(r"(?P<name>[^-]+)-(?P<version>[^-]+)\.dist-info")
_RUNS = re.compile(r"[-_.]+")


def versions(names: tuple[str, ...]) -> dict[str, str]:
    """The version of each package, `missing` for one that is not installed; of two of a name the first counts."""
    found: dict[str, str] = {}
    for path in _folders():
        if matched := _FOLDER.fullmatch(os.path.basename(path)):
            found.setdefault(_plain(matched["name"]), matched["version"])
    return {name: found.get(_plain(name)) or _asked(name) for name in names}


def entry_points(group: str) -> tuple[EntryPoint, ...]:
    """What installed packages offer under a name of theirs, in the order of `importlib.metadata`."""
    if not any(f"[{group}]" in _read(os.path.join(path, "entry_points.txt")) for path in _folders()):
        return ()
    from importlib import metadata

    return tuple(metadata.entry_points(group=group))


def _folders() -> Iterator[str]:
    """The folders with facts about installed packages, in the order Python looks for modules."""
    for place in sys.path:
        try:
            names = sorted(os.listdir(place or "."))
        except OSError:
            continue
        yield from (os.path.join(place, name) for name in names if name.endswith((".dist-info", ".egg-info")))


def _asked(name: str) -> str:
    from importlib import metadata

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "missing"


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as stream:
            return stream.read()
    except OSError:
        return ""


def _plain(name: str) -> str:
    return _RUNS.sub("-", name).lower()
