"""Carry places through Python-Markdown, which forgets them.

In: lines of Markdown. Out: elements with the line, and where it helps the column, at which they were typed.
Each line ends with a private-use mark that holds its number; marks before each `[` and behind each name of a raw HTML
tag hold line and column. The last tree processor reads the marks; those in raw HTML, which is put aside until the end,
`with_places` reads in the finished text. The document that comes out is the one that came out without marks.
Sources hold no private-use characters of their own: `sources` refuses them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ReferenceProcessor
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import BLOCK_LEVEL_ELEMENTS, HTML_PLACEHOLDER_RE

from trustbook.manuscript import marks
from trustbook.manuscript.marks import Role

_LINE_END, _BRACKET, _TAG, _COLUMN, _CLOSE, _ZERO = "\ue000", "\ue002", " \ue004", "\ue003", "\ue001", 0xE010
_TO_MARK = {ord(str(value)): chr(_ZERO + value) for value in range(10)}
_FROM_MARK = {_ZERO + value: str(value) for value in range(10)}
_MARK = re.compile(f"(?:[{_LINE_END}{_BRACKET}]|{_TAG})([\ue010-\ue019]+)(?:{_COLUMN}([\ue010-\ue019]+))?{_CLOSE}")
_LINE_MARK = f"{_LINE_END}[\ue010-\ue019]+{_CLOSE}"
_BRACKET_MARK = f"{_BRACKET}[\ue010-\ue019]+{_COLUMN}[\ue010-\ue019]+{_CLOSE}"
_NAME = r"[A-Za-z][A-Za-z0-9.-]*(?::[A-Za-z][A-Za-z0-9.-]*)?"  # `a:b`, but not the start of `https://`
_TYPED_TAG = re.compile(rf"(<{_NAME}){_TAG}([\ue010-\ue019]+){_COLUMN}([\ue010-\ue019]+){_CLOSE}")

# As in Python-Markdown, with the marks of lines where it allows line ends.
LABEL = re.compile(rf"(?:{_LINE_MARK})?\s?(?:{_BRACKET_MARK})?\[([^\]]*)\]")
_BREAK = rf"(?:{_LINE_MARK}|\s)*"
_ADDRESS = re.compile(rf"""\(\s*(?:(<[^<>]*>){_BREAK}(?:('[^']*'|"[^"]*"){_BREAK})?\))?""")

_BLOCK = "|".join(BLOCK_LEVEL_ELEMENTS)
_START = r"\s*+(?:(?:>|[-*+:](?=\s)|\d++\.(?=\s))\s*+)*+"  # of a line in quotes, lists and definitions
_UNMARKED = re.compile(
    rf"""{_START}(?:                                # possessive: no line takes more than one walk
        $ | (?:=+|-+)\s*$ | (?:[-*_]\s*+){{3,}}+$       # empty line, heading underline, rule
      | (?:(?:[#]|[-*+]\s|\d++\.\s)\s*+)++$          # heading or list item without words
      | [|:\-\s]++$ | ```|~~~                          # table ruler, fence
      | \[\^[^\]]*\]:\s*$ | [*_]+\s*$              # note whose text starts below, stars
      | \{{[^{{}}]*\}}\s*$ | <(?:[/!?]|(?:{_BLOCK})\b)   # attributes, raw HTML
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_UNMARKED_END = re.compile(rf"(?:</(?:{_BLOCK})\s*>|\]?\()\s*$", re.IGNORECASE)  # raw HTML, the start of an address
_DEFINITION = re.compile(rf"{_START}(?:\[(?!\^)[^\[\]]*\]:|\*\[)")  # of a link or an abbreviation
_FENCE = re.compile(r"```|~~~")
_BARE_HEADING = re.compile(r"\s*+(?:>\s*+)*+#{1,6}(?=[\s#]*$)")
# A bracket that may start a link, a picture or a citation, but not behind a backslash, not as the label of a link that
# ends before it, not in `<![CDATA[`; a raw HTML tag.
_POINTS = re.compile(rf"(?<![\\<])!\[(?!\^)|(?<![\\!\]])(?<!\] )(?<!CDATA)\[(?!\^)|<{_NAME}(?=[\s/>]|$)")
_TAIL = " \t\r\f\v|#"
_STARS = re.compile(r"(\s*)(?<!\\)(?:\\\\)*([*_]+)$")


@dataclass(frozen=True, slots=True)
class Spot:
    """A line and a column in the source, from 1; column 0 where only the line is known."""

    line: int
    column: int


class Names:
    """What the builder's marks are called while the document is text: names that the file does not hold."""

    def __init__(self, text: str) -> None:
        self.prefix = "trustbook"
        lower = text.lower()
        while self.prefix in lower:
            self.prefix += "k"

    def typed(self, name: str) -> str:
        """A mark's name as an attribute in text."""
        return self.prefix + name.partition("}")[2]

    def mark(self, element: Element, role: Role, of: str = "") -> Element:
        """Note on an element what it is for; returns it."""
        element.set(self.typed(marks.ROLE), role)
        if of:
            element.set(self.typed(marks.OF), of)
        return element

    def place(self, element: Element, spot: Spot) -> None:
        """Note on an element where it was typed."""
        element.set(self.typed(marks.LINE), str(spot.line))
        if spot.column:
            element.set(self.typed(marks.COLUMN), str(spot.column))

    def read_back(self, tree: Element) -> None:
        """Give the builder's marks their true names, and names that authors put in a namespace a colon in front."""
        for element in tree.iter():
            element.tag = _plain(element.tag).lower()  # HTML heeds no capitals, XML does
            for name, value in list(element.attrib.items()):
                del element.attrib[name]
                if name.startswith(self.prefix):
                    name = f"{{trustbook}}{name.removeprefix(self.prefix)}"
                else:
                    name = _plain(name)
                element.attrib.setdefault(name, value)


def first_mark(text: str | None) -> Spot | None:
    """Where the first mark in a text says that it was typed."""
    match = _MARK.search(text or "")
    if match is None:
        return None
    line, column = (group.translate(_FROM_MARK) for group in match.groups("0"))
    return Spot(int(line), int(column))


def mark_before(text: str, at: int) -> Spot | None:
    """Where a bracket was typed that stands at an index of a text, behind its mark."""
    start = text.rfind(_BRACKET, 0, at)
    match = _MARK.match(text, start) if start >= 0 else None
    return first_mark(match.group()) if match and match.end() == at else None


def without_marks(text: str) -> str:
    """A text as it was typed."""
    return _MARK.sub("", text)


def with_places(text: str, names: Names) -> str:
    """The finished text: marks in the tags of raw HTML become attributes, all others go."""

    def places(match: re.Match[str]) -> str:
        line, column = match.group(2).translate(_FROM_MARK), match.group(3).translate(_FROM_MARK)
        return f'{match.group(1)} {names.typed(marks.LINE)}="{line}" {names.typed(marks.COLUMN)}="{column}"'

    return without_marks(_TYPED_TAG.sub(places, text))


def register(md: Markdown, names: Names, lines: list[str]) -> None:
    """Make a converter carry the places of a file with these lines."""
    md.preprocessors.register(_AddMarks(md, lines), "trustbook-lines", 29)  # after white space, before raw HTML
    md.treeprocessors.register(_ReadMarks(md, names), "trustbook-lines", -10)
    md.parser.blockprocessors.register(_Definition(md.parser), "reference", 15)
    md.parser.blockprocessors.register(_Box(md.parser), "admonition", 105)
    for name in ("reference", "short_reference", "image_reference", "short_image_ref"):
        reference: Any = md.inlinePatterns[name]
        reference.NEWLINE_CLEANUP_RE = re.compile(
            rf"(?:\s|{_LINE_MARK})+"
        )  # labels run over line ends, and so over marks
        reference.RE_LINK = LABEL
    for name in ("link", "image_link"):
        link: Any = md.inlinePatterns[name]
        link.RE_LINK = _ADDRESS


class _AddMarks(Preprocessor):
    def __init__(self, md: Markdown, typed: list[str]) -> None:
        super().__init__(md)
        self.typed = typed

    def run(self, lines: list[str]) -> list[str]:
        return [self._marked(line, number) for number, line in enumerate(lines, 1)]

    def _marked(self, line: str, number: int) -> str:
        if _FENCE.match(line):
            return line
        places = {} if _DEFINITION.match(line) else dict(self._points(line, number))
        if (end := _end_of_line(line)) is not None:
            places[end] = f"{places.get(end, '')}{_mark(_LINE_END, number)}"
        pieces, last = list[str](), 0
        for at in sorted(places):
            pieces += [line[last:at], places[at]]
            last = at
        return "".join([*pieces, line[last:]])

    def _points(self, line: str, number: int) -> Iterator[tuple[int, str]]:
        """Where a mark with a column goes, and the mark."""
        typed = self.typed[number - 1] if number <= len(self.typed) else line
        for match in _POINTS.finditer(line):
            column = _column(line, match.start(), typed)
            raw = match.group().startswith("<")
            yield match.end() if raw else match.start(), _mark(_TAG if raw else _BRACKET, number, column)


def _mark(kind: str, line: int, column: int = 0) -> str:
    said = f"{_COLUMN}{str(column).translate(_TO_MARK)}" if column else ""
    return f"{kind}{str(line).translate(_TO_MARK)}{said}{_CLOSE}"


def _column(line: str, start: int, typed: str) -> int:
    """The column in the typed line of a sign in the line that the parser sees, where tabs have become spaces."""
    if line == typed:
        return start + 1
    sign, at = line[start], -1
    for _ in range(line.count(sign, 0, start) + 1):
        at = typed.find(sign, at + 1)
    return at + 1


def _end_of_line(line: str) -> int | None:
    """Where the mark of the line goes, or None where it would change what the line means."""
    if heading := _BARE_HEADING.match(line):
        return heading.end()
    if _UNMARKED.match(line) or _DEFINITION.match(line) or _UNMARKED_END.search(line):
        return None
    return _end_of_words(line)


def _end_of_words(line: str) -> int:
    """Where a line's words end: before white space, table bars, closing `#`, `{attributes}` and stars of their own."""
    words = line.rstrip(_TAIL)
    if words.endswith("\\") and len(words) < len(line):
        return len(words) + 1  # what stands behind a backslash belongs to it
    opening = words.rfind(" {")
    if words.endswith("}") and opening > 0 and not set("{}") & set(words[opening + 2 : -1]):
        words = words[:opening].rstrip(" ")
    if stars := _STARS.search(words):  # what stands behind stars says what they mean
        words = words[: stars.start(1) if stars.group(1) else stars.start(2)]
    return len(words) if words.strip() else len(line)


class _Definition(ReferenceProcessor):
    """`[label]: address "title"`, whose title may stand on a line of its own, marks and all."""

    RE = re.compile(
        rf"^[ ]{{0,3}}(?:{_BRACKET_MARK})?\[([^\[\]]*)\]:[ ]*(?:\n[ ]*)?"
        rf"([^\s{_LINE_END}]+)[ ]*(?:{_LINE_MARK})?[ ]*(?:\n[ ]*)?"
        rf"""((["'])(.*)\4[ ]*|\((.*)\)[ ]*)?(?:{_LINE_MARK})?[ ]*$""",
        re.MULTILINE,
    )


class _Box(AdmonitionProcessor):
    """`!!! kind "Title"`: the title carries the mark of its line, also where no title is typed, and then nothing else.

    Python-Markdown itself would make a title of the kind, whatever the book's language.
    """

    RE = re.compile(rf'(?:^|\n)!!! ?([\w\-]+(?: +[\w\-]+)*)(?: +"(.*?)")? *({_LINE_MARK})? *(?:\n|$)')

    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str | None]:
        kind, _ = super().get_class_and_title(match)
        return kind, f"{match.group(3) or ''}{match.group(2) or ''}"  # without one, the book's language has a word


class _ReadMarks(Treeprocessor):
    """Give each element the place of the first mark at or after its start, remove all marks, and note roles.

    Raw HTML is still put aside, so every `div` here is a box, every `sup` the call of a note.
    """

    def __init__(self, md: Markdown, names: Names) -> None:
        super().__init__(md)
        self.names = names

    def run(self, root: Element) -> None:
        waiting: list[Element] = []
        last, before = 1, ""  # the last line seen; the text before the element
        stack: list[tuple[Element, bool]] = [(root, False)]
        while stack:
            element, done = stack.pop()
            if done:
                before = element.tail or ""
                spot = first_mark(before)
                element.tail = without_marks(before) or None
            else:
                if element is not root:  # Python-Markdown cuts the bare root tag off its output
                    waiting.append(element)
                spot = self._own(element, before) or first_mark(element.text) or self._aside(element.text)
                before = element.text or ""
                self._clean(element)
                if element is not root:
                    self._note_role(element)
                stack.append((element, True))
                stack += [(child, False) for child in reversed(element)]
            if spot:
                last = spot.line
                for one in waiting:
                    one.attrib.setdefault(self.names.typed(marks.LINE), str(last))
                waiting.clear()
        for one in waiting:
            one.attrib.setdefault(self.names.typed(marks.LINE), str(last))

    def _own(self, element: Element, before: str) -> Spot | None:
        """Where a link or picture starts: its mark ends the text before it."""
        spot = mark_before(before, len(before)) if element.tag in ("a", "img") else None
        if spot:
            self.names.place(element, spot)
            return spot
        line = element.get(self.names.typed(marks.LINE))
        return Spot(int(line), 0) if line else None

    def _aside(self, text: str | None) -> Spot | None:
        """The first place inside what Python-Markdown has put aside: raw HTML, a block of code."""
        if text and (aside := HTML_PLACEHOLDER_RE.search(text)):
            return first_mark(str(self.md.htmlStash.rawHtmlBlocks[int(aside.group(1))]))
        return None

    def _clean(self, element: Element) -> None:
        element.text = without_marks(element.text or "") or None
        for key, value in element.attrib.items():
            element.set(key, without_marks(value or ""))  # `attr_list` may leave None

    def _note_role(self, element: Element) -> None:
        if element.tag == "div":  # Python-Markdown makes none but boxes, and `_Box` gives each a title
            self.names.mark(element, Role.BOX, element.get("class", "").split()[1])
            self.names.mark(element[0], Role.BOX_TITLE)
        elif element.tag == "sup":
            del element.attrib["id"]  # Python-Markdown's own; the next stage gives another
            self.names.mark(element, Role.CALL, element[0].get("href", "").removeprefix("#fn-"))
        elif element.tag in ("td", "th"):
            style = re.fullmatch(r"text-align: (center|right|left);", element.get("style", ""))
            if style:
                del element.attrib["style"]
            self.names.mark(element, Role.CELL, style.group(1) if style else "")


def _plain(name: str) -> str:
    """A name without its namespace: HTML's own is none, `xml:` is called so, any other leaves a colon in front."""
    space, _, local = name.removeprefix("{").rpartition("}")
    if not space:
        return name
    known = {"http://www.w3.org/1999/xhtml": "", "http://www.w3.org/XML/1998/namespace": "xml:"}
    return f"{known.get(space, ':')}{local}"
