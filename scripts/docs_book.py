"""Turn the Markdown documentation of a package into a trustbook book.

In: the files of a source distribution's documentation, by path. Out: a manuscript folder with a book.toml, and how
often each rule was used. Chapters stay as they are as far as the dialect takes them. What only MkDocs understands is
put into plain Markdown (`_chapter`, `_plain`); what trustbook still calls an error is mended by `docs_repairs`, by
rules named after the finding they answer. Nothing is taken out because it is hard to tag: that is what the books are
for.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docs_repairs import PICTURE, REPAIRS, RULES

import trustbook
from trustbook.findings import Finding
from trustbook.manuscript.shape import BOXES
from trustbook.rules.check import check

PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"}
_ROUNDS = 12

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_PLUG_IN = re.compile(r"^ *(?:::: |--8<--|\{%).*(?:\n {4,}.*)*$", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_FENCE = re.compile(r"( *)(`{3,}|~{3,})(.*)")
_TAB = re.compile(r'( *)===[!+]? "(.*)"\s*')
_BOX = re.compile(r'( *)(?:!!!|\?\?\?\+?) +(\w+)[^"]*(?:"(.*)")?\s*')
_ICON = re.compile(
    r":(?:material|octicons|fontawesome|simple)-(?:brands-|regular-|solid-)?([a-z0-9]+)[a-z0-9-]*:(?:\{[^}]*\})?"
)
_ADDRESS = re.compile(r"(\]\(\s*|^\s{0,3}\[[^\]^][^\]]*\]:\s*)<?([^)\s>]+)", re.MULTILINE)
_HTTP = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


@dataclass(slots=True)
class DocsBook:
    """A book in the making: `files` are those of the documentation, `site` is where they stand on the web."""

    title: str
    site: str
    files: Mapping[str, bytes]
    languages: Mapping[str, str] = field(default_factory=dict)  # words of another language, and its tag
    used: Counter[str] = field(default_factory=Counter)

    def write(self, folder: Path) -> list[Finding]:
        """Write the manuscript; returns the errors that no rule answers."""
        texts = {path: data.decode("utf-8") for path, data in self.files.items() if path.endswith(".md")}
        empty = {path for path, text in texts.items() if not _PLUG_IN.sub("", _FRONT.sub("", text)).strip()}
        self.used["chapter that a plug-in would fill → none"] = len(empty)
        self.files = {path: data for path, data in self.files.items() if path not in empty}
        chapters = sorted(texts.keys() - empty, key=_order)
        for path in chapters:
            (folder / _flat(path)).write_text(self._chapter(path, texts[path]), "utf-8")
        for path, data in self.files.items():
            if posixpath.splitext(path)[1].lower() in PICTURES:
                (folder / "images").mkdir(exist_ok=True)
                (folder / "images" / _flat(path)).write_bytes(data)
        (folder / "book.toml").write_text(self._config([_flat(path) for path in chapters]), "utf-8")
        return self._repaired(folder)

    def _config(self, names: list[str]) -> str:
        listed = "".join(f'[[chapters]]\nfile = "{name}"\n' for name in names)
        return (
            f'format = 1\neditions = ["screen"]\n[book]\ntitle = "{self.title}"\nslug = "book"\nlanguage = "en"\n'
            'identifier = "urn:uuid:6f9b8a4e-6a39-4c83-9a62-1f3f5a0a6a10"\ndate = 2026-11-24\n'
            'publisher = "Its authors"\ndescription = "Documentation of a package."\n'
            'rights = "See the package’s licence"\n[help]\ncountry = "GB"\n[[people]]\nname = "Its authors"\n'
            f'[[chapters]]\nrole = "contents"\n{listed}'
        )

    # -- what only MkDocs understands ------------------------------------------------------------------------

    def _chapter(self, path: str, text: str) -> str:
        text = _FRONT.sub("", text).expandtabs(4)
        text, count = _CONTROL.subn("", text)
        self.used["control character → nothing"] += count
        lines = self._boxes(self._tabs(text.splitlines()))
        made = [self._plain(path, piece) if not code else piece for code, piece in self._pieces(lines)]
        return "\n".join(made) + "\n"

    def _tabs(self, lines: list[str]) -> list[str]:
        """`=== "Label"` and what is indented below it: the label in bold, then the content, one level out."""
        made: list[str] = []
        while lines:
            line, *lines = lines
            if not (tab := _TAB.fullmatch(line)):
                made.append(line)
                continue
            self.used["tab → bold label"] += 1
            depth = len(tab[1])
            made += [f"{tab[1]}**{re.sub(':[a-z0-9-]+:', '', tab[2]).strip()}**", ""]
            inside = next((n for n, one in enumerate(lines) if one.strip() and _indent(one) <= depth), len(lines))
            lines = [one[4:] if one.strip() else "" for one in lines[:inside]] + lines[inside:]
        return made

    def _boxes(self, lines: list[str]) -> list[str]:
        """Boxes of any kind become kinds that trustbook has, under their own name."""
        made: list[str] = []
        for number, line in enumerate(lines):
            box = _BOX.fullmatch(line)
            if box:
                depth = len(box[1]) + 4
                below = lines[number + 1 :]
                end = next((n for n, one in enumerate(below) if one.strip() and _indent(one) < depth), len(below))
                if not _PLUG_IN.sub("", "\n".join(below[:end])).strip():
                    self.used["box that only a plug-in would fill → none"] += 1
                    continue
            if box and (box[2] not in BOXES or line.lstrip().startswith("???")):
                self.used["box of another kind → note"] += 1
                line = f'{box[1]}!!! note "{box[3] or box[2].capitalize()}"'
            made.append(line)
        return made

    def _pieces(self, lines: list[str]) -> Iterator[tuple[bool, str]]:
        """Text and fenced code in turn; a fence inside a list or a box, which Python-Markdown lacks, is indented."""
        text: list[str] = []
        fence: re.Match[str] | None = None
        code: list[str] = []
        for line in lines:
            match = _FENCE.fullmatch(line)
            if fence is None and match and "`" not in match[3]:
                fence, code = match, []
            elif fence is None:
                text.append(line)
            elif match and match[2].startswith(fence[2]) and not match[3].strip():
                yield False, "\n".join(text)
                yield True, "\n".join(self._code(fence, code))
                text, code, fence = [], [], None
            else:
                code.append(line)
        yield False, "\n".join([*text, *code])

    def _code(self, fence: re.Match[str], code: list[str]) -> list[str]:
        if not fence[1]:
            language = re.match(r"[\w+-]*", fence[3].strip())
            return [f"{fence[2]}{language[0] if language else ''}", *code, fence[2]]
        self.used["indented fence → indented code"] += 1
        return ["", *(f"    {line}" if line.strip() else "" for line in code), ""]

    def _plain(self, path: str, text: str) -> str:
        """Text outside code: pictures, addresses, icons, and lines that MkDocs' plug-ins would replace."""
        text = PICTURE.sub(lambda match: self._picture(path, match), text)
        text = _ADDRESS.sub(lambda match: match[1] + self._address(path, match[2]), text)
        text, count = _ICON.subn(r"\1", text)
        self.used["icon → its name"] += count
        text = self._without(_PLUG_IN, text, "line of a plug-in → nothing")
        text = self._without(
            r"\{(?=[^}\n]*\b(?:loading|role|target|style|data-\w+)=)[^}\n]*\}", text, "attributes → nothing"
        )
        for words, lang in self.languages.items():
            if words in text:
                self.used["language marked"] += text.count(words)
                text = text.replace(words, f'<span lang="{lang}">{words}</span>')
        return text

    def _without(self, pattern: str | re.Pattern[str], text: str, rule: str) -> str:
        text, count = re.subn(pattern, "", text)
        self.used[rule] += count
        return text

    def _picture(self, path: str, match: re.Match[str]) -> str:
        alt, source = " ".join(match[1].split()), match[2]
        target = _joined(path, source)
        if _HTTP.match(source) or target not in self.files:
            self.used["picture not in the package → its words"] += 1
            return alt
        self.used["picture kept"] += 1
        words = alt or posixpath.basename(target).rsplit(".", 1)[0].replace("-", " ")
        return f'![{words}](images/{_flat(target)} "{match[3] or words}")'

    def _address(self, path: str, address: str) -> str:
        if _HTTP.match(address) or address.startswith(("#", "images/")):
            return address
        where, _, anchor = address.partition("#")
        target = _joined(path, where)
        if target in self.files and target.endswith(".md"):
            return _flat(target) + (f"#{anchor}" if anchor else "")
        self.used["link out of the book → the web"] += 1
        return self.site + target.removeprefix("/") + (f"#{anchor}" if anchor else "")

    # -- what trustbook calls an error -----------------------------------------------------------------------

    def _repaired(self, folder: Path) -> list[Finding]:
        """Answer errors by `REPAIRS`, the lines of a file from its end, until there are none."""
        errors: list[Finding] = []
        for _ in range(_ROUNDS):
            errors = _errors(folder)
            mended = [finding for finding in sorted(errors, key=_last_first) if self._mended(folder, finding)]
            self.used.update(f"{finding.code}: {RULES[finding.code]}" for finding in mended)
            if not mended:
                break
        return errors

    def _mended(self, folder: Path, finding: Finding) -> bool:
        """Whether a rule answers a finding, and the file is another now."""
        if finding.place is None or finding.code not in RULES:
            return False
        file = folder / finding.place.path
        if finding.code == "I305":
            there = file.exists()
            file.unlink(missing_ok=True)
            return there
        before = file.read_text("utf-8")
        after = REPAIRS[finding.code](before, finding, self.site)
        file.write_text(after, "utf-8")
        return after != before


def _last_first(finding: Finding) -> tuple[int, int]:
    return (-(finding.place.line or 0), -(finding.place.column or 0)) if finding.place else (0, 0)


def _errors(folder: Path) -> list[Finding]:
    book, found = trustbook.load(folder)
    found = found + (check(book) if book is not None else [])
    return [finding for finding in found if finding.severity == "error"]


def _order(path: str) -> tuple[object, ...]:
    """A folder's index first, then its files, then its folders."""
    *folders, name = path.split("/")
    return (*((1, one) for one in folders), (0, "" if name == "index.md" else name))


def _flat(path: str) -> str:
    return path.replace("/", "-").lower()


def _joined(path: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), address))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
