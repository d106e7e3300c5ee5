"""Put finished files in place.

In: artifacts and the report. Out: files in the output folder, each by one rename, the report last.
Everything is written beside its place first; when anything fails there, no file in place has changed.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from trustbook.builder.report import REPORT, ArtifactRecord
from trustbook.editions import Artifact
from trustbook.editions.edition import is_file_name
from trustbook.findings import Finding, Place


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
        for name, data in [*((one.name, one.data) for one in artifacts), (REPORT, report)]:
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            part = place.with_name(f".{place.name}.{os.getpid()}.part")
            waiting.append((part, place))
            _write(part, data)
            if place.is_dir():
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


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


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
