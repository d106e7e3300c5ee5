"""Shape one chapter, construct by construct.

In: a parsed chapter. Out: a `Shaped` chapter: standard HTML with DPUB-ARIA roles, an id on everything that can be a
target, and a `Heading` for each heading. Links and citations are still as written.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from trustbook.findings import Collector, SourceFile
from trustbook.manuscript.book import Heading
from trustbook.manuscript.shape.as_typed import find_as_typed
from trustbook.manuscript.shape.boxes import shape_boxes
from trustbook.manuscript.shape.code import leave_out_empty_code
from trustbook.manuscript.shape.context import Context
from trustbook.manuscript.shape.epigraphs import shape_epigraphs
from trustbook.manuscript.shape.fields import shape_fields
from trustbook.manuscript.shape.figures import shape_figures
from trustbook.manuscript.shape.fill_tables import shape_fill_tables
from trustbook.manuscript.shape.foreign import find_foreign
from trustbook.manuscript.shape.headings import find_title, shape_headings
from trustbook.manuscript.shape.notes import shape_notes
from trustbook.manuscript.shape.rights import shape_rights
from trustbook.manuscript.shape.sections import nest_sections
from trustbook.manuscript.shape.sizes import shape_sizes
from trustbook.manuscript.shape.tables import shape_tables
from trustbook.manuscript.shape.targets import shape_targets
from trustbook.manuscript.shape.typed_numbers import shape_typed_number
from trustbook.words.typography import typeset

_ROLES = {
    "help": "",
    "dedication": "doc-dedication",
    "epigraph": "doc-epigraph",
    "preface": "doc-preface",
    "part": "doc-part",
    "chapter": "doc-chapter",
    "unnumbered": "doc-chapter",
    "appendix": "doc-appendix",
    "evidence": "doc-appendix",
    "glossary": "doc-glossary",
    "reading-list": "doc-bibliography",
    "accessibility": "",
    "colophon": "doc-colophon",
}
_CLASSES = {"part": "book-part", "unnumbered": "chapter unnumbered"}


@dataclass(frozen=True, slots=True)
class Shaped:
    """A chapter in shape. `anchors` maps what authors may link to (`#name`) to ids unique in the book."""

    key: str
    role: str
    number: str  # such as "2", "2.1" or "A"; empty where there is none
    file: SourceFile
    tree: Element
    title: str
    headings: tuple[Heading, ...]
    anchors: dict[str, str]
    small: dict[str, str]  # the names of anchors by their small letters
    found: Collector


def shape(source: Element, number: str, context: Context) -> Shaped:
    """Shape one chapter; faults in its structure are findings in the result."""
    find_foreign(source, context)
    shape_rights(source, context)
    typeset(source, context.words.language)
    shape_notes(source, context)
    shape_boxes(source, context)
    shape_epigraphs(source)
    shape_sizes(source)
    shape_figures(source, context)
    shape_tables(source, context)
    shape_fill_tables(source, context)
    shape_fields(source, context)
    find_as_typed(source, context)
    leave_out_empty_code(source, context)
    title = find_title(source, context)
    shape_typed_number(title, number, context)
    headings = shape_headings(source, context)  # titles of boxes are headings by now, and sections need their ids
    root = nest_sections(source)
    root.set("id", context.key)
    context.anchors[""] = context.key
    if role := _ROLES[context.role]:
        root.set("role", role)
    root.set("class", f"part {_CLASSES.get(context.role, context.role)}")
    if title is not None:
        root.set("aria-labelledby", title.get("id", ""))
    shape_targets(root, context)
    name = headings[0].text if headings else context.key
    small = {anchor.casefold(): anchor for anchor in reversed(context.anchors)}
    return Shaped(
        context.key,
        context.role,
        number,
        context.file,
        root,
        name,
        tuple(headings),
        context.anchors,
        small,
        context.found,
    )
