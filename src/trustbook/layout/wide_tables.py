"""Keep wide tables on their pages.

In: a `PagedDocument`, and a way to lay one out. Out: the same document, where each table that did not fit is set
closer, then smaller, then with smaller pictures, then with its long words hyphenated, then with its rows stacked,
whatever fits first; and the tables in which words had to be broken even so. Only tables that may be too wide are laid
out beforehand, each in all ways, in a document of their own.

A table is not turned on its side: a bound book has pages of one size, whoever enlarges a page on a screen would have to
move over it in two directions, and the pages before and after would end early.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

from trustbook.layout.cell_pictures import too_small
from trustbook.layout.document import PagedDocument
from trustbook.layout.stacked_tables import stack
from trustbook.manuscript.trees import add_class

_CLOSE, _SMALL = "table-tight", "table-tight table-small"
_PICTURES = f"{_SMALL} table-pictures"
_STACKED, _TORN = "", "table-torn"  # and what `stack` says
WAYS = ("", _CLOSE, _SMALL, _PICTURES, f"{_PICTURES} table-hyphenated", _STACKED, _TORN)
_FIRST_STACKED = len(WAYS) - 2
_TRY = "data-try"  # attribute of a table on trial: its number, and that of the way
_SLACK = 0.5  # CSS pixels

Lay = Callable[[PagedDocument], Sequence[Any]]  # a document → its laid-out pages


def fitted(paged: PagedDocument, lay: Lay) -> tuple[PagedDocument, list[Element]]:
    """The document with its tables on their pages, and those tables whose words are broken."""
    wide = list(_wide(paged.html))
    if not wide:
        return paged, []
    chosen = _chosen(len(wide), lay(replace(paged, html=_trial(paged.html, wide))))
    if not any(chosen):
        return paged, []
    html = copy.deepcopy(paged.html)
    broken, language = [], html.get("lang", "")
    for table, way in zip(_wide(html), chosen, strict=True):
        _set(table, way, language)
        if WAYS[way] == _TORN:
            broken.append(table)
    return replace(paged, html=html), broken


def _wide(element: Element) -> Iterator[Element]:
    """The outermost tables that may be too wide: with long words or pictures."""
    for child in element:
        if child.tag != "table":
            yield from _wide(child)
        elif "long-words" in child.get("class", "").split() or child.find(".//img") is not None:
            yield child


def _trial(html: Element, wide: Sequence[Element]) -> Element:
    """A document that holds these tables in all ways, and what they stand in."""
    numbers = {id(table): number for number, table in enumerate(wide)}
    language = html.get("lang", "")

    def kept(element: Element) -> list[Element]:
        if id(element) in numbers:
            return [_on_trial(element, numbers[id(element)], way, language) for way in range(len(WAYS))]
        inside = [one for child in element for one in kept(child)]
        if not inside:
            return []
        holder = Element(element.tag, {name: value for name, value in element.attrib.items() if name != "id"})
        holder.extend(inside)
        return [holder]

    root = Element(html.tag, html.attrib)
    root.append(html[0])
    root.extend(kept(html[1]))
    return root


def _on_trial(table: Element, number: int, way: int, language: str) -> Element:
    made = copy.deepcopy(table)
    for one in made.iter():
        one.attrib.pop("id", None)
    made.tail = None
    made.set(_TRY, f"{number} {way}")
    _set(made, way, language)
    return made


def _set(table: Element, way: int, language: str) -> None:
    """Let a table be set in one of the ways."""
    add_class(table, *WAYS[way].split())
    if way >= _FIRST_STACKED:
        stack(table, language)


def _chosen(count: int, pages: Sequence[Any]) -> list[int]:
    """The first way in which each table fits, or the last."""
    over: set[tuple[int, int]] = set()
    for page in pages:
        over.update(_too_wide(page._page_box, float("inf")))
    last = len(WAYS) - 1
    return [next((way for way in range(last) if (number, way) not in over), last) for number in range(count)]


def _too_wide(box: Any, edge: float) -> Iterator[tuple[int, int]]:
    """The tables in a box that reach beyond the right edge of what they stand in, or whose pictures are too small."""
    from weasyprint.formatting_structure.boxes import BlockContainerBox

    element = getattr(box, "element", None)
    said = element.get(_TRY) if element is not None else None
    if said:
        number, way = map(int, said.split())
        if _right(box, way) > edge + _SLACK or too_small(box):
            yield number, way
        return
    if isinstance(box, BlockContainerBox):
        edge = box.content_box_x() + box.width
    for child in getattr(box, "children", ()):
        yield from _too_wide(child, edge)


def _right(box: Any, way: int) -> float:
    """How far to the right a table on trial reaches: its cells do, or, where they are stacked, its lines."""
    from weasyprint.formatting_structure.boxes import LineBox

    if way < _FIRST_STACKED:
        table = box.get_wrapped_table() if getattr(box, "is_table_wrapper", False) else None
        return float(table.position_x + table.border_width()) if table is not None else 0.0
    if isinstance(box, LineBox):
        return max((float(one.position_x + one.width) for one in box.children if one.width), default=0.0)
    return max((_right(child, way) for child in getattr(box, "children", ())), default=0.0)
