"""Run whole processes and keep the best time.

In: commands. Out: seconds on the wall and on the processors, children included. For POSIX systems.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

RUNS = 3


@dataclass(frozen=True, slots=True, order=True)
class Spent:
    """One process, from its start to its end, with all its children.

    Seconds on the wall and of processor time, and the most memory that any one of the processes held, in MB.
    """

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Run:
    """A command, where it runs, what is different in its environment, and what comes before it, not timed."""

    command: Sequence[str]
    folder: Path
    environment: Mapping[str, str]
    before: Callable[[], None]


def best(runs: Sequence[Run], times: int = RUNS) -> list[Spent]:
    """The least wall time of each run out of `times`, the runs taking turns, so that a busy moment hits them alike."""
    spent: list[list[Spent]] = [[] for _ in runs]
    for _ in range(times):
        for kept, run in zip(spent, runs, strict=True):
            run.before()
            kept.append(_once(run))
    return [min(kept) for kept in spent]


def rounds(run: Run, sign: str, times: int = RUNS) -> Spent:
    """The round that took least of a process that stays: what comes before, to the line that begins with a sign."""
    spent = []
    environment = {**os.environ, **run.environment}
    with subprocess.Popen(
        run.command, cwd=run.folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        _heard(process, sign)  # the first round begins by itself
        for _ in range(times):
            run.before()
            start = time.perf_counter()
            _heard(process, sign)
            spent.append(time.perf_counter() - start)
        process.kill()
    return Spent(min(spent), 0.0, 0.0)


def _heard(process: subprocess.Popen[str], sign: str) -> None:
    said = []
    for line in process.stderr or ():
        said.append(line)
        if line.startswith(sign):
            return
    raise SystemExit(f"the process ended:\n{''.join(said)}")


def _once(run: Run) -> Spent:
    # Python keeps compiled modules, as it does for whoever has installed a program.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment.update(run.environment)
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(run.command, cwd=run.folder, env=environment, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            words = said.read().decode("utf-8", "replace")
            raise SystemExit(f"{' '.join(map(str, run.command))} ended with {process.returncode}:\n{words[-4000:]}")
    unit = 1e6 if sys.platform == "darwin" else 1e3  # bytes there, KB elsewhere
    return Spent(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)
