"""Where the words that readers see stand in a chapter's source.

In: a source file, and words as they come out. Out: findings at those words, which may be typed with straight quotes,
hyphens for dashes, marks between words, over several lines, or as HTML entities. Equal words asked for in reading order
are found one after the other. It must not look beyond the block of lines that the words are in.
"""

from __future__ import annotations

import html.entities
import re
from functools import lru_cache

from trustbook.findings import Finding, SourceFile

# What may stand between two words: white space, marks of Markdown, tags, the end of a link, a line's number of a list.
_GAP = r"(?:[\s*_>~|\[]|\\(?=\W)|<[^<>\n]*>|\]\([^()\n]*\)|\[\^[^\]\n]*\])+?"
_TYPED = {
    "‘": "['‘]",
    "’": "['’]",
    "“": '["“]',
    "”": '["”]',
    "–": "(?:–|--)",
    "—": "(?:—|---)",
    "…": r"(?:…|\.\.\.)",
}
_CODE = re.compile(r"(?<!`)(`+)(?!`)[^\n]+?(?<!`)\1(?!`)")
_LINT_OK = "<!-- lint-ok -->"
_NAMES = {character: name.rstrip(";") for name, character in html.entities.html5.items()}


class Passages:
    """The passages of one chapter."""

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self._starts = [0]
        for line in file.lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._after: dict[str, int] = {}  # words → the end of where they were found last

    def finding(self, code: str, message: str, words: str, line: int, hint: str, in_code: bool = False) -> Finding:
        """A finding at the next of these words in the block that starts at a line, else at the line itself."""
        line = max(1, min(line, len(self.file.lines)))
        start, end = self._starts[line - 1], self._starts[self.file.block_end(line)] - 1
        block = self.file.text[start:end]
        if not in_code:
            block = _CODE.sub(lambda code: "\0" * len(code.group()), block)
        match = pattern(words).search(block, max(0, self._after.get(f"{code} {words}", 0) - start))
        if match is None:
            return self.file.at(code, message, self.file.place(line), hint)
        self._after[f"{code} {words}"] = start + match.end()
        row = block.count("\n", 0, match.start()) + line
        column = start + match.start() - self._starts[row - 1] + 1
        length = min(start + match.end(), self._starts[row] - 1) - start - match.start()
        return self.file.finding(code, message, row, column, max(1, length), hint=hint)

    def let_pass(self, line: int) -> bool:
        """Whether the author wants the style rules to pass over a block: by a comment in its first line or above it."""
        return any(_LINT_OK in one for one in self.file.lines[max(0, line - 2) : line])

    def above(self, line: int, start: str) -> int:
        """The nearest line from this one upwards that starts with some words, else the line itself."""
        wanted = (number for number in range(line, 0, -1) if self.file.lines[number - 1].lstrip().startswith(start))
        return next(wanted, line)


@lru_cache(1000)
def pattern(words: str) -> re.Pattern[str]:
    """A pattern for words as they may be typed."""
    return re.compile(_GAP.join("".join(map(_typed, word)) for word in words.split()) or "(?!)")


def _typed(character: str) -> str:
    if character.isascii():
        return re.escape(character)
    names = [f"#0*{ord(character)}", f"#[xX]0*(?i:{ord(character):x})"]
    if name := _NAMES.get(character):
        names.append(name)
    return f"(?:{_TYPED.get(character, re.escape(character))}|&(?:{'|'.join(names)});)"
