"""The editions: one folder each, collected into rows.

In: nothing but what is installed. Out: the rows of editions and of the products they share, by name.
A new edition is a folder here and a line in `_OURS`; one of somebody else's is a package that names its row under
the entry point `trustbook.editions`, and nothing here changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from trustbook.editions.booklet import EDITION as BOOKLET
from trustbook.editions.by_parts import in_parts
from trustbook.editions.clear_print import EDITION as CLEAR_PRINT
from trustbook.editions.drawings import DRAWINGS
from trustbook.editions.edition import (
    LAYOUT,
    Artifact,
    Ask,
    Edition,
    Form,
    Keep,
    Made,
    Option,
    Outcome,
    Product,
    Task,
    Tasks,
    is_file_name,
)
from trustbook.editions.epub import EDITION as EPUB
from trustbook.editions.handouts import EDITION as HANDOUTS
from trustbook.editions.large_print import EDITION as LARGE_PRINT
from trustbook.editions.print import EDITION as PRINT
from trustbook.editions.screen import EDITION as SCREEN
from trustbook.findings import Finding
from trustbook.sources.installed import entry_points

__all__ = [
    "LAYOUT", "Artifact", "Ask", "Edition", "Form", "Keep", "Made", "Option", "Outcome", "Product", "Rows", "Task",
    "Tasks", "in_parts", "rows",
]  # fmt: skip

ENTRY_POINT = "trustbook.editions"
_OURS = (EPUB, SCREEN, PRINT, HANDOUTS, BOOKLET, LARGE_PRINT, CLEAR_PRINT)
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_OPTIONS = {
    "clean",
    "clinic",
    "force",
    "help",
    "json",
    "output",
    "plain",
    "strict",
    "verbose",
}  # what `build` has for all


@dataclass(frozen=True, slots=True)
class Rows:
    """Every edition by name, in the order people are shown; every product by name, editions among them."""

    editions: dict[str, Edition]
    products: dict[str, Product]
    faults: tuple[Finding, ...] = ()

    @property
    def by_default(self) -> tuple[str, ...]:
        """The editions that are made where nobody names any."""
        return tuple(one.name for one in self.editions.values() if one.by_default)

    @property
    def styles(self) -> tuple[Path, ...]:
        """The folders of style sheets that single editions bring."""
        return tuple(one.styles for one in self.editions.values() if one.styles)


@cache
def rows() -> Rows:
    """What this program can make, with the editions that other installed packages bring."""
    editions = {one.name: one for one in _OURS}
    products: dict[str, Product] = {DRAWINGS.name: DRAWINGS}
    faults: list[Finding] = []
    for edition in _OURS:
        products |= {one.name: one for one in (edition, *edition.products)}
    for entry in entry_points(ENTRY_POINT):
        fault = _add(entry.name, entry.load, editions, products)
        if fault:
            message = f"the edition `{entry.name}` of `{entry.value}` is left out: {fault}"
            faults.append(Finding("O907", message, hint="uninstall the package that brings it, or tell its makers"))
    return Rows(editions, products, tuple(faults))


def _add(name: str, load: Callable[[], object], editions: dict[str, Edition], products: dict[str, Product]) -> str:
    """Take in a row from outside; returns why it cannot be, or nothing."""
    try:
        edition = load()
    except Exception as error:  # whatever somebody else's module raises when it is imported
        return f"{type(error).__name__}: {error}"
    if not isinstance(edition, Edition) or edition.name != name:
        return f"it is no `Edition` of the name `{name}`"
    if fault := _fault(edition, editions, products):
        return fault
    editions[name] = edition
    products |= {one.name: one for one in (edition, *edition.products)}
    return ""


def _fault(edition: Edition, editions: Mapping[str, Edition], products: Mapping[str, Product]) -> str:
    """Why a row from outside cannot stand beside the others, or nothing."""
    from trustbook.settings import Settings  # only where there are such rows: it brings pydantic with it

    brought = [edition, *edition.products]
    for one in brought:
        if not _NAME.fullmatch(one.name) or one.name.replace("-", "_") in Settings.model_fields:
            return f"no row can have the name `{one.name}`"
        if one.name in products:
            return f"the name `{one.name}` is taken"
    known = {option.name: option for row in editions.values() for option in row.options}
    for option in edition.options:
        if option.name in _OPTIONS or known.get(option.name, option).choices != option.choices:
            return f"the option `{option.name}` is taken"
    files = {file for row in editions.values() for file in row.files}
    for file in edition.files:
        if file in files or not is_file_name(file):
            return f"it cannot have a file called `{file}`"
    return ""
