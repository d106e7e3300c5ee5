"""A folder for all that a run writes and throws away again.

In: nothing. Out: a folder of this run alone, in the system's place for temporary files; it goes when the run ends, and
what a killed run left goes when the next one begins. A folder whose lock is held belongs to a run that is alive: the
system lets go of the lock when the last process that holds it has died. Windows has no such locks, so nothing of
others is removed there. It must not touch what it did not make: links, and folders of other people.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

PREFIX = "trustbook-run-"  # nobody else names a folder so


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder of this run alone. Raises OSError where none can be made."""
    with contextlib.ExitStack() as held:
        while True:
            folder = Path(tempfile.mkdtemp(prefix=PREFIX))
            held.callback(shutil.rmtree, folder, ignore_errors=True)
            held.enter_context(locked(folder))
            if folder.is_dir():  # else another run swept it before it was locked
                break
        yield folder


@contextmanager
def locked(path: Path, wait: bool = True) -> Iterator[bool | None]:
    """Hold the lock of a folder or file; False where somebody has it and nobody wants to wait, None where there are
    no locks."""
    if sys.platform == "win32":
        yield None
        return
    import fcntl

    with contextlib.ExitStack() as held:
        try:
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            held.callback(os.close, handle)
            fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            got: bool | None = False
        except OSError:
            got = None
        else:
            got = True
        yield got


def sweep() -> None:
    """Remove the folders that runs of this person left which did not come to their end."""
    with contextlib.suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            if entry.name.startswith(PREFIX) and _ours(entry):
                with locked(Path(entry.path), wait=False) as alone:
                    if alone:
                        shutil.rmtree(entry.path, ignore_errors=True)


def new_file(path: Path) -> BinaryIO:
    """A file that was not there before, to be written; no link that lies in its place is followed."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    return open(os.open(path, flags, 0o666), "wb")


def _ours(entry: os.DirEntry[str]) -> bool:
    facts = entry.stat(follow_symlinks=False)
    return stat.S_ISDIR(facts.st_mode) and (sys.platform == "win32" or facts.st_uid == os.geteuid())
