"""Signs of other programs: those that `dialect` found in the text, and blocks that start with one.

In: a parsed chapter, before its quotation marks are set. Out: findings where they stand; nothing is changed. What was
typed behind a backslash is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from xml.etree.ElementTree import Element

from trustbook.manuscript.marks import BETWEEN, OF, Role, column_of, line_of, role_of
from trustbook.manuscript.shape.context import Context

_SHOWN = 30
_LITERAL = {"code", "pre", "kbd", "samp"}
_BRACES = re.compile(
    r"(?<!_)(?<!_ )\{:?\s*(?:[.#][A-Za-z][\w-]*[^{}\n]*|[\w-]+=(?:\"[^\"{}\n]*\"|[^\s\"{}]+)[^{}\n]*)\}"
)
_FILL = re.compile(r"\{\.fill\}")  # which has a finding of its own
_BOXES = {"table", "tr", "td", "th", "div", "section", "details", "p", "li", "ul", "ol", "dd", "blockquote", "figure"}
_MARKDOWN = re.compile(
    r"\*{1,2}[^\s*][^*\n]*\*{1,2}|`[^`\n]+`|\[[^\[\]\n]+\]\([^()\s]+\)|(?m:^ {0,3}(?:[-*+]|\d+\.|#{1,6}) +\S)"
)
_LOOKS = frozenset({"smallcaps", "underline", "ul"})  # of spans in Pandoc
_ENDS = {"a": "b", "A": "B", "i": "ii", "1": "2", "#": "#"}


@dataclass(frozen=True, slots=True)
class _Start:
    """How a paragraph starts that means something elsewhere."""

    pattern: re.Pattern[str]
    message: str
    hint: str


_STARTS = (
    _Start(re.compile(r"\+[-=]+\+"), "this table is drawn with `+`", "write a row of `|`, and below it `|---|---|`"),
    _Start(re.compile(r"\.\. [\w-]+::"), "this is a directive of reStructuredText", "write it in Markdown"),
    _Start(re.compile(r'=== (?="|“)'), "this is a tab of MkDocs", "give each tab a heading of its own"),
    _Start(re.compile(r"-{1,2}8<-{1,2}"), "this takes in another file", "write what stands there"),
    _Start(re.compile(r"#{1,6}(?=[^\W\d_])|#{2,6}(?=[^\s#])"), "this line is no heading", "leave a space behind `#`"),
)
_LETTERED = re.compile(r"\(?(?:(a|A|i)[.)]|(1)\))[ \u00a0]|(#)\. ")


def find_foreign(source: Element, context: Context) -> None:
    """A finding for each sign that means nothing here."""
    for element in source.iter():
        if role_of(element) is Role.FOREIGN:
            what, _, hint = element.get(OF, "").partition(BETWEEN)
            _say(context, element, (element.text or "").strip().split("\n")[0], f"is {what}", hint)
        for name in _LOOKS.intersection(element.get("class", "").split()) if element.tag == "span" else ():
            _say(context, element, f".{name}", "has no look here", "use `*stress*`: these are hard to read")
    for paragraph in source.iter("p"):
        _look_at_start(paragraph, context)
    for parent in source.iter():
        for one, following in zip_longest(parent, list(parent)[1:]):
            _look_for_letters(one, following, context)
    _look_for_braces(source, context)
    for element in source.iter():
        if column_of(element) and element.tag in _BOXES:
            for text in (element.text, *(child.tail for child in element)):
                if match := _MARKDOWN.search(text or ""):
                    hint = "write it as HTML, such as `<strong>`; or leave an empty line below a `<div>`"
                    typed = match.group().strip().split("\n")[0]
                    _say(context, element, typed, "is not read in raw HTML", hint)
                    break


def _say(context: Context, element: Element, typed: str, what: str, hint: str) -> None:
    shown = typed if len(typed) <= _SHOWN else f"{typed[: _SHOWN - 1]}…"
    context.found.at(context.file, "T507", f"`{shown}` {what}", context.places.of(element, typed), hint)


def _look_at_start(paragraph: Element, context: Context) -> None:
    text = (paragraph.text or "").lstrip()
    for start in _STARTS:
        match = start.pattern.match(text)
        if match and _typed(match.group(), paragraph, context):
            place = context.places.of(paragraph, match.group())
            context.found.at(context.file, "T507", start.message, place, start.hint)


def _typed(sign: str, element: Element, context: Context) -> bool:
    """Whether a line starts with these signs as they are, with no backslash before them."""
    return context.file.lines[line_of(element) - 1].lstrip(" \t>").startswith(sign)


def _look_for_letters(one: Element, following: Element | None, context: Context) -> None:
    """Lists counted with letters: a line that starts `a)`, and below it one that starts `b)`."""
    match = _LETTERED.match(one.text or "") if one.tag == "p" else None
    if match is None or not _typed(match.group().strip(), one, context):
        return
    sign = next(group for group in match.groups() if group)
    after = re.escape(match.group()).replace(re.escape(sign), _ENDS[sign], 1)
    below = following.text if following is not None and following.tag == "p" else ""
    if re.search(rf"\n{after}", "".join(one.itertext())) or re.match(after, below or ""):
        hint = 'count with `1.`, or write `<ol type="a">` with `<li>`'
        typed = match.group().strip()
        context.found.at(
            context.file, "T507", f"`{typed}` starts no item of a list", context.places.of(one, typed), hint
        )


def _look_for_braces(source: Element, context: Context) -> None:
    """Attributes in braces that Markdown gave to nothing."""
    stack = [source]
    while stack:
        element = stack.pop()
        if element.tag in _LITERAL or role_of(element) in (Role.FOREIGN, Role.TYPED_FIELD):
            continue
        for near, text in ((element, element.text), *((child, child.tail) for child in element)):
            for match in _BRACES.finditer(text or ""):
                place = context.file.find(match.group(), line_of(near))
                if place is None or context.file.lines[place.line - 1][: place.column - 1].endswith("\\"):
                    continue
                if _FILL.search(match.group()) or _is_caption(element, match):
                    continue
                hint = "put it directly behind a heading's words, a picture, a link or `[words]`, or remove it"
                message = f"`{match.group()[:_SHOWN]}` means nothing here"
                context.found.at(context.file, "T507", message, place, hint)
        stack += reversed(list(element))


def _is_caption(element: Element, braces: re.Match[str]) -> bool:
    """Whether braces end a table's caption, which has a finding of its own."""
    return element.tag == "p" and "Table" in (element.text or "")[:8] and braces.end() == len(braces.string.rstrip())
