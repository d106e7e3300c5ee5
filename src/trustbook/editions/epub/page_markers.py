"""Put the printed edition's page breaks into a part's tree.

In: a tree and page breaks as counts of visible characters. Out: the tree with a named `span` at each break.
A marker stands before the first character of its page, never inside a word, and before everything that starts with
that character (a paragraph, a figure), but inside a list item, a table cell or a definition.
EPUB Accessibility 1.1, page navigation; DPUB-ARIA doc-pagebreak.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from trustbook.layout.page_map import visible
from trustbook.layout.pages import PageBreak

_HOLDERS = {"li", "td", "th", "dt", "dd", "caption", "section", "aside", "nav", "blockquote"}
_HYPHENS = "-\u00ad\u2010\u2011"  # typed, soft, true, non-breaking
_NOT_AROUND = {"ol", "ul", "dl", "table", "thead", "tbody", "tr"}


def insert_markers(root: Element, breaks: Sequence[PageBreak]) -> None:
    """Insert a marker for each break of this part, in place; breaks come in text order."""
    if not breaks:
        return
    totals: dict[Element, int] = {}
    _sum(root, totals)  # a marker takes over text as its tail, so these sums stay true while markers go in
    for page in reversed(breaks):  # backwards: positions before a marker stay as they were
        _insert(root, page, totals)


def _marker(label: str) -> Element:
    return Element(
        "span", {"id": f"page-{label}", "epub:type": "pagebreak", "role": "doc-pagebreak", "aria-label": label}
    )


def _insert(root: Element, page: PageBreak, totals: Mapping[Element, int]) -> None:
    path, in_tail, index = _find(root, page.offset, totals)
    marker = _marker(page.label)
    element = path[-1]
    text = (element.tail if in_tail else element.text) or ""
    index = _word_start(text, index)
    if in_tail:
        parent = path[-2]
        if _is_marker(element) and not text[:index].strip():
            _before_markers(parent, list(parent).index(element), marker)
            return
        element.tail, marker.tail = text[:index], text[index:]
        parent.insert(list(parent).index(element) + 1, marker)
        return
    if text[:index].strip():
        element.text, marker.tail = text[:index], text[index:]
        element.insert(0, marker)
        return
    _before_block(path, marker)


def _before_block(path: list[Element], marker: Element) -> None:
    """The text starts its element: climb to the outermost element that starts here, but not out of a holder."""
    depth = len(path) - 1
    while depth > 0:
        child, parent = path[depth], path[depth - 1]
        if child.tag in _HOLDERS or parent.tag in _NOT_AROUND:
            break
        before = list(parent)[: list(parent).index(child)]
        if (parent.text or "").strip() or any(_has_content(one) for one in before):
            _before_markers(parent, len(before), marker)
            return
        depth -= 1
    holder = path[depth]
    marker.tail, holder.text = holder.text, None
    holder.insert(0, marker)


def _before_markers(parent: Element, position: int, marker: Element) -> None:
    """Insert at a position, but before markers that end there: of two pages that start at one word, the first first."""
    while position and _is_marker(parent[position - 1]) and not (parent[position - 1].tail or "").strip():
        position -= 1
    parent.insert(position, marker)


def _is_marker(element: Element) -> bool:
    return element.get("role") == "doc-pagebreak"


def _has_content(element: Element) -> bool:
    """Whether an element already passed puts anything on the page; the tail after it counts too."""
    if element.tag == "img":
        return False
    return bool("".join(element.itertext()).strip() or (element.tail or "").strip())


def _sum(element: Element, totals: dict[Element, int]) -> int:
    """How many visible characters each element holds, tails apart."""
    total = visible(element.text or "")
    for child in element:
        total += _sum(child, totals) + visible(child.tail or "")
    totals[element] = total
    return total


def _find(root: Element, offset: int, totals: Mapping[Element, int]) -> tuple[list[Element], bool, int]:
    """The text node with visible character number `offset`: path to its element, whether in its tail, index in it."""
    path = [root]
    while True:
        element = path[-1]
        if (index := _index(element.text, offset)) is not None:
            return path, False, index
        offset -= visible(element.text or "")
        for child in element:
            within = totals.get(child, 0)
            if offset < within:
                path.append(child)
                break
            offset -= within
            if (index := _index(child.tail, offset)) is not None:
                return [*path, child], True, index
            offset -= visible(child.tail or "")
        else:
            return [root], False, 0


def _index(text: str | None, offset: int) -> int | None:
    """Index of visible character `offset` (from 0) in a text, or None."""
    if not text or offset < 0:
        return None
    for index, character in enumerate(text):
        if not character.isspace():
            if offset == 0:
                return index
            offset -= 1
    return None


def _word_start(text: str, index: int) -> int:
    """The start of the word at an index: a page may break inside a hyphenated word, a marker may not."""
    while index > 0 and _in_word(text[index]) and _in_word(text[index - 1]):
        index -= 1
    return index


def _in_word(character: str) -> bool:
    return character.isalnum() or character in _HYPHENS
