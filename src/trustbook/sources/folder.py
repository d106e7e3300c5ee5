"""Read files of a book's folder: none from outside, none without end, none that is no text.

In: paths below the manuscript folder. Out: bytes and text files; what cannot be read is a finding in `found`. The only
module that opens files of a book. It must not know what a file is for.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from trustbook.findings import Collector, DataFile, Finding, Place, SourceFile
from trustbook.sources.bounds import bounds
from trustbook.sources.locate import MAX_FOLDERS, NOT_THE_BOOK
from trustbook.sources.regular import TooLarge, read_regular

_EXPORTED = (".bib", ".json")  # written by programs, in lines and blocks of any length
MAX_TEXT = 2_000_000  # bytes of one chapter, settings file or style sheet

_BOM = b"\xef\xbb\xbf"


class BookFolder:
    """A book's folder, from `root`, and in it the `manuscript` folder that holds book.toml."""

    def __init__(self, root: Path, manuscript: Path) -> None:
        self.root = root
        self.manuscript = manuscript
        self.found = Collector()
        self._real = manuscript.resolve()
        self._home = root.resolve()
        self._files: tuple[Path, ...] | None = None

    def shown(self, path: Path) -> str:
        """The path as people see it in findings: relative to the book's folder."""
        return Path(os.path.relpath(path, self.root)).as_posix()

    def inside(self, path: Path) -> bool:
        """Whether a path, links followed, stays in the manuscript folder."""
        return self._real.is_relative_to(self._home) and _within(path, self._real)

    def files(self) -> tuple[Path, ...]:
        """All files of the manuscript in a fixed order, without hidden folders and output; links are not entered."""
        if self._files is None:
            self._files = tuple(_walk(self.manuscript))
        return self._files

    def bytes(self, path: Path, limit: int, found: Collector, folder: Path | None = None) -> bytes | None:
        """The bytes of a file in the manuscript or in `folder`; None with a finding if too large or out of reach."""
        shown = self.shown(path)
        if not (_within(path, folder.resolve()) if folder else self.inside(path)):
            hint = "copy the file into the manuscript folder; links out of it are not followed"
            found.add("F114", f"`{shown}` lies outside the book's folder", Place(shown), hint)
            return None
        try:
            return read_regular(path.resolve(), limit)
        except TooLarge as large:
            message = f"`{shown}` has {large.size / 1e6:.1f} MB; at most {limit / 1e6:g} MB are read"
            several = path.suffix in (".md", ".csv", ".xlsx")
            hint = "split it into several files" if several else "make the file smaller"
            found.add("F110", message, Place(shown), hint)
        except (OSError, RuntimeError) as error:  # links in a circle raise the latter
            reason = getattr(error, "strerror", None) or str(error)
            hint = "put a file there that you can open yourself, or take its name out"
            found.add("F117", f"`{shown}` cannot be read: {reason}", Place(shown), hint)
        return None

    def data_file(self, name: str, optional: bool = False) -> DataFile | None:
        """A TOML file of the manuscript, checked as any text."""
        file = self.text(name, optional, not name.lower().endswith(_EXPORTED))
        return DataFile(file.path, file.text) if file is not None else None

    def text(self, name: str, optional: bool = False, prose: bool = True) -> SourceFile | None:
        """A text file of the manuscript, checked for encoding; as `prose`, for what would slow a later stage."""
        path = self.manuscript / name
        if optional and self.inside(path) and not os.path.lexists(path):
            return None
        data = self.bytes(path, MAX_TEXT, self.found)
        if data is None:
            return None
        shown = self.shown(path)
        if data.startswith(_BOM):
            message = f"`{shown}` starts with a byte order mark"
            self.found.add("F108", message, Place(shown, 1, 1), "save it as UTF-8 without BOM")
            data = data.removeprefix(_BOM)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            self.found.keep(_not_utf8(shown, data, error.start))
            return None
        file = SourceFile(shown, text.replace("\r\n", "\n").replace("\r", "\n"))
        faults = [one for one in bounds(file) if prose or one.code == "F113"]
        self.found.extend(faults)
        return None if faults else file


def _within(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder)
    except (OSError, RuntimeError):  # links in a circle lead nowhere; reading them will say so
        return True


def _walk(folder: Path) -> Iterator[Path]:
    top = len(folder.parts)
    for base, folders, names in os.walk(folder):
        inner = folders if len(Path(base).parts) - top < MAX_FOLDERS else []
        folders[:] = sorted(name for name in inner if not name.startswith(".") and name not in NOT_THE_BOOK)
        for name in sorted(names):
            yield Path(base) / name


def _not_utf8(shown: str, data: bytes, start: int) -> Finding:
    before = data[:start]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    excerpt = data.split(b"\n")[line - 1].decode("utf-8", "replace").rstrip("\r")
    message = f"byte 0x{data[start]:02x} is not UTF-8"
    hint = "save the file as UTF-8 (it looks like Latin-1 or Windows-1252)"
    return Finding("F107", message, Place(shown, line, column), hint, excerpt[:200])
