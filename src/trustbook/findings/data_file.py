"""A data file of the book, and findings at its keys and values.

In: the text of a TOML file. Out: findings that stand at a key path such as `("chapters", 3, "file")`, found by reading
the file and not by searching it for words. Tables in an array of tables are counted from 0.
Standard library only. It must not judge what the file says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from trustbook.findings.finding import Finding
from trustbook.findings.source import SourceFile
from trustbook.findings.toml_positions import KeyPath, Positions, read_positions

_KEY = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|[\w.:/+-]+")


@dataclass(frozen=True)
class DataFile(SourceFile):
    """A TOML file of the book that knows where its keys stand; it may be faulty TOML."""

    @cached_property
    def positions(self) -> Positions:
        """Where keys and values stand."""
        return read_positions(self.text)

    def line_of(self, path: KeyPath) -> int:
        """The line of a key or table, or of the nearest table around it that has a place; else 1."""
        return self._key(path)[1]

    def at_key(self, code: str, message: str, path: KeyPath, hint: str) -> Finding:
        """A finding at a key, or at the nearest table around it that has a place."""
        known, line, column = self._key(path)
        match = _KEY.match(self.lines[line - 1], column - 1) if known else None
        return self.finding(code, message, line, column, len(match.group()) if match else 1, hint=hint)

    def at_value(self, code: str, message: str, path: KeyPath, hint: str, text: str = "", nth: int = 0) -> Finding:
        """A finding at a key's value, or at the `nth` `text` inside it if it is written like that."""
        span = self.positions.values.get(path)
        if span is None:
            return self.at_key(code, message, path, hint)
        start, end = span
        words = r"\s+".join(re.escape(word) for word in text.split())
        found = list(islice(re.compile(words).finditer(self.text, start, end), nth + 1)) if words else []
        if found:
            start, end = found[-1].span()
        line, column = self.positions.line_column(start)
        length = min(end - start, len(self.lines[line - 1]) - column + 1)
        return self.finding(code, message, line, column, max(1, length), hint=hint)

    def _key(self, path: KeyPath) -> tuple[KeyPath, int, int]:
        """The nearest path upwards that has a place, with its line and column."""
        while path and path not in self.positions.keys:
            path = path[:-1]
        return (path, *self.positions.keys[path]) if path else (path, 1, 1)
