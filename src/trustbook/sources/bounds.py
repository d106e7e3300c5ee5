"""Refuse text that would make parsing slow or impossible.

In: a text file of the book. Out: the first fault in it: characters without meaning (F113), lines and blocks that are
too long (F111), deep nesting (F112). It looks at marks and must not understand them: the parser knows what they mean.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from trustbook.findings import Finding, Place, SourceFile

MAX_LINE = 10_000  # characters
MAX_DEPTH = 24  # block quotes, list levels or open brackets
MAX_BLOCK = 40_000  # characters of one paragraph, list or table
MAX_BLOCKS = 20_000  # paragraphs, headings, items and the like in one file
MAX_FENCES = 2_000  # blocks of code in one file
MAX_OPEN_FENCES = 50  # fences without an end; the parser looks through the whole file for each

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ue000-\uf8ff]")
# Fences of code as the Markdown parser reads them: a block without its end is none, and text on the line is not one.
_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*(?:\.?[\w#.+-]*[ \t]*|\{[^{}]*\})$")
_ODD_FENCE = re.compile(r"(?:`{3,}|~{3,})[^`~]*(?:\{|hl_lines)")
_QUOTES = re.compile(rf"(?:\s{{0,3}}>){{{MAX_DEPTH + 1}}}")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")  # not the sign in `p < .05`
_PAIRED = frozenset("[]()<>")
_HARD_INLINE = re.compile(r"[*_`~!<&]{200,}")


def bounds(file: SourceFile) -> list[Finding]:
    """Faults that would make parsing slow or impossible; the first of each kind."""
    if match := _CONTROL.search(file.text):
        line = file.text.count("\n", 0, match.start()) + 1
        column = match.start() - file.text.rfind("\n", 0, match.start())
        name = f"U+{ord(match.group()):04X}"
        return [
            Finding(
                "F113",
                f"control or private-use character {name}",
                Place(file.path, line, column),
                "delete the character; it has no meaning in text",
                _CONTROL.sub("\ufffd", file.lines[line - 1])[:200],
            )
        ]
    found: list[Finding] = []
    block_start, block_size = 1, 0
    code, crowd = _code_lines(file.lines)
    if crowd is not None:
        number, message = crowd
        return [file.finding("F111", message, number, hint="close each block of code, or split the file")]
    depths = dict.fromkeys(("[]", "()", "<>"), 0)
    blocks = 0
    for number, line_text in enumerate(file.lines, 1):
        fenced = number in code
        if not line_text.strip() or fenced:
            blocks += block_size > 0
            if blocks > MAX_BLOCKS and not file.path.endswith(".toml"):
                message = f"more than {MAX_BLOCKS:,} paragraphs, headings and items in one file"
                return [file.finding("F111", message, number - 1, hint="split the file into chapters")]
            block_start, block_size = number + 1, 0
            depths = dict.fromkeys(depths, 0)
            if not fenced:
                continue
        block_size += len(line_text)
        if not fenced and not _PAIRED.isdisjoint(line_text):
            for pair, depth in depths.items():
                opened = len(_TAG.findall(line_text)) if pair == "<>" else line_text.count(pair[0])
                depths[pair] = max(0, depth + opened - line_text.count(pair[1]))
        fault = _line_fault(line_text, depths)
        if fault is not None:
            column, message = fault
            found.append(_deep(file, number, column, message))
        elif len(line_text) > MAX_LINE:
            message = f"this line has {len(line_text):,} characters; at most {MAX_LINE:,} are read"
            found.append(Finding("F111", message, Place(file.path, number, 1), "break the line", line_text[:80]))
        elif block_size > MAX_BLOCK:
            message = f"this block has more than {MAX_BLOCK:,} characters without an empty line"
            found.append(
                Finding("F111", message, Place(file.path, block_start, 1), "put empty lines between paragraphs")
            )
        if found:
            break
    return found


def _code_lines(lines: Sequence[str]) -> tuple[set[int], tuple[int, str] | None]:
    """The numbers of all lines in fenced code, fences included; and a line where there are too many fences, and why."""
    ends: dict[str, list[int]] = {}
    for number, line in enumerate(lines, 1):
        if line.startswith(("```", "~~~")) and line.rstrip(" \t").strip(line[0]) == "":
            ends.setdefault(line.rstrip(" \t"), []).append(number)
    code: set[int] = set()
    last, closed, unclosed = 0, 0, 0
    for number, line in enumerate(lines, 1):
        if number <= last or not line.startswith(("```", "~~~")):
            continue
        match = _FENCE.match(line)
        if match is None:
            if _ODD_FENCE.match(line):
                return code, None  # only the parser knows whether this is one, so nothing after it is passed over
            continue
        known = ends.get(match.group(1), [])
        at = bisect_right(known, number)
        if at < len(known):
            last = known[at]
            code.update(range(number, last + 1))
            closed += 1
        else:
            unclosed += 1
        if closed > MAX_FENCES:
            return code, (number, f"more than {MAX_FENCES:,} blocks of code in one file")
        if unclosed > MAX_OPEN_FENCES:
            return code, (number, f"more than {MAX_OPEN_FENCES} blocks of code have no end")
    return code, None


def _line_fault(line: str, depths: Mapping[str, int]) -> tuple[int, str] | None:
    """Why a line nests too deep, with the column, or None."""
    if ">" in line and (match := _QUOTES.match(line)):
        return match.end(), f"block quotes nest deeper than {MAX_DEPTH} levels"
    for pair, depth in depths.items():
        if depth > MAX_DEPTH:
            return line.find(pair[0]) + 1, f"more than {MAX_DEPTH} marks `{pair[0]}` are open at once"
    if len(line) > 4 * MAX_DEPTH and len(line) - len(line.lstrip()) > 4 * MAX_DEPTH:
        return 1, f"lists nest deeper than {MAX_DEPTH} levels"
    if len(line) >= 200 and (match := _HARD_INLINE.search(line)):
        return match.start() + 1, f"more than 200 marks `{match.group()[0]}` in a row"
    return None


def _deep(file: SourceFile, line: int, column: int, message: str) -> Finding:
    excerpt = file.lines[line - 1][:200]
    place = Place(file.path, line, min(column, len(excerpt)))
    return Finding("F112", message, place, "flatten it: readers cannot follow such nesting either", excerpt)
