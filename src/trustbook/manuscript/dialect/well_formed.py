"""Make a tree of a chapter's finished text, also where its raw HTML is not well-formed.

In: the text as XHTML. Out: its tree, and a finding for each tag that makes none: it is taken out, so that what stands
behind it is read and judged too. The words that it stood around stay.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from trustbook.findings import Finding, SourceFile
from trustbook.manuscript import marks
from trustbook.manuscript.dialect.html_as_xml import TAGS, with_end_tags
from trustbook.manuscript.dialect.names import MarkNames

_MOST = 20  # tags of a chapter that are taken out: each time all of it is read anew
_END = "</section>"
_TAG = re.compile(r"<[^<>]*>?")
_TYPED = re.compile(r"<[/A-Za-z!][^>]*>?")
_HINT = "close each tag, nest tags properly, and close each quotation mark; or write `&lt;` for a plain `<`"


def tree_of(file: SourceFile, names: MarkNames, text: str) -> tuple[Element | None, list[Finding]]:
    """The tree of a text; none where more is wrong than a person reads at once."""
    with suppress(ElementTree.ParseError):
        return ElementTree.fromstring(f"<section>{text}{_END}"), []
    whole, found = f"<section>{with_end_tags(text, names.typed(marks.COLUMN))}{_END}", list[Finding]()
    place = re.compile(f'{names.typed(marks.LINE)}="([0-9]+)"(?: {names.typed(marks.COLUMN)}="([0-9]+)")?')
    for _ in range(_MOST):
        try:
            return ElementTree.fromstring(whole), found
        except ElementTree.ParseError as error:
            fault = _fault(whole, error, place)
        tag = _TAG.match(whole, fault.start) if 0 <= fault.start < len(whole) - len(_END) else None
        if tag is None:
            return None, [*found, _finding(file, fault, "")]
        found.append(_finding(file, fault, tag.group()))
        whole = _without(whole, tag, alone="mismatched" in fault.reason)
    return None, found


def _without(whole: str, tag: re.Match[str], alone: bool) -> str:
    """A text without a tag, and without the one that closes it unless it stands alone."""
    name = re.match(r"<[A-Za-z][\w:.-]*", tag.group())
    closing = f"</{name.group()[1:]}>" if name and not alone else ""
    closes = whole.find(closing, tag.end()) if closing else -1
    rest = whole[tag.end() :] if closes < 0 else whole[tag.end() : closes] + whole[closes + len(closing) :]
    return whole[: tag.start()] + rest


@dataclass(frozen=True, slots=True)
class _Fault:
    """Why a text makes no tree, where its tag starts, and the line and column in which a tag near it was typed."""

    reason: str
    start: int
    line: int
    column: int


def _fault(whole: str, error: ElementTree.ParseError, place: re.Pattern[str]) -> _Fault:
    """The tag that is never closed, else the one at which reading stopped, with the last place before."""
    row, column = error.position
    end = sum(len(line) + 1 for line in whole.split("\n")[: row - 1]) + column
    before = whole[:end]
    known = list(place.finditer(before))
    at, start = known[-1] if known else None, before.rfind("<")
    if "mismatched" in str(error) and (open_tag := _never_closed(before, place)):
        at, start = open_tag, before.rfind("<", 0, open_tag.start())
    line, typed = (int(at.group(1)), int(at.group(2) or 1)) if at else (1, 1)
    return _Fault(str(error).split(":")[0], start, line, typed)


def _finding(file: SourceFile, fault: _Fault, tag: str) -> Finding:
    """The finding at a tag as it was typed: a closing one stands somewhere behind the last known place."""
    closing = re.match(r"</[A-Za-z][\w:.-]*", tag)
    pattern = re.compile(re.escape(closing.group()) + ">?") if closing else _TYPED
    line, start, length = fault.line, fault.column, 1
    for number in range(line, file.block_end(line) + 1):
        if match := pattern.search(file.lines[number - 1], start - 1 if number == line else 0):
            line, start, length = number, match.start() + 1, len(match.group())
            break
    return file.finding("X401", f"raw HTML is not well-formed here ({fault.reason})", line, start, length, hint=_HINT)


def _never_closed(before: str, place: re.Pattern[str]) -> re.Match[str] | None:
    """The place of the innermost raw tag that is still open where a text ends; matched in the whole text.

    Where a tag of Markdown is open, a raw one of its name took what closes it.
    """
    tags = [tag for tag in TAGS.finditer(before) if tag.group(4)]
    is_open = list[int]()
    for number, match in enumerate(tags):
        closes, name, attributes, _ = match.groups()
        if not closes and not attributes.endswith("/"):
            is_open.append(number)
        elif closes and is_open and tags[is_open[-1]].group(2) == name:
            is_open.pop()
    first = is_open[-1] if is_open else len(tags)
    alike = (tag for tag in reversed(tags[first:]) if not tag.group(1) and tag.group(2) == tags[first].group(2))
    raw = (found for tag in alike if (found := place.search(before, *tag.span(3))) and found.group(2))
    return next(raw, None)
