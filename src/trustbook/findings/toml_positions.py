"""Say where each key and value of a TOML file stands, which `tomllib` does not.

In: the text of a TOML file. Out: key paths with their line and column, both from 1, and where their values stand.
It reads only as much TOML as places need: comments, strings, tables, dotted keys, arrays and inline tables.
It never raises and never recurses; on text that is not TOML it finds what it can. It must not judge values.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

KeyPath = tuple[str | int, ...]

MAX_DEPTH = 24  # parts of a dotted key, or arrays and inline tables inside each other
MAX_PLACES = 20_000  # more keys than that are not recorded; a book has some hundred

_BLANK = re.compile(r"[ \t]*")
_GAP = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(  # possessive, so that a long string costs no memory
    r'''"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}'''
    r"""|'''(?:[^']++|'(?!''))*+'{3,5}"""
    r"""|"(?:[^"\\\n]++|\\[^\n])*+"|'[^'\n]*+'""",
    re.DOTALL,
)
_PLAIN = re.compile(r"[^\s,\]}#][^,\]}#\n]*")  # a number, a date or a word
_QUOTES = re.compile(r"""(?:\"{3}|'{3})\n?|["']""")
_LINE_END = re.compile(r"[^\n]*\n?")
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Positions:
    """Where a file's keys and values stand.

    `keys` has the line and column of each key, of each table's name in its header, and of each item of an array.
    Tables in an array of tables are counted from 0: `("chapters", 1, "file")`. A table named by several keys
    stands where it is first named. `values` has the start and end of each plain value in the text, quotes left out.
    `deep` is the line and column where keys, arrays or inline tables first nest deeper than `MAX_DEPTH`, or None:
    `tomllib` recurses on arrays and takes quadratic time on dotted keys, so this is asked before it.
    """

    keys: Mapping[KeyPath, tuple[int, int]]
    values: Mapping[KeyPath, tuple[int, int]]
    deep: tuple[int, int] | None
    starts: Sequence[int]  # where each line starts in the text

    def line_column(self, at: int) -> tuple[int, int]:
        """The line and column of a place in the text."""
        line = bisect_right(self.starts, at)
        return line, at - self.starts[line - 1] + 1


def read_positions(text: str) -> Positions:
    """Where everything stands in a TOML file; in one that nests too deep, as far as it was read."""
    scan = _Scan(text)
    scan.run()
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    known = Positions({}, scan.values, None, starts)
    keys = {path: known.line_column(at) for path, at in scan.found.items()}
    return Positions(keys, scan.values, None if scan.deep is None else known.line_column(scan.deep), starts)


def syntax_position(error: tomllib.TOMLDecodeError, text: str) -> tuple[int, int, str]:
    """The line, column and bare message of a syntax fault; "end of document" is just after the last word."""
    message = str(error)
    match = _AT.search(message)
    if match is None:
        return 1, 1, message
    message = message[: match.start()]
    if match.group(1):
        return int(match.group(1)), int(match.group(2)), message
    written = text.rstrip()
    return written.count("\n") + 1, len(written) - written.rfind("\n"), message


class _Scan:
    """One pass over the text; a `stack` holds open arrays with their next item's index, and inline tables."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[KeyPath, int] = {}
        self.deep: int | None = None
        self.table: KeyPath = ()
        self.counts: dict[KeyPath, int] = {}  # arrays of tables: the index of the last table
        self.values: dict[KeyPath, tuple[int, int]] = {}

    def run(self) -> None:
        while self.deep is None:
            self._skip(_GAP)
            if self.at >= len(self.text):
                return
            if self.text[self.at] == "[":
                self._header()
            else:
                self._pair()
            self._skip(_LINE_END)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def _header(self) -> None:
        """`[table]` or `[[array of tables]]`: where the following keys belong."""
        array = self.text.startswith("[[", self.at)
        self.at += 2 if array else 1
        keys = self._keys()
        if not keys or self.deep is not None:
            return
        path: KeyPath = ()
        for key, at in keys[:-1]:
            path = self._note((*path, key), at)
        key, at = keys[-1]
        path = (*path, key)
        if array:
            self._record(path, at)
            self.counts[path] = self.counts.get(path, -1) + 1
        self.table = self._note(path, at)

    def _note(self, path: KeyPath, at: int) -> KeyPath:
        """Record a table's name; the path that keys below it start with."""
        self._record(path, at)
        if path in self.counts:
            path = (*path, self.counts[path])
            self._record(path, at)
        return path

    def _record(self, path: KeyPath, at: int) -> None:
        if len(self.found) < MAX_PLACES:
            self.found.setdefault(path, at)

    def _record_value(self, path: KeyPath, match: re.Match[str]) -> None:
        """Record where a value starts and ends, without its quotes and the line end that may follow these."""
        if len(self.values) >= MAX_PLACES:
            return
        written = match.group().rstrip()
        quotes = _QUOTES.match(written)
        opening = quotes.group() if quotes else ""
        start = match.start() + len(opening)
        end = match.start() + len(written) - len(opening.rstrip("\n"))
        self.values.setdefault(path, (start, max(start, end)))

    def _pair(self) -> None:
        """`key = value`, with everything inside the value."""
        path = self._assigned(self.table)
        if path is None:
            return
        stack: list[tuple[KeyPath, int]] = []  # index -1: an inline table
        self._value(path, stack)
        while stack and self.deep is None:
            parent, index = stack[-1]
            self._skip(_GAP)
            sign = self.text[self.at : self.at + 1]
            if not sign:
                return
            if sign in "]}":
                self.at += 1
                stack.pop()
            elif sign == ",":
                self.at += 1
                stack[-1] = (parent, index + 1 if index >= 0 else index)
            elif index >= 0:
                self._record((*parent, index), self.at)
                self._value((*parent, index), stack)
            else:
                inner = self._assigned(parent)
                if inner is None:
                    return
                self._value(inner, stack)

    def _assigned(self, parent: KeyPath) -> KeyPath | None:
        """A key up to its `=`, recorded below `parent`; None when it is no key."""
        keys = self._keys()
        if not keys or self.deep is not None or not self.text.startswith("=", self.at):
            return None
        self.at += 1
        self._skip(_BLANK)
        path = parent
        for key, at in keys:
            path = (*path, key)
            self._record(path, at)
        return path

    def _value(self, path: KeyPath, stack: list[tuple[KeyPath, int]]) -> None:
        """Pass over a string or plain value; push what opens an array or an inline table."""
        sign = self.text[self.at : self.at + 1]
        if sign and sign in "[{":
            stack.append((path, 0 if sign == "[" else -1))
            if len(stack) > MAX_DEPTH:
                self.deep = self.at
            self.at += 1
            return
        match = _STRING.match(self.text, self.at) or _PLAIN.match(self.text, self.at)
        if match:
            self._record_value(path, match)
            self.at = match.end()
        elif stack:
            stack.clear()  # not TOML: give up on this value

    def _keys(self) -> list[tuple[str, int]]:
        """The parts of a dotted key with their offsets, up to what follows the key."""
        keys: list[tuple[str, int]] = []
        while True:
            self._skip(_BLANK)
            match = _BARE.match(self.text, self.at) or _STRING.match(self.text, self.at)
            if match is None:
                return []
            keys.append((_unquoted(match.group()), self.at))
            if len(keys) > MAX_DEPTH:
                self.deep = self.at
                return keys
            self.at = match.end()
            self._skip(_BLANK)
            if not self.text.startswith(".", self.at):
                return keys
            self.at += 1


def _unquoted(key: str) -> str:
    """What a key says without its quotes and escapes."""
    if key[0] == "'":
        return key[1:-1]
    if key[0] == '"' and "\\" in key:
        try:
            return str(tomllib.loads(f"key = {key}")["key"])
        except ValueError:
            return key
    return key.strip('"')
