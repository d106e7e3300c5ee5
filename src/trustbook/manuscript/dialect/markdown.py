"""Turn one chapter's Markdown into an element tree.

In: a `SourceFile`. Out: a `section` element whose elements carry the builder's marks, and findings about raw HTML and
notes. It must not know other chapters, the reading list or any output format.
"""

from __future__ import annotations

import html.entities
import re
import string
from collections.abc import Collection
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown

from trustbook.findings import Finding, SourceFile
from trustbook.manuscript import marks
from trustbook.manuscript.dialect import attributes, captions, fields, foreign, inline, lines, links, raw_html
from trustbook.manuscript.dialect.html_as_xml import as_xml
from trustbook.manuscript.dialect.names import MarkNames, with_places
from trustbook.manuscript.dialect.notes import CitationPattern, Notes, ReferencePattern
from trustbook.manuscript.dialect.parsed import Parsed
from trustbook.manuscript.dialect.spots import without_marks
from trustbook.manuscript.dialect.structure import register
from trustbook.manuscript.dialect.tables import Tables, take_ids
from trustbook.manuscript.dialect.well_formed import tree_of
from trustbook.manuscript.marks import line_of

EXTENSIONS = ("abbr", "attr_list", "def_list", "tables")
_VOID = re.compile(r"<((?:area|br|col|hr|img|wbr)\b(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)>", re.IGNORECASE)
_ENTITY = re.compile(r"&(#[xX]?[0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")
_XML_ENTITIES = {"amp", "lt", "gt", "quot", "apos"}
_MAX_TREE = 60  # elements inside each other; far more than lists and quotes within the limits of `load` make


def parse_markdown(
    file: SourceFile, words_are_captions: bool = False, boxes: Collection[str] = ()
) -> tuple[Parsed | None, list[Finding]]:
    """Convert one file; raw HTML that is not well-formed or has no place in a book is a finding.

    With `words_are_captions`, the words in a picture's brackets are its caption, as in Pandoc. `boxes` are the kinds of
    boxes that the book brings itself.
    """
    names = MarkNames(file.text)
    notes = Notes(names)
    md = Markdown(extensions=[*EXTENSIONS, notes], output_format="xhtml", tab_length=4)
    md.inlinePatterns.register(CitationPattern(md, names), "trustbook-cite", 176)
    md.inlinePatterns.register(ReferencePattern(md, names), "trustbook-reference", 175)
    md.ESCAPED_CHARS = list(string.punctuation)  # CommonMark 0.31, 2.4
    links.register(md)
    captions.register(md, names, words_are_captions)
    attributes.register(md)
    foreign.register(md, names, file.text)
    inline.register(md, names, notes)
    fields.register(md, names)
    lines.register(md, names)
    tables = Tables(md)
    md.parser.blockprocessors.register(tables, "table", 75)
    structure = register(md, names, lines.AddMarks(file.lines), notes, boxes)
    try:
        text = md.convert(file.text)
    except RecursionError:
        return None, [file.finding("F112", "the chapter nests too deep", hint="flatten lists and quotes")]
    if structure.too_deep:
        hint = "flatten lists and quotes"
        return None, [file.finding("F112", "the chapter nests too deep", structure.too_deep, hint=hint)]
    text = with_places(text, names)
    text = as_xml(_ENTITY.sub(_character, _VOID.sub(_closed, text)))
    tree, faults = tree_of(file, names, text)
    if tree is None:
        return None, faults
    names.read_back(tree)
    if deep := _too_deep(file, tree):
        return None, [deep]
    _unwrap(tree, set(md.block_level_elements))
    inline.addresses_as_words(tree)
    take_ids(tree)
    captioned = captions.captions(tree)
    faults += raw_html.judge(file, tree)
    faults += [*notes.findings(file), *structure.findings(file), *tables.findings(file)]
    for image, caption in captioned:
        faults += raw_html.judge(file, caption)
        image.append(caption)
    return Parsed(tree, _abbreviations(md)), faults


def _abbreviations(md: Markdown) -> dict[str, str]:
    """What `*[KEY]: words` lines defined."""
    processor: Any = md.treeprocessors["abbr"]
    found = getattr(processor, "abbrs", {})
    return {str(key): without_marks(str(value)) for key, value in found.items()}


def _unwrap(tree: Element, block_level: set[str]) -> None:
    """Free raw HTML and code blocks of the paragraph around them.

    Python-Markdown takes that paragraph away only where it has no attribute, and ours has its line.
    """
    for parent in list(tree.iter()):
        for child in list(parent):
            typed = marks.LINE not in child.attrib or marks.COLUMN in child.attrib
            if child.tag != "p" or typed or marks.role_of(child):
                continue
            inside = list(child)
            if (child.text or "").strip() or any(
                (one.tail or "").strip() or one.tag not in block_level for one in inside
            ):
                continue
            for one in inside:
                one.attrib.setdefault(marks.LINE, child.get(marks.LINE, "1"))
            if inside:
                inside[-1].tail = child.tail
            position = list(parent).index(child)
            parent[position : position + 1] = inside


def _too_deep(file: SourceFile, tree: Element) -> Finding | None:
    """A finding when elements nest deeper than later stages, some of which call themselves, can follow."""
    stack = [(tree, 1, 1)]
    while stack:
        element, depth, line = stack.pop()
        line = line_of(element, line)
        if depth > _MAX_TREE:
            message = f"elements nest deeper than {_MAX_TREE} levels"
            hint = "flatten the raw HTML, lists and quotes"
            return file.at("F112", message, file.place(line), hint)
        stack += [(child, depth + 1, line) for child in reversed(element)]
    return None


def _closed(match: re.Match[str]) -> str:
    """The tag of an element that is always empty, as XML writes it."""
    return f"<{match.group(1).removesuffix('/').rstrip()} />"


def _character(match: re.Match[str]) -> str:
    name = match.group(1)
    if name in _XML_ENTITIES:
        return match.group()
    if name.startswith("#"):
        return html.escape(html.unescape(match.group()), quote=False)  # HTML knows numbers that XML does not
    return html.entities.html5.get(f"{name};", match.group().replace("&", "&amp;"))
