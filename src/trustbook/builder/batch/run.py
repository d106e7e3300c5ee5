"""Build the copies of all clinics of a list.

In: a book's folder, and a table or a folder of clinics. Out: a `BatchReport`, the files, and the manifest.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from trustbook.builder.batch.base import base_of
from trustbook.builder.batch.left import copies_left
from trustbook.builder.batch.manifest import MANIFEST, BatchReport, Done, Journal
from trustbook.builder.batch.one import Order
from trustbook.builder.batch.places import PlaceFault, cannot_put, put
from trustbook.builder.faults import in_use, leads_out
from trustbook.builder.fingerprint import state_of_clinic
from trustbook.builder.limits import cores
from trustbook.builder.make import check_names, tables
from trustbook.builder.output import leads_elsewhere, sweep_parts
from trustbook.builder.scratch import locked, sweep
from trustbook.editions import rows
from trustbook.findings import Finding, Place
from trustbook.sources.clinic_lists import Listed, list_clinics
from trustbook.sources.clinics import clinics as clinics_of
from trustbook.sources.locate import CLINICS

if TYPE_CHECKING:
    from trustbook.builder.batch.cluster import HandOut

Progress = Callable[[int, int], None]  # clinics that are done, of how many


def batch(
    folder: Path | str,
    clinics: Path | str,
    editions: Sequence[str] = (),
    output: Path | str | None = None,
    jobs: int = 0,
    force: bool = False,
    progress: Progress = lambda done, count: None,
    options: Mapping[str, str] = {},
    scheduler: str = "",
    to: str = "",
    sheet: str = "",
) -> BatchReport:
    """Build the own copies of the clinics in a table (CSV, XLSX) or a folder of clinic files. Of a
    workbook, the first sheet that can be seen is read, or the `sheet` of this name.

    Each comes into a folder of its name in `output`, `dist/clinics/` of the book when None, with the same bytes as
    `build` makes of it. `jobs` are processes, as many as processors where it is 0. What lies there as it would come out
    again stays, so a batch that was stopped goes on where it was. Raises `ValueError` for an edition or an option that
    does not exist.

    With `scheduler`, the address of a Dask scheduler, the workers of its cluster make the copies; with `to`, they put
    the files into that place, an address that fsspec knows, and the manifest comes there as well as into `output`.
    """
    check_names(editions, options, rows())
    base_of.cache_clear()  # the book may have changed since this process read it
    base, found = base_of(Path(folder).absolute())
    target = Path(output) if output is not None else (base.root if base else Path(folder)) / "dist" / CLINICS
    if base is None:
        return BatchReport(target, book_findings=found)
    if leads_elsewhere(target, base.root):
        return BatchReport(target, book_findings=(leads_out(target),))
    listed = list_clinics(Path(clinics), base.root, tables(base.known), sheet)
    found += listed.findings
    if not listed.count:
        return BatchReport(target, book_findings=found, book=base.look.identifier)
    own = Path(clinics).resolve() == (base.config.parent / CLINICS).resolve()
    each = _with_states(listed.clinics(), base.config.parent) if own else listed.clinics()
    order = Order(
        Path(folder).absolute(),
        target.absolute(),
        tuple(editions),
        tuple(sorted(options.items())),
        secrets.token_hex(8) if force else "",
    )
    from trustbook.builder.batch.cluster import NoCluster

    sweep()
    done: list[Done] = []

    def so_far(*more: Finding) -> BatchReport:
        return BatchReport(target, tuple(sorted(done, key=_place)), (*found, *more), base.look.identifier)

    try:
        with _hands(jobs, scheduler, to) as hand_out, _held(target) as ours:
            if not ours:
                return so_far(in_use(target))
            with Journal(target) as journal:
                progress(0, listed.count)
                for one in hand_out(each, order, base):
                    journal.add(one)
                    done.append(one)
                    progress(len(done), listed.count)
                report = so_far(*copies_left(base, target, {one.name for one in done}))
                journal.finish(report)
        if to:
            put(to, MANIFEST, report.to_json())
    except NoCluster as lack:
        return so_far(lack.finding)
    except PlaceFault as fault:
        return replace(report, book_findings=(*report.book_findings, cannot_put(to, fault)))
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "free some space, or choose another place with --output"
        return so_far(Finding("O901", f"cannot write into `{target}`: {reason}", Place(str(target)), hint))
    return report


@contextmanager
def _held(target: Path) -> Iterator[bool]:
    """Make a folder and keep other batches out of it; False where one is at work there."""
    target.mkdir(parents=True, exist_ok=True)
    sweep_parts(target)
    with locked(target.resolve(), wait=False) as alone:
        yield alone is not False


def _with_states(clinics: Iterator[Listed], manuscript: Path) -> Iterator[Listed]:
    """Clinics of the book's own folder, with the states that `build` knows them by; none where a file changed while it
    was read."""
    before = {name: state_of_clinic(manuscript, name) for name in clinics_of(manuscript)}
    for one in clinics:
        now = state_of_clinic(manuscript, one.name)
        yield replace(one, state=now if now == before.get(one.name) else "")


@contextmanager
def _hands(jobs: int, scheduler: str, to: str) -> Iterator[HandOut]:
    """Those who make the copies: processes of this machine, or the workers of a cluster."""
    if scheduler:
        from trustbook.builder.batch.cluster import cluster

        with cluster(scheduler, to) as hand_out:
            yield hand_out
    else:
        from trustbook.builder.batch.spread import spread

        yield partial(spread, jobs=jobs or cores())


def _place(one: Done) -> tuple[int, str]:
    """Rows by their number, files by their name."""
    number = one.where.removeprefix("row ")
    return (int(number) if number.isdecimal() else 0, one.where)
