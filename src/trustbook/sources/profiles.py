"""Find ICC profiles: those in the book's folder, and those of this machine.

In: the book's folder. Out: every profile in it by its path in the manuscript folder. Of the machine: the profile by
which it prints with CMYK, or nothing. It must not convert colours.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from trustbook.sources.folder import BookFolder
from trustbook.sources.icc import IccProfile, read_icc

SUFFIXES = (".icc", ".icm")
MAX_PROFILE = 10_000_000  # bytes of one
MAX_PROFILES = 20
_MAX_FILES = 2_000  # looked at in the machine's folders

# Names of printing conditions, the likeliest first: coated paper in Europe, uncoated, then North America.
_KNOWN = ("pso coated v3", "psocoated_v3", "fogra51", "iso coated v2 300", "iso coated v2", "fogra39", "gracol", "swop")


def read_profiles(folder: BookFolder) -> Mapping[str, bytes]:
    """The bytes of every file that is named like an ICC profile."""
    profiles: dict[str, bytes] = {}
    for path in folder.files():
        if path.suffix.lower() in SUFFIXES and len(profiles) < MAX_PROFILES and folder.inside(path):
            data = folder.bytes(path, MAX_PROFILE, folder.found)
            if data is not None:
                profiles[path.relative_to(folder.manuscript).as_posix()] = data
    return profiles


def installed() -> IccProfile | None:
    """The CMYK profile in this machine's colour folders that most likely describes a print shop."""
    found = [one for path in _files() if (one := _cmyk(path)) is not None]
    return min(found, key=_rank, default=None)


def _rank(profile: IccProfile) -> tuple[int, str, bytes]:
    name = profile.name.lower()
    known = next((place for place, one in enumerate(_KNOWN) if one in name), len(_KNOWN))
    return known, profile.name, profile.data


def _cmyk(path: Path) -> IccProfile | None:
    """The profile in a file; most are refused by their first bytes."""
    try:
        with path.open("rb") as file:
            head = file.read(132)
            if head[12:20] != b"prtrCMYK" or path.stat().st_size > MAX_PROFILE:
                return None
            return read_icc(head + file.read(MAX_PROFILE))
    except OSError:
        return None


def _files() -> Iterator[Path]:
    seen = 0
    for folder in _folders():
        for base, folders, names in os.walk(folder):
            folders.sort()
            for name in sorted(names):
                seen += 1
                if seen > _MAX_FILES:
                    return
                if name.lower().endswith(SUFFIXES):
                    yield Path(base) / name


def _folders() -> tuple[Path, ...]:
    """Where systems keep profiles: ColorSync's folders, Windows' own, or those of the XDG base directories."""
    if sys.platform == "darwin":
        places = (Path.home() / "Library", Path("/Library"), Path("/System/Library"))
        return tuple(place / "ColorSync" / "Profiles" for place in places)
    if sys.platform == "win32":
        return (Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "spool" / "drivers" / "color",)
    own = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    return tuple(Path(place) / "color" / "icc" for place in (own, *shared.split(":")) if place.startswith("/"))
