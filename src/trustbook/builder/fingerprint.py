"""Decide whether an edition would come out the same as the one already built, without building it.

In: a book's folder, or a book in memory. Out: the state of all that every edition depends on (files of the book, this
program, versions of libraries and of Python, SOURCE_DATE_EPOCH), and per edition one hash of that state, its style
sheets and its options, compared with the one of what was built. Standard library only: this runs before anything heavy
loads.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from trustbook.builder.report import EditionRecord, intact
from trustbook.editions import Edition, Product
from trustbook.sources.locate import NOT_THE_BOOK
from trustbook.sources.program import content, contents, key, program

if TYPE_CHECKING:
    from trustbook.manuscript.book import Book


def state_of_folder(root: Path, manuscript: Path) -> str:
    """The state of a book on disk; style sheets are apart, for each edition has its own."""
    skip = NOT_THE_BOOK | ({"styles"} if manuscript == root else set())
    return key(program(), os.environ.get("SOURCE_DATE_EPOCH", ""), *contents(manuscript, skip))


def state_of_book(book: Book) -> str:
    """The state of a book in memory, from what was read and what was chosen."""
    sources = book.sources
    texts = [sources.config, sources.reading_list, sources.help_file, *(one.file for one in sources.chapters)]
    parts: list[str | bytes] = [program(), sources.modified.isoformat(), sources.settings.model_dump_json()]
    for file in texts:
        parts += ["", ""] if file is None else [file.path, file.text]
    for image in sources.images.values():
        parts += [image.path, image.data]
    return key(*parts)


def sheets_on_disk(folders: Sequence[Path]) -> Callable[[str], bytes]:
    """What style sheets hold, by name: those of later folders stand for those of earlier ones."""

    def read(name: str) -> bytes:
        places = [folder / name for folder in reversed(folders)]
        return next((content(place) for place in places if place.is_file()), b"")

    return read


@dataclass(frozen=True, slots=True)
class Inputs:
    """What editions of one book are made from.

    `state` is that of the book, `sheet` gives the bytes of a style sheet by name, `tables` is what book.toml says in
    the editions' tables, and `options` what stands above it for this build.
    """

    state: str
    sheet: Callable[[str], bytes]
    tables: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)

    def fingerprint(self, edition: Edition, sheets: Iterable[str]) -> str:
        """The hash of everything an edition depends on."""
        table = {**self.tables.get(edition.name, {}), **self.options}
        return self._hash(edition, sheets, (f"{one.name}={one.value(table)}" for one in edition.options))

    def key(self, product: Product, sheets: Iterable[str]) -> str:
        """A name for a product that is kept between builds."""
        said = (f"{name}={value}" for name, value in sorted(self.options.items()))
        return f"{product.name}-{self._hash(product, sheets, said)}"

    def unchanged(self, edition: Edition, built: EditionRecord | None, folder: Path) -> bool:
        """Whether an edition lies in a folder as it would come out if it were built again."""
        return (
            built is not None and built.fingerprint == self.fingerprint(edition, built.sheets) and intact(folder, built)
        )

    def _hash(self, product: Product, sheets: Iterable[str], said: Iterable[str]) -> str:
        parts = [part for name in sheets for part in (name, self.sheet(name))]
        return key(product.name, self.state, _outside(product), *said, *parts)


def _outside(product: Product) -> bytes:
    """The code of a row that does not ship with this program: the package, or the module, that makes it."""
    name = product.make.__module__
    if name.split(".")[0] == __name__.split(".")[0]:
        return b""
    module = sys.modules.get(name)
    path = Path(getattr(module, "__file__", None) or "")
    return key(*contents(path.parent, {"__pycache__"})).encode() if path.stem == "__init__" else content(path)
