"""Keep wide tables on their pages.

In: a `PagedDocument`, and a way to lay one out. Out: the same document, where each table that did not fit is set
closer, then smaller, then with smaller pictures, then with long words broken, then with all, whatever fits first; and
the tables whose words are broken. Only tables that may be too wide are laid out beforehand, each in all ways, in a
document of their own.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

from trustbook.layout.document import PagedDocument
from trustbook.manuscript.trees import add_class, descendants, text_of

_CLOSE, _SMALL = "table-tight", "table-tight table-small"
_PICTURES, _BROKEN = f"{_SMALL} table-pictures", f"{_SMALL} table-pictures table-broken"
WAYS = ("", _CLOSE, _SMALL, _PICTURES, _BROKEN, f"{_BROKEN} table-torn")
_LONG = 10  # letters of a word that may be broken while shorter ones stay whole
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
    broken = []
    for table, way in zip(_wide(html), chosen, strict=True):
        _set(table, way)
        if way >= WAYS.index(_BROKEN):
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

    def kept(element: Element) -> list[Element]:
        if id(element) in numbers:
            return [_on_trial(element, numbers[id(element)], way) for way in range(len(WAYS))]
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


def _on_trial(table: Element, number: int, way: int) -> Element:
    made = copy.deepcopy(table)
    for one in made.iter():
        one.attrib.pop("id", None)
    made.tail = None
    made.set(_TRY, f"{number} {way}")
    _set(made, way)
    return made


def _set(table: Element, way: int) -> None:
    """Let a table be set in one of the ways."""
    add_class(table, *WAYS[way].split())
    for cell in descendants(table, "td", "th") if way >= WAYS.index(_BROKEN) else ():
        if any(len(word) >= _LONG for word in text_of(cell).split()):
            add_class(cell, "long-word")


def _chosen(count: int, pages: Sequence[Any]) -> list[int]:
    """The first way in which each table fits, or the last."""
    over: set[tuple[int, int]] = set()
    for page in pages:
        over.update(_too_wide(page._page_box, float("inf")))
    last = len(WAYS) - 1
    return [next((way for way in range(last) if (number, way) not in over), last) for number in range(count)]


def _too_wide(box: Any, edge: float) -> Iterator[tuple[int, int]]:
    """The tables in a box that reach beyond the right edge of what they stand in."""
    element = getattr(box, "element", None)
    said = element.get(_TRY) if element is not None else None
    if said and getattr(box, "is_table_wrapper", False):
        table = box.get_wrapped_table()
        if table.position_x + table.border_width() > edge + _SLACK:
            number, way = said.split()
            yield int(number), int(way)
        return
    from weasyprint.formatting_structure.boxes import BlockContainerBox

    if isinstance(box, BlockContainerBox):
        edge = box.content_box_x() + box.width
    for child in getattr(box, "children", ()):
        yield from _too_wide(child, edge)
