"""A limit on the work of a test that no other program on the machine can use up."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Fail, in the middle, what takes this process more seconds of its own: waiting does not count."""
    if not hasattr(signal, "setitimer"):  # Windows
        yield
        return

    def too_much(number: int, frame: FrameType | None) -> NoReturn:
        raise AssertionError(f"more than {seconds} s of work")

    before = signal.signal(signal.SIGVTALRM, too_much)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
