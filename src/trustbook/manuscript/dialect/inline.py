"""Signs in a line that Python-Markdown does not know: `~~gone~~`, `==marked==`, `H~2~O`, `x^2^`, `[words]{.class}`.

In: the text of a block, while Python-Markdown looks for signs in it. Out: elements. A bare address of the web becomes a
link, a backslash at the end of a line a break, and `^[words]` a note, which is numbered with the others.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import (
    AutomailInlineProcessor,
    InlineProcessor,
    LinkInlineProcessor,
    SimpleTagInlineProcessor,
    SubstituteTagInlineProcessor,
)
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from trustbook.manuscript.dialect.names import MarkNames
from trustbook.manuscript.dialect.spots import BRACKET_MARK, LINE_MARK, TAG_MARK, mark_before
from trustbook.settings.addresses import NoAddress, encoded

_SMALL = r"[^\W_][\w+.,\u2212-]*|[+\u2212-][\w.,]+|\([\w+-]+\)"
_TAGS = {
    "del": r"(?<!~)(~~)(?=[^\s~])(.+?)(?<=[^\s~])~~(?!~)",
    "mark": r"(?<![\w=])(==)(?=[^\s=])(.+?)(?<=[^\s=])==(?![\w=])",
    "sub": rf"(?<![~\s])(~)({_SMALL})~(?!~)",
    "sup": rf"(?<![\^\s\[])(\^)({_SMALL})\^(?!\^)",
}
_ADDRESS = r"(?<![\w\"'=</@])(?<!\]\()(?:https?://|www\.[\w-]+\.(?=[a-z]))[^\s<>\ue000-\uf8ff\x02\x03]*[^\s<>\ue000-\uf8ff\x02\x03.,;:!?'\"*_)\]}]"
_IN_ANGLES = rf"<((?:mailto|tel|sms):[^\s<>]*)(?:{TAG_MARK})?>"
_MAIL_IN_ANGLES = r"<([^<> !\x02]+@[^@<> \x02]+)>"  # without what stands for a sign behind a backslash
_ATTRIBUTES = re.compile(r"\{:?[ ]*(?:[.#][\w-]|[\w-]+=)[^{}\n]*\}")
_NOTE = re.compile(rf"\^(?:{BRACKET_MARK})?\[|`+|\\.", re.DOTALL)


def register(md: Markdown, names: MarkNames, notes: FootnoteExtension) -> None:
    """Let a converter read these signs."""
    for number, (tag, pattern) in enumerate(_TAGS.items()):
        md.inlinePatterns.register(SimpleTagInlineProcessor(pattern, tag), f"trustbook-{tag}", 59 - number)
    md.inlinePatterns.register(_Span(r"\[", md, names), "trustbook-span", 165)
    md.inlinePatterns.register(SubstituteTagInlineProcessor(rf"\\(?:{LINE_MARK})?\n", "br"), "trustbook-break", 179)
    md.inlinePatterns.register(_Address(_ADDRESS, md), "trustbook-address", 115)
    md.inlinePatterns.register(_PlainAmpersand(r"\\&", md), "trustbook-ampersand", 181)
    md.inlinePatterns.register(AutomailInlineProcessor(_MAIL_IN_ANGLES, md), "automail", 110)
    md.inlinePatterns.register(_InAngles(_IN_ANGLES, md), "trustbook-angles", 105)
    md.treeprocessors.register(_InlineNotes(md, notes), "trustbook-notes", 55)  # before notes are gathered


def addresses_as_words(tree: Element) -> None:
    """An address that shows itself within a link is words of that link."""
    for link in tree.iter("a"):
        for inner in link.iter("a"):
            if inner is not link and not len(inner) and (inner.text or "-") in inner.get("href", ""):
                inner.tag = "span"
                del inner.attrib["href"]


class _Span(LinkInlineProcessor):
    """`[words]{.class lang=fr}`: Python-Markdown gives the braces' attributes to the element before them."""

    def __init__(self, pattern: str, md: Markdown, names: MarkNames) -> None:
        super().__init__(pattern, md)
        self.names = names

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """The words as an element of their own; none where no attributes follow."""
        text, index, handled = self.getText(data, m.end(0))
        if not handled or not _ATTRIBUTES.match(data, index) or data[m.start() - 1 : m.start()] == "!":
            return None, None, None
        span = Element("span")
        span.text = text
        if start := mark_before(data, m.start(0)):
            self.names.place(span, start)
        return span, m.start(0), index


class _Address(InlineProcessor):
    """A bare address; not within a link."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """A link that shows its address, with the brackets that it opens; none to what nothing could open."""
        address, end = m.group(), m.end()
        while data[end : end + 1] == ")" and address.count("(") > address.count(")"):
            address, end = f"{address})", end + 1
        opened = self.unescape(address if address.startswith("http") else f"https://{address}")
        try:
            encoded(opened)
        except NoAddress:
            return None, None, None
        link = Element("a", {"href": opened})
        link.text = AtomicString(address)
        return link, m.start(), end


class _PlainAmpersand(InlineProcessor):
    """`\\&`: Python-Markdown would read what follows as the name of a sign all the same."""

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        """The sign itself."""
        return "&amp;", m.start(), m.end()


class _InAngles(InlineProcessor):
    """`<tel:01632960001>`: Python-Markdown knows addresses of the web and of mail in angle brackets."""

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        """A link that shows its address."""
        link = Element("a", {"href": self.unescape(m.group(1))})
        link.text = AtomicString(m.group(1))
        return link, m.start(), m.end()


class _InlineNotes(Treeprocessor):
    """`^[words]` becomes the call of a note with these words."""

    def __init__(self, md: Markdown, notes: FootnoteExtension) -> None:
        super().__init__(md)
        self.notes, self.count = notes, 0

    def run(self, root: Element) -> None:
        """Look through all text that is not code."""
        for element in root.iter():
            if element.text and not isinstance(element.text, AtomicString):
                element.text = self._taken(element.text)
            if element.tail and not isinstance(element.tail, AtomicString):
                element.tail = self._taken(element.tail)

    def _taken(self, text: str) -> str:
        if "^" not in text:
            return text
        done, at = list[str](), 0
        for match in _NOTE.finditer(text):
            if match.start() < at:
                continue
            if match.group().startswith("`"):
                close = text.find(match.group(), match.end())
                done.append(text[at : close + len(match.group())] if close >= 0 else text[at : match.end()])
                at = close + len(match.group()) if close >= 0 else match.end()
                continue
            end = _closing(text, match.end()) if match.group().startswith("^") else -1
            if end < 0:
                continue
            self.count += 1
            name = f"\ue008{self.count}"  # which no author can type
            self.notes.setFootnote(name, text[match.end() : end])
            done.append(f"{text[at : match.start()]}[^{name}]")
            at = end + 1
        return "".join([*done, text[at:]])


def _closing(text: str, start: int) -> int:
    """Where the bracket closes that opened before `start`; -1 where none does."""
    depth = 1
    for match in re.compile(r"\\.|[\[\]]", re.DOTALL).finditer(text, start):
        depth += {"[": 1, "]": -1}.get(match.group(), 0)
        if not depth:
            return match.start()
    return -1
