"""Files in a place that fsspec knows: a folder, a bucket, a server.

In: the place as an address, and names. Out: bytes, or `PlaceFault`. The rights to write there are the machine's own.
"""

from __future__ import annotations

import re

from trustbook.findings import Finding, Place


class PlaceFault(Exception):
    """A place does not take files, or does not give them; the words say why."""


def take(to: str, name: str) -> bytes | None:
    """The bytes of a file in a place; nothing where there is none."""
    from fsspec.core import url_to_fs

    try:
        system, path = url_to_fs(f"{to.rstrip('/')}/{name}")
        return bytes(system.cat_file(path)) if system.isfile(path) else None
    except Exception as error:  # each kind of place has its own
        raise PlaceFault(f"{type(error).__name__}: {str(error)[:200]}") from None


def put(to: str, name: str, data: bytes) -> None:
    """Put a file into a place."""
    from fsspec.core import url_to_fs

    try:
        system, path = url_to_fs(f"{to.rstrip('/')}/{name}")
        system.makedirs(path.rpartition("/")[0], exist_ok=True)
        system.pipe_file(path, data)
    except Exception as error:  # each kind of place has its own
        raise PlaceFault(f"{type(error).__name__}: {str(error)[:200]}") from None


def shown_place(to: str) -> str:
    """A place as it is told, without the name and password that may stand in it."""
    return re.sub(r"//[^/@]*@", "//", to)


def cannot_put(to: str, fault: PlaceFault) -> Finding:
    """A place does not take a file."""
    hint = "see that every worker may write there, and give the command again: what is done stays done"
    return Finding("O901", f"cannot write into `{shown_place(to)}`: {fault}", Place(shown_place(to)), hint)
