"""Carry places through Python-Markdown, which forgets them.

In: lines of Markdown. Out: the same lines with marks of places, which `read_marks` and `with_places` read at the end.
Each line ends with a mark that holds its number; marks before each `[` and behind each name of a raw HTML tag hold line
and column. The document that comes out is the one that came out without marks: where Python-Markdown looks at what
follows or precedes, it is told to look past them, or there are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor, ReferenceProcessor
from markdown.util import BLOCK_LEVEL_ELEMENTS, STX

from trustbook.manuscript.dialect.names import TAG_NAME, MarkNames
from trustbook.manuscript.dialect.read_marks import ReadMarks
from trustbook.manuscript.dialect.spots import BRACKET, BRACKET_MARK, LINE_END, LINE_MARK, TAG, mark_at
from trustbook.manuscript.dialect.structure.values import Line

# As in Python-Markdown, with the marks of lines where it allows line ends.
LABEL = re.compile(rf"(?:{LINE_MARK})?\s?(?:{BRACKET_MARK})?\[([^\]]*)\]")
_LABEL_BREAK = re.compile(rf"(?:\s|{LINE_MARK})+")

_BLOCK = "|".join(BLOCK_LEVEL_ELEMENTS)
_START = r"\s*+(?:(?:>|[-*+:](?=\s)|\d++\.(?=\s))\s*+)*+"  # of a line in quotes, lists and definitions
_UNMARKED = re.compile(
    rf"""{_START}(?:                                # possessive: no line takes more than one walk
        $ | (?:=+|-+)\s*$ | (?:[-*_]\s*+){{3,}}+$       # empty line, heading underline, rule
      | (?:(?:[#]|[-*+]\s|\d++\.\s)\s*+)++$          # heading or list item without words
      | [|:\-\s]++$ | ```|~~~                          # table ruler, fence
      | \[\^[^\]]*\]:\s*$ | [*_]+\s*$              # note whose text starts below, stars
      | \{{[^{{}}%]*\}}\s*$ | <(?:[/!?]|(?:{_BLOCK})\b)   # attributes, raw HTML
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_UNMARKED_END = re.compile(rf"(?:</(?:{_BLOCK})\s*>|\]?\()\s*$", re.IGNORECASE)  # raw HTML, the start of an address
_DEFINITION = re.compile(rf"{_START}(?:\[(?!\^)[^\[\]]*\]:|\*\[)")  # of a link or an abbreviation
_FENCE = re.compile(r"```|~~~")
_BARE_HEADING = re.compile(r"\s*+(?:>\s*+)*+#{1,6}(?=[\s#]*$)")
# A bracket that may start a link, a picture or a citation, but not behind a backslash, not as the label of a link that
# ends before it, not in `<![CDATA[`; a raw HTML tag.
_POINTS = re.compile(rf"(?<![\\<])!\[(?!\^)|(?<![\\!\]])(?<!\] )(?<!CDATA)\[(?!\^)|<{TAG_NAME}(?=[\s/>]|$)")
_TAIL = " \t\r\f\v|"
_CLOSING_SIGNS = re.compile(r"(?:^|\s)#+$")
TAB = 4


def register(md: Markdown, names: MarkNames) -> None:
    """Make a converter carry the places of a file with these lines."""
    md.treeprocessors.register(ReadMarks(md, names), "trustbook-lines", -10)
    md.parser.blockprocessors.register(_Definition(md.parser), "reference", 15)
    md.parser.blockprocessors.register(_Heading(md.parser), "hashheader", 70)
    for name in ("reference", "short_reference", "image_reference", "short_image_ref"):
        reference: Any = md.inlinePatterns[name]
        reference.NEWLINE_CLEANUP_RE = _LABEL_BREAK
        reference.RE_LINK = LABEL


class AddMarks:
    """Adds marks to the lines of a file, which were typed so."""

    def __init__(self, typed: list[str]) -> None:
        self.typed = typed

    def marked(self, line: Line) -> str:
        """A line with its marks."""
        text = line.text
        if not text or text.startswith(STX) or _FENCE.match(text):
            return text
        defines = "]:" in text and _DEFINITION.match(text)
        places = dict(self._points(line)) if not defines and ("[" in text or "<" in text) else {}
        end = None if defines else _end_of_line(text)
        if end is not None:
            places[end] = f"{places.get(end, '')}{mark_at(LINE_END, line.number)}"
        pieces, last = list[str](), 0
        for at in sorted(places):
            pieces += [text[last:at], places[at]]
            last = at
        return "".join([*pieces, text[last:]])

    def _points(self, line: Line) -> Iterator[tuple[int, str]]:
        """Where a mark with a column goes, and the mark."""
        typed = self.typed[line.number - 1] if line.number <= len(self.typed) else line.text
        whole = typed.expandtabs(TAB)
        for match in _POINTS.finditer(line.text):
            column = _column(whole, match.start() + line.cut, typed)
            raw = match.group().startswith("<")
            yield match.end() if raw else match.start(), mark_at(TAG if raw else BRACKET, line.number, column)


def _column(line: str, start: int, typed: str) -> int:
    """The column in the typed line of a sign in the line that the parser sees, where tabs have become spaces."""
    if line == typed:
        return start + 1
    if not 0 <= start < len(line):
        return 1
    sign, at = line[start], -1
    for _ in range(line.count(sign, 0, start) + 1):
        at = typed.find(sign, at + 1)
    return at + 1


def _end_of_line(line: str) -> int | None:
    """Where the mark of the line goes, or None where it would change what the line means."""
    if heading := _BARE_HEADING.match(line):
        return heading.end()
    if _UNMARKED.match(line) or (line.rstrip()[-1:] in ">(" and _UNMARKED_END.search(line)):
        return None
    return _end_of_words(line)


def _end_of_words(line: str) -> int:
    """Where a line's words end: before white space, table bars, closing `#`, `{attributes}` and stars of their own."""
    words = line.rstrip(_TAIL)
    if words.endswith("#") and (closing := _CLOSING_SIGNS.search(words)):
        words = words[: closing.start()].rstrip(_TAIL)
    if words.endswith("\\") and len(words) < len(line):
        return len(words) + 1  # what stands behind a backslash belongs to it
    opening = words.rfind(" {")
    if words.endswith("}") and opening > 0 and not set("{}") & set(words[opening + 2 : -1]):
        words = words[:opening].rstrip(" ")
    before = words.rstrip("*_")
    if before != words:  # what stands behind stars says what they mean
        escaped = (len(before) - len(before.rstrip("\\"))) % 2
        words = words[: len(before) + 1] if escaped else before.rstrip()
    return len(words) if words.strip() else len(line)


class _Definition(ReferenceProcessor):
    """`[label]: address "title"`, whose title may stand on a line of its own, marks and all."""

    RE = re.compile(
        rf"^[ ]{{0,3}}(?:{BRACKET_MARK})?\[([^\[\]]*)\]:[ ]*(?:\n[ ]*)?"
        rf"([^\s{LINE_END}]+)[ ]*(?:{LINE_MARK})?[ ]*(?:\n[ ]*)?"
        rf"""((["'])(.*)\4[ ]*|\((.*)\)[ ]*)?(?:{LINE_MARK})?[ ]*$""",
        re.MULTILINE,
    )


class _Heading(HashHeaderProcessor):
    """`# Words`: a space stands behind the signs, and before those that close it, so that `C#` keeps its sign."""

    RE = re.compile(rf"(?:^|\n)(?P<level>#{{1,6}})(?P<header>(?:[ ]|{LINE_END})[^\n]*|)(?:\n|$)")
    _CLOSING = re.compile(r"(?:^|[ ])#+[ ]*$")

    def run(self, parent: Element, blocks: list[str]) -> None:
        super().run(parent, blocks)
        heading = parent[-1]
        heading.text = self._CLOSING.sub("", heading.text or "").rstrip(" ")
