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

from trustbook.builder.output import REPORT
from trustbook.findings import Finding
from trustbook.sources.program import VERSION, library_versions, system_libraries

FORMAT = 1


@dataclass(frozen=True, slots=True)
class ArtifactRecord:
    """A file in the output folder: name, SHA-256, size in bytes, pages (0 when it has none)."""

    name: str
    sha256: str
    size: int
    pages: int


@dataclass(frozen=True, slots=True)
class EditionRecord:
    """An edition as built: what it depends on, and its files."""

    name: str
    fingerprint: str
    artifacts: tuple[ArtifactRecord, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a build. `built` and `unchanged` name editions; `seconds` is measured, not written."""

    folder: Path
    editions: Mapping[str, EditionRecord] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    built: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        """How many findings stop an edition."""
        return sum(finding.severity == "error" for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings do not, checks that did not run included."""
        return sum(finding.severity != "error" for finding in self.findings)

    def to_json(self, outcome: bool = False) -> bytes:
        """The report as UTF-8 JSON with sorted keys; with `outcome`, also what this run built, kept and failed at."""
        data: dict[str, object] = {
            "format": FORMAT,
            "trustbook": VERSION,
            "libraries": library_versions(),
            "system": system_libraries(),
            "editions": {
                name: {
                    "fingerprint": record.fingerprint,
                    "files": [
                        {"name": one.name, "sha256": one.sha256, "bytes": one.size, "pages": one.pages}
                        for one in record.artifacts
                    ],
                }
                for name, record in sorted(self.editions.items())
            },
            "findings": [finding.to_dict() for finding in self.findings],
        }
        if outcome:
            data |= {"built": self.built, "unchanged": self.unchanged, "failed": self.failed}
        return (json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def record(name: str, data: bytes, pages: int) -> ArtifactRecord:
    """The record of a finished file."""
    return ArtifactRecord(name, hashlib.sha256(data).hexdigest(), len(data), pages)


def read_report(folder: Path) -> Report | None:
    """The report of the last build in a folder, or None when there is none that this program can read."""
    try:
        data = json.loads((folder / REPORT).read_bytes())
        if data["format"] != FORMAT:
            return None
        editions = {
            name: EditionRecord(
                name,
                str(one["fingerprint"]),
                tuple(
                    ArtifactRecord(str(f["name"]), str(f["sha256"]), int(f["bytes"]), int(f["pages"]))
                    for f in one["files"]
                ),
            )
            for name, one in data["editions"].items()
        }
        findings = tuple(Finding.from_dict(one) for one in data["findings"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, AssertionError, RecursionError):
        return None
    return Report(folder, editions, findings)


def intact(folder: Path, edition: EditionRecord) -> bool:
    """Whether every file of an edition still lies there with the bytes that were built."""
    try:
        return bool(edition.artifacts) and all(
            hashlib.sha256((folder / one.name).read_bytes()).hexdigest() == one.sha256 for one in edition.artifacts
        )
    except OSError:
        return False
