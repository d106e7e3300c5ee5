"""Signs within a line that other programs have, as trustbook writes them.

In: a line that is no code between fences. Out: the line, and how often each rule was used. Code in a line stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A sign, what becomes of it, and what people call it."""

    name: str
    pattern: re.Pattern[str]
    made: str | Callable[[re.Match[str]], str]


_REFERENCE = "reference of bookdown"
# Code, or a link to an object of a program, whose address is code: Quarto's interlinks.
_CODE = re.compile(
    r"(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
    r"|\[(?P<words>[^\[\]`]*|``?[^`]*``?)\]\((?::[\w:.+-]+:)?`(?P<short>~?)(?P<object>[^`()\s]+)`\)"
)


def _figure(match: re.Match[str]) -> str:
    return f"[@{'fig' if match[1] == 'fig' else 'tbl'}-{match[2]}]"


def _section(match: re.Match[str]) -> str:
    """A link with the words of the name, for there is nothing else to call the section by."""
    return f"[{re.sub('[-_]+', ' ', match[1])}](#{match[1]})"


RULES = (
    Rule(
        _REFERENCE,
        re.compile(r"\b(Sections?|Chapters?|Appendix|Appendices|Part)[ ~]+\\?@ref\(([\w.-]+)\)"),
        r"[\1](#\2)",
    ),
    Rule(_REFERENCE, re.compile(r"\b(?:Figures?|Fig\.|Tables?)[ ~]+\\?@ref\((fig|tab):([\w.-]+)\)"), _figure),
    Rule(_REFERENCE, re.compile(r"\\@ref\((fig|tab):([\w.-]+)\)"), _figure),
    Rule(_REFERENCE, re.compile(r"\\@ref\(([\w.-]+)\)"), _section),
    Rule(
        "name of a table",
        re.compile(r"^(?P<start> {0,3}(?:Table)?: )\(\\#tab:(?P<name>[\w.-]+)\)[ ]*(?P<words>.*\S)"),
        r"\g<start>\g<words> {#tbl-\g<name>}",
    ),
    Rule("entry of an index left out", re.compile(r"\\index\{(?:[^{}]|\{[^{}]*\})*\}"), ""),
    Rule(
        "small capitals left out",
        re.compile(r"<span\s+style=\"font-variant:\s*small-caps;?\">([^<>\[\]]*)</span>"),
        r"\1",
    ),
    Rule(
        "command for pages left out",
        re.compile(r"^\\(?:(?:main|front|back)matter|newpage|clearpage|cleardoublepage|pagebreak)\s*$"),
        "",
    ),
)


def rewritten(line: str, used: Counter[str]) -> str:
    """A line by all rules."""
    if not any(sign in line for sign in ("\\", "](", "<span")):
        return line
    done, made = 0, []
    for match in (*_CODE.finditer(line), None):
        words = line[done : match.start() if match else len(line)]
        for rule in RULES:
            words, count = rule.pattern.subn(rule.made, words)
            used[rule.name] += count
        made.append(words)
        if match:
            made.append(_object(match, used) if match["object"] else match.group())
            done = match.end()
    return "".join(made)


def _object(match: re.Match[str], used: Counter[str]) -> str:
    """The words of a link to an object, or else its name: where it leads, only that program knows."""
    used["link to an object of a program"] += 1
    name = match["object"].rpartition(".")[2] if match["short"] else match["object"]
    return match["words"] or f"`{name}`"
