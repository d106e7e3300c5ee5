"""Write down the blocks of a document, a line each: the same way for HTML and for what its PDF says.

In: a tree of `Node`s. Out: lines, indented by depth. A block is any element that is no part of a line of text: section,
paragraph, list, item, label, cell, figure and so on. White space is folded, and stands outside the brackets of the
elements in a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

Details = tuple[tuple[str, str], ...]

INLINE = {"Code", "Em", "Form", "Lbl", "Link", "Note", "Quote", "Reference", "Span", "Strong"}
_UNSEEN = re.compile("[\u00ad\u200b]")


@dataclass(slots=True)
class Node:
    """An element on either side: its role, what is said of it, and its text and elements in order."""

    role: str
    details: Details = ()
    kids: list[Node | str] = field(default_factory=list)

    @property
    def in_line(self) -> bool:
        """Whether it is a part of a line of text."""
        return self.role in INLINE and all(isinstance(kid, str) or kid.in_line for kid in self.kids)


def outline(document: Node) -> list[str]:
    return [f"{'  ' * depth}{line}" for depth, line in _lines(document, 0)][1:]


def _lines(node: Node, depth: int) -> Iterator[tuple[int, str]]:
    """A block: its role, its details, the text before its first block; then what is in it."""
    head = node.role + _shown(node.details)
    phrase: list[Node | str] = []
    for kid in node.kids:
        if isinstance(kid, str) or kid.in_line:
            phrase.append(kid)
            continue
        if head or words_of(phrase):
            yield depth, _line(head, phrase)
        head, phrase = "", []
        yield from _lines(kid, depth + 1)
    if head or words_of(phrase):
        yield depth + (not head), _line(head, phrase)


def _line(head: str, phrase: Sequence[Node | str]) -> str:
    words = words_of(phrase)
    return f"{head}: {words}" if head and words else head or f"“{words}”"


def words_of(phrase: Sequence[Node | str]) -> str:
    """The text of a line, white space folded and outside the brackets of what is in it."""
    text = "".join(_inline(one) for one in phrase)
    text = re.sub(r"(\[\w+(?: \([^\n]*?\)(?=\ue000))?\ue000)(\s+)", r"\2\1", text)
    text = re.sub(r"(\s+)\ue001", "\ue001\\1", text)
    while (moved := re.sub(r"(\s+)\ue001", "\ue001\\1", text)) != text:
        text = moved
    text = " ".join(_UNSEEN.sub("", text).split())
    return text.replace("\ue000", ": ").replace("\ue001", "]")


def _inline(one: Node | str) -> str:
    if isinstance(one, str):
        return one
    inside = "".join(_inline(kid) for kid in one.kids)
    start = inside[: len(inside) - len(inside.lstrip())]
    said = f"{start}[{one.role}{_shown(one.details)}\ue000{inside[len(start) :]}\ue001"
    return f" {said} " if one.role == "Form" else said  # it stands by itself, whatever is drawn around it


def _shown(details: Details) -> str:
    return f" ({'; '.join(f'{name} {value}' for name, value in details)})" if details else ""


def folded(text: str) -> str:
    return " ".join(_UNSEEN.sub("", text).split())
