"""A text file of the book, and findings at places in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from trustbook.findings.finding import Finding, Place


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
        self, code: str, message: str, line: int = 1, column: int = 1, length: int = 1, hint: str = ""
    ) -> Finding:
        """A finding at a place in this file, with the line as its excerpt."""
        line = max(1, min(line, len(self.lines)))
        return Finding(code, message, Place(self.path, line, column, length), hint, self.lines[line - 1])

    def finding_at(self, code: str, message: str, text: str, line: int = 1, hint: str = "") -> Finding:
        """A finding at the first place at or after `line` where `text` stands, else at the line itself."""
        line = max(1, min(line, len(self.lines)))
        for number in range(line, min(line + 200, len(self.lines)) + 1):
            column = self.lines[number - 1].find(text)
            if column >= 0:
                return self.finding(code, message, number, column + 1, len(text), hint)
        return self.finding(code, message, line, 1, max(1, len(self.lines[line - 1].rstrip())), hint)
