"""Typographer's characters for text typed on a keyboard.

In: an element tree with straight quotes, `--` and `...`. Out: the same tree with curly quotes, dashes and an ellipsis.
Code keeps its characters. A quote opens after a space, an opening bracket or a dash, and closes everywhere else.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

_LITERAL = {"code", "pre", "kbd", "samp", "var"}
_INLINE = set("a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var".split())
_OPENING_BEFORE = " \t\n\u00a0([{<–—-/\u2018\u201c"
_DASHES = re.compile(r"---|--|\.\.\.")
_DASH = {"---": "—", "--": "–", "...": "…"}
_WORD = re.compile(r"\S+")
_ADDRESS = re.compile(r"://|\w/\w|\w@\w")
_ELIDED = re.compile(r"'(?=(?:\d\ds?|tis|twas|em|til|cause)\b)", re.IGNORECASE)


def typeset(root: Element) -> None:
    """Replace straight quotes, double and triple hyphens and three stops in place, outside code."""
    _Typesetter().run(root)


def curl(text: str, before: str = " ") -> str:
    """Curly quotes and dashes for one run of text that follows the character `before`."""
    if "'" in text or '"' in text:
        text = _ELIDED.sub("’", text)
        out: list[str] = []
        for character in text:
            if character in "'\"":
                opens = (out[-1] if out else before) in _OPENING_BEFORE
                character = ("‘" if opens else "’") if character == "'" else ("“" if opens else "”")
            out.append(character)
        text = "".join(out)
    return _WORD.sub(_dashed, text) if "--" in text or "..." in text else text


def _dashed(word: re.Match[str]) -> str:
    """A run without white space, its hyphens and stops made into dashes and ellipses; an address keeps them."""
    if _ADDRESS.search(word.group()):
        return word.group()
    return _DASHES.sub(lambda match: _DASH[match.group()], word.group())


class _Typesetter:
    """Walks a tree in document order and remembers the last character, so that quotes may span elements."""

    def __init__(self) -> None:
        self.before = " "

    def run(self, element: Element) -> None:
        if element.tag not in _INLINE:
            self.before = " "
        if element.tag in _LITERAL:
            self.before = "x"
        else:
            element.text = self._text(element.text)
            for child in element:
                self.run(child)
                if child.tag not in _INLINE:
                    self.before = " "
                child.tail = self._text(child.tail)

    def _text(self, text: str | None) -> str | None:
        if text:
            text = curl(text, self.before)
            self.before = text[-1]
        return text
