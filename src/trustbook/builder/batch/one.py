"""Make the copy of one clinic, in this process, from the book that it has read already.

In: an `Order` for all copies, and a clinic. Out: what was `Done`; files in the clinic's folder, by the same rules as
those of `build`. Whatever it is given can be sent to another process.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import ParamSpec, TypeVar

from trustbook.builder.batch.base import Base, base_of, editions_of
from trustbook.builder.batch.manifest import Done
from trustbook.builder.build import Job, in_the_way
from trustbook.builder.cache import Cache
from trustbook.builder.faults import stopped
from trustbook.builder.fingerprint import inputs_of_folder, state_of_copy
from trustbook.builder.make import least_contrast, with_options
from trustbook.builder.report import Report, read_report
from trustbook.editions import Ask
from trustbook.sources.clinic_lists import Listed
from trustbook.sources.kept import Forgetful, Kept
from trustbook.sources.values import ClinicCopy

P = ParamSpec("P")
T = TypeVar("T")

_TIDY_EVERY = 50  # copies
_made = 0  # copies that this process has made


@dataclass(frozen=True, slots=True)
class Order:
    """What holds for all copies: the book's folder, the folder of all files, the editions asked for, and options;
    and a name of the batch where all is made anew, else nothing."""

    folder: Path
    target: Path
    editions: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    anew: str = ""


class Here(Executor):
    """Work that is handed out is done at once, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do it."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def make_copy(order: Order, listed: Listed) -> Done:
    """Build the copy of a clinic; the manuscript was found to be without errors."""
    base, _ = base_of(order.folder)
    if base is None or listed.copied is None:
        return Done(listed.name, listed.where, "failed", (), listed.findings)
    report = _report(base, order, listed.copied, listed)
    _settle()
    known = set(base.found)
    own = tuple(one for one in report.findings if replace(one, edition="") not in known and one not in known)
    state = "failed" if report.failed else "built" if report.built else "unchanged"
    good = {*report.built, *report.unchanged} if state != "failed" else set()
    files = tuple(file for name, record in report.editions.items() if name in good for file in record.artifacts)
    return Done(listed.name, listed.where, state, files, own)


def _report(base: Base, order: Order, copied: ClinicCopy, listed: Listed) -> Report:
    target = order.target / listed.name
    of_book = editions_of(base, (), copied.clinic.editions)
    before = read_report(target)
    wanted = editions_of(base, order.editions, copied.clinic.editions)
    if fault := in_the_way(target, base.root, before, base.look.identifier, listed.name):
        return Report(target, findings=(fault,), failed=wanted)
    state = listed.state or state_of_copy(copied)
    options = dict(order.options)
    job = _CopyJob(
        folder=order.folder,
        target=target,
        wanted=wanted,
        of_book=of_book,
        all_named=not order.editions,
        known=base.known,
        state=lambda: base.state,
        inputs=inputs_of_folder(base.config, base.look, base.known, options, state, base.state),
        clinic=listed.name,
        identifier=base.look.identifier,
        before=before or Report(target),
        clean=False,
        progress=lambda message: None,
        base=base,
        copied=copied,
        anew=order.anew,
        found=list(listed.findings),
    )
    return job.run(bool(order.anew))


@lru_cache(maxsize=1)
def _kept_by(batch: str) -> Cache:
    """What is kept for a batch that makes all anew: each process makes once what all copies share."""
    return Cache(afresh=True)


@dataclass(slots=True, kw_only=True)
class _CopyJob(Job):
    """A build of a copy whose book and clinic are known already."""

    base: Base
    copied: ClinicCopy
    anew: str

    def _build(self, rest: tuple[str, ...], force: bool) -> Report:
        """Make and write."""
        from trustbook.builder.plan import Making, made_from, make_plan
        from trustbook.manuscript.copies import copy_of
        from trustbook.rules.branding import check_branding

        book, found = copy_of(self.base.book, self.copied)
        self.found += [*self.base.found, *found, *check_branding(book, least_contrast(self.wanted, self.known))]
        if stopped(self.found):
            return self._failed(rest)
        kept: Kept = Forgetful()
        if self.base.state:
            kept = _kept_by(self.anew) if force else Cache()
        ask = Ask(book.sources.settings.with_options(self.inputs.options), frozenset(rest), True)
        plan = make_plan(ask, self.known, self.inputs, kept)
        outcomes = Making(plan, with_options(book, self.inputs.options), kept, Here()).finish()
        prints = {name: made_from(name, self.known, ask) if self.base.state else () for name in outcomes}
        return self._write(outcomes, prints)


def _settle() -> None:
    """Let go of what a copy left behind, so that a process that makes thousands does not grow."""
    global _made
    if not _made:
        gc.freeze()  # the book stays: it need not be looked through again
    _made += 1
    gc.collect()
    if _made % _TIDY_EVERY == 0:
        Cache().tidy()
