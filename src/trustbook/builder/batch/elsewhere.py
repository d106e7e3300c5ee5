"""Make the copy of a clinic on a machine of a cluster, which has this program and nothing else of the batch.

In: the packed book, the order, a clinic, and what lies in its folder already. Out: what was `Done`, and the files that
are new or other than before, the report among them; or these in a place that fsspec knows. Doing it twice gives the
same files. One copy at a time is made in a process: layouts are set up by what belongs to all of it.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from trustbook.builder.batch.base import base_of
from trustbook.builder.batch.manifest import Done
from trustbook.builder.batch.one import Order, make_copy
from trustbook.builder.batch.packed import Packed, unpacked
from trustbook.builder.batch.places import put, shown_place, take
from trustbook.builder.batch.spread import failed
from trustbook.builder.report import MAX_REPORT, REPORT, ArtifactRecord, Report, read_report
from trustbook.builder.scratch import scratch
from trustbook.findings import Finding
from trustbook.sources.clinic_lists import Listed
from trustbook.sources.regular import read_regular

Files = Mapping[str, bytes]  # by name in a clinic's folder

_ALONE = threading.Lock()


def make_for_home(packed: Packed, order: Order, listed: Listed, there: Files) -> tuple[Done, Files]:
    """Make a copy whose files go back to whoever ordered it; `there` are those that it has already."""
    with _ALONE, scratch() as target:
        folder = target / listed.name
        for name, data in there.items():
            _write(folder / name, data)
        return _make(packed, order, listed, target, str(order.target))


def make_for_place(packed: Packed, order: Order, listed: Listed, to: str) -> tuple[Done, Files]:
    """Make a copy and put its files into a place, the report last: what is half put there is put there again."""
    with _ALONE, scratch() as target:
        folder = target / listed.name
        _bring(to, listed.name, folder)
        done, files = _make(packed, order, listed, target, shown_place(to))
        for name in sorted(files, key=lambda one: (one == REPORT, one)):
            put(to, f"{listed.name}/{name}", files[name])
        return done, {}


def lying(folder: Path) -> Files:
    """The report of a copy and the files it names, as far as they lie in a folder."""
    if (report := read_report(folder)) is None:
        return {}
    there = {file.name: file.data_in(folder) for file in _recorded(report)}
    files = {name: data for name, data in there.items() if data is not None}
    return {REPORT: read_regular(folder / REPORT, MAX_REPORT), **files}


def _recorded(report: Report) -> tuple[ArtifactRecord, ...]:
    """The files that a report names."""
    return (*(file for edition in report.editions.values() for file in edition.artifacts), *report.left)


def _make(packed: Packed, order: Order, listed: Listed, target: Path, shown: str) -> tuple[Done, Files]:
    """Make a copy in a folder of this machine, which stands for the one that is `shown`."""
    root = unpacked(packed)
    base, found = base_of(root)
    if base is None or base.state != packed.state:
        hint = "install the same trustbook and libraries on every machine, let the book rest, and run the batch again"
        other = Finding("O914", "a worker of the cluster reads the book otherwise than this machine", hint=hint)
        return failed(listed, *(found if base is None else ()), other), {}
    folder = target / listed.name
    before = _bytes_below(folder)
    done = make_copy(replace(order, folder=root, target=target), listed)
    told = tuple(replace(one, message=one.message.replace(str(target), shown)) for one in done.findings)
    after = _bytes_below(folder)
    files = {name: data for name, data in after.items() if before.get(name) != data}
    if files:
        files[REPORT] = after[REPORT]  # last, also where it says what it said before
    return replace(done, findings=told), files


def _bring(to: str, name: str, folder: Path) -> None:
    """Bring the report of a copy, and the files it names, from a place into a folder."""
    if (data := take(to, f"{name}/{REPORT}")) is None:
        return
    _write(folder / REPORT, data)
    report = read_report(folder)
    for file in _recorded(report) if report else ():
        if (data := take(to, f"{name}/{file.name}")) is not None:
            _write(folder / file.name, data)


def _bytes_below(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
