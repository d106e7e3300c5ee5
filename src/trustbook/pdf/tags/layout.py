"""Say which marked content of a laid-out PDF belongs to which element of the source.

In: WeasyPrint's pages (trees of boxes) and their content streams, already painted, with tags.
Out: for each source element its text runs, pictures and annotations, in the places of the source they come
from; and for each content stream its marked-content sequences. A box keeps its `element`, the same object on
every page, so an element torn over pages, columns or lines still has one entry here.
It must not decide how anything is tagged, and it changes no stream and no object.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
from weasyprint.anchors import rectangle_aabb
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf.stream import Stream

from trustbook.pdf.tags.marks import BoxAnnotation, Contents, Mark, PaintedStream, Rectangle
from trustbook.pdf.tags.roles import REPEATED
from trustbook.pdf.tags.source_text import SourceText

_INVISIBLE = " \t\n\r\f\u00ad\u200b"  # WeasyPrint puts a zero-width space into empty list items


@dataclass(slots=True, eq=False)
class Layout:
    """Everything the pages hold."""

    roots: list[Element]
    contents: dict[Element, Contents]
    streams: list[PaintedStream]
    bookmarked: list[Element]  # one for each bookmark, in the order of the bookmarks


def read_layout(pdf: Any, document: Any, page_streams: list[Any]) -> Layout:
    """Read a painted WeasyPrint document whose streams still hold their box → MCID tables."""
    streams: dict[int, list[Any]] = {id(stream._tags): [stream] for stream in page_streams}
    for item in pdf.objects:
        # An element with opacity is drawn in a group of its own, which shares its page's table.
        if isinstance(item, Stream) and item._tags is not None and item is not streams[id(item._tags)][0]:
            streams[id(item._tags)].append(item)
    reader = _BoxReader()
    painted = []
    for number, (page, page_stream) in enumerate(zip(document.pages, page_streams, strict=True)):
        sequences: dict[int, Mark] = {}
        for stream in streams[id(page_stream._tags)]:
            painted.append(_read_stream(stream, number))
            sequences.update(painted[-1].marks)
        drawn = {box: sequences[tag["mcid"]] for box, tag in page_stream._tags.items()}
        height = pdf.objects[pdf.pages["Kids"][3 * number]]["MediaBox"]
        scale = (height[3] - height[1]) / (page.height + page.bleed["top"] + page.bleed["bottom"])
        reader.read_page(page, number, drawn, scale)
        page_stream._tags.clear()
    return Layout(list(reader.roots), reader.contents, painted, reader.bookmarked)


def _read_stream(stream: Any, page: int) -> PaintedStream:
    """Find the marked content of a stream. Only its tags are `str` there; all other operators are bytes."""
    painted = PaintedStream(page, stream)
    operators = stream.stream
    position = 0
    while position < len(operators):
        if operators[position].__class__ is str:
            properties = operators[position + 1]
            if isinstance(properties, pydyf.Dictionary):
                mark = painted.marks[properties["MCID"]] = Mark(page, stream, position + 1)
                position = _read_sequence(operators, mark)
            elif properties == b"BMC":
                painted.artifacts.append(position + 1)
        position += 1
    return painted


def _read_sequence(operators: list[Any], mark: Mark) -> int:
    """Read one sequence up to its own `EMC`, whose index is returned."""
    position = mark.start + 1
    depth = 0
    while True:
        operator = operators[position]
        if operator == b"EMC":
            depth -= 1
            if not depth:
                if mark.end < 0 and position > mark.start + 2:
                    mark.shown = True  # a picture made of paths
                return position
        elif operator in (b"BMC", b"BDC"):
            depth += 1
        elif operator == b"ET":
            mark.end = position
        elif operator.__class__ is bytes:
            if operator.endswith(b" Tf"):
                mark.font = operator[1:].split(b" ", 1)[0].decode()
            elif operator.endswith((b" TJ", b" Do")):
                mark.shown = True
        position += 1


@dataclass(frozen=True, slots=True)
class _Where:
    """What a box inherits on the way down: its link, its line, its transformation, its kind of artifact."""

    link: Element | None = None
    line: int = 0
    matrix: Any = None
    artifact: str = ""


class _BoxReader:
    """Walks the boxes of one page after the other."""

    def __init__(self) -> None:
        self.roots: dict[Element, None] = {}
        self.contents: dict[Element, Contents] = {}
        self.bookmarked: list[Element] = []
        self._sources: dict[Element, SourceText] = {}
        self._repeated: set[Element] = set()
        self._lines = 0
        self._after_leader = False

    def read_page(self, page: Any, number: int, drawn: dict[Any, Mark], scale: float) -> None:
        """Read one page; `scale` is points in a CSS pixel."""
        self._page, self._drawn = number, drawn
        self._scale, self._height = scale, page.height
        self.roots[page._page_box.children[0].element] = None
        self._walk(page._page_box, _Where())

    def _walk(self, box: Any, where: _Where) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        element = box.element
        contents = None
        if element is not None and not where.artifact:
            contents = self.contents.get(element)
            if contents is None:
                contents = self.contents[element] = Contents(box)
        if isinstance(box, boxes.TextBox):
            self._text(box, contents, where)
            return
        if box.bookmark_label and box.style["bookmark_level"] != "none":
            self.bookmarked.append(element)
        where = self._inside(box, where)
        if box.link_annotation is not None and where.link is not None:
            owner = self.contents.setdefault(where.link, Contents(box))
            links = owner.stray_links if where.artifact else owner.links
            links.append(BoxAnnotation(self._page, box.link_annotation))
        if box.widget_annotation is not None and contents is not None:
            contents.widgets.append(BoxAnnotation(self._page, box.widget_annotation))
        if contents is not None and element.get("data-field") and "::" not in box.element_tag:
            self._to_fill(box, contents, where)
        if isinstance(box, boxes.ReplacedBox):
            self._picture(box, contents, where)
        for child in box.children:
            self._walk(child, where)

    def _inside(self, box: Any, where: _Where) -> _Where:
        """What a box hands down to its children."""
        link, line, matrix, artifact = where.link, where.line, where.matrix, where.artifact
        if box.link:
            link = box.element
        if box.transformation_matrix:
            matrix = box.transformation_matrix @ matrix if matrix else box.transformation_matrix
        if isinstance(box, boxes.LineBox):
            self._lines += 1
            line = self._lines
        if isinstance(box, boxes.MarginBox):
            artifact = {"@top": "Header", "@bot": "Footer"}.get(box.at_keyword[:4], "Pagination")
        elif not artifact and box.is_leader:
            artifact = "Layout"
            self._after_leader = True
        elif not artifact and _repeats(box):
            if box.element in self._repeated:
                artifact = "Pagination"
            self._repeated.add(box.element)
        same = link is where.link and line == where.line and matrix is where.matrix
        return where if same and artifact == where.artifact else _Where(link, line, matrix, artifact)

    def _to_fill(self, box: Any, contents: Contents, where: _Where) -> None:
        """Keep the place of what is to be filled in; the boxes of its own that it holds are inside it."""
        if not contents.places or contents.places[-1][0] != self._page:
            size = box.border_width(), box.border_height()
            contents.places.append((self._page, self._bounds(where, box.border_box_x(), box.border_box_y(), *size)))

    def _bounds(self, where: _Where, x: float, y: float, width: float, height: float) -> Rectangle:
        """A rectangle on the page in points, y upwards."""
        x1, y1, x2, y2 = rectangle_aabb(where.matrix, x, y, width, height)
        return (
            x1 * self._scale,
            (self._height - y2) * self._scale,
            x2 * self._scale,
            (self._height - y1) * self._scale,
        )

    def _picture(self, box: Any, contents: Contents | None, where: _Where) -> None:
        mark = self._drawn.get(box)
        if mark is None:
            return
        mark.artifact = where.artifact or "Layout"
        # A picture in generated content (a list marker, an ornament) has no words: it stays an artifact.
        if contents is None or where.artifact or not mark.shown or "::" in box.element_tag:
            return
        contents.picture = mark
        contents.bounds = self._bounds(where, box.content_box_x(), box.content_box_y(), box.width, box.height)

    def _text(self, box: Any, contents: Contents | None, where: _Where) -> None:
        mark = self._drawn.get(box)
        if mark is None:
            return
        mark.artifact = where.artifact or "Layout"
        if contents is None or where.artifact or not mark.shown or not box.text.strip(_INVISIBLE):
            return
        mark.text, mark.line = box.text, where.line
        if self._after_leader:
            mark.before, self._after_leader = True, False
        element = box.element
        pseudo = box.element_tag.partition("::")[2].partition("::")[0]
        if pseudo == "before" and element.get(REPEATED):
            return
        if pseudo in ("marker", "footnote-marker", "note-marker"):
            contents.marker.append(mark)
        elif pseudo in ("footnote-call", "note-call"):
            contents.call.append(mark)
        elif pseudo == "before":
            contents.runs.append((-1, mark))
        elif pseudo in ("", "first-letter", "first-line"):
            source = self._sources.get(element)
            if source is None:
                source = self._sources[element] = SourceText(element, box.style)
            contents.runs.append((2 * source.take(mark, box), mark))
        else:
            contents.runs.append((2 * len(element) + 1, mark))


def _repeats(box: Any) -> bool:
    """Whether the layout may draw this box again on later pages."""
    if isinstance(box, boxes.TableRowGroupBox):
        return bool(box.is_header or box.is_footer)
    return box.element is not None and bool(box.style["position"] == "fixed")
