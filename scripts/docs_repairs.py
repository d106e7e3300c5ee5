"""How errors in somebody else's documentation are mended: a rule for each code.

In: a chapter's text, a finding in it, the address of the documentation on the web. Out: the text without that fault.
Nothing is taken out because it is hard to tag.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from trustbook.findings import Finding
from trustbook.manuscript.dialect.foreign import SIGNS

_TAG = re.compile(r"</?(?!span\b)[A-Za-z][^<>]*>|<!--.*?-->", re.DOTALL)
_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_BOX_SIGN = re.compile(r"(?P<open>[ >]*(?:/{3,} +|\[!))(?P<kind>[\w-]+)(?P<close>\]?)(?:[-+]|(?: *\|)?) *(?P<title>.*)")
_NAMED_PICTURE = re.compile(r":([a-z0-9_-]+):")
PICTURE = re.compile(r'!\[([^\]]*)\]\(\s*([^)\s]+)(?:\s+"([^"]*)")?\s*\)(?:\{[^}]*\})?')


def _on_line(change: Callable[[str, Finding], str]) -> Callable[[str, Finding, str], str]:
    def repair(text: str, finding: Finding, _: str) -> str:
        lines = text.split("\n")
        number = _line(finding)
        lines[number - 1] = change(lines[number - 1], finding)
        return "\n".join(lines)

    return repair


def _line(finding: Finding) -> int:
    """On which line a finding stands, from 1."""
    return (finding.place.line or 1) if finding.place else 1


def _column(finding: Finding) -> int:
    """Where in its line a finding stands, from 0."""
    return max(0, (finding.place.column or 1) - 1) if finding.place else 0


def _section(text: str, finding: Finding, _: str) -> str:
    """A title becomes a heading one level lower, of the form it has."""
    lines = text.split("\n")
    number = _line(finding)
    if number < len(lines) and re.fullmatch(r"=+\s*", lines[number]):
        lines[number] = lines[number].replace("=", "-")
    else:
        lines[number - 1] = f"#{lines[number - 1]}"
    return "\n".join(lines)


def _known_box(text: str, finding: Finding, _: str) -> str:
    """A box of another kind is a note with its own name; a box that is only a title gets that as its text."""
    lines = text.split("\n")
    number = _line(finding)
    if (box := _BOX_SIGN.fullmatch(lines[number - 1])) is None:
        return text
    said = "" if box["kind"] == "html" or "=" in box["title"] else box["title"]
    if finding.message == "the box is empty":
        before = re.match(r"[ >]*", lines[number - 1])
        lines.insert(number, f"{before[0] if before else ''}{said or box['kind'].capitalize()}")
    else:
        between = "" if box["close"] else " |"
        title = said or box["kind"].replace("-", " ").capitalize()
        lines[number - 1] = f"{box['open']}note{box['close']}{between} {title}"
    return "\n".join(lines)


def _plain_sign(text: str, finding: Finding, _: str) -> str:
    """The name of a small picture becomes words, a line counted otherwise `1.`, and any other sign code."""
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: _line(finding) - 1]) + _column(finding)
    before, rest = text[:start], text[start:]
    if named := _NAMED_PICTURE.match(rest):
        return before + named[1].replace("_", " ") + rest[named.end() :]
    if finding.message.endswith("starts no item of a list"):
        here, blank, below = rest.partition("\n\n")
        indent = " " * _column(finding)
        counted = "\n".join(indent + re.sub(r"^\w+\.|^#\.", "1.", line.lstrip()) for line in here.split("\n"))
        return before + counted.lstrip() + blank + below
    for sign in SIGNS:
        if found := re.compile(sign.pattern, re.DOTALL).match(text, start):
            return f"{before}`{found[0]}`{text[found.end() :]}"
    return text


def _numbered_columns(line: str, _: Finding) -> str:
    columns = max(1, line.strip().strip("|").count("|") + 1)
    return f"| {' | '.join(str(number) for number in range(1, columns + 1))} |"


def _quoted(finding: Finding) -> str:
    """What a message quotes first."""
    match = re.search(r"`([^`]*)`", finding.message)
    return match[1] if match else ""


def _to_the_web(text: str, finding: Finding, site: str) -> str:
    address = re.escape(_quoted(finding))
    if finding.code == "L102":  # the message quotes the anchor alone
        address = rf"[^)\s>]*{address}"
    return re.sub(
        rf"(\]\(\s*|\]:\s*)({address})(?=[)\s>#]|$)", lambda one: f"{one[1]}{site}{one[2]}", text, flags=re.MULTILINE
    )


def _without_tags(text: str, finding: Finding, _: str) -> str:
    """All tags of the chapter outside fences and code spans go, their text stays."""
    pieces = re.split(r"(^(?:`{3,}|~{3,}).*?^(?:`{3,}|~{3,})\s*?$)", text, flags=re.MULTILINE | re.DOTALL)
    for index in range(0, len(pieces), 2):
        kept: list[str] = []
        position = 0
        for span in _CODE_SPAN.finditer(pieces[index]):
            kept += [_TAG.sub("", pieces[index][position : span.start()]), span.group()]
            position = span.end()
        pieces[index] = "".join([*kept, _TAG.sub("", pieces[index][position:])])
    return "".join(pieces)


RULES = {
    "H101": "heading one level below the one before",
    "H102": "heading numbered",
    "H104": "title from the file's name",
    "H105": "second title → section",
    "L101": "link → the web",
    "L102": "link → the web",
    "L103": "note that is not there → text",
    "L106": "link of a strange kind → text",
    "B201": "not a citation → text",
    "B203": "id used twice → no id",
    "I301": "picture that is not there → its words",
    "I305": "drawing that is refused → its words",
    "I309": "drawing that is refused → its words",
    "T502": "columns numbered",
    "T503": "box of another kind → note; empty box → its title as its text",
    "T507": "sign of another program → words, `1.` or code",
    "T508": "fence that does not end → text",
    "I304": "picture that is not there → its words",
    "T501": "character that no font has → ?",
    "X401": "raw HTML → its text",
    "X402": "raw HTML → its text",
    "X403": "raw HTML → its text",
}
REPAIRS: Mapping[str, Callable[[str, Finding, str], str]] = {
    "H101": _on_line(lambda line, _: line.replace("#", "", 1)),
    "H102": _on_line(
        lambda line, finding: re.sub(
            r"(\s*#*\s*(?:\{[^}]*\})?\s*)$", f" ({finding.place.line})\\1" if finding.place else "", line
        )
    ),
    "H104": lambda text, finding, _: (
        f"# {Path(finding.place.path).stem.replace('-', ' ') if finding.place else ''}\n\n{text}"
    ),
    "H105": _section,
    "L101": _to_the_web,
    "L102": _to_the_web,
    "L103": _on_line(lambda line, _: re.sub(r"\[\^(\w+)\]", r"(\1)", line)),
    "L106": _on_line(lambda line, _: re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line)),
    "B201": _on_line(lambda line, _: line.replace("[@", "[ @")),
    "B203": lambda text, finding, _: re.sub(rf"\s*\{{:?\s*#{re.escape(_quoted(finding))}\s*\}}", "", text),
    "I301": _on_line(lambda line, _: _TAG.sub("", PICTURE.sub(r"\1", line))),
    "I304": _on_line(lambda line, _: _TAG.sub("", PICTURE.sub(r"\1", line))),
    "I309": _on_line(lambda line, _: PICTURE.sub(r"\1", line)),
    "T502": _on_line(_numbered_columns),
    "T503": _known_box,
    "T507": _plain_sign,
    "T508": _on_line(lambda line, finding: f"{line[: _column(finding)]}\\{line[_column(finding) :]}"),
    "T501": lambda text, finding, _: text.replace(_quoted(finding), "?"),
    "X401": _without_tags,
    "X402": _without_tags,
    "X403": _without_tags,
}
