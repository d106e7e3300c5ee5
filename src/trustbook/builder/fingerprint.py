"""Decide whether an edition would come out the same as the one already built, without building it.

In: a book's folder, or a book in memory. Out: the state of all that every edition depends on (files of the book, this
program, versions of libraries and of Python, SOURCE_DATE_EPOCH), and per edition one hash of that state, its style
sheets and its options, compared with the one of what was built. Standard library only: this runs before anything heavy
loads.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from trustbook.builder.report import EditionRecord, intact
from trustbook.editions import Product, Rows
from trustbook.sources.installed import versions
from trustbook.sources.locate import (
    CLINICS,
    NOT_THE_BOOK,
    OWN_STYLES,
    REPLACING_STYLES,
    QuickLook,
    book_root,
    is_among,
    is_clinic_name,
    quick_clinic,
    shipped_styles,
)
from trustbook.sources.program import content, contents, key, program

if TYPE_CHECKING:
    from trustbook.manuscript.book import Book
    from trustbook.sources.values import ClinicCopy


def state_of_folder(root: Path, manuscript: Path, named: Sequence[str] = (), packages: Sequence[str] = ()) -> str:
    """The state of a book on disk, with the files that book.toml names wherever they lie in the manuscript's folder,
    and the versions of packages of fonts.

    Style sheets are apart, for each edition has its own.
    """
    skip = NOT_THE_BOOK | ({"styles"} if manuscript == root else set())
    files = (part for name in named if _inside(manuscript, name) for part in (name, content(manuscript / name)))
    fonts = (f"{name} {version}" for name, version in versions(tuple(packages)).items())
    return key(program(), os.environ.get("SOURCE_DATE_EPOCH", ""), *contents(manuscript, skip), *files, *fonts)


def _inside(folder: Path, name: str) -> bool:
    try:
        return (folder / name).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # links in a circle; reading the book will say so
        return False


def state_of_book(book: Book) -> str:
    """The state of a book in memory, from what was read and what was chosen."""
    sources = book.sources
    data = (sources.config, sources.reading_list, sources.help_file, sources.rights_file, sources.sessions_file)
    texts = [*data, *(one.file for one in sources.chapters)]
    parts: list[str | bytes] = [program(), sources.modified.isoformat(), sources.settings.model_dump_json()]
    for file in texts:
        parts += ["", ""] if file is None else [file.path, file.text]
    for image in sources.images.values():
        parts += [image.path, image.data]
    for path, profile in sources.profiles.items():
        parts += [path, profile]
    for face in sources.fonts:
        parts += [face.name, face.data]
    return key(*parts)


def state_of_clinic(manuscript: Path, name: str) -> str:
    """The state of a clinic's file and of the logo that it names; nothing where there is no such file."""
    if not is_clinic_name(name) or not (manuscript / CLINICS / f"{name}.toml").is_file():
        return ""
    logo = quick_clinic(manuscript, name).logo
    drawn = (logo, content(manuscript / CLINICS / logo)) if "/" not in logo and "\\" not in logo and logo else ()
    return key(name, content(manuscript / CLINICS / f"{name}.toml"), *drawn)


def state_of_copy(copied: ClinicCopy | None) -> str:
    """The state of a clinic whose copy is made, from what was read; nothing for the book itself."""
    if copied is None:
        return ""
    logo = (copied.logo.path, copied.logo.data) if copied.logo else ()
    return key(copied.name, copied.clinic.model_dump_json(), *logo)


def sheets_on_disk(folders: Sequence[Path], root: Path) -> Callable[[str], bytes]:
    """What style sheets hold, by name: those of later folders stand for earlier ones, the book's come beside them."""
    own = [] if is_among(root / OWN_STYLES, folders) else [root / place for place in (REPLACING_STYLES, OWN_STYLES)]

    def read(name: str) -> bytes:
        places = [folder / name for folder in reversed(folders)]
        ours = next((content(place) for place in places if place.is_file()), b"")
        return ours + b"".join(content(folder / name) for folder in own if (folder / name).is_file())

    return read


def inputs_of_folder(
    config: Path, look: QuickLook, known: Rows, options: Mapping[str, str] = {}, copy: str = "", state: str = ""
) -> Inputs:
    """What editions of the book on disk are made from; `config` is the absolute path of its book.toml, `copy` the state
    of the clinic whose copy it is, and `state` that of the folder, where it is known already."""
    root = book_root(config)
    sheets = sheets_on_disk([*known.styles, shipped_styles()], root)
    state = state or state_of_folder(root, config.parent, look.files, look.packages)
    return Inputs(known, state, sheets, look.tables, options, copy)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What editions of one book are made from.

    `known` are the rows; `state` is that of the book, `sheet` gives the bytes of a style sheet by name, `tables` is
    what book.toml says in the editions' tables, and `options` what stands above it for this build. `copy` is the state
    of a clinic where its own copy is made, else nothing.
    """

    known: Rows
    state: str
    sheet: Callable[[str], bytes]
    tables: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    copy: str = ""

    def key(self, name: str, made_from: Sequence[str]) -> str:
        """The hash of everything a product depends on; `made_from` are the rows it is made from, itself among them."""
        rows = [self.known.products[one] for one in made_from]
        said = (f"{row.name}.{one.name}={one.value(self._table(row))}" for row in rows for one in row.options)
        sheets = sorted({sheet for row in rows for sheet in row.sheets})
        code = (_outside(row) for row in rows)
        taken = (row.machine() for row in rows if row.machine is not None)
        whose = () if self.known.products[name].of_book or not self.copy else (self.copy,)
        return key(
            name, self.state, *whose, *said, *code, *taken, *(part for one in sheets for part in (one, self.sheet(one)))
        )

    def unchanged(self, built: EditionRecord | None, folder: Path) -> bool:
        """Whether an edition lies in a folder as it would come out if it were built again."""
        return (
            built is not None
            and self.known.products.keys() >= set(built.rows)
            and built.fingerprint == self.key(built.name, built.rows)
            and intact(folder, built)
        )

    def _table(self, row: Product) -> Mapping[str, str]:
        return {**self.tables.get(row.name, {}), **self.options}


def _outside(row: Product) -> bytes:
    """The code of a row that does not ship with this program: all of its package, or its module."""
    name = getattr(row.make, "func", row.make).__module__.split(".")[0]
    if name == __name__.split(".")[0]:
        return b""
    path = Path(getattr(sys.modules.get(name), "__file__", None) or "")
    return key(*contents(path.parent, {"__pycache__"})).encode() if path.stem == "__init__" else content(path)
