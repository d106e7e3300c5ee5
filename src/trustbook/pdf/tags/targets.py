"""Let what points into a book point at structure elements instead of places on pages.

In: the finished tree of structure elements, and, once it is written, the PDF objects. Out: `refs` between nodes (calls
and their notes, entries of the contents and what they name), and structure destinations (ISO 32000-2, 12.3.2.3) for
every anchor, link and bookmark beside the places they had, for readers that know only those.
It must not change what is read, nor in which order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import pydyf

from trustbook.pdf.tags.layout import Layout
from trustbook.pdf.tags.marks import Contents, Mark
from trustbook.pdf.tags.roles import StructureElement


class Destinations:
    """Which node stands for an element, an anchor, a bookmark."""

    def __init__(self, document: StructureElement, layout: Layout) -> None:
        self._document = document
        self._contents: Mapping[Element, Contents] = layout.contents
        self._bookmarked = layout.bookmarked
        self._nodes: dict[Element, StructureElement] = {}
        self._holders: dict[Mark, StructureElement] = {}
        for node in _descendants(document):
            # Of the nodes made of one element the first stands for it; but an endnote's is the note in the list item.
            if node.source is not None and (node.tag == "Note" or node.source not in self._nodes):
                self._nodes[node.source] = node
            for kid in node.kids:
                if isinstance(kid, Mark):
                    self._holders[kid] = node
        self._around: dict[Element, Element] = {}
        self._ids: dict[str, Element] = {}
        for root in layout.roots:
            for element in root.iter():
                self._ids.setdefault(element.get("id") or "", element)
                self._around.update((child, element) for child in element)

    def connect(self) -> None:
        """Fill in `refs`: between calls and notes both ways (ISO 14289-2, 8.2.5.14), from contents (8.2.5.8)."""
        self._connect(self._document, None)

    def _connect(self, node: StructureElement, entry: StructureElement | None) -> None:
        entry = node if node.tag == "TOCI" else entry
        if node.tag == "Reference" and node.source is not None:
            href = node.source.get("href")
            target = self.anchor(unquote(href[1:])) if href else self._nodes[node.source]
            if target.tag == "Note":
                node.refs.append(target)
                target.refs.append(node)
        elif node.tag == "Link" and node.source is not None and entry is not None:
            href = node.source.get("href") or ""
            if href.startswith("#"):
                entry.refs.append(self.anchor(unquote(href[1:])))
        for kid in node.kids:
            if isinstance(kid, StructureElement):
                self._connect(kid, entry)

    def anchor(self, name: str) -> StructureElement:
        """The node of an id."""
        element = self._ids.get(name) if name else None
        return self._document if element is None else self.of(element)

    def of(self, element: Element) -> StructureElement:
        """The node of an element: its own, the first inside it, or the nearest around it."""
        found = self._inside(element)
        while found is None and element in self._around:
            element = self._around[element]
            found = self._nodes.get(element)
        return found or self._document

    def _inside(self, element: Element) -> StructureElement | None:
        own = self._nodes.get(element)
        if own is not None:
            return own
        runs = self._contents[element].runs if element in self._contents else []
        places = [(place, self._holders[mark]) for place, mark in runs if mark in self._holders]
        if places and places[0][0] <= 0:  # its text comes before its first child
            return places[0][1]
        for child in element:
            found = self._inside(child)
            if found is not None:
                return found
        return places[0][1] if places else None

    def write(self, pdf: Any, written: Mapping[StructureElement, Any]) -> None:
        """Give every anchor, link and bookmark its structure destination; `written` are the nodes as PDF objects."""
        actions = {}
        names = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
        for index in range(0, len(names), 2):
            name = names[index].string
            actions[name] = _go_to(names[index + 1], written[self.anchor(name)])
            pdf.add_object(actions[name])
            names[index + 1] = actions[name].reference
        for item in pdf.objects:
            if isinstance(item, pydyf.Dictionary) and item.get("Subtype") == "/Link" and "Dest" in item:
                item["A"] = actions[item.pop("Dest").string].reference
        for bookmark, element in zip(_bookmarks(pdf), self._bookmarked, strict=True):
            bookmark["A"] = _go_to(bookmark.pop("Dest"), written[self.of(element)])


def _descendants(node: StructureElement) -> Iterator[StructureElement]:
    stack = [node]
    while stack:
        node = stack.pop()
        yield node
        stack += [kid for kid in reversed(node.kids) if isinstance(kid, StructureElement)]


def _go_to(place: Any, element: Any) -> Any:
    """An action for both kinds of readers: to the element, else to `place`, an array of page and coordinates."""
    element.setdefault("Pg", place[0])  # a group has no page of its own, and not all readers look for one inside
    destination = pydyf.Array([element.reference, *place[1:]])
    return pydyf.Dictionary({"S": "/GoTo", "D": place, "SD": destination})


def _bookmarks(pdf: Any) -> Iterator[Any]:
    """The bookmarks in the order of the file: each before those under it."""
    if "Outlines" not in pdf.catalog:
        return
    stack = [pdf.objects[int(pdf.catalog["Outlines"].split()[0])]["First"]]
    while stack:
        item = pdf.objects[int(stack.pop().split()[0])]
        yield item
        stack += [item[key] for key in ("Next", "First") if key in item]
