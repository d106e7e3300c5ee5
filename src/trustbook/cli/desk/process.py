"""A process of its own that does the work on a book, and is ended when it takes too long.

In: a question and how many seconds there are for the answer. Out: the answer, or why there is none. What strangers
typed is only ever worked on there, so nothing of it can hold up the page.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any, TypeVar

from trustbook.builder.scratch import sweep
from trustbook.cli.desk.work import Work

T = TypeVar("T")


class NoAnswer(Exception):
    """The work was not done: it broke, or was ended."""


class TooLong(NoAnswer):
    """The work took longer than it may."""


class Room:
    """Where one piece of work is done at a time. The process starts when the first question comes, and again after it
    was ended; it ends with the one that started it, and takes those with it that it started itself."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None

    def ask(self, question: Callable[[Work], T], seconds: float) -> T:
        """Do one piece of work. Raises TooLong or NoAnswer."""
        with self._lock:
            line = self._open()
            try:
                line.send(question)
                if not line.poll(seconds):
                    self._end()
                    raise TooLong(f"{seconds:g}")
                done, answer = line.recv()
            except (EOFError, OSError) as error:
                self._end()
                raise NoAnswer(type(error).__name__) from None
            if not done:
                raise NoAnswer(answer)
            result: T = answer
            return result

    def close(self) -> None:
        """End the process, whatever it does."""
        if self._process is not None:
            _kill(self._process)
        with self._lock:
            self._end()

    def _open(self) -> Connection:
        if self._line is None or self._process is None or not self._process.is_alive():
            sweep()  # what was ended has left its temporary files
            context = multiprocessing.get_context("spawn")
            self._line, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs, self._folder))
            self._process.start()
            theirs.close()
        return self._line

    def _end(self) -> None:
        if self._process is not None:
            _kill(self._process)
            self._process.join()
        if self._line is not None:
            self._line.close()
        self._process = self._line = None


def _kill(process: SpawnProcess) -> None:
    """End a process, and those of its group: the layouts that it has handed on."""
    if sys.platform != "win32" and process.pid is not None and process.is_alive():
        with contextlib.suppress(OSError):  # it has no group of its own yet, and so has started none
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _serve(line: Connection, folder: Path) -> None:
    """Answer questions until nobody asks any more."""
    if sys.platform != "win32":
        os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who asks
    threading.Thread(target=_end_with_parent, daemon=True).start()
    work: Work | None = None
    while True:
        try:
            question: Callable[[Work], Any] = line.recv()
        except EOFError:
            return
        try:
            work = work or Work(folder)
            answer = (True, question(work))
        except Exception as error:  # it is told at the page, and the next question is another one
            answer = (False, f"{type(error).__name__}: {error}"[:300])
        line.send(answer)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
