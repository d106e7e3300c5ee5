"""One long file as the chapters that its titles start.

In: a text file. Out: files of the same path, one for each title of level 1. Every line stays where it stands, so that
places stay true: what belongs to other chapters is empty. Notes and addresses that the file defines anywhere are there
for each chapter that names them. It knows titles, fences and definitions of Markdown, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from trustbook.findings import SourceFile

MAX_PIECES = 200  # each is as long as the file

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_TITLE = re.compile(r"#[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*")
_BRACES = re.compile(r"\s*\{[^{}]*\}\s*$")
_DEFINITION = re.compile(r" {0,3}(?:\*\[(?P<short>[^\]]+)\]:|\[(?P<name>\^?[^\]]+)\]:)")
_NAME = re.compile(r"\[(\^?[^\[\]\n]{1,200})\](?!:)")


def titles(file: SourceFile) -> list[tuple[int, str]]:
    """The lines, from 1, that hold a title outside code, with its words."""
    found: list[tuple[int, str]] = []
    fence = ""
    for number, line in enumerate(file.lines, 1):
        match = _FENCE.fullmatch(line)
        if fence:
            fence = "" if match and match[1].startswith(fence) and not match[2].strip() else fence
        elif match:
            fence = match[1]
        elif title := _TITLE.fullmatch(line):
            found.append((number, _BRACES.sub("", title[1])))
    return found


def split(file: SourceFile) -> list[tuple[str, SourceFile]]:
    """The chapters with the words of their titles; what stands above the first title belongs to it."""
    starts = titles(file)[:MAX_PIECES]
    defined = _definitions(file)
    everywhere = _named(file.text)
    ends = [*(number for number, _ in starts[1:]), len(file.lines) + 1]
    pieces = []
    for place, ((number, words), end) in enumerate(zip(starts, ends, strict=True)):
        start = 1 if place == 0 else number
        named = _named("\n".join(file.lines[start - 1 : end - 1]))
        kept = set(range(start, end))
        for name, lines in defined:
            if not name or name in named:
                kept.update(lines)
            elif name in everywhere and name.startswith("^"):  # a note of another chapter
                kept.difference_update(lines)
        text = "\n".join(line if at in kept else "" for at, line in enumerate(file.lines, 1))
        pieces.append((words, SourceFile(file.path, text.rstrip("\n") + "\n")))
    return pieces


def _named(text: str) -> set[str]:
    """The names in brackets, small; where something is defined it is not named."""
    return {name.lower() for name in _NAME.findall(text)}


def _definitions(file: SourceFile) -> list[tuple[str, Sequence[int]]]:
    """What the file defines, by name, with the numbers of its lines; an abbreviation has no name."""
    found: list[tuple[str, Sequence[int]]] = []
    number = 1
    while number <= len(file.lines):
        if not (match := _DEFINITION.match(file.lines[number - 1])):
            number += 1
            continue
        end = number + 1
        while end <= len(file.lines) and _goes_on(file.lines, end, match["name"] or ""):
            end += 1
        found.append(((match["name"] or "").lower(), range(number, end)))
        number = end
    return found


def _goes_on(lines: Sequence[str], number: int, name: str) -> bool:
    """Whether a line belongs to the definition above it."""
    line = lines[number - 1]
    if not line.strip():
        return name.startswith("^") and number < len(lines) and lines[number].startswith("    ")
    return line.startswith("    ") or (name.startswith("^") and bool(lines[number - 2].strip()) and not _starts(line))


def _starts(line: str) -> bool:
    return bool(_DEFINITION.match(line) or re.match(r"#{1,6} |[-*+] |>|`{3}|~{3}", line))
