"""Put finished files in place.

In: artifacts and the report. Out: files in the output folder, each by one rename, the report last.
Everything is written beside its place first; when anything fails there, nothing in place has changed.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from trustbook.builder.report import REPORT, ArtifactRecord
from trustbook.editions import Artifact
from trustbook.findings import Finding, Place


def write(folder: Path, artifacts: Sequence[Artifact], report: bytes) -> list[Finding]:
    """Write all files; on failure the finding says which and why, and no half-written file stays."""
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


def remove(folder: Path, files: Sequence[ArtifactRecord]) -> None:
    """Remove files of earlier builds; those that hold anything else by now are somebody's, and stay."""
    for file in files:
        if file.is_in(folder):
            with contextlib.suppress(OSError):
                (folder / file.name).unlink()
