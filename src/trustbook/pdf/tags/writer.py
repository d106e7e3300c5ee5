"""Give WeasyPrint a structure tree that says what the HTML says.

In: a painted WeasyPrint document, at the moment WeasyPrint would build its own tree. Out: the same PDF with a
structure tree, typed artifacts and links in human words, so that it can be PDF/UA and PDF/A at once; of which part is
`pdf.standards`'s to say. Metadata is not its job.

WeasyPrint 70 tags each line as a `Span`, tears what crosses a page in two, and takes quadratic time. Doing it
again on the finished file would be too late: which box stands behind which marked content is known only here.
So one function of the pinned version is replaced at run time; `install` refuses any other version.
"""

from __future__ import annotations

import gc
import inspect
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
import weasyprint
import weasyprint.pdf
from weasyprint.logger import LOGGER

from trustbook.pdf.standards import PdfStandard, of_version
from trustbook.pdf.tags.layout import Drawing, Mark, read_layout
from trustbook.pdf.tags.reading_order import make_outline
from trustbook.pdf.tags.roles import Node
from trustbook.pdf.tags.targets import Targets

_VERSION = "70.0"
_SIGNATURE = ("pdf", "document", "pdf_version", "page_streams")
_LAST_GLYPH = re.compile(rb"([0-9a-f]{4})>[^<]*\] TJ$")
_NAMESPACES = {False: "http://iso.org/pdf2/ssn", True: "http://iso.org/pdf/ssn"}  # by whether a type is an older one
_PRINT = 4  # the flag of an annotation that is printed (ISO 32000-1, 12.5.3)


def install() -> None:
    """Let WeasyPrint tag with this module from now on; RuntimeError if it is not the version this is made for."""
    hook = getattr(weasyprint.pdf, "add_tags", None)
    if hook is add_tags:
        return
    if weasyprint.__version__ != _VERSION:
        raise RuntimeError(f"the structure tree needs WeasyPrint {_VERSION}, found {weasyprint.__version__}")
    if hook is None or tuple(inspect.signature(hook).parameters) != _SIGNATURE:
        raise RuntimeError(f"weasyprint.pdf.add_tags({', '.join(_SIGNATURE)}) is gone or has changed")
    weasyprint.pdf.add_tags = add_tags


def add_tags(pdf: Any, document: Any, pdf_version: Any, page_streams: list[Any]) -> None:
    """Add the structure tree of a painted document to its PDF, as `weasyprint.pdf` calls it."""
    if "Lang" not in pdf.catalog:
        LOGGER.error('Missing required "lang" attribute at the root of the document')
    standard = of_version(pdf_version)
    with _collector_at_rest():
        layout = read_layout(pdf, document, page_streams)
        outline = make_outline(layout.roots, layout.contents, document.metadata.lang or "", standard)
        _add_spaces(outline.spaced, document.fonts.values())
        targets = Targets(outline.document, layout) if standard.targets else None
        if targets:
            targets.connect()
        writer = _Writer(pdf, layout.drawings, standard)
        writer.write(outline.document)
        if targets:
            targets.write(pdf, writer.written)
        for drawing in layout.drawings:
            _name_artifacts(drawing)
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog.setdefault("Lang", pydyf.String(""))


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Put off garbage collection: nothing here is garbage, and each round would walk all boxes of the layout.

    At 900 pages those walks are two thirds of the time, and they make it grow faster than the pages.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _add_spaces(spaced: list[Mark], fonts: Any) -> None:
    """Draw a space after each run that needs one, so that every reader finds words apart.

    The layout dropped it at the end of a line. A glyph is understood by more readers than `ActualText`, and it
    marks nothing on the page. Only glyphs already in the file can be used: fonts are written before tags.
    """
    glyphs: dict[str, bytes] = {}
    for font in fonts:
        for glyph, text in font.to_unicode.items():
            if text == " " and not font.bitmap:
                glyphs[font.hash] = f"{glyph:04x}".encode()
    fallback = next(iter(glyphs), "")
    for mark in spaced:
        operators = mark.stream.stream
        glyph = glyphs.get(mark.font)
        shown = _LAST_GLYPH.search(operators[mark.end - 1])
        if glyph and shown and shown[1] == glyph:
            continue  # a stripped space is drawn after all when its line needed no second layout
        if glyph:
            operators[mark.end] = b"[<%s>] TJ\nET" % glyph
        elif fallback:
            operators[mark.end] = b"/%s 1 Tf\n[<%s>] TJ\nET" % (fallback.encode(), glyphs[fallback])
        else:
            operators[mark.start]["ActualText"] = pydyf.String(f"{mark.text} ")


def _name_artifacts(drawing: Drawing) -> None:
    """Turn what no element took into artifacts, and give all artifacts their type (ISO 32000-1, 14.8.2.2)."""
    operators = drawing.stream.stream
    for position in drawing.artifacts:
        operators[position] = b"<</Type/Layout>> BDC"
    for mark in drawing.marks.values():
        if "MCID" in operators[mark.start]:
            continue
        kind = mark.artifact
        is_type = kind in ("Layout", "Pagination")
        properties = {"Type": f"/{kind}"} if is_type else {"Type": "/Pagination", "Subtype": f"/{kind}"}
        operators[mark.start - 1] = "/Artifact"
        operators[mark.start] = pydyf.Dictionary(properties)


class _Writer:
    """Writes nodes as PDF objects. What only one place refers to is written there, not as an object."""

    def __init__(self, pdf: Any, drawings: list[Drawing], standard: PdfStandard) -> None:
        self._pdf = pdf
        self._standard = standard
        self.written: dict[Node, Any] = {}  # as PDF objects, where something may point at nodes
        self._referring: list[tuple[Any, list[Node]]] = []
        self._namespaces: dict[bool, bytes] = {}
        self._pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
        self._references = [page.reference for page in self._pages]
        self._spare: list[int] = []  # numbers of annotations that were merged into others
        self._dropped: set[bytes] = set()
        self._names: dict[str, bytes] = {}
        self._tags: set[str] = set()
        # The parent tree: a key for each content stream, then one for each annotation.
        self._parents: list[Any] = [pydyf.Array() for _ in drawings]
        self._keys: dict[int, int] = {}
        self._page_streams: set[int] = set()
        extra = len(self._pages)
        for drawing in drawings:
            for mark in drawing.marks.values():
                del drawing.stream.stream[mark.start]["MCID"]
            if self._pages[drawing.page]["Contents"] == drawing.stream.reference:
                self._keys[id(drawing.stream)] = drawing.page
                self._page_streams.add(id(drawing.stream))
            else:
                self._keys[id(drawing.stream)] = drawing.stream.extra["StructParents"] = extra
                extra += 1

    def write(self, document: Node) -> None:
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

    def _node(self, node: Node, parent: bytes) -> bytes:
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
            if isinstance(kid, Node):
                kids.append(self._node(kid, reference))
            elif isinstance(kid, Mark):
                kids.append(self._mark(kid, tag, reference, page))
            else:
                links[kid.page].append(kid.annotation)
        for number, parts in links.items():
            kids.append(self._annotation(parts, number, node.contents, reference))
        item["K"] = pydyf.Array(kids)
        return reference

    def _describe(self, node: Node, item: Any, reference: bytes) -> None:
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
