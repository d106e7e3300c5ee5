"""What was built for which clinic: a line for each as it is done, and one manifest in the end.

In: what was done. Out: `manifest.jsonl` while a batch runs, which a killed one leaves with a whole line for every
clinic that was done; `manifest.json` when it ends. Neither holds a time, so the same clinics give the same manifest,
however often a batch was stopped on the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from trustbook.builder.output import replace_file
from trustbook.builder.report import ArtifactRecord
from trustbook.builder.scratch import new_file
from trustbook.findings import Finding, in_order
from trustbook.findings.shown import shown_json
from trustbook.sources.program import VERSION

FORMAT = 1
MANIFEST = "manifest.json"
JOURNAL = "manifest.jsonl"


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a clinic: `state` is built, unchanged or failed; `where` it stands in the list, in words."""

    name: str
    where: str
    state: str
    files: tuple[ArtifactRecord, ...] = ()
    findings: tuple[Finding, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """The clinic as the manifest tells it; what was built before, by the same rules, counts as built."""
        return {
            "clinic": self.name,
            "from": self.where,
            "state": "failed" if self.state == "failed" else "built",
            "files": [{**one.to_dict(), "name": f"{self.name}/{one.name}"} for one in self.files],
            "findings": [one.to_dict() for one in self.findings],
        }


@dataclass(frozen=True, slots=True)
class BatchReport:
    """The outcome of a batch, in the order of the list; `book_findings` are those of the book and of the whole list."""

    folder: Path
    clinics: tuple[Done, ...] = ()
    book_findings: tuple[Finding, ...] = ()
    book: str = ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that was found, each once."""
        return tuple(in_order([*self.book_findings, *(one for done in self.clinics for one in done.findings)]))

    def of(self, state: str) -> tuple[Done, ...]:
        """The clinics of a state."""
        return tuple(one for one in self.clinics if one.state == state)

    @property
    def errors(self) -> int:
        """How many findings stop an edition."""
        return sum(one.severity == "error" for one in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings do not, notes left out."""
        return sum(one.severity in ("warning", "skipped") for one in self.findings)

    def to_json(self) -> bytes:
        """The manifest as UTF-8 JSON."""
        data: Mapping[str, object] = {
            "format": FORMAT,
            "trustbook": VERSION,
            "book": self.book,
            "clinics": [one.to_dict() for one in self.clinics],
            "findings": [one.to_dict() for one in self.book_findings],
        }
        return (shown_json(data, sort_keys=True) + "\n").encode()


class Journal:
    """What is done so far, a line for each clinic; leaving the `with` block by an exception lets it lie."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        (folder / JOURNAL).unlink(missing_ok=True)
        self._stream = new_file(folder / JOURNAL)

    def add(self, done: Done) -> None:
        """Write down what was done; the system has it when this returns."""
        line = " ".join(shown_json(done.to_dict(), sort_keys=True).split("\n"))
        self._stream.write(line.encode() + b"\n")
        self._stream.flush()

    def finish(self, report: BatchReport) -> None:
        """Put the manifest in place of the journal."""
        replace_file(self._folder / MANIFEST, report.to_json())
        self._stream.close()
        (self._folder / JOURNAL).unlink(missing_ok=True)

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()
