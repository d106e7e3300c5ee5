"""The signs that start a block, as patterns of one line without what stands before it.

In: nothing. Out: patterns. Most are those of CommonMark 0.31; boxes, divisions and alerts are those of the programs
that have them. In each, what follows a run of one sign starts with another, and words go on to the end of the line:
so a pattern that does not fit is given up in a time that grows with the line, not with its square.
"""

from __future__ import annotations

import re

from markdown.util import BLOCK_LEVEL_ELEMENTS

QUOTE = re.compile(r" {0,3}> ?")
HEADING = re.compile(r"#{1,6}(?: |$)")
FENCE = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})(.*)$")
UNDERLINE = re.compile(r"(?:=+|-+) *$")
RULE = re.compile(r"(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
COLUMNS = re.compile(r"-{2,}(?: +-{2,})+ *$")
ITEM = re.compile(r"(?:([-+*])|(\d{1,9})([.)]))(?:( +)(.*)|$)")
BOX = re.compile(r'(?:!!!|\?\?\?\+?) ?([\w\-]+(?: +[\w\-]+)*)(?: +"(.*?)")? *$')
ALERT = re.compile(r" {0,3}\[!([A-Za-z-]+)\][-+]?(?: +(.*))?$")
NOTE = re.compile(r"\[\^([^\]]*)\]: *(.*)$")
MEANING = re.compile(r":( {1,3})(?! )(.*)$")
RULER = re.compile(r"[ >]*(?:\| *)?(?::?-+:? *\| *)*:?-+:?(?: *\|)? *$")
DEFINITION = re.compile(r" {0,3}\[[^\[\]]+\]: *\S")
VERSE = re.compile(r"\|(?: [^|]*)?$")
SETTING = re.compile(r"[\w-]+ *[:=]|#|$")
DIVISION = re.compile(r"(:{3,}) *(\{[^{}]*\}|[A-Za-z][\w-]*)?(.*)$")
DIVISION_END = re.compile(r":{3,} *$")
BLOCK = re.compile(r"(/{3,}) +([A-Za-z][\w-]*) *(?:\| *(.*))?$")
BLOCK_END = re.compile(r"/{3,} *$")

RAW = re.compile(rf"<(?:(!--)|(/?)({'|'.join(BLOCK_LEVEL_ELEMENTS)})(?=[\s/>]|$))", re.IGNORECASE)
RAW_VOID = frozenset({"hr", "br", "img", "col", "input", "link", "meta"})
# Raw tags that may stand around Markdown: alone on a line, with an empty line below, or with `markdown="1"`.
RAW_START = re.compile(
    r"<(div|section|article|aside|blockquote|center|details|figure|main|header|footer)((?:\s[^<>]*)?)>"
    r"\s*(?:(<summary\b[^<>]*>.*?</summary>)\s*)?$",
    re.IGNORECASE,
)
RAW_END = re.compile(r"</([A-Za-z]+)\s*>\s*$")
