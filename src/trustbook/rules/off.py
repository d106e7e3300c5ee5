"""Style rules that a book or one of its files sets off: `off` in `[style]`, or a comment with `lint-off: S601 S602`.

In: findings and the files they stand in. Out: those that are left, and a finding for each comment that names no rule.
Nothing else than style can be set off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import get_args

from trustbook.findings import Finding, SourceFile
from trustbook.manuscript.book import Book
from trustbook.settings import STYLE_RULES

_COMMENT = re.compile(r"lint-off:[ ]*([A-Za-z0-9, ]*[A-Za-z0-9])?")
_CODE = re.compile(r"[A-Za-z0-9]+")
_RULES: tuple[str, ...] = get_args(STYLE_RULES)


def left(found: Iterable[Finding], book: Book) -> Iterator[Finding]:
    """The findings of rules that are not set off."""
    everywhere = set(book.sources.settings.style.off)
    files = {file.path: _named(file) for file in _files(book)}
    for one in found:
        here = files.get(one.place.path, frozenset()) if one.place else frozenset()
        if one.code not in _RULES or (one.code not in everywhere and one.code not in here):
            yield one


def check_comments(book: Book) -> Iterator[Finding]:
    """What a comment names that is no style rule."""
    for file in _files(book):
        for number, match in _comments(file):
            for code in _CODE.finditer(match.group(1) or ""):
                if code.group() not in _RULES:
                    message = f"`{code.group()[:20]}` is no rule that can be set off"
                    hint = f"these can be: {', '.join(_RULES)}"
                    column = match.start(1) + code.start() + 1
                    yield file.finding("S606", message, number, column, len(code.group()), hint=hint)


def _files(book: Book) -> Iterator[SourceFile]:
    """The files that style is judged in."""
    sources = book.sources
    yield from (part.file for part in book.parts if part.file is not None)
    for file in (sources.config, sources.reading_list, sources.help_file, sources.rights_file, sources.sessions_file):
        if file is not None:
            yield file


def _named(file: SourceFile) -> frozenset[str]:
    return frozenset(code for _, match in _comments(file) for code in _CODE.findall(match.group(1) or ""))


def _comments(file: SourceFile) -> Iterator[tuple[int, re.Match[str]]]:
    """Comments of Markdown or TOML that set rules off, with their lines."""
    start = "<!--" if file.path.endswith(".md") else "#"
    for number, line in enumerate(file.lines, 1):
        if "lint-off:" in line and line.lstrip().startswith(start) and (match := _COMMENT.search(line)):
            yield number, match
