"""Build the copies of all clinics of a list.

In: a book's folder, and a table or a folder of clinics. Out: a `BatchReport`, the files, and the manifest.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from trustbook.builder.batch.base import base_of
from trustbook.builder.batch.manifest import MANIFEST, BatchReport, Done, Journal
from trustbook.builder.batch.one import Order
from trustbook.builder.batch.places import PlaceFault, cannot_put, put
from trustbook.builder.faults import leads_out
from trustbook.builder.make import check_names, tables
from trustbook.builder.output import leads_elsewhere
from trustbook.builder.scratch import sweep
from trustbook.editions import rows
from trustbook.findings import Finding, Place
from trustbook.sources.clinic_lists import list_clinics
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
) -> BatchReport:
    """Build the own copies of the clinics in a table (CSV, XLSX) or a folder of clinic files.

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
    listed = list_clinics(Path(clinics), base.root, tables(base.known))
    found += listed.findings
    if not listed.count:
        return BatchReport(target, book_findings=found, book=base.look.identifier)
    own = Path(clinics).resolve() == (base.config.parent / CLINICS).resolve()
    order = Order(
        Path(folder).absolute(), target.absolute(), tuple(editions), tuple(sorted(options.items())), force, own
    )
    from trustbook.builder.batch.cluster import NoCluster

    sweep()
    done: list[Done] = []
    try:
        with _hands(jobs, scheduler, to) as hand_out, Journal(target) as journal:
            progress(0, listed.count)
            for one in hand_out(listed.clinics(), order, base):
                journal.add(one)
                done.append(one)
                progress(len(done), listed.count)
            report = BatchReport(target, tuple(sorted(done, key=_place)), found, base.look.identifier)
            journal.finish(report)
        if to:
            put(to, MANIFEST, report.to_json())
    except NoCluster as lack:
        return BatchReport(target, tuple(sorted(done, key=_place)), (*found, lack.finding), base.look.identifier)
    except PlaceFault as fault:
        return replace(report, book_findings=(*found, cannot_put(to, fault)))
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "free some space, or choose another place with --output"
        full = Finding("O901", f"cannot write into `{target}`: {reason}", Place(str(target)), hint)
        return BatchReport(target, tuple(sorted(done, key=_place)), (*found, full), base.look.identifier)
    return report


@contextmanager
def _hands(jobs: int, scheduler: str, to: str) -> Iterator[HandOut]:
    """Those who make the copies: processes of this machine, or the workers of a cluster."""
    if scheduler:
        from trustbook.builder.batch.cluster import cluster

        with cluster(scheduler, to) as hand_out:
            yield hand_out
    else:
        from trustbook.builder.batch.spread import spread

        yield partial(spread, jobs=jobs or os.cpu_count() or 1)


def _place(one: Done) -> tuple[int, str]:
    """Rows by their number, files by their name."""
    number = one.where.removeprefix("row ")
    return (int(number) if number.isdecimal() else 0, one.where)
