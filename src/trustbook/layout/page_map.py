"""Where the printed pages break, as positions in the text.

In: laid-out pages and the tree they come from. Out: a `PageBreak` for each page whose text belongs to a part of the
book, and the parts that the pages do not hold whole. A position is a count of letters and pictures from the start of
the part: white space, soft hyphens, accents and capitals differ between editions, letters and pictures do not.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from trustbook.layout.origins import PART
from trustbook.layout.pages import PageBreak

_NUMBER_AT_END = re.compile(r"(\d+)\)?$")
_UNSEEN = re.compile(r"[\s\u00ad]+")
_TYPED = {"", "first-letter", "first-line"}  # pseudo-elements whose text the author wrote


def letters(text: str) -> str:
    """The letters of a text as every edition counts them, whatever a style sheet makes of its case and hyphens."""
    bare = _UNSEEN.sub("", text)
    if bare.isascii():
        return bare.lower()
    folded = unicodedata.normalize("NFKD", bare.casefold())
    return "".join(one for one in folded if not unicodedata.combining(one))


@dataclass(frozen=True, slots=True)
class Torn:
    """A part that its printed pages do not hold whole: how many letters it has and they have, and the first block
    where they differ."""

    part: str
    letters: int
    printed: int
    element: Element


@dataclass(frozen=True, slots=True)
class PageMap:
    """The breaks in page order, and what is wrong with them."""

    breaks: tuple[PageBreak, ...]
    torn: tuple[Torn, ...]


def map_pages(pages: Iterable[Any], html: Element, numbers: Iterable[int]) -> PageMap:
    """Where the pages of a document break, by their numbers."""
    parts = {key: _Part(tree) for tree in html.iter() if (key := tree.get(PART))}
    owner = {id(element): key for key, part in parts.items() for element in part.tree.iter()}
    heads: dict[int, int] = {}
    breaks: list[PageBreak] = []
    for number, page in zip(numbers, pages, strict=True):
        started = False
        for box in _boxes(page._page_box, owner, heads, number):
            key = owner[id(box.element)]
            part = parts[key]
            if not started:
                breaks.append(PageBreak(str(number), key, part.position(box)))
            started = True
            part.take(box)
    torn = (part.torn(key) for key, part in parts.items())
    return PageMap(tuple(breaks), tuple(one for one in torn if one is not None))


class _Part:
    """A part's letters in reading order, and how many of them the pages have shown so far."""

    def __init__(self, tree: Element) -> None:
        self.tree = tree
        self._pictures: dict[int, int] = {}  # each picture → how many stand before it
        self._letters_before: list[int] = []  # of each picture
        self._letters = self._read()  # how many the part has
        self._seen = 0
        self._printed: Counter[int] = Counter()  # letters shown of each element itself

    def _read(self) -> int:
        count = 0
        stack: list[Element | str] = [self.tree]
        while stack:
            one = stack.pop()
            if isinstance(one, str):
                count += len(letters(one))
                continue
            if one.tag == "img":
                self._pictures[id(one)] = len(self._pictures)
                self._letters_before.append(count)
            for child in reversed(one):
                stack += [child.tail or "", child]
            stack.append(one.text or "")
        return count

    def position(self, box: Any) -> int:
        """How many letters and pictures stand before what is shown next."""
        number = self._pictures.get(id(box.element))
        if number is not None:
            return self._letters_before[number] + number
        return self._seen + bisect_right(self._letters_before, self._seen)

    def take(self, box: Any) -> None:
        """Count the letters of a box; a hyphen that the layout put at the end of a line is none.

        Which one that is, the element's own letters tell: rows that break show their cells by turns, so how many
        letters of the part have been shown says nothing of where in the text this box stands.
        """
        text = getattr(box, "text", None)
        if not text:
            return
        shown = letters(text)
        count = len(shown)
        hyphen = letters(box.style["hyphenate_character"])
        before = count - len(hyphen)
        if hyphen and shown.endswith(hyphen):
            own = self._own(box.element)
            if not own.startswith(hyphen, self._printed[id(box.element)] + before):
                count = before
        self._seen += count
        self._printed[id(box.element)] += count

    @staticmethod
    def _own(element: Element) -> str:
        """The letters of an element without those of its children."""
        return "".join(letters(text) for text in (element.text, *(child.tail for child in element)) if text)

    def torn(self, key: str) -> Torn | None:
        """What is wrong when the pages do not show every letter once."""
        if self._seen == self._letters:
            return None
        for element in self.tree.iter():
            if self._printed[id(element)] != len(self._own(element)):
                return Torn(key, self._letters, self._seen, element)
        return Torn(key, self._letters, self._seen, self.tree)


def _boxes(box: Any, owner: dict[int, str], heads: dict[int, int], page: int) -> Iterator[Any]:
    """The texts and pictures of the book on a page in drawing order; generated and repeated content is left out.

    `heads` remembers the page on which each table's head stood first.
    """
    stack = [box]
    while stack:
        one = stack.pop()
        one = getattr(one, "_box", one)  # absolutely positioned boxes stand behind a placeholder
        pseudo = (one.element_tag or "").partition("::")[2].partition("::")[0]
        if pseudo not in _TYPED or type(one).__name__ == "MarginBox":
            continue
        repeats = getattr(one, "is_header", False) or getattr(one, "is_footer", False)
        if repeats and heads.setdefault(id(one.element), page) != page:
            continue
        if isinstance(getattr(one, "text", None), str) or hasattr(one, "replacement"):
            if id(one.element) in owner:
                yield one
        else:  # every box has children, those of text and pictures being empty
            stack.extend(reversed(one.children))


def wrong_numbers(pages: Sequence[Any], places: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """Links whose printed page number is not the page they lead to: (id of the target, number printed, true page);
    `places` are the numbers of pages by the names on them.

    WeasyPrint lays pages out again until such numbers hold, but gives up after some rounds.
    """
    return [
        (target, said, places[target])
        for target, said in printed_numbers(pages)
        if target in places and int(said) != places[target]
    ]


def printed_numbers(pages: Sequence[Any]) -> list[tuple[str, str]]:
    """The numbers that style sheets put after links, each with the id that its link leads to."""
    printed: dict[Any, str] = {}
    for page in pages:
        for element, text in _made_after_links(page._page_box):
            printed[element] = f"{printed.get(element, '')} {text}"  # a running foot is printed on every page
    found = ((element, _NUMBER_AT_END.search(text)) for element, text in printed.items())
    return [(element.get("href", "").removeprefix("#"), said.group(1)) for element, said in found if said]


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
