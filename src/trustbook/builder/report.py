"""What a build did, for people and machines.

In: what each edition made and what was found. Out: a `Report`, its JSON, and back.
It holds no time of day and no duration, so that two builds of the same book leave the same report.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trustbook.editions.edition import Artifact, is_file_name
from trustbook.findings import Finding
from trustbook.findings.shown import shown_json
from trustbook.sources.program import VERSION, library_versions, system_libraries
from trustbook.sources.regular import read_regular

FORMAT = 3
REPORT = "report.json"
MAX_REPORT = 20_000_000  # bytes
MAX_FILE = 2_000_000_000  # bytes of a finished file


@dataclass(frozen=True, slots=True)
class ArtifactRecord:
    """A file in the output folder: name, SHA-256, size in bytes, pages (0 when it has none); and the seconds that this
    run took to make it, which are not written."""

    name: str
    sha256: str
    size: int
    pages: int
    seconds: float = field(default=0.0, compare=False)

    def is_in(self, folder: Path) -> bool:
        """Whether the file lies in a folder with the very bytes that were built, whatever a report claims."""
        data = self.data_in(folder)
        return data is not None and hashlib.sha256(data).hexdigest() == self.sha256

    def data_in(self, folder: Path) -> bytes | None:
        """The bytes of the file in a folder, when it is a file there, as large as it was built."""
        path = folder / self.name
        try:
            inside = path.resolve().is_relative_to(folder.resolve())
            data = read_regular(path, self.size) if inside else b""
        except (OSError, RuntimeError):
            return None
        return data if len(data) == self.size else None

    def to_dict(self) -> dict[str, object]:
        """The record for report.json."""
        return {"name": self.name, "sha256": self.sha256, "bytes": self.size, "pages": self.pages}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ArtifactRecord:
        """Read back what `to_dict` wrote; raises KeyError, TypeError or ValueError for anything else."""
        name, size, pages = str(data["name"]), data["bytes"], data["pages"]
        if not is_file_name(name) or type(size) is not int or type(pages) is not int or size > MAX_FILE:
            raise ValueError("no record of a file")
        return cls(name, str(data["sha256"]), size, pages)


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """An edition as built: the hash of all it depends on, the rows it was made from, its files, and what was found:
    of the manuscript as it was then, and of itself. An edition `on_request` is none of the book's: somebody named it.
    `options` are those of the build that made it.
    """

    name: str
    fingerprint: str
    rows: tuple[str, ...]
    artifacts: tuple[ArtifactRecord, ...]
    findings: tuple[Finding, ...] = ()
    on_request: bool = False
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a build. `findings` are those of the manuscript and of the editions asked for.

    `editions` holds all that lie in the folder; `built`, `unchanged` and `failed` name those asked for. `book` is the
    book's identifier, `clinic` the clinic whose own copy it is, or nothing. `left` are files of earlier builds that
    belong to no edition any more, `removed` those that were taken away. `made` names the files that this run made.
    `seconds` is measured, not written.
    """

    folder: Path
    editions: Mapping[str, EditionRecord] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    built: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    book: str = ""
    left: tuple[ArtifactRecord, ...] = ()
    made: tuple[str, ...] = ()
    removed: tuple[ArtifactRecord, ...] = ()
    clinic: str = ""

    @property
    def errors(self) -> int:
        """How many findings stop an edition."""
        return sum(finding.severity == "error" for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings do not, checks that did not run included, and notes left out."""
        return sum(finding.severity in ("warning", "skipped") for finding in self.findings)

    def to_json(self, outcome: bool = False) -> bytes:
        """The report as UTF-8 JSON with sorted keys; with `outcome`, also what this run built, kept and failed at.

        Each edition holds what was found for it: what a later build of one tells does not depend on how another went.
        """
        data: dict[str, object] = {
            "format": FORMAT,
            "trustbook": VERSION,
            "book": self.book,
            "clinic": self.clinic,
            "libraries": library_versions(),
            "system": system_libraries(),
            "editions": {
                name: {
                    "fingerprint": record.fingerprint,
                    "rows": list(record.rows),
                    "files": [one.to_dict() for one in record.artifacts],
                    "findings": [one.to_dict() for one in record.findings],
                    "on_request": record.on_request,
                    "options": dict(record.options),
                }
                for name, record in sorted(self.editions.items())
            },
            "findings": [finding.to_dict() for finding in self.findings if outcome or not finding.edition],
            "left": [one.to_dict() for one in self.left],
        }
        if outcome:
            data |= {"built": self.built, "unchanged": self.unchanged, "failed": self.failed}
            data |= {"removed": [one.name for one in self.removed]}
        return (shown_json(data, sort_keys=True) + "\n").encode()


def record(one: Artifact) -> ArtifactRecord:
    """The record of a finished file."""
    return ArtifactRecord(one.name, hashlib.sha256(one.data).hexdigest(), len(one.data), one.pages, one.seconds)


def read_report(folder: Path) -> Report | None:
    """The report of the last build in a folder, or None when there is none that this program can read."""
    try:
        data = json.loads(read_regular(folder / REPORT, MAX_REPORT))
        if data["format"] != FORMAT:
            return None
        editions = {name: _edition(name, one) for name, one in data["editions"].items()}
        findings = tuple(Finding.from_dict(one) for one in data["findings"])
        left = tuple(ArtifactRecord.from_dict(one) for one in data["left"])
        return Report(folder, editions, findings, book=str(data["book"]), left=left, clinic=str(data.get("clinic", "")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _edition(name: str, data: Mapping[str, Any]) -> EditionRecord:
    return EditionRecord(
        name,
        str(data["fingerprint"]),
        tuple(str(one) for one in data["rows"]),
        tuple(ArtifactRecord.from_dict(one) for one in data["files"]),
        tuple(Finding.from_dict(one) for one in data["findings"]),
        bool(data["on_request"]),
        {str(name): str(value) for name, value in data["options"].items()},
    )


def intact(folder: Path, edition: EditionRecord) -> bool:
    """Whether every file of an edition still lies there with the bytes that were built."""
    return bool(edition.artifacts) and all(one.is_in(folder) for one in edition.artifacts)


def left_over(before: Report, editions: Mapping[str, EditionRecord], folder: Path) -> tuple[ArtifactRecord, ...]:
    """Files of earlier builds that no edition of now has, as far as they are there as they were built."""
    now = {file.name for edition in editions.values() for file in edition.artifacts}
    earlier = [*before.left, *(file for edition in before.editions.values() for file in edition.artifacts)]
    left = (file for file in dict.fromkeys(earlier) if file.name not in now and file.is_in(folder))
    return tuple(sorted(left, key=lambda file: file.name))
