"""Build editions of the book in a folder: load → parse → check → make → write, and report.

In: a folder and the editions wanted. Out: a `Report`, and files in the output folder.
An error stops the editions it touches; what was built before stays. Nothing is written until everything wanted is made.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from trustbook.builder.faults import (
    another_book,
    another_copy,
    broke,
    leads_out,
    no_font,
    no_process,
    no_space,
    stopped,
    too_much,
)
from trustbook.builder.fingerprint import Inputs, inputs_of_folder, state_of_clinic, state_of_folder
from trustbook.builder.limits import Limits, TooMuch, limits_of
from trustbook.builder.make import check_names, least_contrast, load_asked, load_copy, with_options
from trustbook.builder.output import leads_elsewhere, place_of, remove, sweep_parts, write
from trustbook.builder.reading import Reading
from trustbook.builder.report import EditionRecord, Report, left_over, read_report, record
from trustbook.builder.scratch import sweep
from trustbook.editions import Rows, rows
from trustbook.findings import Finding, in_order
from trustbook.sources.kept import Forgetful, Kept
from trustbook.sources.locate import book_root, find_config, no_book, quick_clinic, quick_look
from trustbook.sources.program import key
from trustbook.sources.regular import size

if TYPE_CHECKING:
    from trustbook.editions import Outcome
    from trustbook.manuscript.book import Book

Progress = Callable[[str], None]


def build(
    folder: Path | str = ".",
    editions: Sequence[str] = (),
    output: Path | str | None = None,
    force: bool = False,
    progress: Progress = lambda message: None,
    clean: bool = False,
    options: Mapping[str, str] = {},
    clinic: str = "",
) -> Report:
    """Build editions of the book in `folder`; all that book.toml names when none is given.

    A book.toml that names none means those that are made by default.
    Returns a `Report` of the editions asked for; faults of the manuscript are findings in it, never exceptions. Raises
    `ValueError` for an edition or an option that does not exist. `output` is the folder for the files, `dist/` in the
    book's folder when None. `options` stand above single keys of the editions' tables in book.toml, such as
    `{"pdf-standard": "ua-2"}`. With `clean`, files of earlier builds that belong to no edition any more are removed.
    With `clinic`, the copy of the clinic of that name is built, into `dist/clinics/NAME` where no `output` is named.
    """
    known = rows()
    check_names(editions, options, known)
    config = find_config(Path(folder))
    if config is None:
        return Report(Path(output or "dist"), findings=(no_book(),))
    manuscript = config.absolute().parent
    root = book_root(config.absolute())
    target = Path(output) if output is not None else place_of(root, clinic)
    look, copied = quick_look(config), state_of_clinic(manuscript, clinic)
    if clinic and not copied:
        return Report(target, findings=tuple(load_copy(folder, clinic)[1]), failed=tuple(editions))
    named = (quick_clinic(manuscript, clinic).editions if clinic else ()) or look.editions or known.by_default
    before = read_report(target)
    if fault := in_the_way(target, root, before, look.identifier, clinic):
        return Report(target, findings=(fault,), failed=tuple(editions) or named)
    unknown = not known.editions.keys() >= {*look.editions, *named}  # reading the book will say so
    job = Job(
        folder=Path(folder),
        target=target,
        wanted=tuple(dict.fromkeys(editions)) or named,
        of_book=named,
        all_named=not editions,
        known=known,
        state=lambda: (
            state_of_folder(root, manuscript, look.files, look.packages) + state_of_clinic(manuscript, clinic)
        ),
        inputs=inputs_of_folder(config.absolute(), look, known, options, copied),
        clinic=clinic,
        identifier=look.identifier,
        before=before or Report(target),
        clean=clean,
        progress=progress,
        text=sum(size(manuscript / name) for name in look.chapters),
    )
    return job.run(force or bool(unknown))


def in_the_way(target: Path, root: Path, before: Report | None, identifier: str, clinic: str) -> Finding | None:
    """Why files cannot be put into a folder: it leads elsewhere, or holds another book, or another clinic's copy."""
    if leads_elsewhere(target, root):
        return leads_out(target)
    if before is not None and identifier and before.book and before.book != identifier:
        return another_book(target, before.book)
    if before is not None and before.editions and before.clinic != clinic:
        return another_copy(target, before.clinic)
    return None


@dataclass(slots=True, kw_only=True)
class Job:
    """One build of one folder: of the book itself, or of a clinic's copy."""

    folder: Path
    target: Path
    wanted: tuple[str, ...]
    of_book: tuple[str, ...]  # the editions that book.toml names
    all_named: bool  # by book.toml: then what it does not name is no edition of the book, unless made on request
    known: Rows
    inputs: Inputs
    state: Callable[[], str]  # of the book as it is now
    clinic: str
    identifier: str
    before: Report
    clean: bool
    progress: Progress
    text: int = 0  # bytes of its chapters
    seconds: dict[str, float] = field(default_factory=dict)
    unchanged: tuple[str, ...] = ()
    found: list[Finding] = field(default_factory=list)  # of the manuscript
    limits: Limits | None = None  # of each layout

    def run(self, force: bool) -> Report:
        """Build what has changed."""
        if not force:
            self.unchanged = tuple(name for name in self.wanted if self._unchanged(name))
        rest = tuple(name for name in self.wanted if name not in self.unchanged)
        if not rest:
            return self._write({}, {})
        from concurrent.futures import BrokenExecutor

        from trustbook.layout.pages import LayoutBroke
        from trustbook.sources.fonts import FontMissing

        sweep()
        sweep_parts(self.target)
        try:
            return self._build(rest, force)
        except FontMissing as missing:
            fault = no_font(missing.name)
        except LayoutBroke as error:
            fault = broke(str(error))
        except TooMuch as limit:
            fault = too_much(limit)
        except BrokenExecutor:
            fault = no_process(self.limits)
        except OSError as error:
            fault = no_space(error)
        self.found.append(fault)
        return self._failed(rest)

    def _unchanged(self, name: str) -> bool:
        return self.inputs.unchanged(self.before.editions.get(name), self.target)

    def _build(self, rest: tuple[str, ...], force: bool) -> Report:
        """Read, check, make and write; layouts run while the style rules are checked."""
        from trustbook.builder.ahead import Ahead
        from trustbook.builder.cache import Cache
        from trustbook.builder.plan import Making, made_from

        self.progress("Reading the manuscript")
        with Ahead(rest, self.known, self.inputs, Cache(afresh=force), self.text) as ahead:
            with self._timed("read"):
                with Reading(self.folder) as reading:
                    book, found = load_asked(self.folder, self.clinic, ahead.plan_for, reading.come_to, ahead.kept)
                self.found += found
            if book is None or stopped(self.found):
                return self._failed(rest)
            if ahead.workers is not None:
                self.limits = limits_of(book, ahead.workers.count)
                ahead.workers.limit(self.limits)
            settled = self.state() == self.inputs.state + self.inputs.copy
            kept: Kept = ahead.kept if settled else Forgetful()
            making = Making(ahead.plan, with_options(book, self.inputs.options), kept, ahead.workers)
            making.start()
            with self._timed("check"), Reading(self.folder, book):
                self.found += self._checked(book.plain or book, kept)
                if book.plain is not None:  # a clinic's copy
                    from trustbook.rules.branding import check_branding

                    self.found += check_branding(book, least_contrast(self.wanted, self.known))
            if stopped(self.found):
                return self._failed(rest)
            with self._timed("make"):
                outcomes = making.finish(self.progress)
            ahead.finished()
        prints = {name: made_from(name, self.known, ahead.plan.ask) if settled else () for name in outcomes}
        return self._write(outcomes, prints)

    def _checked(self, book: Book, kept: Kept) -> list[Finding]:
        """What is wrong with a book; one with nothing wrong is not looked through again until it changes."""
        name = f"checked-{key(self.inputs.state)}"
        if kept.get(name) is not None:
            return []
        from trustbook.rules.check import check

        found = check(book)
        if not found:
            kept.put(name, b"")
        return found

    def _failed(self, rest: tuple[str, ...], outcomes: Mapping[str, Outcome] = {}) -> Report:
        told = self._told(outcomes, self.before.editions)
        return replace(self.before, findings=told, unchanged=self.unchanged, failed=rest, seconds=self.seconds)

    def _write(self, outcomes: Mapping[str, Outcome], made: Mapping[str, tuple[str, ...]]) -> Report:
        """Write the files of the editions that no error stops, and the report of all that is in place.

        `made` names the rows that each is made from, none where files changed while they were read: such an edition is
        built again next time.
        """
        good = {name: one for name, one in outcomes.items() if not stopped(one.findings)}
        editions = self._in_place(good, made)
        report = Report(
            self.target,
            editions,
            self._told(outcomes, editions),
            built=tuple(good),
            unchanged=self.unchanged,
            failed=tuple(name for name in outcomes if name not in good),
            seconds=self.seconds,
            book=self.identifier,
            clinic=self.clinic,
            left=left_over(self.before, editions, self.target),
            made=tuple(one.name for outcome in good.values() for one in outcome.artifacts),
        )
        if good or (not outcomes and report.left != self.before.left):
            self.progress("Writing files")
            artifacts = [one for outcome in good.values() for one in outcome.artifacts]
            if faults := write(self.target, artifacts, report.to_json()):
                self.found += faults
                return self._failed(tuple(outcomes), outcomes)
        if self.clean and report.left:
            gone = remove(self.target, report.left)
            report = replace(report, left=tuple(one for one in report.left if one not in gone), removed=gone)
            write(self.target, (), report.to_json())
        return report

    def _in_place(self, good: Mapping[str, Outcome], made: Mapping[str, tuple[str, ...]]) -> dict[str, EditionRecord]:
        """What lies in the folder once the good ones are written, in the order of rows."""
        editions = dict(self.before.editions)
        for name, outcome in good.items():
            rows, files = made[name], tuple(map(record, outcome.artifacts))
            if outcome.partial and name in editions:
                new = {one.name for one in files}
                files = (*files, *(one for one in editions[name].artifacts if one.name not in new))
            told = tuple(in_order([*self.found, *outcome.findings]))
            key = self.inputs.key(name, rows) if rows else ""
            asked = name not in self.of_book
            editions[name] = EditionRecord(name, key, rows, files, told, asked, self.inputs.options)
        return {
            name: editions[name]
            for name in self.known.editions
            if name in editions and (not self.all_named or name in self.wanted or editions[name].on_request)
        }

    def _told(self, outcomes: Mapping[str, Outcome], editions: Mapping[str, EditionRecord]) -> tuple[Finding, ...]:
        """The manuscript's findings and those of the editions asked for; nobody else's."""
        found = [*self.known.faults, *self.found]
        found += [one for name in self.unchanged for one in editions[name].findings]
        return tuple(in_order([*found, *(one for outcome in outcomes.values() for one in outcome.findings)]))

    @contextmanager
    def _timed(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - start
