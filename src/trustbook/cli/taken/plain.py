"""The chapters of a folder that no other program has listed: all its Markdown, by name.

In: a folder. Out: an outline: what introduces a folder first, then its files, then its folders; 2 stands before 10. The
book is called what that introduction is called.
"""

from __future__ import annotations

import re

from trustbook.cli.taken.outline import MAX_ITEMS, Given, Item, Outline

_FIRST = ("readme", "index", "_index")
_NO_CHAPTER = re.compile(r"(licen[cs]e|changelog|changes|contributing|code_of_conduct|security)\b", re.IGNORECASE)

_TITLE = re.compile(r"\A\s*#[ \t]+([^\n\[\]<>*_`{}#\\]+?)[ \t]*(?:\n|\Z)")


def plain_outline(given: Given) -> Outline:
    """The outline of any folder."""
    files = sorted((one for one in given.texts() if not _NO_CHAPTER.match(one)), key=_order)
    return Outline("", tuple(Item("", one) for one in files[:MAX_ITEMS]), _title(given, files))


def _title(given: Given, files: list[str]) -> str:
    """What the text that introduces the folder is called, where that is words and nothing else."""
    if not files or files[0].rpartition(".")[0].lower() not in _FIRST:
        return ""
    match = _TITLE.search(given.text(files[0]) or "")
    return match[1] if match else ""


def _order(path: str) -> tuple[object, ...]:
    *folders, name = path.split("/")
    stem = name.rpartition(".")[0].lower()
    return (*((2, *_natural(one)) for one in folders), (0,) if stem in _FIRST else (1, *_natural(name)))


def _natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A name whose numbers are compared as numbers."""
    pieces = re.findall(r"\d+|\D+", name.lower())
    return tuple((0, int(one[:18]), "") if one.isdigit() else (1, 0, one) for one in pieces)
