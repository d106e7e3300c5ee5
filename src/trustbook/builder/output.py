"""Put finished files in place.

In: artifacts and the report. Out: files in the output folder, each by one rename, the report last.
Everything is written beside its place first; when anything fails there, no file in place has changed.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from trustbook.builder.report import REPORT, ArtifactRecord
from trustbook.builder.scratch import locked, new_file
from trustbook.editions import Artifact
from trustbook.editions.edition import is_file_name
from trustbook.findings import Finding, Place
from trustbook.sources.locate import CLINICS

_PART = re.compile(r"\..+\.[0-9a-f]+\.part")


def place_of(root: Path, clinic: str = "") -> Path:
    """The folder of finished files in a book's folder: of the book itself, or of a clinic's copy."""
    return root / "dist" / CLINICS / clinic if clinic else root / "dist"


def leads_elsewhere(folder: Path, root: Path) -> bool:
    """Whether an output folder lies in the book's folder by its name alone, and a link leads elsewhere."""
    named = Path(os.path.abspath(folder))
    try:
        home = root.resolve()
        inside = named.is_relative_to(os.path.abspath(root)) or named.is_relative_to(home)
        return inside and not folder.resolve().is_relative_to(home)
    except (OSError, RuntimeError):  # links in a circle
        return True


def write(folder: Path, artifacts: Sequence[Artifact], report: bytes) -> list[Finding]:
    """Write all files; on failure the finding says which and why, and no half-written file stays.

    Raises ValueError for names that lead out of the folder, or stand twice: a row is at fault then.
    """
    names = [*(one.name for one in artifacts), REPORT]
    if wrong := [name for name in names if not is_file_name(name) or names.count(name) > 1]:
        raise ValueError(f"no two files can be called `{wrong[0]}`, and none outside the output folder")
    waiting: list[tuple[Path, Path]] = []
    place = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder.resolve()):
            for name, data in [*((one.name, one.data) for one in artifacts), (REPORT, report)]:
                place = folder / name
                _make_folder(folder, place)
                part = folder / f".{place.name}.{secrets.token_hex(8)}.part"
                waiting.append((part, place))
                _write(part, data)
                if place.is_dir() and not place.is_symlink():
                    raise IsADirectoryError(21, "a folder of that name is in the way")
            while waiting:
                part, place = waiting[0]
                part.replace(place)
                waiting.pop(0)
    except OSError as error:
        reason = error.strerror or str(error)
        hint = (
            "free some space or choose another place with --output"
            if error.errno == 28
            else "choose another place with --output"
        )
        return [Finding("O901", f"cannot write `{place}`: {reason}", Place(str(place)), hint)]
    finally:
        for part, _ in waiting:
            with contextlib.suppress(OSError):
                part.unlink()
    return []


def _make_folder(folder: Path, place: Path) -> None:
    """Make the folders that a file lies in; a link that leads out of the output folder is not gone through."""
    for parent in reversed(place.relative_to(folder).parents[:-1]):
        if (folder / parent).is_symlink():
            raise OSError(f"`{folder / parent}` is a link")
    place.parent.mkdir(parents=True, exist_ok=True)


def _write(path: Path, data: bytes) -> None:
    with new_file(path) as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def replace_file(path: Path, data: bytes) -> None:
    """Put one file in place, or leave what is there. Raises OSError."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    try:
        _write(part, data)
        part.replace(path)
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


def sweep_parts(folder: Path) -> None:
    """Remove half-written files that a killed build left in the output folder."""
    with locked(folder, wait=False) as alone, contextlib.suppress(OSError):
        for path in [one for one in folder.iterdir() if alone and _PART.fullmatch(one.name)]:
            with contextlib.suppress(OSError):
                path.unlink()


def remove(folder: Path, files: Sequence[ArtifactRecord]) -> tuple[ArtifactRecord, ...]:
    """Remove files of earlier builds, and folders that are empty then; returns those that are gone.

    What holds anything else by now is somebody's, and stays.
    """
    gone: list[ArtifactRecord] = []
    for file in files:
        path = folder / file.name
        with contextlib.suppress(OSError):
            if file.is_in(folder):
                path.unlink()
                gone.append(file)
                for parent in (folder / one for one in PurePosixPath(file.name).parents if one.name):
                    parent.rmdir()
    return tuple(gone)
