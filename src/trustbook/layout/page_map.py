"""Where the printed pages break, as positions in the text.

In: laid-out pages and the tree they come from. Out: a `PageBreak` for each page whose text belongs to a part of the
book. A position is a count of visible characters from the start of the part: white space differs between editions,
characters do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from trustbook.layout.pages import PageBreak

PART = "data-part"
_BROKEN = "\u00ad\u2010"  # a line that ends at a soft hyphen: the layout adds a visible one
_NUMBER_AT_END = re.compile(r"(\d+)\D*$")
UNLISTED = {"contents"}  # parts whose text the EPUB does not have in the same form


def visible(text: str) -> int:
    """How many characters of a text are not white space."""
    return len("".join(text.split()))


def part_text_lengths(html: Element) -> dict[str, int]:
    """Visible characters of each part of a document."""
    return {tree.get(PART, ""): visible("".join(tree.itertext())) for tree in html.iter() if tree.get(PART)}


def page_breaks(pages: Iterable[Any], html: Element) -> tuple[list[PageBreak], dict[str, int]]:
    """Breaks in page order, and how many characters of each part the pages hold (the source has as many)."""
    owner: dict[int, str] = {}
    for tree in html.iter():
        if key := tree.get(PART):
            owner.update((id(element), key) for element in tree.iter())
    seen = dict.fromkeys(owner.values(), 0)
    heads: dict[int, int] = {}
    breaks: list[PageBreak] = []
    for number, page in enumerate(pages, 1):
        started = False
        for key, text in _texts(page._page_box, owner, heads, number):
            if not started and key not in UNLISTED:
                breaks.append(PageBreak(str(number), key, seen[key]))
            started = True
            seen[key] += visible(text)
    return breaks, seen


def _texts(box: Any, owner: dict[int, str], heads: dict[int, int], page: int) -> Iterator[tuple[str, str]]:
    """(part, text) of each text or picture on a page in drawing order; generated and repeated content is left out.

    `heads` remembers the page on which each table's head stood first.
    """
    stack = [box]
    while stack:
        one = stack.pop()
        one = getattr(one, "_box", one)  # absolutely positioned boxes stand behind a placeholder
        tag = one.element_tag or ""
        if "::" in tag or type(one).__name__ == "MarginBox":
            continue
        repeats = getattr(one, "is_header", False) or getattr(one, "is_footer", False)
        if repeats and heads.setdefault(id(one.element), page) != page:
            continue
        key = owner.get(id(one.element)) if one.element is not None else None
        text = getattr(one, "text", None)
        if isinstance(text, str):
            if key is not None and text:
                yield key, text.removesuffix("\u2010") if text.endswith(_BROKEN) else text
        elif hasattr(one, "children"):
            stack.extend(reversed(one.children))
        elif key is not None:
            yield key, ""


def wrong_numbers(pages: Sequence[Any]) -> list[tuple[str, str, int]]:
    """Links whose printed page number is not the page they lead to: (id of the target, number printed, true page).

    WeasyPrint lays pages out again until such numbers hold, but gives up after some rounds.
    """
    places: dict[str, int] = {}
    for number, page in enumerate(pages, 1):
        for anchor in page.anchors:
            places.setdefault(anchor, number)
    printed: dict[Any, str] = {}
    for page in pages:
        for element, text in _made_after_links(page._page_box):
            printed[element] = printed.get(element, "") + text
    wrong = []
    for element, text in printed.items():
        target = element.get("href", "").removeprefix("#")
        number_said = _NUMBER_AT_END.search(text)
        if number_said and target in places and int(number_said.group(1)) != places[target]:
            wrong.append((target, number_said.group(1), places[target]))
    return wrong


def _made_after_links(box: Any) -> Iterator[tuple[Any, str]]:
    """The text that style sheets put after links, with the link."""
    stack = [box]
    while stack:
        one = stack.pop()
        one = getattr(one, "_box", one)
        text = getattr(one, "text", None)
        if isinstance(text, str):
            if one.element_tag == "a::after":
                yield one.element, text
        elif hasattr(one, "children"):
            stack.extend(reversed(one.children))
