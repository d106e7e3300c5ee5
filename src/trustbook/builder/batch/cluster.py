"""Hand clinics out to the machines of a Dask cluster.

In: the address of a scheduler, which the person who runs the batch trusts, and perhaps a place for the files. Out: what
was done, as it is done. The machines need this program and its libraries in the same versions, and no disk in common:
the book goes with the work. A worker that dies costs nothing; its work is done by another.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from trustbook.builder.batch.base import Base
from trustbook.builder.batch.elsewhere import Files, lying, make_for_home, make_for_place
from trustbook.builder.batch.manifest import MANIFEST, Done
from trustbook.builder.batch.one import Order
from trustbook.builder.batch.packed import Packed, pack
from trustbook.builder.batch.places import PlaceFault, cannot_put, shown_place, take
from trustbook.builder.batch.spread import failed
from trustbook.builder.faults import fault_of_ours, leads_out, no_process
from trustbook.builder.output import leads_elsewhere, sweep_parts, write
from trustbook.builder.report import REPORT
from trustbook.editions import Artifact
from trustbook.findings import Finding
from trustbook.sources.clinic_lists import Listed
from trustbook.sources.program import VERSION, library_versions, program, system_libraries

if TYPE_CHECKING:
    from distributed import Client, Future

HandOut = Callable[[Iterator[Listed], Order, Base], Iterator[Done]]

_AHEAD = 2  # clinics handed out for each worker
_TRIES_MORE = 2  # where a task fails
_PATIENCE = 30  # seconds for a scheduler, or a first worker, to answer
_SAME = "give every machine of the cluster the same trustbook, libraries and SOURCE_DATE_EPOCH"


class NoCluster(Exception):
    """A cluster cannot be used, or no longer; `finding` says why."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.finding = Finding("O914", message, hint=hint)


@contextmanager
def cluster(address: str, to: str = "") -> Iterator[HandOut]:
    """Connect to a scheduler, and see that its workers can do the work. Raises `NoCluster`."""
    try:
        import dask
        import fsspec  # noqa: F401
        from distributed import Client
        from distributed.comm import get_address_host_port
    except ImportError:
        raise NoCluster(
            "Dask is not installed, which a cluster needs", 'run `pip install "trustbook[cluster]"`'
        ) from None
    if to:
        _see_place(to)
    hint = "start one with `dask scheduler`, and name the address that it tells: `tcp://machine:8786`"
    try:
        socket.create_connection(get_address_host_port(address), _PATIENCE).close()
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoCluster(f"no scheduler answers at `{address}`: {error}", hint) from None
    with client, dask.config.set({"distributed.admin.large-graph-warning-threshold": "10 GB"}):  # the whole book
        _see_workers(client, address)
        yield partial(_over, client, to)


def told() -> Mapping[str, str]:
    """What decides on the bytes that a machine makes: versions, and the day that it claims."""
    day = os.environ.get("SOURCE_DATE_EPOCH", "unset")
    libraries = {**library_versions(), **system_libraries()}
    return {"trustbook": VERSION, **libraries, "SOURCE_DATE_EPOCH": day, "the code of trustbook": program()[:12]}


def _see_workers(client: Client, address: str) -> None:
    """Ask every worker what it runs on."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        hint = f"start one or more on each machine: `dask worker {address} --nworkers auto --nthreads 1`"
        raise NoCluster(f"the scheduler at `{address}` has no workers", hint) from None
    ours = told()
    for worker, theirs in sorted(client.run(told, on_error="return").items()):
        if isinstance(theirs, Exception):
            raise NoCluster(f"the worker `{worker}` cannot run trustbook: {theirs}", _SAME)
        for name in (*ours, *(one for one in theirs if one not in ours)):
            mine, other = ours.get(name, "missing"), theirs.get(name, "missing")
            if mine != other:
                raise NoCluster(f"the worker `{worker}` has {name} {other}, and this machine {mine}", _SAME)


def _see_place(to: str) -> None:
    """Look into a place once, so that a slip is told before the work and not for each clinic."""
    try:
        take(to, MANIFEST)
    except PlaceFault as fault:
        hint = "name a place that fsspec knows, such as `s3://bucket/folder`, and install the package that it asks for"
        raise NoCluster(f"`{shown_place(to)}` cannot be used: {fault}", hint) from None


def _over(client: Client, to: str, clinics: Iterator[Listed], order: Order, base: Base) -> Iterator[Done]:
    """Make the copies of clinics; no more are read than the workers can be busy with."""
    from distributed import as_completed

    # As a task of its own and not as data: what only dead workers had is computed again.
    packed = client.submit(_as_it_is, pack(base), pure=False)
    running: dict[str, Listed] = {}
    coming: Any = as_completed(loop=client.loop)
    more = True
    while more or running:
        while more and len(running) < _most(client):
            listed = next(clinics, None)
            if listed is None:
                more = False
            elif listed.copied is None:
                yield failed(listed)
            elif not to and leads_elsewhere(order.target / listed.name, base.root):
                yield failed(listed, leads_out(order.target / listed.name))
            else:
                future = _submit(client, packed, order, listed, to)
                running[future.key] = listed
                coming.add(future)
        if running:
            future = next(coming)
            yield _come(future, running.pop(future.key), order, to)


def _most(client: Client) -> int:
    """How many clinics may be under way: workers come and go."""
    try:
        return _AHEAD * max(1, len(client.nthreads()))
    except OSError as error:
        raise _gone() from error


def _gone() -> NoCluster:
    hint = "see that scheduler and workers run, and give the command again: what is done stays done"
    return NoCluster("the scheduler of the cluster is gone", hint)


def _as_it_is(packed: Packed) -> Packed:
    return packed


def _submit(client: Client, packed: Future, order: Order, listed: Listed, to: str) -> Future:
    work, last = (make_for_place, to) if to else (make_for_home, lying(order.target / listed.name))
    return client.submit(work, packed, order, listed, last, retries=_TRIES_MORE, pure=False)


def _come(future: Future, listed: Listed, order: Order, to: str) -> Done:
    """What was done, with its files in place."""
    from distributed import KilledWorker

    try:
        done, files = future.result()
    except KilledWorker:
        return failed(listed, no_process(None))
    except CancelledError:
        raise _gone() from None
    except PlaceFault as fault:
        return failed(listed, cannot_put(to, fault))
    except Exception as error:  # whatever it is, it is this clinic's alone
        return failed(listed, fault_of_ours(error))
    return _at_home(done, files, order)


def _at_home(done: Done, files: Files, order: Order) -> Done:
    """Write the files that came back."""
    if not files:
        return done
    artifacts = [Artifact(name, data) for name, data in files.items() if name != REPORT]
    sweep_parts(order.target / done.name)
    faults = write(order.target / done.name, artifacts, files[REPORT])
    return replace(done, state="failed", files=(), findings=(*done.findings, *faults)) if faults else done
