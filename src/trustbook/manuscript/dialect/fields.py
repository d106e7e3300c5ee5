"""Read what readers are to fill in: `___{lines=4}`, `[ ]`, `[scale 1-5: "low" to "high"]`, `[box height=60mm]`.

In: the text of a block, while Python-Markdown looks for signs in it. Out: a `span` for each such sign, with the
builder's marks and what was typed; the words of a scale are elements in it, so that signs in them count. Whether a sign
can be read, and whether it may stand where it does, the next stage says. Signs near to these are read too: none is
printed in silence. What stands in code or behind a backslash is text.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

from trustbook.manuscript.dialect.names import MarkNames
from trustbook.manuscript.dialect.spots import BRACKET_MARK, LINE_MARK, first_mark, mark_before, without_marks
from trustbook.manuscript.marks import Role
from trustbook.sources.bounds import MAX_LINE

_GAP = rf"(?:{LINE_MARK}|[ ])*"
# Lines with braces behind them; or lines alone between blanks, as in a form that was typed elsewhere.
_LINES = rf"(?<!_)_{{3,}}+{_GAP}\{{[^{{}}\n]*\}}|(?<![^\s])_{{3,}}+(?=[\s.,;:?!)]|$|{LINE_MARK})"
_TICK = rf"\A(?:{BRACKET_MARK})?\[[xX]?\](?=\s|$|{LINE_MARK})|\[ \]"
_NAMED = r"\[(?:scale|box)(?:(?=[\s:\]])[^\[\]]*\]|[^\S\n]+(?:height|[0-9])[^\[\]\n]*)"
_LINE_BEFORE = re.compile(rf"{LINE_MARK}(?=[ ]*\Z)")
_NEAR = 40  # characters that a mark and blanks take
_WORDS = re.compile(r'["“”„«]([^"“”„«»]*)["“”»]')
_PLACEHOLDER = re.compile("\x02[^\x03]*\x03")


def register(md: Markdown, names: MarkNames) -> None:
    """Let a converter read fields: after links and references, whose brackets are theirs, and before emphasis."""
    for number, pattern in enumerate((_NAMED, _TICK, _LINES)):
        md.inlinePatterns.register(_Field(pattern, md, names), f"trustbook-field-{number}", 124 - number)


class _Field(InlineProcessor):
    def __init__(self, pattern: str, md: Markdown, names: MarkNames) -> None:
        super().__init__(pattern, md)
        self.names = names

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """The sign as an element that remembers what was typed; none where the brackets hold words of the text."""
        typed = " ".join(without_marks(m.group()).split(" "))
        if typed.startswith("[") and not _is_field(typed):
            return None, None, None
        field = self.names.mark(Element("span"), Role.TYPED_FIELD, _PLACEHOLDER.sub("…", typed))
        start = mark_before(data, data.index("[", m.start())) if typed.startswith("[") else None
        before = _LINE_BEFORE.search(data, max(0, m.start() - _NEAR), m.start())  # a mark stands before underscores
        after = data[m.end() : m.end() + MAX_LINE]
        spot = start or first_mark(before.group() if before else m.group()) or first_mark(after)
        if spot:
            self.names.place(field, spot)
        for words in _WORDS.findall(m.group()) if typed.startswith("[scale") else ():
            SubElement(field, "span").text = words
        return field, m.start(), m.end()


def _is_field(typed: str) -> bool:
    """Whether brackets mean a field: not "[box office]", which is a remark in somebody's words."""
    rest = re.sub(r"^\[(scale|box)", "", typed).strip("]:\n ")
    return not rest or bool(re.search(r'[=0-9"“„«]', rest)) or len(typed) <= 3
