"""Hand clinics out to processes of this machine.

In: clinics, and the order. Out: what was done, as it is done. One copy is made first, alone, so that the others find
kept what all copies share. Processes that made many copies make room for new ones. When a process dies, each clinic
that was under way is tried once more in a process of its own: so the one that kills it is known, and no other is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from contextlib import suppress

from trustbook.builder import workers
from trustbook.builder.batch.base import Base
from trustbook.builder.batch.manifest import Done
from trustbook.builder.batch.one import Order, make_copy
from trustbook.builder.faults import fault_of_ours, no_process, too_much
from trustbook.builder.limits import TooMuch, limits_of
from trustbook.findings import Finding
from trustbook.sources.clinic_lists import Listed

_AHEAD = 2  # clinics handed out for each process
_MOST = 150  # copies that a process makes: text libraries keep a little of each layout, and nobody can let go of it


def spread(clinics: Iterator[Listed], order: Order, base: Base, jobs: int) -> Iterator[Done]:
    """Make the copies of clinics in `jobs` processes; what cannot be read is done at once."""
    running: dict[Future[Done], Listed] = {}
    warm = False
    more = True
    handed_out = 0  # to these processes
    pool = _pool(base, jobs)
    finished = False
    try:
        while more or running:
            lost: list[Listed] = []
            if not running and handed_out >= _MOST * pool.count:
                pool.shutdown()
                pool, handed_out = _pool(base, jobs), 0
            while more and handed_out < _MOST * pool.count and len(running) < (_AHEAD * pool.count if warm else 1):
                listed = next(clinics, None)
                if listed is None:
                    more = False
                elif listed.copied is None:
                    yield failed(listed)
                else:
                    try:
                        running[pool.submit(make_copy, order, listed)] = listed
                        handed_out += 1
                    except BrokenExecutor:
                        lost.append(listed)
                        break
            for future in wait(running, return_when=FIRST_COMPLETED).done if running else ():
                listed = running.pop(future)
                done = _come(future, listed, base)
                if done is None:
                    lost.append(listed)
                    continue
                warm = warm or done.state == "built"
                yield done
            if lost:
                lost += running.values()
                running.clear()
                pool.shutdown(wait=False, cancel_futures=True)
                for listed in lost:
                    yield _alone(order, listed, base)
                pool, handed_out = _pool(base, jobs), 0
        finished = True
    finally:
        pool.shutdown(wait=finished, cancel_futures=True)


def _pool(base: Base, jobs: int) -> workers.Workers:
    pool = workers.Workers(jobs)
    pool.limit(limits_of(base.book, pool.count))
    return pool


def _alone(order: Order, listed: Listed, base: Base) -> Done:
    """Try a clinic in a process of its own."""
    done = None
    with suppress(BrokenExecutor), _pool(base, 1) as pool:
        done = _come(pool.submit(make_copy, order, listed), listed, base)
    return done or failed(listed, no_process(limits_of(base.book, 1)))


def _come(future: Future[Done], listed: Listed, base: Base) -> Done | None:
    """What was done; nothing where the process died, and perhaps for the sake of another clinic."""
    try:
        return future.result()
    except BrokenExecutor:
        return None
    except TooMuch as limit:
        return failed(listed, too_much(limit))
    except Exception as error:  # whatever it is, it is this clinic's alone
        return failed(listed, fault_of_ours(error))


def failed(listed: Listed, *more: Finding) -> Done:
    """A clinic that has no copy."""
    return Done(listed.name, listed.where, "failed", (), (*listed.findings, *more))
