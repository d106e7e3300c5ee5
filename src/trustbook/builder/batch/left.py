"""Copies that lie in the output folder and whose clinics are not in the list: of rows that were removed or renamed.

In: the book, the output folder, and the names that belong there. Out: a finding that names them. They stay: somebody
may still give them out, and nobody but the clinic's office knows.
"""

from __future__ import annotations

import os
from collections.abc import Set
from pathlib import Path

from trustbook.builder.batch.base import Base
from trustbook.builder.report import read_report
from trustbook.findings import Finding, Place
from trustbook.sources.clinics import clinics

_NAMED = 10


def copies_left(base: Base, folder: Path, listed: Set[str]) -> tuple[Finding, ...]:
    """A note on copies of the book for clinics that are neither `listed` nor have a file in the book's own folder."""
    here = {*listed, *clinics(base.config.parent)}
    try:
        with os.scandir(folder) as entries:
            others = sorted(one.name for one in entries if one.name not in here and one.is_dir(follow_symlinks=False))
    except OSError:
        return ()
    left = [name for name in others if _is_copy(folder / name, name, base.look.identifier)]
    if not left:
        return ()
    named = ", ".join(f"`{name}`" for name in left[:_NAMED])
    more = f" and {len(left) - _NAMED:,} more" if len(left) > _NAMED else ""
    message = f"copies of clinics that are not in the list lie here ({len(left):,}): "
    hint = "remove their folders if nobody gives them out any more"
    shown = Path(os.path.relpath(folder, base.root)).as_posix()
    return (Finding("C208", message + named + more, Place(shown), hint),)


def _is_copy(folder: Path, name: str, identifier: str) -> bool:
    """Whether a folder holds the copy of this book for the clinic that it is named after."""
    report = read_report(folder)
    return report is not None and report.clinic == name and report.book == identifier
