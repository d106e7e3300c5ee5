"""Read style sheets: the builder's own, those that editions bring, and the book's.

In: the book's folder, and folders of sheets. Out: the files of each name in the order of their rules. A sheet in the
book's own folder of styles comes after ours of the same name; one in its subfolder for that stands in place of ours.
A book's own sheet may set looks, and load nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from trustbook.findings import Finding, Place, SourceFile, did_you_mean
from trustbook.sources import sheets
from trustbook.sources.folder import MAX_TEXT, BookFolder
from trustbook.sources.locate import OWN_STYLES, REPLACING_STYLES, shipped_styles


def read_styles(folder: BookFolder, brought: Sequence[Path]) -> Mapping[str, tuple[SourceFile, ...]]:
    """Style sheets by file name."""
    styles: dict[str, tuple[SourceFile, ...]] = {}
    ours = (*brought, shipped_styles())  # what ships stands above what somebody else brings
    for path in (path for one in ours for path in sorted(one.glob("*.css"))):
        styles[path.name] = (SourceFile(f"trustbook/styles/{path.name}", path.read_text("utf-8")),)
    if folder.root / OWN_STYLES in ours:  # the builder's own book has no others
        return styles
    for place in (REPLACING_STYLES, OWN_STYLES):
        for path in sorted((folder.root / place).glob("*.css")):
            data = folder.bytes(path, MAX_TEXT, folder.found, folder.root)
            if data is None:
                continue
            file = SourceFile(folder.shown(path), data.decode("utf-8", "replace"))
            folder.found.extend([*_loading(file), *_unread(file, path.name, styles)])
            styles[path.name] = (file,) if place == REPLACING_STYLES else (*styles.get(path.name, ()), file)
    return styles


def _unread(file: SourceFile, name: str, known: Mapping[str, object]) -> list[Finding]:
    """A sheet with a name that no edition reads would change nothing, and say nothing."""
    if name in known:
        return []
    near = did_you_mean(name, known)
    hint = near or f"name it after the sheet that it adds to: {', '.join(known)}"
    return [Finding("F121", f"no edition reads a style sheet `{name}`", Place(file.path), hint)]


def _loading(file: SourceFile) -> list[Finding]:
    hint = "a build reads the book's own pictures and the shipped fonts only; remove it"
    return [
        file.finding("F118", f"the style sheet loads something: `{words}`", line, column, len(words), hint)
        for line, column, words in sheets.loads(file.text)
    ]
