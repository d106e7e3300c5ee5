"""Run the stages: load → parse → check → render → paginate → package, and report.

In: a folder and the editions wanted. Out: a `Report`, and files in the output folder.
An error stops the editions it touches; what was built before stays. Nothing is written until everything wanted is made.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from trustbook.builder.fingerprint import fingerprints
from trustbook.builder.report import EditionRecord, Report, intact, read_report, record
from trustbook.editions import EDITIONS
from trustbook.findings import Finding, in_order
from trustbook.pdf.standards import STANDARDS
from trustbook.sources.locate import book_root, find_config, no_book, quick_settings, shipped_styles

if TYPE_CHECKING:
    from datetime import date

    from trustbook.builder.plan import Assembly, Files
    from trustbook.builder.workers import Workers
    from trustbook.manuscript.book import Book
    from trustbook.pdf.standards import PdfStandard

Progress = Callable[[str], None]


def build(
    folder: Path | str = ".",
    editions: Sequence[str] = (),
    output: Path | str | None = None,
    force: bool = False,
    progress: Progress = lambda message: None,
    pdf_standard: str | None = None,
) -> Report:
    """Build editions of the book in `folder`; all that book.toml names when none is given.

    Returns a `Report`; faults of the manuscript are findings in it, never exceptions. Raises `ValueError` for an
    edition or a standard that does not exist. `output` is the folder for the files, `dist/` in the book's folder when
    None. `pdf_standard` ("ua-1", "ua-2") stands above what book.toml says of the screen PDF.
    """
    for name in editions:
        if name not in EDITIONS:
            raise ValueError(f"there is no edition `{name}`; there are {', '.join(EDITIONS)}")
    if pdf_standard and pdf_standard not in STANDARDS:
        raise ValueError(f"there is no standard `{pdf_standard}`; there are {', '.join(STANDARDS)}")
    config = find_config(Path(folder))
    if config is None:
        return Report(Path(output or "dist"), findings=(no_book(),))
    root = book_root(config.absolute())
    target = Path(output) if output is not None else root / "dist"
    named, standard = quick_settings(config)
    wanted = tuple(dict.fromkeys(editions)) or named
    standard = STANDARDS[pdf_standard] if pdf_standard else standard
    prints = fingerprints(root, config.absolute().parent, shipped_styles(), standard)
    before = read_report(target)
    if before is not None and not force:
        same = [n for n in wanted if n in before.editions and before.editions[n].fingerprint == prints[n]]
        unchanged = tuple(name for name in same if intact(target, before.editions[name]))
    else:
        unchanged = ()
    rest = tuple(name for name in wanted if name not in unchanged)
    if before is not None and not rest:
        return Report(target, before.editions, before.findings, unchanged=unchanged)
    return _Build(Path(folder), target, rest, unchanged, prints, before, progress, standard).run()


def check(folder: Path | str = ".", today: bool = True) -> Report:
    """Check the manuscript without building; with `today`, also how old the help lines' dates are."""
    from datetime import date

    return check_on(folder, date.today() if today else None)


def check_on(folder: Path | str, day: date | None) -> Report:
    """`check` as if today were `day`, or without looking at dates when it is None."""
    from trustbook.rules.check import check as check_book
    from trustbook.rules.check import check_help_lines
    from trustbook.sources.fonts import FontMissing

    try:
        book, found = _read(Path(folder), lambda message: None)
        if book is not None:
            found += check_book(book)
            if day is not None:
                found += check_help_lines(book, day)
    except FontMissing as missing:
        found = [_no_font(missing.name)]
    return Report(Path(folder), findings=tuple(in_order(found)))


def _no_font(name: str) -> Finding:
    hint = "run `pip install fontpkg-atkinson-hyperlegible fontpkg-noto-sans`"
    return Finding("O902", f"the font {name} is not installed", hint=hint)


def _read(folder: Path, progress: Progress) -> tuple[Book | None, list[Finding]]:
    """Load and parse."""
    from trustbook.manuscript.parse import parse
    from trustbook.sources.load import load

    progress("Reading the manuscript")
    sources, found = load(folder)
    if sources is None:
        return None, found
    book, more = parse(sources)
    return book, found + more


@dataclass(slots=True)
class _Build:
    folder: Path
    target: Path
    wanted: tuple[str, ...]
    unchanged: tuple[str, ...]
    prints: dict[str, str]
    before: Report | None
    progress: Progress
    standard: PdfStandard
    seconds: dict[str, float] = field(default_factory=dict)

    def run(self) -> Report:
        """Build, or say which font is missing."""
        from trustbook.sources.fonts import FontMissing

        try:
            return self._run()
        except FontMissing as missing:
            return self._failed([_no_font(missing.name)])

    def _run(self) -> Report:
        from trustbook.builder.cache import Cache
        from trustbook.builder.plan import Assembly

        assembly = Assembly(self.wanted, self.prints["print"], Cache(), self.standard)
        if not assembly.layouts:
            return self._make(assembly, None)
        from trustbook.builder.workers import Workers

        with Workers(assembly.layouts) as workers:
            return self._make(assembly, workers)

    def _make(self, assembly: Assembly, workers: Workers | None) -> Report:
        """Read, check, lay out and write; layouts run while the style rules are checked."""
        with self._timed("read"):
            book, found = _read(self.folder, self.progress)
        if book is None or _stops(found):
            return self._failed(found, workers)
        from trustbook.rules.check import check as check_book

        if workers is not None:
            assembly.start(book, workers)
        with self._timed("check"):
            found += check_book(book)
        if _stops(found):
            return self._failed(found, workers)
        try:
            with self._timed("make"):
                made = assembly.finish(book, self.progress)
        except BrokenExecutor:
            hint = "free some memory and run the build again"
            return self._failed([*found, Finding("O904", "a layout process ended unexpectedly", hint=hint)])
        except OSError as error:  # WeasyPrint keeps fonts in temporary files
            if error.errno is None:  # raised by a library, not by the disk
                return self._failed([*found, Finding("O904", f"a fault in trustbook itself: {error}")])
            message = f"cannot write temporary files: {error.strerror or error}"
            hint = "free some space, or set TMPDIR to a folder that has some"
            return self._failed([*found, Finding("O901", message, hint=hint)])
        return self._write(made, [*found, *assembly.findings])

    def _failed(self, found: list[Finding], workers: Workers | None = None) -> Report:
        if workers is not None:
            workers.stop()
        kept = self.before.editions if self.before else {}
        return Report(
            self.target,
            kept,
            tuple(in_order(found)),
            unchanged=self.unchanged,
            failed=self.wanted,
            seconds=self.seconds,
        )

    def _write(self, made: Files, found: list[Finding]) -> Report:
        from trustbook.builder.output import write

        stopped = {finding.edition for finding in found if finding.severity == "error"}
        good = {name: files for name, files in made.items() if name not in stopped}
        kept = {name: one for name, one in (self.before.editions if self.before else {}).items() if name in EDITIONS}
        for name, files in good.items():
            records = tuple(record(one.name, one.data, pages) for one, pages in files)
            kept[name] = EditionRecord(name, self.prints[name], records)
        failed = tuple(name for name in self.wanted if name not in good)
        report = Report(self.target, kept, tuple(in_order(found)), tuple(good), self.unchanged, failed, self.seconds)
        if not good:
            return report
        self.progress("Writing files")
        artifacts = [artifact for files in good.values() for artifact, _ in files]
        faults = write(self.target, artifacts, report.to_json())
        if faults:
            return self._failed([*found, *faults])
        return report

    @contextmanager
    def _timed(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - start


def _stops(found: list[Finding]) -> bool:
    """Whether any finding stops every edition."""
    return any(finding.severity == "error" and not finding.edition for finding in found)
