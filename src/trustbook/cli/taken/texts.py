"""One chapter of another program as trustbook reads it, changed no more than that needs.

In: its text, its place in the folder and the chapters around it. Out: the new text and how often each rule was used.
Lines of code stay as they are. What no rule knows stays as well: `check` names it.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from trustbook.cli.taken.yaml_file import front_matter, words

FENCE = re.compile(r"(?P<before>[ >]*)(?P<sign>`{3,}|~{3,})(?P<info>[^`]*)")
_RUN = re.compile(r"\s*\{\s*(?P<language>[A-Za-z][\w+-]*)(?P<rest>[ ,][^}]*)?\}\s*")
_OPTION = re.compile(r"\s*(?:#|//|--)\| ")
_HEADING = re.compile(r"(?P<signs>#{1,6})(?P<words>(?:[ \t].*)?)")
_UNDERLINE = re.compile(r"(=+|-+)[ \t]*")
_LINK = re.compile(r"(?P<open>\]\(\s*<?|^ {0,3}\[[^\]^][^\]]*\]:\s*<?)(?P<path>[^\s()<>#]+)", re.MULTILINE)
_INCLUDE = re.compile(
    r"\s*(?:\{\{#(?:include|rustdoc_include|playground)\s+(?P<mdbook>[^}:\s]+)(?P<range>:[\d:]*)?[^}]*\}\}"
    r"|\{\{<\s*include\s+(?P<quarto>[^\s>]+)\s*>\}\})\s*"
)
_PART = re.compile(r"#[ \t]+\((?P<sign>PART|APPENDIX)(?:\\?\*)?\)[ \t]*(?P<words>.*?)[ \t]*(?:\{[^{}]*\})?")
_NO_NUMBER = re.compile(r"\{(?:-|[^{}]*\.unnumbered\b[^{}]*)\}[ \t]*")
_TO_SECTION = re.compile(r"\b(Sections?|Chapters?|Appendix|Appendices|Part)[ ~]+\\?@ref\(([\w.-]+)\)")
_TO_NUMBER = re.compile(r"\b(?:Figures?|Fig\.|Tables?)[ ~]+\\?@ref\((fig|tab):([\w.-]+)\)")
_INDEX = re.compile(r"\\index\{(?:[^{}]|\{[^{}]*\})*\}")
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
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
    for code, line in _outside(text.split("\n")):
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
        lines = self._code(self._included(path, below.expandtabs(4).split("\n"), 0))
        lines = [line if code else self._linked(path, line) for code, line in _outside(lines)]
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

    def _code(self, lines: list[str]) -> list[str]:
        """Code that another program would run says only its language; its options are no code."""
        made: list[str] = []
        ran = False
        for code, line in _outside(lines):
            match = FENCE.fullmatch(line)
            run = _RUN.fullmatch(match["info"]) if match else None
            if match and run and (not code or line.strip() == line):
                self.used["code that was run"] += 1
                line, ran = f"{match['before']}{match['sign']}{run['language'].lower()}", True
            elif not code:
                ran = False
            elif ran and _OPTION.match(line):
                continue
            made.append(line)
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

        return self._referred(_LINK.sub(named, line))

    def _referred(self, line: str) -> str:
        """bookdown's references as links and numbers, and no entries of an index; code stays."""
        if "@ref(" not in line and "\\index{" not in line:
            return line
        done, made = 0, []
        for code in (*_CODE.finditer(line), None):
            words = line[done : code.start() if code else len(line)]
            words, count = _TO_SECTION.subn(r"[\1](#\2)", words)
            words, more = _TO_NUMBER.subn(lambda one: f"[@{'fig' if one[1] == 'fig' else 'tbl'}-{one[2]}]", words)
            words, dropped = _INDEX.subn("", words)
            self.used["reference of bookdown"] += count + more
            self.used["entry of an index left out"] += dropped
            made += [words, code.group() if code else ""]
            done = code.end() if code else done
        return "".join(made)

    def _in_steps(self, lines: list[str]) -> list[str]:
        """Headings below the title that leave no step out: a second title is a section."""
        above: list[int] = []
        made: list[str] = []
        for code, line in _outside(lines):
            match = None if code else _HEADING.fullmatch(line)
            if match and (made or above):
                level = len(match["signs"])
                above = [one for one in above if one < level] + [level]
                step = min(len(above) + 1, 6)
                self.used["heading at another step"] += step != level
                line = f"{'#' * step}{match['words']}"
            made.append(line)
        return made


def _outside(lines: Iterable[str]) -> Iterable[tuple[bool, str]]:
    """Each line, and whether it is code between fences or one of the fences."""
    sign = ""
    for line in lines:
        match = FENCE.fullmatch(line)
        if sign:
            yield True, line
            if match and match["sign"].startswith(sign) and not match["info"].strip():
                sign = ""
        else:
            sign = match["sign"] if match else ""
            yield bool(sign), line


def _with_signs(lines: list[str]) -> list[str]:
    """Headings that are underlined, with `#`."""
    made: list[str] = []
    for code, line in _outside(lines):
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
