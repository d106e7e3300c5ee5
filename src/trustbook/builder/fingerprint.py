"""Tell whether an edition would come out the same as the one already built, without building it.

In: a book's folder. Out: one hash an edition, of everything it depends on: files of the book, style sheets, this
program,
the versions of the libraries and of Python, SOURCE_DATE_EPOCH. Standard library only: this runs before anything
heavy loads.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from trustbook.editions import EDITIONS
from trustbook.pdf.standards import PdfStandard
from trustbook.sources.program import add, files, program


def fingerprints(root: Path, manuscript: Path, shipped_styles: Path, standard: PdfStandard) -> dict[str, str]:
    """The fingerprint of each edition of the book at `root`; `standard` is the screen PDF's."""
    common = hashlib.sha256(f"{program()} {os.environ.get('SOURCE_DATE_EPOCH', '')}".encode())
    sheets: dict[str, Path] = {}
    for folder in (shipped_styles, root / "styles"):
        if folder.is_dir():
            sheets.update((path.name, path) for path in sorted(folder.glob("*.css")))
    apart = {"dist", "clinics"} | ({"styles"} if manuscript == root else set())  # each edition has its own sheets
    for path in files(manuscript, skip=apart):
        add(common, path, path.relative_to(manuscript).as_posix())
    made: dict[str, str] = {}
    for name, row in EDITIONS.items():
        own = common.copy()
        own.update(name.encode())
        for sheet, path in sorted(sheets.items()):
            if sheet not in row.ignores:
                add(own, path, sheet)
        if name == "screen":
            own.update(f"{standard.key} {made['epub'] if standard.embeds_epub else ''}".encode())
        made[name] = own.hexdigest()
    return made
