"""The chapters of a folder that no other program has listed: all its Markdown, by name.

In: a folder. Out: an outline: what introduces a folder first, then its files, then its folders; 2 stands before 10.
"""

from __future__ import annotations

import re

from trustbook.cli.taken.outline import MAX_ITEMS, Given, Item, Outline

_FIRST = ("readme", "index", "_index")
_NO_CHAPTER = re.compile(r"(licen[cs]e|changelog|changes|contributing|code_of_conduct|security)\b", re.IGNORECASE)


def plain_outline(given: Given) -> Outline:
    """The outline of any folder."""
    files = sorted((one for one in given.texts() if not _NO_CHAPTER.match(one)), key=_order)
    return Outline("", tuple(Item("", one) for one in files[:MAX_ITEMS]))


def _order(path: str) -> tuple[object, ...]:
    *folders, name = path.split("/")
    stem = name.rpartition(".")[0].lower()
    return (*((2, *_natural(one)) for one in folders), (0,) if stem in _FIRST else (1, *_natural(name)))


def _natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A name whose numbers are compared as numbers."""
    pieces = re.findall(r"\d+|\D+", name.lower())
    return tuple((0, int(one[:18]), "") if one.isdigit() else (1, 0, one) for one in pieces)
