"""Write the structure tree as PDF objects (ISO 32000-1, 14.7; ISO 32000-2, 14.7).

In: the tree of structure elements, the painted streams, and the standard that the file keeps. Out: objects in the PDF:
the tree, its parent tree, names and namespaces, one annotation for each link on a page. It must not change the order
or the words of what is read.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pydyf

from trustbook.pdf.standards import PdfStandard
from trustbook.pdf.tags.marks import Mark, PaintedStream
from trustbook.pdf.tags.roles import StructureElement

_NAMESPACES = {False: "http://iso.org/pdf2/ssn", True: "http://iso.org/pdf/ssn"}  # by whether a type is an older one
_PRINT = 4  # the flag of an annotation that is printed (ISO 32000-1, 12.5.3)


class TreeWriter:
    """Writes nodes as PDF objects. What only one place refers to is written there, not as an object."""

    def __init__(self, pdf: Any, streams: list[PaintedStream], standard: PdfStandard) -> None:
        self._pdf = pdf
        self._standard = standard
        self.written: dict[StructureElement, Any] = {}  # as PDF objects, where something may point at nodes
        self._referring: list[tuple[Any, list[StructureElement]]] = []
        self._namespaces: dict[bool, bytes] = {}
        self._pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
        self._references = [page.reference for page in self._pages]
        self._spare: list[int] = []  # numbers of annotations that were merged into others
        self._dropped: set[bytes] = set()
        self._names: dict[str, bytes] = {}
        self._tags: set[str] = set()
        # The parent tree: a key for each content stream, then one for each annotation.
        self._parents: list[Any] = [pydyf.Array() for _ in streams]
        self._keys: dict[int, int] = {}
        self._page_streams: set[int] = set()
        extra = len(self._pages)
        for painted in streams:
            for mark in painted.marks.values():
                del painted.stream.stream[mark.start]["MCID"]
            if self._pages[painted.page]["Contents"] == painted.stream.reference:
                self._keys[id(painted.stream)] = painted.page
                self._page_streams.add(id(painted.stream))
            else:
                self._keys[id(painted.stream)] = painted.stream.extra["StructParents"] = extra
                extra += 1

    def write(self, document: StructureElement) -> None:
        """Write the tree under its root, and the parent tree."""
        root = self._object({"Type": "/StructTreeRoot"})
        if self._standard.namespaces:
            for older, uri in _NAMESPACES.items():
                self._namespaces[older] = self._object({"Type": "/Namespace", "NS": pydyf.String(uri)}).reference
            root["Namespaces"] = pydyf.Array(self._namespaces.values())
        root["K"] = pydyf.Array([self._node(document, root.reference)])
        numbers = pydyf.Array()
        for key, value in enumerate(self._parents):
            numbers.extend((key, value))
        root["ParentTree"] = self._object({"Nums": numbers}).reference
        root["ParentTreeNextKey"] = len(self._parents)
        role_map = self._standard.role_map
        mapped = sorted(self._tags & role_map.keys())
        if mapped:
            root["RoleMap"] = pydyf.Dictionary({tag: f"/{role_map[tag]}" for tag in mapped})
        for item, nodes in self._referring:
            item["Ref"] = pydyf.Array(self.written[node].reference for node in nodes)
        if self._names:
            pairs = sorted((pydyf.String(name).data, name) for name in self._names)
            names = [part for data, name in pairs for part in (data, self._names[name])]
            root["IDTree"] = self._object({"Names": pydyf.Array(names)}).reference
        self._pdf.catalog["StructTreeRoot"] = root.reference
        for page in self._pages:
            if self._dropped and "Annots" in page:
                page["Annots"] = pydyf.Array(one for one in page["Annots"] if one not in self._dropped)

    def _object(self, values: dict[str, Any]) -> Any:
        item = pydyf.Dictionary(values)
        if self._spare:
            item.number = self._spare.pop()
            self._pdf.objects[item.number] = item
        else:
            self._pdf.add_object(item)
        return item

    def _node(self, node: StructureElement, parent: bytes) -> bytes:
        tag = self._standard.tags.get(node.tag, node.tag)
        item = self._object({"Type": "/StructElem", "S": f"/{tag}", "P": parent})
        reference: bytes = item.reference
        self._tags.add(tag)
        if self._namespaces:
            item["NS"] = self._namespaces[tag in self._standard.older]
        if self._standard.targets:
            self.written[node] = item
            if node.refs:
                self._referring.append((item, node.refs))
        page = next((kid.page for kid in node.kids if isinstance(kid, Mark)), None)
        if page is not None:
            item["Pg"] = self._references[page]
        self._describe(node, item, reference)
        kids = []
        links: dict[int, list[Any]] = defaultdict(list)
        for kid in node.kids:
            if isinstance(kid, StructureElement):
                kids.append(self._node(kid, reference))
            elif isinstance(kid, Mark):
                kids.append(self._mark(kid, tag, reference, page))
            else:
                links[kid.page].append(kid.annotation)
        for number, parts in links.items():
            kids.append(self._annotation(parts, number, node.contents, reference))
        item["K"] = pydyf.Array(kids)
        return reference

    def _describe(self, node: StructureElement, item: Any, reference: bytes) -> None:
        for key, text in (("Lang", node.lang), ("Alt", node.alt), ("E", node.expansion), ("ID", node.name)):
            if text:
                item[key] = pydyf.String(text)
        if node.name:
            self._names[node.name] = reference
        owners = []
        for owner, values in node.attributes.items():
            attributes = pydyf.Dictionary({"O": f"/{owner}"})
            for key, value in values.items():
                if isinstance(value, tuple):
                    attributes[key] = pydyf.Array(value)
                else:
                    attributes[key] = f"/{value}" if isinstance(value, str) else value
            owners.append(attributes)
        if owners:
            item["A"] = owners[0] if len(owners) == 1 else pydyf.Array(owners)

    def _mark(self, mark: Mark, tag: str, parent: bytes, page: int | None) -> Any:
        """Hang a marked-content sequence on its element: by number alone on the element's own page."""
        operators = mark.stream.stream
        key = self._keys[id(mark.stream)]
        number = len(self._parents[key])
        self._parents[key].append(parent)
        operators[mark.start - 1] = f"/{tag}"
        operators[mark.start]["MCID"] = number
        if mark.hyphenated:
            operators[mark.start]["ActualText"] = pydyf.String(mark.text[:-1])
        on_page = id(mark.stream) in self._page_streams
        if mark.page == page and on_page:
            return number
        values = {"Type": "/MCR", "Pg": self._references[mark.page], "MCID": number}
        if not on_page:
            values["Stm"] = mark.stream.reference
        return pydyf.Dictionary(values)

    def _annotation(self, parts: list[Any], page: int, words: str, parent: bytes) -> Any:
        """Make one annotation of those that WeasyPrint made for the lines and parts of a link on a page."""
        first, *others = parts
        for other in others:
            self._dropped.add(other.reference)
            self._spare.append(other.number)
        rectangles = _outermost([_upright(part["Rect"]) for part in parts])
        left, bottom, right, top = zip(*rectangles, strict=True)
        first["Rect"] = pydyf.Array((min(left), min(bottom), max(right), max(top)))
        if len(rectangles) > 1:
            # Viewers take the corners line by line, upper ones first, whatever 12.5.6.5 of ISO 32000-1 says.
            first["QuadPoints"] = pydyf.Array(
                value for x1, y1, x2, y2 in rectangles for value in (x1, y2, x2, y2, x1, y1, x2, y1)
            )
        if words:
            first["Contents"] = pydyf.String(words)
        first["F"] = _PRINT
        first["StructParent"] = len(self._parents)
        self._parents.append(parent)
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": first.reference, "Pg": self._references[page]})


_Rectangle = tuple[float, float, float, float]


def _upright(rectangle: list[float]) -> _Rectangle:
    x1, y1, x2, y2 = rectangle
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _outermost(rectangles: list[_Rectangle]) -> list[_Rectangle]:
    """Leave out empty rectangles and those inside an earlier one: boxes nested in a link repeat its area."""
    kept: list[_Rectangle] = []
    for x1, y1, x2, y2 in rectangles:
        inside = any(a <= x1 + 1 and b <= y1 + 1 and c >= x2 - 1 and d >= y2 - 1 for a, b, c, d in kept)
        if not inside and x2 - x1 > 0.01 and y2 - y1 > 0.01:
            kept.append((x1, y1, x2, y2))
    return kept or rectangles[:1]
