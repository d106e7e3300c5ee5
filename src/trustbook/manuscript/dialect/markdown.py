"""Turn one chapter's Markdown into an element tree that knows its source lines.

In: a `SourceFile`. Out: a `section` element with `data-line` on its elements, and findings about raw HTML.
The only module that imports Python-Markdown. Each line of text carries a private-use mark with its number
through the conversion; the last tree processor reads the marks and removes them.
It must not know other chapters, the reading list or any output format.
"""

from __future__ import annotations

import html.entities
import re
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from trustbook.findings import Finding, SourceFile
from trustbook.manuscript.book import LINE, line_of

_OPEN, _CLOSE, _DIGIT = "\ue000", "\ue001", 0xE010
_MARK = re.compile("\ue000([\ue010-\ue019]+)\ue001")
_BREAK = re.compile(rf"(?:\s|{_MARK.pattern})+")
_ZERO_TO_NINE = {_DIGIT + value: str(value) for value in range(10)}
_ENCODE = {ord(str(value)): chr(_DIGIT + value) for value in range(10)}

_UNMARKED = re.compile(
    r"""\s*+(?:>\s*+)*+(?:                            # possessive: no line takes more than one walk
        $ | (?:=+|-+)\s*$ | (?:[-*_]\s*+){3,}+$       # empty line, heading underline, rule
      | (?:(?:[#]|[-*+]\s|\d++\.\s)\s*+)++$       # heading or list item without words
      | [|:\-\s]++$ | ```|~~~ | !!!                  # table ruler, fence, box
      | \[[^^\]][^\]]*\]:(?:\s|$) | \*\[            # definition of a link or an abbreviation
      | <(?!https?:|mailto:) | \{[^{}]*\}\s*$      # raw HTML, attributes
    )""",
    re.VERBOSE,
)
_TAIL = " \t\r\f\v|#"
_VOID = re.compile(r"<((?:area|br|col|hr|img|wbr)\b(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)>", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_XML_ENTITIES = {"amp", "lt", "gt", "quot", "apos"}

ACTIVE = {"script", "iframe", "object", "embed", "applet", "form", "input", "button", "select", "textarea"}
ACTIVE |= {"link", "meta", "base", "style", "frame", "frameset", "video", "audio", "canvas", "portal", "template"}
PASSIVE = set(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure "
    "h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub summary "
    "sup table tbody td tfoot th thead time tr u ul var wbr".split()
)
_SAFE_ATTRIBUTES = set(
    "abbr alt cite class colspan datetime dir headers height href id lang open reversed rowspan scope span src start "
    "title type value width".split()
)
# What this module itself leaves on elements for later stages; other `data-` attributes could mislead those.
_CARRIED = {LINE, "data-cite", "data-note"}
# How many cells or columns one stands for; layout makes room for each of them, so large numbers cost minutes.
_SPANS = {"colspan", "rowspan", "span"}
_MAX_SPAN = 100
_MAX_TREE = 60  # elements inside each other; far more than lists and quotes within the limits of `load` make


@dataclass(frozen=True, slots=True)
class Parsed:
    """A chapter's tree, the abbreviations it defines, and the notes it defines and calls."""

    tree: Element
    abbreviations: dict[str, str]
    notes_defined: tuple[str, ...]
    notes_called: tuple[str, ...]


def parse_markdown(file: SourceFile) -> tuple[Parsed | None, list[Finding]]:
    """Convert one file; raw HTML that is not well-formed or not passive is a finding."""
    notes = _Notes(SEPARATOR="-")
    lines = _Lines()
    md = Markdown(
        extensions=["abbr", "admonition", "attr_list", "def_list", "fenced_code", "sane_lists", "tables", notes, lines],
        output_format="xhtml",
        tab_length=4,
    )
    try:
        text = md.convert(file.text)
    except RecursionError:
        return None, [file.finding("F112", "the chapter nests too deep", hint="flatten lists and quotes")]
    text = _MARK.sub("", text)
    text = _ENTITY.sub(_character, _VOID.sub(_closed, text))
    try:
        tree = ElementTree.fromstring(f"<section>{text}</section>")
    except ElementTree.ParseError as error:
        return None, [_not_well_formed(file, text, error)]
    if deep := _too_deep(file, tree):
        return None, [deep]
    faults = [*_disarm(file, tree), *notes.repeated(file)]
    _unwrap(tree, set(md.block_level_elements))
    abbreviations = {str(key): str(value) for key, value in lines.abbreviations(md).items()}
    return Parsed(tree, abbreviations, tuple(notes.footnotes), tuple(notes.footnote_order)), faults


class _Lines(Extension):
    """Citations, and marks that carry line numbers through the conversion."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(_AddMarks(md), "trustbook-lines", 29)  # after white space, before raw HTML
        md.inlinePatterns.register(_Cite(r"\[@([^\[\]\s][^\[\]\n]*)\]", md), "trustbook-cite", 176)
        md.treeprocessors.register(_ReadMarks(md), "trustbook-lines", -10)
        for name in ("reference", "short_reference", "image_reference", "short_image_ref"):
            processor: Any = md.inlinePatterns[name]
            processor.NEWLINE_CLEANUP_RE = _BREAK  # a reference may run over a line end, and so over a mark

    @staticmethod
    def abbreviations(md: Markdown) -> dict[str, str]:
        """What `*[KEY]: words` lines defined."""
        processor: Any = md.treeprocessors["abbr"]
        found = getattr(processor, "abbrs", {})
        return {key: _MARK.sub("", value) for key, value in found.items()}


class _AddMarks(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return [self._mark(line, number) for number, line in enumerate(lines, 1)]

    @staticmethod
    def _mark(line: str, number: int) -> str:
        if _UNMARKED.match(line):
            return line
        at = _end_of_words(line)
        return f"{line[:at]}{_OPEN}{str(number).translate(_ENCODE)}{_CLOSE}{line[at:]}"


def _end_of_words(line: str) -> int:
    """Where a line's words end: before white space, table bars, closing `#` and `{attributes}`."""
    words = line.rstrip(_TAIL)
    if words.endswith("\\") and len(words) < len(line):
        return len(words) + 1  # what stands behind a backslash belongs to it
    opening = words.rfind(" {")
    if words.endswith("}") and opening > 0 and not set("{}") & set(words[opening + 2 : -1]):
        words = words[:opening].rstrip(" ")
    return len(words) if words.strip() else len(line)


class _ReadMarks(Treeprocessor):
    """Give each element the line of the first mark at or after its start; remove all marks."""

    def run(self, root: Element) -> None:
        waiting: list[Element] = []
        last = "1"
        stack: list[tuple[Element, bool]] = [(root, False)]
        while stack:
            element, done = stack.pop()
            if done:
                element.tail, line = self._clean(element.tail)
            else:
                if element is not root:  # Python-Markdown cuts the bare root tag off its output
                    waiting.append(element)
                for key, value in element.attrib.items():
                    element.set(key, _MARK.sub("", value or ""))  # `attr_list` may leave None
                element.text, line = self._clean(element.text)
                line = line or self._line_of_code(element.text)
                stack.append((element, True))
                stack += [(child, False) for child in reversed(element)]
            if line:
                last = line
                for one in waiting:
                    one.set(LINE, line)
                waiting.clear()
        for one in waiting:
            one.set(LINE, last)

    def _line_of_code(self, text: str | None) -> str:
        """The first line inside a code block: Python-Markdown has put it aside, marks and all."""
        if text and (aside := HTML_PLACEHOLDER_RE.search(text)):
            return self._clean(str(self.md.htmlStash.rawHtmlBlocks[int(aside.group(1))]))[1]
        return ""

    @staticmethod
    def _clean(text: str | None) -> tuple[str | None, str]:
        if not text or _OPEN not in text:
            return text, ""
        first = _MARK.search(text)
        line = first.group(1).translate(_ZERO_TO_NINE) if first else ""
        return _MARK.sub("", text), line


class _Cite(InlineProcessor):
    """`[@id]` and `[@id; @other]`: one empty `a` each, resolved when all chapters are known."""

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        holder = Element("span", {"class": "cite"})
        for name in _MARK.sub("", m.group(1)).split(";"):
            SubElement(holder, "a", {"data-cite": name.strip().removeprefix("@")})
        return holder, m.start(0), m.end(0)


class _Notes(FootnoteExtension):
    """Python-Markdown's footnotes, left as a plain list that the next stage numbers and links."""

    _again: list[tuple[str, int]]  # names defined before, and the line where they are defined again

    def reset(self) -> None:
        super().reset()
        self._again = []

    def setFootnote(self, id: str, text: str) -> None:
        if id in self.footnotes:
            mark = _MARK.search(text)
            self._again.append((id, int(mark.group(1).translate(_ZERO_TO_NINE)) if mark else 1))
        super().setFootnote(id, text)

    def repeated(self, file: SourceFile) -> list[Finding]:
        """A finding for each note whose name another note had before it; Python-Markdown drops the earlier text."""
        hint = "give each note a name of its own"
        return [
            file.finding_at("B203", f"the note `{name}` is defined twice", f"[^{name}]:", line, hint)
            for name, line in self._again
        ]

    def makeFootnotesDiv(self, root: Element) -> Element | None:
        if not self.footnotes:
            return None
        holder = Element("section", {"class": "notes"})
        items = SubElement(holder, "ol")
        done = 0
        while new := list(self.footnotes.items())[done:]:  # a note may define another one within itself
            done += len(new)
            for name, text in new:
                self.parser.parseChunk(SubElement(items, "li", {"data-note": name}), text)
        return holder


def _unwrap(tree: Element, block_level: set[str]) -> None:
    """Free raw HTML and code blocks of the paragraph around them.

    Python-Markdown takes that paragraph away only where it has no attribute, and ours has its line.
    """
    for parent in list(tree.iter()):
        for child in list(parent):
            if child.tag != "p" or LINE not in child.attrib or (child.text or "").strip():
                continue
            inside = list(child)
            if any((one.tail or "").strip() or one.tag not in block_level for one in inside):
                continue
            for one in inside:
                one.set(LINE, child.get(LINE, "1"))
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
            return file.finding_at("F112", message, "<", line, "flatten the raw HTML, lists and quotes")
        stack += [(child, depth + 1, line) for child in reversed(element)]
    return None


def _closed(match: re.Match[str]) -> str:
    """The tag of an element that is always empty, as XML writes it."""
    return f"<{match.group(1).removesuffix('/').rstrip()} />"


def _character(match: re.Match[str]) -> str:
    name = match.group(1)
    if name in _XML_ENTITIES:
        return match.group()
    return html.entities.html5.get(f"{name};", match.group().replace("&", "&amp;"))


def _not_well_formed(file: SourceFile, text: str, error: ElementTree.ParseError) -> Finding:
    """The finding for raw HTML that is not XML, at the nearest line known."""
    row, column = error.position
    lines = f"<section>{text}".split("\n")
    before = "\n".join([*lines[: row - 1], lines[min(row, len(lines)) - 1][:column]])
    known = re.findall(rf'{LINE}="(\d+)"', before)
    start = int(known[-1]) if known else 1
    tags = re.compile(r"<[/A-Za-z!][^>]*>?")
    for number in range(start, min(start + 60, len(file.lines)) + 1):
        if match := tags.search(file.lines[number - 1]):
            start, column, length = number, match.start() + 1, len(match.group())
            break
    else:
        column, length = 1, 1
    reason = str(error).split(":")[0]
    hint = "close each tag, nest tags properly, and quote attribute values; or write `&lt;` for a plain `<`"
    return file.finding("X401", f"raw HTML is not well-formed here ({reason})", start, column, length, hint)


def _disarm(file: SourceFile, tree: Element) -> list[Finding]:
    """Take elements and attributes that run code, load things or are not text out of the tree; a finding for each."""
    found: list[Finding] = []
    line = 1
    for parent in list(tree.iter()):
        for child in list(parent):
            line = line_of(child, line)
            tag = child.tag.lower() if isinstance(child.tag, str) else ""
            if tag in ACTIVE or tag not in PASSIVE:
                hint = "a book holds text and pictures only; remove the element"
                message = f"`<{tag}>` is not allowed in a manuscript"
                found.append(file.finding_at("X402", message, f"<{child.tag}", 1, hint))
                _remove(parent, child)
            else:
                found += [_attribute(file, child, tag, name, line) for name in _forbidden(child, tag)]
                found += [_span(file, child, name, line) for name in _wide(child)]
    return found


def _forbidden(element: Element, tag: str) -> list[str]:
    """Attributes that may run or load something, or that say how a thing looks."""
    aligned = tag in ("td", "th") and LINE in element.attrib  # how Python-Markdown says the alignment of a column
    allowed = _SAFE_ATTRIBUTES | _CARRIED | ({"style"} if aligned else set())
    return [name for name in element.attrib if name not in _CARRIED and name.lower() not in allowed]


def _attribute(file: SourceFile, element: Element, tag: str, name: str, line: int) -> Finding:
    del element.attrib[name]
    hint = "remove the attribute; looks belong in styles/"
    return file.finding_at("X402", f"`{name}=` is not allowed on `<{tag}>`", f"{name}=", line, hint)


def _wide(element: Element) -> list[str]:
    """Attributes that make a cell span no sound number of columns or rows."""
    return [name for name, value in element.attrib.items() if name.lower() in _SPANS and not _is_span(value)]


def _is_span(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 4 and 1 <= int(value) <= _MAX_SPAN


def _span(file: SourceFile, element: Element, name: str, line: int) -> Finding:
    value = element.attrib.pop(name)
    hint = f"write a whole number from 1 to {_MAX_SPAN}, or remove the attribute"
    return file.finding_at("X402", f"`{name}={value[:20]}` is not allowed", f"{name}=", line, hint)


def _remove(parent: Element, child: Element) -> None:
    """Take an element out with all it holds; the text after it stays."""
    position = list(parent).index(child)
    if position:
        parent[position - 1].tail = f"{parent[position - 1].tail or ''}{child.tail or ''}"
    else:
        parent.text = f"{parent.text or ''}{child.tail or ''}"
    parent.remove(child)
