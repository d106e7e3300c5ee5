"""Blocks of code between fences.

In: a fence and the lines below it. Out: its HTML with the mark of its line, and remarks on what its first line says
that means nothing here.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from markdown.extensions.attr_list import get_attrs_and_remainder

from trustbook.manuscript.dialect.spots import LINE_END, mark_at
from trustbook.manuscript.dialect.structure.values import Remark

_END = re.compile(r" {0,3}(`{3,}|~{3,}) *$")
_WORDS = re.compile(r"""(?<![\w:.-])([\w:.-]+)=("[^"]*"|'[^']*'|[^\s,}]+)""")
_PLAIN = {"hl_lines", "linenums", "linenostart", "startFrom", "highlight", "lines"}  # how a screen would show the code


@dataclass(slots=True)
class Fence:
    """A fence and what was read below it so far."""

    sign: str
    info: str
    indent: int
    number: int
    lines: list[str] = field(default_factory=list)

    def ends(self, rest: str) -> bool:
        """Whether a line closes the code."""
        match = _END.match(rest)
        return match is not None and match.group(1)[0] == self.sign[0] and len(match.group(1)) >= len(self.sign)

    def add(self, rest: str) -> None:
        """One more line of code, without the spaces that stand before the fence."""
        blanks = len(rest) - len(rest.lstrip(" "))
        self.lines.append(rest[min(blanks, self.indent) :])

    def html(self) -> tuple[str, list[Remark]]:
        """The block of code."""
        language, classes, identifier, remarks = self._read()
        text = "".join(f"{html.escape(line)}\n" for line in self.lines).replace("&#x27;", "'")
        first, end, rest = text.partition("\n")
        marked = f"{first}{mark_at(LINE_END, self.number + bool(self.lines))}{end}{rest}"
        named = f' id="{html.escape(identifier)}"' if identifier else ""
        looks = f' class="{html.escape(" ".join(classes))}"' if classes else ""
        spoken = f' class="language-{html.escape(language)}"' if language else ""
        return f"<pre{named}{looks}><code{spoken}>{marked}</code></pre>", remarks

    def _read(self) -> tuple[str, list[str], str, list[Remark]]:
        """The language, further classes, the id and remarks that the first line holds."""
        info, classes, identifier = self.info.strip(), list[str](), ""
        language, _, rest = info.partition(" ") if not info.startswith("{") else ("", "", info)
        if "{" in language:
            language, brace, behind = language.partition("{")
            rest = f"{brace}{behind} {rest}"
        names = dict.fromkeys(match.group(1) for match in _WORDS.finditer(rest))
        remarks = [
            Remark(self.number, name, "T507", f"`{name}=` means nothing behind a fence", _hint(name))
            for name in names
            if name not in _PLAIN and name not in ("class", "id")
        ]
        for name, value in get_attrs_and_remainder(rest.strip("{} ").replace(",", " "))[0]:
            if name == ".":
                classes.append(str(value))
            elif name == "id":
                identifier = str(value)
            elif value is None and info.startswith("{") and not language and not classes:
                language = name
        language = language.lstrip(".").partition(",")[0]
        if not language and classes:
            language = classes.pop(0)
        return language, classes, identifier, remarks


def _hint(name: str) -> str:
    if any(part in name for part in ("title", "cap", "file", "name")):
        return "write these words in a paragraph above the code"
    return "remove it; behind a fence stands the name of the language, or nothing"
