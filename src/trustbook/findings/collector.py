"""Gather what a stage finds.

In: findings, or a file and a place in it. Out: a list of findings. It must not judge them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from trustbook.findings.finding import Finding, Place
from trustbook.findings.source import SourceFile


@dataclass(slots=True)
class Collector:
    """Gathers findings over a whole stage, so that a person sees all of them in one run."""

    found: list[Finding] = field(default_factory=list)

    def add(self, code: str, message: str, place: Place | None, hint: str, excerpt: str = "") -> None:
        """Keep one finding."""
        self.found.append(Finding(code, message, place, hint, excerpt))

    def at(self, file: SourceFile, code: str, message: str, place: Place, hint: str) -> None:
        """Keep a finding at a place in a file."""
        self.found.append(file.at(code, message, place, hint))

    def keep(self, finding: Finding) -> None:
        """Keep one finding that was made already."""
        self.found.append(finding)

    def extend(self, findings: Iterable[Finding]) -> None:
        """Keep what another stage found."""
        self.found.extend(findings)

    @property
    def errors(self) -> list[Finding]:
        """Only those that stop an edition."""
        return [finding for finding in self.found if finding.severity == "error"]
