"""Build editions of the book in a folder: load → parse → check → make → write, and report.

In: a folder and the editions wanted. Out: a `Report`, and files in the output folder.
An error stops the editions it touches; what was built before stays. Nothing is written until everything wanted is made.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from trustbook.builder.fingerprint import fingerprint, sheets_on_disk, state_of_folder
from trustbook.builder.make import check_names, tables, with_options
from trustbook.builder.report import EditionRecord, Report, intact, left_over, read_report, record
from trustbook.editions import Rows, rows
from trustbook.findings import Finding, in_order
from trustbook.sources.locate import book_root, find_config, no_book, quick_look, shipped_styles

if TYPE_CHECKING:
    from trustbook.builder.plan import Plan
    from trustbook.builder.workers import Workers
    from trustbook.editions import Outcome
    from trustbook.manuscript.book import Book
    from trustbook.settings import Settings

Progress = Callable[[str], None]


def build(
    folder: Path | str = ".",
    editions: Sequence[str] = (),
    output: Path | str | None = None,
    force: bool = False,
    progress: Progress = lambda message: None,
    clean: bool = False,
    options: Mapping[str, str] = {},
) -> Report:
    """Build editions of the book in `folder`; all that book.toml names when none is given.

    Returns a `Report` of the editions asked for; faults of the manuscript are findings in it, never exceptions. Raises
    `ValueError` for an edition or an option that does not exist. `output` is the folder for the files, `dist/` in the
    book's folder when None. `options` stand above single keys of the editions' tables in book.toml, such as
    `{"pdf-standard": "ua-2"}`. With `clean`, files of earlier builds that belong to no edition any more are removed.
    """
    known = rows()
    check_names(editions, options, known)
    config = find_config(Path(folder))
    if config is None:
        return Report(Path(output or "dist"), findings=(no_book(),))
    manuscript = config.absolute().parent
    root = book_root(config.absolute())
    target = Path(output) if output is not None else root / "dist"
    look = quick_look(config)
    named = tuple(name for name in look.editions if name in known.editions) or tuple(known.editions)
    before = read_report(target)
    if before is not None and look.identifier and before.book and before.book != look.identifier:
        return Report(target, findings=(_another_book(target, before.book),), failed=tuple(editions) or named)
    folders = [shipped_styles(), *(one.styles for one in known.editions.values() if one.styles), root / "styles"]
    job = _Job(
        folder=Path(folder),
        target=target,
        wanted=tuple(dict.fromkeys(editions)) or named,
        others=tuple(editions) == (),
        known=known,
        state=state_of_folder(root, manuscript),
        sheet=sheets_on_disk(folders),
        options=options,
        tables=look.tables,
        identifier=look.identifier,
        before=before or Report(target),
        clean=clean,
        progress=progress,
    )
    return job.run(force)


def _another_book(target: Path, identifier: str) -> Finding:
    hint = "name another folder with --output; files of two books do not mix"
    return Finding("O906", f"`{target}` holds the files of another book, `{identifier}`", hint=hint)


def no_font(name: str) -> Finding:
    """The finding for a font package that is not installed."""
    hint = "run `pip install fontpkg-atkinson-hyperlegible fontpkg-noto-sans`"
    return Finding("O902", f"the font {name} is not installed", hint=hint)


@dataclass(slots=True, kw_only=True)
class _Job:
    """One build of one folder."""

    folder: Path
    target: Path
    wanted: tuple[str, ...]
    others: bool  # whether no edition was named: then what book.toml does not name is no edition of the book
    known: Rows
    state: str
    sheet: Callable[[str], bytes]
    options: Mapping[str, str]
    tables: Mapping[str, Mapping[str, str]]
    identifier: str
    before: Report
    clean: bool
    progress: Progress
    seconds: dict[str, float] = field(default_factory=dict)
    unchanged: tuple[str, ...] = ()

    def run(self, force: bool) -> Report:
        """Build what has changed."""
        from trustbook.sources.fonts import FontMissing

        self.unchanged = () if force else tuple(name for name in self.wanted if self._same(name))
        rest = tuple(name for name in self.wanted if name not in self.unchanged)
        if not rest:
            return self._write({}, self.before.findings)
        try:
            return self._build(rest)
        except FontMissing as missing:
            return self._failed(rest, [no_font(missing.name)])

    def _same(self, name: str) -> bool:
        record = self.before.editions.get(name)
        return (
            record is not None
            and record.fingerprint == self._print(name, record.sheets)
            and intact(self.target, record)
        )

    def _print(self, name: str, sheets: Sequence[str]) -> str:
        table = {**self.tables.get(name, {}), **self.options}
        return fingerprint(self.known.editions[name], self.state, sheets, self.sheet, table)

    def _build(self, rest: tuple[str, ...]) -> Report:
        """Read, check, make and write; layouts run while the style rules are checked."""
        from trustbook.builder.cache import Cache
        from trustbook.builder.plan import Run, make_plan, sheets_of, stopped
        from trustbook.editions import Ask
        from trustbook.manuscript.parse import parse
        from trustbook.sources.load import load

        kept = Cache()
        plans: list[Plan] = []
        workers: list[Workers] = []

        def settings_known(settings: Settings) -> None:
            """Plan as soon as that can be done: processes get ready while the rest is read."""
            ask = Ask(settings.with_options(self.options), frozenset(rest))
            plans.append(make_plan(ask, self.known, self.state, self.sheet, kept))
            workers.extend(_workers(plans[0]))

        try:
            self.progress("Reading the manuscript")
            styles = [one.styles for one in self.known.editions.values() if one.styles]
            with self._timed("read"):
                sources, found = load(self.folder, tables(self.known), styles, settings_known)
                book, more = parse(sources) if sources is not None else (None, [])
                found = [*self.known.faults, *found, *more]
            if book is None or stopped(found):
                return self._failed(rest, found, workers)
            plan = plans[0]
            run = Run(plan, with_options(book, self.options), kept, next(iter(workers), None))
            run.start()
            with self._timed("check"):
                found += self._checked(book)
            if stopped(found):
                return self._failed(rest, found, workers)
            with self._timed("make"):
                outcomes = run.finish(self.progress)
        except BrokenExecutor:
            hint = "free some memory and run the build again"
            return self._failed(rest, [*found, Finding("O904", "a layout process ended unexpectedly", hint=hint)])
        except OSError as error:  # WeasyPrint keeps fonts in temporary files
            return self._failed(rest, [*found, _temporary(error)], workers)
        except BaseException:
            _stop(workers)
            raise
        finally:
            for one in workers:
                one.shutdown(cancel_futures=True)
        kept.tidy()
        sheets = {name: sheets_of(name, self.known, plan.ask) for name in outcomes}
        return self._write(outcomes, found, sheets)

    def _checked(self, book: Book) -> list[Finding]:
        from trustbook.rules.check import check

        return check(book)

    def _failed(self, rest: tuple[str, ...], found: Sequence[Finding], workers: Sequence[Workers] = ()) -> Report:
        _stop(workers)
        return replace(
            self.before, findings=tuple(in_order(found)), unchanged=self.unchanged, failed=rest, seconds=self.seconds
        )

    def _write(
        self, outcomes: Mapping[str, Outcome], found: Sequence[Finding], sheets: Mapping[str, tuple[str, ...]] = {}
    ) -> Report:
        """Write the files of the editions that no error stops, and the report of all that is in place."""
        from trustbook.builder.output import remove, write
        from trustbook.builder.plan import stopped

        good = {name: one for name, one in outcomes.items() if not stopped(one.findings)}
        editions = {name: one for name, one in self.before.editions.items() if name in self.known.editions}
        if self.others:
            editions = {name: one for name, one in editions.items() if name in self.wanted}
        for name, outcome in good.items():
            files = tuple(record(one.name, one.data, one.pages) for one in outcome.artifacts)
            print_ = self._print(name, sheets[name])
            editions[name] = EditionRecord(name, print_, sheets[name], files, outcome.findings)
        editions = {name: editions[name] for name in self.known.editions if name in editions}
        told = [*found, *(one for name in self.unchanged for one in editions[name].findings)]
        told += [one for outcome in outcomes.values() for one in outcome.findings]
        left = left_over(self.before, editions, self.target)
        report = Report(
            self.target,
            editions,
            tuple(in_order(told)),
            built=tuple(good),
            unchanged=self.unchanged,
            failed=tuple(name for name in outcomes if name not in good),
            seconds=self.seconds,
            book=self.identifier,
            left=() if self.clean else left,
            removed=left if self.clean else (),
        )
        if not good and not (self.clean and left) and report.left == self.before.left:
            return report
        self.progress("Writing files")
        artifacts = [one for outcome in good.values() for one in outcome.artifacts]
        if faults := write(self.target, artifacts, report.to_json()):
            return self._failed(tuple(outcomes), [*found, *faults])
        if self.clean:
            remove(self.target, left)
        return report

    @contextmanager
    def _timed(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - start


def _workers(plan: Plan) -> list[Workers]:
    if not plan.elsewhere:
        return []
    from trustbook.builder.workers import Workers

    return [Workers(plan.elsewhere)]


def _stop(workers: Sequence[Workers]) -> None:
    for one in workers:
        one.stop()


def _temporary(error: OSError) -> Finding:
    if error.errno is None:  # raised by a library, not by the disk
        return Finding("O904", f"a fault in trustbook itself: {error}")
    hint = "free some space, or set TMPDIR to a folder that has some"
    return Finding("O901", f"cannot write temporary files: {error.strerror or error}", hint=hint)
