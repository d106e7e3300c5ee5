"""Find a book's folder and what it asks to build, without reading it all.

Standard library only: the answer "nothing has changed" must not wait for anything heavy.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from trustbook.findings import Finding
from trustbook.findings.toml_positions import read_positions
from trustbook.sources.regular import read_regular

CONFIG = "book.toml"
OWN_STYLES, REPLACING_STYLES = "styles", "styles/replace"  # in a book's folder: beside ours, and in place of ours
CLINICS = "clinics"  # beside book.toml: a file for each clinic that gives out its own copy
NOT_THE_BOOK = frozenset({"dist", CLINICS})  # folders that no edition of the book itself is made from
MAX_FOLDERS = 30  # folders in folders that are looked into
_LISTS = (("book", "reading-list"), ("book", "sessions"), ("help", "file"), ("help", "rights"))  # keys that name files
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WHITE = re.compile(r"[ \t\r\n]+")  # is one space in a text on one line; all else in a name of a file stays
_DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{one}{number}" for one in ("com", "lpt") for number in range(10)),
}  # Windows
_MAX_CONFIG = 2_000_000  # bytes; `load` reads no more either
_SHIPPED = Path(__file__).parents[1] / "styles"
_REPOSITORY = Path(__file__).parents[3] / "styles"


def find_config(folder: Path) -> Path | None:
    """The book.toml of a folder: in `manuscript/`, else in the folder itself, else None."""
    for candidate in (folder / "manuscript" / CONFIG, folder / CONFIG):
        if candidate.is_file():
            return candidate
    return None


def no_book() -> Finding:
    """The finding for a folder that holds no book."""
    hint = "run `trustbook new mybook` to start one, or name the folder: `trustbook -C FOLDER build`"
    return Finding("F101", f"there is no {CONFIG} in this folder or in manuscript/", hint=hint)


def book_root(config: Path) -> Path:
    """The book's folder: the one above `manuscript/`, else the one that holds book.toml."""
    return config.parent.parent if config.parent.name == "manuscript" else config.parent


def shipped_styles() -> Path:
    """The builder's own style sheets: at the top of a checkout, inside the package once installed."""
    return _REPOSITORY if (_REPOSITORY / "tokens.css").is_file() else _SHIPPED


def is_among(folder: Path, others: Iterable[Path]) -> bool:
    """Whether a folder is one of others, however each is written."""
    return os.path.realpath(folder) in map(os.path.realpath, others)


def is_clinic_name(name: str) -> bool:
    """Whether a clinic's file, and the folder of its copy, can have this name on every system."""
    return len(name) <= 60 and _NAME.fullmatch(name) is not None and name not in _DEVICES


@dataclass(frozen=True, slots=True)
class QuickClinic:
    """What a clinic's file says of a build, unchecked: its name, editions, and the file of its logo."""

    name: str
    editions: tuple[str, ...]
    logo: str


def quick_clinic(manuscript: Path, name: str) -> QuickClinic:
    """Look at the file of a clinic of a book."""
    return quick_clinic_file(manuscript / CLINICS / f"{name}.toml")


def quick_clinic_file(path: Path) -> QuickClinic:
    """Look at a clinic's file. What is faulty there counts as not written; reading it will say so."""
    try:
        text = read_regular(path, _MAX_CONFIG).decode("utf-8")
        data = {} if read_positions(text).deep else tomllib.loads(text)
    except (OSError, ValueError, RuntimeError):
        data = {}
    listed = data.get("editions")
    editions = tuple(one for one in listed if isinstance(one, str)) if isinstance(listed, list) else ()
    texts = (data.get(key) for key in ("name", "logo"))
    said, logo = (_WHITE.sub(" ", one).strip(" ") if isinstance(one, str) and "\0" not in one else "" for one in texts)
    return QuickClinic(said, tuple(dict.fromkeys(editions)), logo)


@dataclass(frozen=True, slots=True)
class QuickLook:
    """What book.toml says of a build, unchecked: editions, the book's identifier, texts in tables, files, packages, and
    which of the files are chapters."""

    editions: tuple[str, ...]
    identifier: str
    tables: Mapping[str, Mapping[str, str]]
    files: tuple[str, ...]
    packages: tuple[str, ...] = ()  # of fonts
    chapters: tuple[str, ...] = ()


def quick_look(config: Path) -> QuickLook:
    """Look at book.toml alone. What is faulty there counts as not written; `load` will report it."""
    try:
        real = config.resolve()
        inside = real.is_relative_to(book_root(config).resolve())
        text = read_regular(real, _MAX_CONFIG).decode("utf-8") if inside else ""
        data = {} if read_positions(text).deep else tomllib.loads(text)  # tomllib would take long
    except (OSError, ValueError, RuntimeError):  # links in a circle, and tables in tables, raise the last
        data = {}
    named = data.get("editions")
    editions = tuple(name for name in named if isinstance(name, str)) if isinstance(named, list) else ()
    tables = {
        name: {key: value for key, value in table.items() if isinstance(value, str)}
        for name, table in data.items()
        if isinstance(table, dict)
    }
    chapters = data.get("chapters")
    named = [one.get("file") for one in chapters if isinstance(one, dict)] if isinstance(chapters, list) else []
    texts = _names(named)
    named += [tables.get(table, {}).get(key) for table, key in _LISTS]
    fonts = data.get("fonts")
    listed = [fonts.get(key) if isinstance(fonts, dict) else () for key in ("files", "packages")]
    own, packages = (tuple(one) if isinstance(one, list) else () for one in listed)
    files = _names((*named, *own))
    named_packages = tuple(one for one in packages if isinstance(one, str))
    identifier = tables.get("book", {}).get("identifier", "")
    return QuickLook(tuple(dict.fromkeys(editions)), identifier, tables, files, named_packages, texts)


def _names(said: Iterable[object]) -> tuple[str, ...]:
    return tuple(one for one in said if isinstance(one, str) and one.isprintable())
