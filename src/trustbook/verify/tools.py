"""What the checks of finished files stand on: the file to judge, and other people's programs run within
bounds.

In: a command. Out: its exit code and what it said. A program gets no shell, no input, a folder of its own to
work in, and `TIMEOUT` seconds. `Missing` says a tool is not installed, `Broke` that it did not do its work;
neither says anything about the file.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trustbook.findings import Finding

ACE = "TRUSTBOOK_ACE"  # environment variable: the command that runs Ace
VERAPDF = "TRUSTBOOK_VERAPDF"  # environment variable: the command that runs veraPDF

TIMEOUT = 300.0  # seconds for one program
_GRACE = 10.0  # seconds to tidy up when told to stop
_LARGEST = 64 * 2**20  # bytes read of one file that a program wrote

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, slots=True)
class Subject:
    """A file to judge: its name for people, its bytes, and an empty folder for this one check."""

    name: str
    data: bytes
    work: Path

    def copy(self, name: str) -> str:
        """Write the bytes as `name` in the working folder, where programs find it by that name alone."""
        (self.work / name).write_bytes(self.data)
        return name


@dataclass(frozen=True, slots=True)
class Check:
    """A way to judge a file. `run` raises `Missing` or `Broke` when its tool does not do its work."""

    name: str
    run: Callable[[Subject], list[Finding]]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended: its exit code (negative: the signal that ended it), and what it said."""

    code: int
    output: str
    errors: str

    @property
    def reason(self) -> str:
        """The line that most likely says why it failed: the first that speaks of an error, else the last."""
        lines = [line.strip() for line in f"{self.output}\n{self.errors}".splitlines() if line.strip()]
        telling = [line for line in lines if "error" in line.lower()] or lines[-1:]
        return telling[0][:300] if telling else f"it ended with exit code {self.code} and said nothing"


class Missing(Exception):
    """A tool is not installed. `remedy` is the one command that installs it."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy


class Broke(Exception):
    """A tool is there and did not do its work; the text says how."""


def named(variable: str) -> str:
    """The program that an environment variable names, as an absolute path; `Broke` when it names none."""
    value = os.environ[variable]
    path = shutil.which(value)
    if path is None:
        raise Broke(f"{variable} names `{value}`, which is not a program")
    return os.path.abspath(path)


def run(command: Sequence[str], work: Path, environment: Mapping[str, str] | None = None) -> Ended:
    """Run a program in the folder `work` to its end; `Broke` when it does not start or does not end in time.

    Its temporary files go to `work` too. What it writes is read as UTF-8.
    """
    scratch = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(work))
    whole = {**os.environ, **scratch, **(environment or {})}
    with (work / "stdout").open("wb") as output, (work / "stderr").open("wb") as errors:
        try:
            process = subprocess.Popen(
                command,
                cwd=work,
                env=whole,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
                start_new_session=True,  # so that what it starts can be stopped with it
            )
        except OSError as error:
            raise Broke(f"`{command[0]}` cannot be started: {error.strerror}") from None
        try:
            code = process.wait(TIMEOUT)
        except subprocess.TimeoutExpired:
            raise Broke(f"it was stopped after {TIMEOUT:g} s") from None
        finally:
            _stop(process)
    return Ended(code, _text(work / "stdout"), _text(work / "stderr"))


def read_json(path: Path, outcome: Ended) -> Any:
    """The JSON report a program left; `Broke`, with its own words, when it left none that can be read."""
    try:
        if path.stat().st_size > _LARGEST:
            raise Broke("its report is too large to read")
        return json.loads(path.read_bytes())
    except FileNotFoundError:
        raise Broke(outcome.reason) from None
    except (OSError, ValueError, RecursionError):
        raise Broke(f"its report cannot be read; {outcome.reason}") from None


def _text(path: Path) -> str:
    with path.open("rb") as stream:
        return _COLOUR.sub("", stream.read(_LARGEST).decode("utf-8", "replace"))


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a program that still runs, and its children: politely first, since Ace then closes its browser."""
    if process.poll() is not None:
        return
    _signal(process, signal.SIGTERM)
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        if sys.platform != "win32":
            _signal(process, signal.SIGKILL)
        process.kill()
        process.wait()


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    if sys.platform == "win32":
        process.terminate()
    else:
        os.killpg(process.pid, number)
