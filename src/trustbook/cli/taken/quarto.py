"""The chapters of a Quarto or bookdown book, from `_quarto.yml`, or from `_bookdown.yml` and the first chapter.

In: a folder. Out: an outline; what the list names in a way that only these programs understand is a finding.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from trustbook.cli.taken.outline import MAX_ITEMS, TEXTS, Given, Item, Kind, Outline
from trustbook.cli.taken.yaml_file import MAX_DEPTH, front_matter, names, read_yaml, table, words
from trustbook.findings import Place


def quarto_outline(given: Given) -> Outline | None:
    """The outline of a folder with a `_quarto.yml`; None where there is none."""
    name = next((one for one in ("_quarto.yml", "_quarto.yaml") if given.text(one) is not None), "")
    if not name:
        return None
    data = read_yaml(given.text(name) or "")
    book, site = table(data, "book"), table(data, "website")
    listing = _Listing(given, name)
    if book:
        items = [*listing.items(book.get("chapters"), "chapter"), *listing.items(book.get("appendices"), "appendix")]
    else:
        sidebars = site.get("sidebar")
        every = sidebars if isinstance(sidebars, list) else [sidebars]
        items = [
            item for one in every if isinstance(one, dict) for item in listing.items(one.get("contents"), "chapter")
        ]
    facts = book or site
    return Outline(
        "Quarto",
        tuple(items[:MAX_ITEMS]),
        words(facts.get("title")),
        words(data.get("lang")),
        tuple(names(facts.get("author"))),
        _files(data.get("bibliography") or book.get("bibliography")),
    )


class _Listing:
    """The lists of one `_quarto.yml`."""

    def __init__(self, given: Given, name: str) -> None:
        self.given, self.name = given, name
        self.left = MAX_ITEMS  # aliases of YAML can say a list again and again

    def items(self, listed: object, kind: Kind, level: int = 1, depth: int = 0) -> Iterator[Item]:
        """The chapters of a list; parts and sections have lists of their own."""
        for one in listed if isinstance(listed, list) and depth < MAX_DEPTH else ():
            self.left -= 1
            if self.left < 0:
                return
            if isinstance(one, dict):
                yield from self._table(one, kind, level, depth)
            elif name := words(one):
                yield from self._file(name, "", kind, level)

    def _table(self, one: dict[str, Any], kind: Kind, level: int, depth: int) -> Iterator[Item]:
        part = words(one.get("part") or one.get("section"))
        inner = one.get("chapters") or one.get("contents")
        if part and _is_text(part):
            yield from self._file(part, words(one.get("text")), "part", level)
        elif part:
            yield Item(part, kind="part")
        elif name := words(one.get("file") or one.get("href")):
            yield from self._file(name, words(one.get("text")), kind, level)
        if isinstance(inner, str):
            self._say(f"`{inner}` stands for files that only Quarto finds", "list the files in book.toml")
        yield from self.items(inner, kind, level if part else level + 1, depth + 1)

    def _file(self, name: str, title: str, kind: Kind, level: int) -> Iterator[Item]:
        if _is_text(name) and "*" not in name and "://" not in name:
            yield Item(title, posixpath.normpath(name), kind, level)
        elif not set(name) <= set("-"):  # a line between two groups
            self._say(f"`{name}` is no file of Markdown", "write it as Markdown, or leave it out")

    def _say(self, message: str, hint: str) -> None:
        self.given.found.add("O912", message, Place(self.name), hint)


def bookdown_outline(given: Given) -> Outline | None:
    """The outline of a folder with a `_bookdown.yml`; None where there is none."""
    text = given.text("_bookdown.yml")
    if text is None:
        return None
    data = read_yaml(text)
    listed = data.get("rmd_files")
    if isinstance(listed, dict):
        listed = listed.get("html") or next(iter(listed.values()), None)
    files = [words(one) for one in listed if words(one)] if isinstance(listed, list) else _in_order(given, data)
    files = [posixpath.normpath(one) for one in dict.fromkeys(files)]
    facts = _first_facts(given, files)
    return Outline(
        "bookdown",
        tuple(Item("", one) for one in files[:MAX_ITEMS]),
        words(facts.get("title")),
        words(facts.get("lang")),
        tuple(names(facts.get("author"))),
        _files(facts.get("bibliography")),
    )


def _in_order(given: Given, data: dict[str, Any]) -> list[str]:
    """The files as bookdown takes them: index.Rmd, then the folder's own by name; others where it is told to."""
    deep = bool(data.get("rmd_subdir"))
    found = [one for one in given.texts() if one.lower().endswith((".rmd", ".md")) and (deep or "/" not in one)]
    if any(one.lower().endswith(".rmd") for one in found):
        found = [one for one in found if one.lower().endswith(".rmd")]
    return sorted(found, key=lambda one: (posixpath.splitext(one)[0].lower() != "index", one))


def _first_facts(given: Given, files: list[str]) -> dict[str, Any]:
    for name in files[:50]:
        facts, _ = front_matter(given.text(name) or "")
        if words(facts.get("title")):
            return facts
    return {}


def _files(value: object) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    return tuple(posixpath.normpath(words(one)) for one in listed if words(one))


def _is_text(name: str) -> bool:
    return name.lower().endswith(TEXTS)
