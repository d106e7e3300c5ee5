"""Run the stages: load → parse → check → render → paginate → package, and report.

In: a folder and the editions wanted. Out: a `Report`, and files in the output folder.
An error stops the editions it touches; what was built before stays. Nothing is written until everything wanted is made.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from trustbook.editions import EDITIONS
from trustbook.findings import Finding, in_order
from trustbook.fingerprint import fingerprints, library_versions, system_libraries
from trustbook.locate import CONFIG, book_root, find_config, quick_settings, shipped_styles
from trustbook.report import EditionRecord, Report, intact, read_report, record

if TYPE_CHECKING:
    from trustbook.model import Artifact, Book, PageBreak
    from trustbook.paginate import Paginated
    from trustbook.workers import Workers

Progress = Callable[[str], None]


def build(
    folder: Path | str = ".",
    editions: Sequence[str] = (),
    output: Path | str | None = None,
    force: bool = False,
    progress: Progress = lambda message: None,
) -> Report:
    """Build editions of the book in `folder`; all that book.toml names when none is given.

    Returns a `Report`; faults of the manuscript are findings in it, never exceptions. Raises `ValueError` for an
    edition that does not exist. `output` is the folder for the files, `dist/` in the book's folder when None.
    """
    for name in editions:
        if name not in EDITIONS:
            raise ValueError(f"there is no edition `{name}`; there are {', '.join(EDITIONS)}")
    config = find_config(Path(folder))
    if config is None:
        return Report(Path(output or "dist"), findings=(_no_book(),))
    root = book_root(config.absolute())
    target = Path(output) if output is not None else root / "dist"
    wanted = tuple(dict.fromkeys(editions)) or quick_settings(config)
    prints = fingerprints(root, config.absolute().parent, shipped_styles())
    before = read_report(target)
    if before is not None and not force:
        same = [n for n in wanted if n in before.editions and before.editions[n].fingerprint == prints[n]]
        unchanged = tuple(name for name in same if intact(target, before.editions[name]))
    else:
        unchanged = ()
    rest = tuple(name for name in wanted if name not in unchanged)
    if before is not None and not rest:
        return Report(target, before.editions, before.findings, unchanged=unchanged)
    return _Build(Path(folder), target, rest, unchanged, prints, before, progress).run()


def check(folder: Path | str = ".", today: bool = True) -> Report:
    """Check the manuscript without building; with `today`, also how old the help lines' dates are."""
    from datetime import date

    return check_on(folder, date.today() if today else None)


def check_on(folder: Path | str, day: object) -> Report:
    """`check` as if today were `day` (a `datetime.date`), or without looking at dates when it is None."""
    from datetime import date

    from trustbook.fonts import FontMissing
    from trustbook.rules import check as check_book
    from trustbook.rules import check_help_lines

    try:
        book, found = _read(Path(folder), lambda message: None)
        if book is not None:
            found += check_book(book)
            if isinstance(day, date):
                found += check_help_lines(book, day)
    except FontMissing as missing:
        found = [_no_font(missing.name)]
    return Report(Path(folder), findings=tuple(in_order(found)))


def _no_book() -> Finding:
    hint = "run `trustbook new mybook` to start one, or name the folder: `trustbook -C FOLDER build`"
    return Finding("F101", f"there is no {CONFIG} in this folder or in manuscript/", hint=hint)


def _no_font(name: str) -> Finding:
    hint = "run `pip install fontpkg-atkinson-hyperlegible fontpkg-noto-sans`"
    return Finding("O902", f"the font {name} is not installed", hint=hint)


def _read(folder: Path, progress: Progress) -> tuple[Book | None, list[Finding]]:
    """Load and parse."""
    from trustbook.load import load
    from trustbook.parse import parse

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
    seconds: dict[str, float] = field(default_factory=dict)

    def run(self) -> Report:
        """Build, or say which font is missing."""
        from trustbook.fonts import FontMissing

        try:
            return self._run()
        except FontMissing as missing:
            return self._failed([_no_font(missing.name)])

    def _run(self) -> Report:
        from trustbook.workers import Workers

        tasks = sum(EDITIONS[name].paged for name in self.wanted) or 1
        with Workers(tasks) as workers:
            with self._timed("read"):
                book, found = _read(self.folder, self.progress)
            if book is None or _stops(found):
                workers.stop()
                return self._failed(found)
            from trustbook.rules import check as check_book

            makers = _Makers(book, self.wanted, workers, self.progress)
            with self._timed("check"):
                found += check_book(book)
            if _stops(found):
                workers.stop()
                return self._failed(found)
            try:
                with self._timed("make"):
                    made = makers.run()
            except BrokenProcessPool:
                hint = "free some memory and run the build again"
                return self._failed([*found, Finding("O904", "a layout process ended unexpectedly", hint=hint)])
            except OSError as error:  # WeasyPrint keeps fonts in temporary files
                message = f"cannot write temporary files: {error.strerror or error}"
                hint = "free some space, or set TMPDIR to a folder that has some"
                return self._failed([*found, Finding("O901", message, hint=hint)])
        return self._write(made, [*found, *makers.findings])

    def _failed(self, found: list[Finding]) -> Report:
        kept = self.before.editions if self.before else {}
        return Report(
            self.target, kept, tuple(in_order(found)), unchanged=self.unchanged, failed=self.wanted, seconds=self.seconds
        )

    def _write(self, made: dict[str, list[tuple[Artifact, int]]], found: list[Finding]) -> Report:
        from trustbook.output import write

        stopped = {finding.edition for finding in found if finding.severity == "error"}
        good = {name: files for name, files in made.items() if name not in stopped}
        kept = {name: one for name, one in (self.before.editions if self.before else {}).items() if name in EDITIONS}
        for name, files in good.items():
            records = tuple(record(one.name, one.data, pages) for one, pages in files)
            kept[name] = EditionRecord(name, self.prints[name], records)
        failed = tuple(name for name in self.wanted if name not in good)
        report = Report(
            self.target, kept, tuple(in_order(found)), tuple(good), self.unchanged, failed, self.seconds
        )
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


class _Makers:
    """Starts layouts as soon as they are known to be needed, and packs what comes back."""

    def __init__(self, book: Book, wanted: tuple[str, ...], workers: Workers, progress: Progress) -> None:
        from trustbook.cache import Cache

        self.book, self.wanted, self.workers, self.progress = book, wanted, workers, progress
        self.cache = Cache(book.sources.root)
        self.findings: list[Finding] = []
        self.pending: dict[str, Future[Paginated]] = {}
        self._names: dict[str, str] = {}
        self._start()

    def _start(self) -> None:
        from trustbook.render_pdf import render_cover, render_pdf

        self._print_key = self._cover_key = ""
        needs_map = "epub" in self.wanted
        if "print" in self.wanted or needs_map:
            edition = render_pdf(self.book, "print")
            self._print_key = _key(edition, "pages")
            if "print" in self.wanted:
                self.pending["print"] = self.workers.paginate(edition)
            elif self.cache.get(self._print_key) is None:
                self.pending["pages"] = self.workers.lay_out(edition)
            self._names["print"] = edition.file_name
        apart = "print" in self.wanted and self.book.sources.settings.print.cover == "apart"
        if needs_map or apart:
            cover = render_cover(self.book)
            self._names["cover"] = cover.file_name
            self._cover_key = _key(cover, "cover")
            if apart or self.cache.get(self._cover_key) is None:
                self.pending["cover"] = self.workers.paginate(cover)
        if "screen" in self.wanted:
            edition = render_pdf(self.book, "screen")
            self._names["screen"] = edition.file_name
            self.pending["screen"] = self.workers.paginate(edition)

    def run(self) -> dict[str, list[tuple[Artifact, int]]]:
        """Files of each edition with their page counts."""
        from trustbook.model import Artifact

        made: dict[str, list[tuple[Artifact, int]]] = {}
        if "print" in self.wanted:
            self.progress("Laying out the print edition")
            done = self._result("print")
            made["print"] = [(Artifact("print", self._names["print"], done.data), done.pages)]
            if self.book.sources.settings.print.cover == "apart":
                cover = self._result("cover")
                made["print"].append((Artifact("print", self._names["cover"], cover.data), cover.pages))
        if "epub" in self.wanted:
            self.progress("Making the EPUB")
            made["epub"] = [self._epub()]
        if "screen" in self.wanted:
            self.progress("Laying out the screen edition")
            done = self._result("screen")
            made["screen"] = [(Artifact("screen", self._names["screen"], done.data), done.pages)]
        return {name: made[name] for name in self.wanted}

    def _result(self, name: str) -> Paginated:
        done = self.pending[name].result()
        self.findings += [one for one in done.findings if one not in self.findings]
        return done

    def _epub(self) -> tuple[Artifact, int]:
        from trustbook.epub_package import pack
        from trustbook.model import Artifact
        from trustbook.render_epub import render_epub

        edition = render_epub(self.book, self._breaks(), self._cover())
        return Artifact("epub", edition.file_name, pack(edition)), 0

    def _breaks(self) -> list[PageBreak]:
        """The print edition's page breaks: from its layout, or kept from an earlier one of the same text."""
        from trustbook.model import PageBreak

        source = "print" if "print" in self.pending else "pages"
        if source in self.pending:
            breaks = list(self._result(source).breaks)
            rows = [[one.label, one.part, one.offset] for one in breaks]
            self.cache.put(self._print_key, json.dumps(rows).encode())
            return breaks
        kept = self.cache.get(self._print_key) or b"[]"
        return [PageBreak(label, part, offset) for label, part, offset in json.loads(kept)]

    def _cover(self) -> bytes:
        from trustbook.cover import raster

        if "cover" in self.pending:
            picture = raster(self._result("cover").data)
            self.cache.put(self._cover_key, picture)
            return picture
        return self.cache.get(self._cover_key) or b""


def _key(edition: object, purpose: str) -> str:
    """The cache key of a layout: its document, its files, and the libraries that lay it out."""
    from xml.etree import ElementTree

    from trustbook.cache import key
    from trustbook.render_pdf import PagedEdition

    assert isinstance(edition, PagedEdition)
    libraries = json.dumps([library_versions(), system_libraries()], sort_keys=True)
    resources = [data for _, data in sorted(edition.resources.items())]
    return f"{purpose}-{key(ElementTree.tostring(edition.html), libraries, *resources)}"
