"""Read style sheets: the builder's own, those that editions bring, and over them the book's.

In: the book's folder, and folders of sheets. Out: one file per name. A book's own sheet may set looks, and load
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from trustbook.findings import Finding, SourceFile
from trustbook.sources import sheets
from trustbook.sources.folder import MAX_TEXT, BookFolder
from trustbook.sources.locate import shipped_styles


def read_styles(folder: BookFolder, brought: Sequence[Path]) -> Mapping[str, SourceFile]:
    """Style sheets by file name."""
    styles: dict[str, SourceFile] = {}
    ours = (*brought, shipped_styles())  # what ships stands above what somebody else brings
    for path in (path for one in ours for path in sorted(one.glob("*.css"))):
        styles[path.name] = SourceFile(f"trustbook/styles/{path.name}", path.read_text("utf-8"))
    own = folder.root / "styles"
    for path in sorted(own.glob("*.css")) if own not in ours else ():  # the builder's own book has no others
        data = folder.bytes(path, MAX_TEXT, folder.found, folder.root)
        if data is not None:
            file = styles[path.name] = SourceFile(folder.shown(path), data.decode("utf-8", "replace"))
            folder.found.extend(_loading(file))
    return styles


def _loading(file: SourceFile) -> list[Finding]:
    hint = "a build reads the book's own pictures and the shipped fonts only; remove it"
    return [
        file.finding("F118", f"the style sheet loads something: `{words}`", line, column, len(words), hint)
        for line, column, words in sheets.loads(file.text)
    ]
