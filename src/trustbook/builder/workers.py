"""Lay out editions in processes of their own.

In: paged editions. Out: their `Paginated` values, as futures.
Layout holds one core for seconds, and two editions need two.
Workers start, and load WeasyPrint, while the parent still reads the manuscript.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from types import TracebackType

from trustbook.layout.document import PagedEdition
from trustbook.layout.engine import Paginated, lay_out, paginate, warm_up


class Workers:
    """A pool of layout processes; leaving the `with` block stops them, at once when an exception leaves it."""

    def __init__(self, most: int) -> None:
        method = "fork" if sys.platform.startswith("linux") else "spawn"
        count = max(1, min(most, os.cpu_count() or 1))
        self._pool = ProcessPoolExecutor(count, multiprocessing.get_context(method), initializer=_start)
        others = set(multiprocessing.active_children())
        with _interrupt_held():
            self._warm = [self._pool.submit(warm_up) for _ in range(count)]
        self._processes = set(multiprocessing.active_children()) - others

    def paginate(self, edition: PagedEdition) -> Future[Paginated]:
        """Lay out an edition and write its PDF."""
        return self._pool.submit(paginate, edition)

    def lay_out(self, edition: PagedEdition) -> Future[Paginated]:
        """Lay out an edition for its page breaks alone; the result has no bytes."""
        return self._pool.submit(lay_out, edition)

    def stop(self) -> None:
        """End what is under way: nobody waits for a layout that is not wanted any more."""
        for process in self._processes:
            with contextlib.suppress(OSError, ValueError):
                process.kill()

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.stop()
        self._pool.shutdown(wait=kind is None, cancel_futures=True)


@contextlib.contextmanager
def _interrupt_held() -> Iterator[None]:
    """Let a Ctrl-C wait until new workers have had the time to turn from it; the parent gets it afterwards."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start() -> None:
    """A worker leaves Ctrl-C to its parent, which then stops it, and it ends when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A killed parent cannot stop its workers, and these would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
