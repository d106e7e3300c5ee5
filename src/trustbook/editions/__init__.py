"""The editions: one folder each, collected into rows.

In: nothing but what is installed. Out: the rows of editions and of the products they share, by name.
A new edition is a folder here and a line in `_OURS`; one of somebody else's is a package that names its row under
the entry point `trustbook.editions`, and nothing here changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points

from trustbook.editions.drawings import DRAWINGS
from trustbook.editions.edition import Artifact, Ask, Edition, Form, Made, Option, Outcome, Product, Task
from trustbook.editions.epub import EDITION as EPUB
from trustbook.editions.print import EDITION as PRINT
from trustbook.editions.screen import EDITION as SCREEN
from trustbook.findings import Finding

__all__ = [
    "Artifact", "Ask", "Edition", "Form", "Made", "Option", "Outcome", "Product", "Rows", "Task", "rows",
]  # fmt: skip

ENTRY_POINT = "trustbook.editions"
_OURS = (EPUB, SCREEN, PRINT)


@dataclass(frozen=True, slots=True)
class Rows:
    """Every edition by name, in the order people are shown; every product by name, editions among them."""

    editions: dict[str, Edition]
    products: dict[str, Product]
    faults: tuple[Finding, ...] = ()


@cache
def rows() -> Rows:
    """What this program can make, with the editions that other installed packages bring."""
    editions = {one.name: one for one in _OURS}
    products: dict[str, Product] = {DRAWINGS.name: DRAWINGS}
    faults: list[Finding] = []
    for edition in _OURS:
        products |= {one.name: one for one in (edition, *edition.products)}
    for entry in entry_points(group=ENTRY_POINT):
        fault = _add(entry.name, entry.load, editions, products)
        if fault:
            faults.append(Finding("O907", f"the edition `{entry.name}` of `{entry.value}` is left out: {fault}"))
    return Rows(editions, products, tuple(faults))


def _add(name: str, load: Callable[[], object], editions: dict[str, Edition], products: dict[str, Product]) -> str:
    """Take in a row from outside; returns why it cannot be, or nothing."""
    try:
        edition = load()
    except Exception as error:  # whatever somebody else's module raises when it is imported
        return f"{type(error).__name__}: {error}"
    if not isinstance(edition, Edition) or edition.name != name:
        return f"it is no `Edition` of the name `{name}`"
    brought = {one.name: one for one in (edition, *edition.products)}
    if taken := sorted(brought.keys() & products.keys()):
        return f"the name `{taken[0]}` is taken"
    editions[name] = edition
    products |= brought
    return ""
