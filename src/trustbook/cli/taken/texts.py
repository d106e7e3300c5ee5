"""One chapter of another program as trustbook reads it, changed no more than that needs.

In: its text, its place in the folder and the chapters around it. Out: the new text and how often each rule was used.
Lines of code stay as they are. What no rule knows stays as well: `check` names it.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from trustbook.cli.taken.chunks import plain_code
from trustbook.cli.taken.fences import outside
from trustbook.cli.taken.inline import rewritten
from trustbook.cli.taken.yaml_file import front_matter, words

_HEADING = re.compile(r"(?P<signs>#{1,6})(?P<words>(?:[ \t].*)?)")
_UNDERLINE = re.compile(r"(=+|-+)[ \t]*")
_LINK = re.compile(r"(?P<open>\]\(\s*<?|^ {0,3}\[[^\]^][^\]]*\]:\s*<?)(?P<path>[^\s()<>#]+)", re.MULTILINE)
_INCLUDE = re.compile(
    r"\s*(?:\{\{#(?:include|rustdoc_include|playground)\s+(?P<mdbook>[^}:\s]+)(?P<range>:[\d:]*)?[^}]*\}\}"
    r"|\{\{<\s*include\s+(?P<quarto>[^\s>]+)\s*>\}\})\s*"
)
_PART = re.compile(r"#[ \t]+\((?P<sign>PART|APPENDIX)(?:\\?\*)?\)[ \t]*(?P<words>.*?)[ \t]*(?:\{[^{}]*\})?")
_NO_NUMBER = re.compile(r"\{(?:-|[^{}]*\.unnumbered\b[^{}]*)\}[ \t]*")
_NOTHING = "`r ''`"  # knitr's way to show code that it would run
MAX_DEPTH = 4  # files that take in files


@dataclass(frozen=True, slots=True)
class Start:
    """How a text starts: the titles of parts above its own, and whether appendices follow, a number is missing, more
    than one title stands in it."""

    text: str
    parts: tuple[str, ...]
    appendices: bool
    numbered: bool
    titles: int


def start(text: str) -> Start:
    """What the titles of a text say of the book around it; the titles of parts are taken out."""
    kept: list[str] = []
    parts: list[str] = []
    titles: list[str] = []
    appendices = False
    for code, line in outside(text.split("\n")):
        match = None if code or titles else _PART.fullmatch(line)
        if match:
            parts.append(match["words"])
            appendices |= match["sign"] == "APPENDIX"
            continue
        if not code and line.startswith("# "):
            titles.append(line)
        kept.append(line)
    bare = bool(titles) and _NO_NUMBER.search(titles[0]) is not None
    return Start("\n".join(kept), tuple(filter(None, parts)), appendices, not bare, len(titles))


@dataclass(slots=True)
class Chapters:
    """All chapters by their paths in the folder, with the new path of each, and a way to read other files."""

    paths: Mapping[str, str]
    read: Callable[[str], str | None]
    used: Counter[str] = field(default_factory=Counter)

    def chapter(self, path: str, text: str, title: str, split: bool) -> str:
        """The chapter as it will be written; `title` is what the list of chapters calls it."""
        facts, below = front_matter(text)
        if below != text:
            self.used["settings above a chapter"] += 1
        lines = plain_code(self._included(path, below.replace(_NOTHING, "").expandtabs(4).split("\n"), 0), self.used)
        lines = [line if code else self._linked(path, line) for code, line in outside(lines)]
        lines = _with_signs(lines)
        stem = re.sub(r"[-_]+", " ", posixpath.splitext(posixpath.basename(path))[0])
        if not split:
            lines = self._in_steps(_titled(lines, words(facts.get("title")), title or stem, self.used))
        return "\n".join(lines).strip("\n") + "\n"

    def _included(self, path: str, lines: list[str], depth: int) -> list[str]:
        """The lines with what they take in from other files of the folder."""
        made: list[str] = []
        for line in lines:
            match = _INCLUDE.fullmatch(line)
            name = unquote(match["mdbook"] or match["quarto"]) if match else ""
            other = posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) if name else ""
            text = self.read(other) if other and depth < MAX_DEPTH else None
            if text is None or match is None:
                made.append(line)
                continue
            self.used["text of another file"] += 1
            made += self._included(other, _range(text.rstrip("\n").split("\n"), match["range"] or ""), depth + 1)
        return made

    def _linked(self, path: str, line: str) -> str:
        def named(match: re.Match[str]) -> str:
            said = unquote(match["path"])
            around = "" if said.startswith("/") else posixpath.dirname(path)  # from the top, or from the chapter
            target = posixpath.normpath(posixpath.join(around, said.lstrip("/") or "."))
            known = [target, *(f"{posixpath.splitext(target)[0]}{end}" for end in (".qmd", ".Rmd", ".md"))]
            old = next((one for one in known if one in self.paths), "")
            if not old or (old != target and not target.endswith(".html")):
                return match.group()
            new = posixpath.relpath(self.paths[old], posixpath.dirname(path) or ".")
            if new == match["path"]:
                return match.group()
            self.used["link to a chapter"] += 1
            return f"{match['open']}{new.replace(' ', '%20')}"

        return rewritten(_LINK.sub(named, line), self.used)

    def _in_steps(self, lines: list[str]) -> list[str]:
        """Headings below the title that leave no step out: a second title is a section."""
        above: list[int] = []
        made: list[str] = []
        for code, line in outside(lines):
            match = None if code else _HEADING.fullmatch(line)
            if match and (made or above):
                level = len(match["signs"])
                above = [one for one in above if one < level] + [level]
                step = min(len(above) + 1, 6)
                self.used["heading at another step"] += step != level
                line = f"{'#' * step}{match['words']}"
            made.append(line)
        return made


def _with_signs(lines: list[str]) -> list[str]:
    """Headings that are underlined, with `#`."""
    made: list[str] = []
    for code, line in outside(lines):
        alone = len(made) < 2 or not made[-2].strip()
        if not code and made and alone and _UNDERLINE.fullmatch(line) and re.match(r"[^\W_]|[*`\[]", made[-1]):
            made[-1] = f"{'#' if line[0] == '=' else '##'} {made[-1]}"
        else:
            made.append(line)
    return made


def _titled(lines: list[str], given: str, listed: str, used: Counter[str]) -> list[str]:
    """The lines below one title: that of the settings above the text, or its first heading, or the list's."""
    first = next((place for place, line in enumerate(lines) if line.strip()), 0)
    if not given and lines and (match := _HEADING.fullmatch(lines[first])) and match["words"].strip():
        return [f"#{match['words']}", *lines[first + 1 :]]
    if given and lines and (match := _HEADING.fullmatch(lines[first])) and match["words"].strip() == given:
        first += 1
    used["title from the list or the settings"] += 1
    return [f"# {given or listed}", "", *lines[first:]]


def _range(lines: list[str], said: str) -> list[str]:
    """The lines that `:2:5` names."""
    numbers = [int(one[:6]) if one else 0 for one in said.split(":")[1:]]
    if not numbers:
        return lines
    start = max(numbers[0], 1)
    end = numbers[1] if len(numbers) > 1 else start
    return lines[start - 1 : end or None]
