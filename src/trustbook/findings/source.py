"""A text file of the book, and findings at places in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from trustbook.findings.finding import Finding, Place

_REACH = 40  # lines of a block that are searched: a fault may have thousands of its kind beside it
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")


@dataclass(frozen=True)
class SourceFile:
    """A text file of the book. `path` is relative to the book's folder, with forward slashes."""

    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends; line 1 is `lines[0]`."""
        return self.text.split("\n")

    def finding(
        self, code: str, message: str, line: int = 1, column: int = 1, length: int = 1, *, hint: str
    ) -> Finding:
        """A finding at a place in this file, with the line as its excerpt."""
        line = max(1, min(line, len(self.lines)))
        return Finding(code, message, Place(self.path, line, column, length), hint, self.lines[line - 1])

    def at(self, code: str, message: str, place: Place, hint: str) -> Finding:
        """A finding at a place in this file, with the line as its excerpt."""
        return self.finding(code, message, place.line, place.column, place.length, hint=hint)

    def place(self, line: int, column: int = 0, length: int = 0) -> Place:
        """A place in this file; without a column the words of the whole line, without a length the rest of it."""
        line = max(1, min(line, len(self.lines)))
        text = self.lines[line - 1]
        column = column or len(text) - len(text.lstrip()) + 1
        return Place(self.path, line, column, max(1, length or len(text.rstrip()) - column + 1))

    def find(self, text: str, line: int, column: int = 1) -> Place | None:
        """The first place of a text in the block that `line` belongs to, from a place in it on.

        A block ends at an empty line. Words, paths and ids are found whole, and outside code if they stand there too.
        """
        pattern = _whole(text)
        for hidden in (_CODE, None):
            for number in range(line, min(self.block_end(line), line + _REACH) + 1):
                words = self.lines[number - 1]
                seen = hidden.sub(lambda code: " " * len(code.group()), words) if hidden else words
                if match := pattern.search(seen, column - 1 if number == line else 0):
                    return Place(self.path, number, match.start() + 1, len(match.group()))
        return None

    def block_end(self, line: int) -> int:
        """The last line before the next empty one."""
        return self._ends[max(1, min(line, len(self.lines)))]

    @cached_property
    def _ends(self) -> list[int]:
        """Of each line, by its number, the last line before the next empty one."""
        ends = list(range(len(self.lines) + 1))
        for number in range(len(self.lines) - 1, 0, -1):
            if self.lines[number].strip():
                ends[number] = ends[number + 1]
        return ends


def _whole(text: str) -> re.Pattern[str]:
    """A pattern for a text that is not part of a longer word, path or id."""
    before = r"(?<![\w/-])" if text[:1].isalnum() or text[:1] in "./" else ""
    after = r"(?![\w/-])" if text[-1:].isalnum() else ""
    return re.compile(f"{before}{re.escape(text)}{after}")
