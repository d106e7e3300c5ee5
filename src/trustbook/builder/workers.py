"""Processes of our own, for layouts.

In: functions and what they are given. Out: futures.
Layout holds one core for seconds, two editions need two, and WeasyPrint is set up by what belongs to a whole process.
Workers start, and load WeasyPrint, while the parent still reads the manuscript.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from trustbook.builder.limits import Limits, cores, within
from trustbook.builder.scratch import scratch
from trustbook.layout.started import warm_up

P = ParamSpec("P")
T = TypeVar("T")

_STARTING = threading.Lock()  # which processes are whose is told by who started when


class Workers(Executor):
    """A pool of processes; leaving the `with` block stops them, at once when an exception leaves it."""

    def __init__(self, most: int) -> None:
        self.count = count = max(1, min(most, cores()))
        self._limits: Limits | None = None
        self._scratch = contextlib.ExitStack()
        folder = str(self._scratch.enter_context(scratch()))
        context = multiprocessing.get_context(_method())
        self._pool = ProcessPoolExecutor(count, context, initializer=_start, initargs=(folder,))
        with _STARTING:
            others = set(multiprocessing.active_children())
            with _interrupt_held():
                self._warm = [self._pool.submit(warm_up) for _ in range(count)]
            self._processes = set(multiprocessing.active_children()) - others

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run a function in one of the processes."""
        return self._pool.submit(within, self._limits, fn, *args, **kwargs)

    def limit(self, limits: Limits) -> None:
        """What each piece of work that is handed in from now on may take."""
        self._limits = limits

    def stop(self) -> None:
        """End what is under way: nobody waits for a layout that is not wanted any more."""
        for process in self._processes:
            with contextlib.suppress(OSError, ValueError):
                process.kill()

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the processes end, and remove what they have written; without `wait` they are stopped.

        They are waited for in any case: Python ends a pool that is half closed in a way that now and then fails.
        """
        if not wait:
            self.stop()
            self._give_up_writing()
        try:
            self._pool.shutdown(cancel_futures=cancel_futures)
        except BaseException:  # Ctrl-C: nobody tells processes any more that they may end
            self.stop()
            raise
        finally:
            self._scratch.close()

    def _give_up_writing(self) -> None:
        """Take away the reader of work that is still being written: Python before 3.11.5 waits for dead processes to
        read it. Later ones take it away themselves, in a thread that must not meet this one."""
        queue: Any = getattr(self._pool, "_call_queue", None)
        if queue is not None and sys.version_info < (3, 11, 5):
            with contextlib.suppress(OSError):
                queue._reader.close()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown(wait=kind is None, cancel_futures=True)


def _method() -> str:
    """How processes start: forking is quick, and sound only where no other thread may hold a lock at that moment."""
    return "fork" if sys.platform.startswith("linux") and threading.active_count() == 1 else "spawn"


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


def _start(folder: str) -> None:
    """A worker leaves Ctrl-C to its parent, which then stops it, and it ends when the parent is gone.

    What it writes for a while goes into `folder`: a worker ends without tidying up.
    """
    tempfile.tempdir = folder
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A killed parent cannot stop its workers, and these would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
