"""Put the printed edition's page breaks into a part's tree.

In: a tree, page breaks as counts of letters and pictures, and who makes a marker. Out: the tree with one at each break.
A marker stands before the first letter or picture of its page, never inside a word, and before everything that starts
with it (a paragraph, a figure), but inside a list item, a table cell or a definition.
EPUB Accessibility 1.1, page navigation; DPUB-ARIA doc-pagebreak.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from xml.etree.ElementTree import Element

from trustbook.layout.page_map import letters
from trustbook.layout.pages import ROLE, PageBreak, is_marker
from trustbook.manuscript.trees import in_line
from trustbook.words import Words, fill

_HOLDERS = {"li", "td", "th", "dt", "dd", "caption", "figcaption", "section", "aside", "nav", "blockquote"}
_HYPHENS = "-\u00ad\u2010\u2011"  # typed, soft, true, non-breaking
_EMPTY = {"hr", "col"}  # what holds nothing
_NOT_AROUND = {"ol", "ul", "dl", "table", "thead", "tbody", "tr"}


def insert_markers(root: Element, breaks: Sequence[PageBreak], marker: Callable[[str], Element]) -> None:
    """Insert a marker for each break of this part, in place; breaks come in text order.

    `marker` makes one from the label of a page, with the role `doc-pagebreak`.
    """
    if not breaks:
        return
    totals: dict[Element, int] = {}
    _sum(root, totals)  # a marker takes over text as its tail, so these sums stay true while markers go in
    for page in reversed(breaks):  # backwards: positions before a marker stay as they were
        _insert(root, page, totals, marker(page.label))


def insert_margin_marks(root: Element, breaks: Sequence[PageBreak], words: Words) -> None:
    """Insert marks that style sheets show in the margin, for eyes only: read aloud they would cut sentences in two."""

    def mark(label: str) -> Element:
        said = fill(words.page_mark, number=label)
        return Element("span", {"class": "page-mark", "role": ROLE, "data-pdf": "Artifact", "data-page": said})

    insert_markers(root, breaks, mark)
    for parent in list(root.iter()):
        for index in reversed(range(len(parent))):
            if is_marker(parent[index]):
                _settle(parent, index)


def _settle(parent: Element, index: int) -> None:
    """Move a margin mark to where layout keeps it beside its words.

    Between blocks it would stay at the foot of a page when the next block goes to another: it goes into that block. In
    a line it stands before the space, since WeasyPrint breaks lines in wrong places where an element follows one.
    """
    marker = parent[index]
    following = parent[index + 1] if index + 1 < len(parent) else None
    if following is not None and not in_line(following) and not (marker.tail or "").strip():
        holder = following
        while len(holder) and not (holder.text or "").strip() and not in_line(holder[0]):
            holder = holder[0]
        if holder.tag in _EMPTY:
            return
        parent.remove(marker)
        marker.tail, holder.text = holder.text, None
        holder.insert(0, marker)
        return
    before = (parent[index - 1].tail if index else parent.text) or ""
    words = before.rstrip(" ")
    if index:
        parent[index - 1].tail = words
    else:
        parent.text = words
    marker.tail = before[len(words) :] + (marker.tail or "")


def _insert(root: Element, page: PageBreak, totals: Mapping[Element, int], marker: Element) -> None:
    found = _find(root, page.offset, totals)
    if found is None:  # the page starts behind all that this part shows
        _before_markers(root, len(root), marker)
        return
    path, in_tail, index = found
    element = path[-1]
    text = (element.tail if in_tail else element.text) or ""
    index = _word_start(text, index)
    if in_tail:
        parent = path[-2]
        if is_marker(element) and not text[:index].strip():
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
    while position and is_marker(parent[position - 1]) and not (parent[position - 1].tail or "").strip():
        position -= 1
    parent.insert(position, marker)


def _has_content(element: Element) -> bool:
    """Whether an element already passed puts anything on the page; the tail after it counts too."""
    if any(one.tag == "img" for one in element.iter()):
        return True
    return bool("".join(element.itertext()).strip() or (element.tail or "").strip())


def _count(text: str | None) -> int:
    return len(letters(text)) if text else 0


def letters_of(tree: Element) -> str:
    """The letters of a tree as breaks count them; a picture is one, a space."""
    inside = "".join(letters_of(child) + letters(child.tail or "") for child in tree)
    return (" " if tree.tag == "img" else "") + letters(tree.text or "") + inside


def _sum(element: Element, totals: dict[Element, int]) -> int:
    """How many letters and pictures each element holds, tails apart."""
    total = int(element.tag == "img") + _count(element.text)
    for child in element:
        total += _sum(child, totals) + _count(child.tail)
    totals[element] = total
    return total


def _find(root: Element, offset: int, totals: Mapping[Element, int]) -> tuple[list[Element], bool, int] | None:
    """The letter or picture at an offset: path to its element, whether it is in the tail, index in the text."""
    path = [root]
    while True:
        element = path[-1]
        if element.tag == "img" and offset == 0:
            return path, False, 0
        offset -= element.tag == "img"
        if (index := _index(element.text, offset)) is not None:
            return path, False, index
        offset -= _count(element.text)
        for child in element:
            within = totals.get(child, 0)
            if offset < within:
                path.append(child)
                break
            offset -= within
            if (index := _index(child.tail, offset)) is not None:
                return [*path, child], True, index
            offset -= _count(child.tail)
        else:
            return None


def _index(text: str | None, offset: int) -> int | None:
    """Index of the character with letter `offset` (from 0) of a text, or None."""
    if not text or offset < 0 or offset >= _count(text):
        return None
    for index, character in enumerate(text):
        offset -= _count(character)
        if offset < 0:
            return index
    return None


def _word_start(text: str, index: int) -> int:
    """The start of the word at an index: a page may break inside a hyphenated word, a marker may not."""
    while index > 0 and _in_word(text[index]) and _in_word(text[index - 1]):
        index -= 1
    return index


def _in_word(character: str) -> bool:
    return character.isalnum() or character in _HYPHENS
