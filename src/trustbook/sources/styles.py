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
from trustbook.sources.folder import BookFolder
from trustbook.sources.locate import OWN_STYLES, REPLACING_STYLES, is_among, shipped_styles

MAX_SHEET = 200_000  # bytes of one


def read_styles(folder: BookFolder, brought: Sequence[Path]) -> Mapping[str, tuple[SourceFile, ...]]:
    """Style sheets by file name."""
    styles: dict[str, tuple[SourceFile, ...]] = {}
    ours = (*brought, shipped_styles())  # what ships stands above what somebody else brings
    for path in (path for one in ours for path in sorted(one.glob("*.css"))):
        styles[path.name] = (SourceFile(f"trustbook/styles/{path.name}", path.read_text("utf-8")),)
    if is_among(folder.root / OWN_STYLES, ours):  # the builder's own book has no others
        return styles
    own: list[SourceFile] = []
    for place in (REPLACING_STYLES, OWN_STYLES):
        for path in sorted((folder.root / place).glob("*.css")):
            if path.name not in styles:
                folder.found.keep(_unread(folder.shown(path), path.name, styles))
                continue
            data = folder.bytes(path, MAX_SHEET, folder.found, folder.root)
            if data is None:
                continue
            text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
            file = SourceFile(folder.shown(path), text.replace("\f", " "))  # a line end to CSS, and to nobody else
            own.append(file)
            styles[path.name] = (file,) if place == REPLACING_STYLES else (*styles.get(path.name, ()), file)
    if own:
        folder.found.extend(sheets.judge(own))
    return styles


def _unread(shown: str, name: str, known: Mapping[str, object]) -> Finding:
    """A sheet with a name that no edition reads would change nothing, and say nothing."""
    near = did_you_mean(name, known)
    hint = near or f"name it after the sheet that it adds to: {', '.join(known)}"
    return Finding("F121", f"no edition reads a style sheet `{name}`", Place(shown), hint)
