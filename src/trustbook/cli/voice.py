"""How a run speaks: findings and outcomes for people on stderr, a report for machines on stdout.

In: a report, or findings. Out: text, and the exit code that the outcome deserves.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from trustbook.findings.codes import CODES
from trustbook.findings.shown import shown_lines

if TYPE_CHECKING:
    from trustbook.builder.batch import BatchReport
    from trustbook.builder.report import Report
    from trustbook.findings import Finding

_COLOURS = {"error": "red", "warning": "yellow", "skipped": "cyan", "note": "cyan"}


@dataclass(frozen=True, slots=True)
class Voice:
    """`plain` is without colour or moving text, `json` for machines, `verbose` with times; `strict` judges harder."""

    folder: Path = Path()
    json: bool = False
    plain: bool = False
    strict: bool = False
    verbose: bool = False
    started: float = field(default_factory=time.perf_counter)

    @property
    def coloured(self) -> bool:
        """Whether stderr is a terminal that wants colour."""
        return not self.plain and not self.json and sys.stderr.isatty() and "NO_COLOR" not in os.environ

    def say(self, text: str, mark: str = "", colour: str = "") -> None:
        """Lines for people; the first `mark` in them has a colour."""
        if not self.json:
            text = shown_lines(text)
            click.echo(text.replace(mark, click.style(mark, fg=colour, bold=True), 1) if mark else text, err=True)

    def findings(self, findings: Sequence[Finding]) -> None:
        """Every finding in full, an empty line between two; of many that are alike the first few."""
        from trustbook.findings.groups import in_groups

        cut = "…" if sys.stderr.isatty() and not self.plain else "..."
        for finding, more in ((one, 0) for one in findings) if self.verbose else in_groups(findings):
            mark = f"{finding.severity}[{finding.code}]" if self.coloured else ""
            for line in finding.lines(cut):
                self.say(line, mark, _COLOURS[finding.severity])
                mark = ""
            self.say("")
            if more:
                self.say(f"{cut} and {more} more like it; -v shows all\n")

    @contextmanager
    def progress(self) -> Iterator[Callable[[str], None]]:
        """A moving line on a terminal, silence in a pipe."""
        if not self.coloured:
            yield lambda message: None
            return
        from rich.console import Console

        with Console(stderr=True).status("Starting") as status:
            yield lambda message: status.update(message)

    def finish(self, report: Report) -> NoReturn:
        """Tell the outcome and leave with the exit code it deserves."""
        self.tell(report)
        raise SystemExit(exit_code(report, self.strict))

    def tell(self, report: Report) -> None:
        """What was found, and which files were built."""
        if self.json:
            click.echo(report.to_json(outcome=True).decode(), nl=False)
        self.findings(report.findings)
        for name in (*report.built, *report.unchanged):
            before = 0
            for one in report.editions[name].artifacts:
                if name in report.built and one.name not in report.made:
                    before += 1  # a build of some files of an edition leaves the others as they are
                    continue
                pages = f", {one.pages} pages" if one.pages else ""
                state = "unchanged" if name in report.unchanged else "built"
                took = f", {one.seconds:.1f} s" if self.verbose and one.seconds else ""
                self.say(f"{state:9} {report.folder / one.name} ({one.size / 1e6:.2f} MB{pages}{took})")
            if before:
                self.say(f"kept      {_count(before, 'other file')} of {name}, built before")
        for name in report.failed:
            kept = " (the file built before is still there)" if name in report.editions else ""
            self.say(f"not built {name}{kept}")
        for one in report.removed:
            self.say(f"removed   {report.folder / one.name}")
        clean = f"trustbook build{f' --clinic {report.clinic}' if report.clinic else ''} --clean"
        for one in report.left:
            self.say(
                f"left over {report.folder / one.name} (of an earlier build, and not made by this one; "
                f"`{clean}` removes it)"
            )
        if self.verbose:
            for stage, spent in report.seconds.items():
                self.say(f"{stage:>9} {spent:.2f} s")
            self.say(f"    total {time.perf_counter() - self.started:.2f} s")
        self.say(f"{_count(report.errors, 'error')}, {_count(report.warnings, 'warning')}")


def speaks(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that several share, and hand it the `Voice` they make as its first argument."""

    @click.option("--json", "as_json", is_flag=True, help="Print the result as JSON on stdout.")
    @click.option("--plain", is_flag=True, help="No colour, no moving text.")
    @click.option("--strict", is_flag=True, help="Warnings and skipped checks count as failures.")
    @click.option("-v", "--verbose", is_flag=True, help="Say more: all findings, times, sizes.")
    @click.pass_obj
    def speaking(folder: Path, /, as_json: bool, plain: bool, strict: bool, verbose: bool, **given: object) -> None:
        command(Voice(folder, as_json, plain, strict, verbose), **given)

    speaking.__doc__ = command.__doc__
    return speaking


def exit_code(report: Report | BatchReport, strict: bool) -> int:
    """What is wrong, or for the strict what may be; something that broke, or a tool that is missing, comes first."""
    errors = [CODES[finding.code].exit for finding in report.findings if finding.severity == "error"]
    if errors or not strict:
        return max(errors, default=0)
    if any(finding.severity == "skipped" for finding in report.findings):
        return 3
    return 1 if report.warnings else 0


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
