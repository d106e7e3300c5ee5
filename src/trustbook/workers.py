"""Lay out editions in processes of their own.

In: paged editions. Out: their `Paginated` values, as futures. Layout holds one core for seconds, and two editions need two.
Workers start, and load WeasyPrint, while the parent still reads the manuscript.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
from concurrent.futures import Future, ProcessPoolExecutor
from types import TracebackType

from trustbook.paginate import Paginated, lay_out, paginate, warm_up
from trustbook.render_pdf import PagedEdition


class Workers:
    """A pool of layout processes; leaving the `with` block stops them, at once when an exception leaves it."""

    def __init__(self, most: int) -> None:
        method = "fork" if sys.platform.startswith("linux") else "spawn"
        count = max(1, min(most, os.cpu_count() or 1))
        self._pool = ProcessPoolExecutor(count, multiprocessing.get_context(method), initializer=_start)
        self._warm = [self._pool.submit(warm_up) for _ in range(count)]

    def paginate(self, edition: PagedEdition) -> Future[Paginated]:
        """Lay out an edition and write its PDF."""
        return self._pool.submit(paginate, edition)

    def lay_out(self, edition: PagedEdition) -> Future[Paginated]:
        """Lay out an edition for its page breaks alone; the result has no bytes."""
        return self._pool.submit(lay_out, edition)

    def stop(self) -> None:
        """End what is under way: nobody waits for a layout that is not wanted any more."""
        for process in multiprocessing.active_children():
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


def _start() -> None:
    """A worker leaves Ctrl-C to its parent, which then stops it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
