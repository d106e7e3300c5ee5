"""Compare what the HTML of a paged edition says with what its PDF says, block by block.

In: the HTML tree of a `PagedEdition` and a `Reading` of its PDF. Out: a `Comparison`: how many blocks there are, how
many are equal, and each difference. Two blocks are equal when depth, role, text, the elements inside the text, and all
that is said of them are (language, alternative, expansion, scope, spans, numbering, address, words of a link). Nothing
is matched roughly; `html_blocks` knows what style sheets add.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from xml.etree.ElementTree import Element

from block_equality.html_blocks import HtmlBlocks
from block_equality.outline import Details, Node, folded, outline
from trustbook.pdf.spoken import Reading, SpokenElement, SpokenText
from trustbook.pdf.standards import DEFAULT, STANDARDS, PdfStandard


@dataclass(frozen=True, slots=True)
class Comparison:
    """Blocks of the source, how many of them the PDF has, and each difference as lines that start with `-` or `+`."""

    total: int
    equal: int
    differences: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join([*self.differences, f"{self.equal} of {self.total} blocks are equal"])


def compare(html: Element, read: Reading, standard: PdfStandard = STANDARDS[DEFAULT]) -> Comparison:
    """Compare a document with the reading of its PDF, made with `read_pdf(…, guess_spaces=False)`."""
    expected = HtmlBlocks(html, standard)
    source = outline(expected.document())
    pdf = outline_of_reading(read, expected.endings)
    matcher = SequenceMatcher(None, source, pdf, autojunk=False) if source != pdf else None
    if matcher is None:
        return Comparison(len(source), len(source), ())
    differences: list[str] = []
    equal = 0
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            equal += last - first
            continue
        differences += [f"- {line}" for line in source[first:last]] + [f"+ {line}" for line in pdf[start:end]]
    extra = max(0, len(pdf) - len(source))  # a block too many is as bad as one too few
    return Comparison(len(source) + extra, equal, tuple(differences))


def outline_of_reading(read: Reading, endings: Sequence[str] = ()) -> list[str]:
    """The blocks of a tagged PDF, a line each, indented by their depth; `endings` are what to take off its links."""
    [root] = read.kids
    assert isinstance(root, SpokenElement)
    assert root.role == "Document"
    document = Node("Document")
    document.kids = list(_heard(root.kids, read.lang, iter(endings), read))
    return outline(document)


def _heard(
    kids: tuple[SpokenElement | SpokenText, ...], lang: str, endings: Iterator[str], read: Reading
) -> Iterator[Node | str]:
    """The nodes of structure elements."""
    for kid in kids:
        if isinstance(kid, SpokenText):
            yield kid.text
            continue
        details = _details(kid, lang)
        ending = next(endings, "") if kid.tag == "Link" and kid.alt is None else ""
        nodes = list(_heard(kid.kids, kid.lang or lang, endings, read))
        if kid.tag == "P" and _is_foot(nodes):
            continue
        if kid.tag in ("NonStruct", "Span") and not details:
            yield from nodes
        elif kid.actual_text is not None:
            yield Node(_role(kid), details, [kid.actual_text])
        else:
            yield Node(_role(kid), details, _without(nodes, ending.format(read.label(kid.target_page))))


def _is_foot(nodes: list[Node | str]) -> bool:
    """Whether a paragraph is a link alone that has an alternative and no text: that of a running foot."""
    return len(nodes) == 1 and isinstance(nodes[0], Node) and nodes[0].role == "Link" and not nodes[0].kids


def _without(nodes: list[Node | str], ending: str) -> list[Node | str]:
    """Take what a style sheet adds off the end of a link's text."""
    texts: list[str] = []
    while ending and nodes and isinstance(nodes[-1], str):
        texts.insert(0, str(nodes.pop()))
    return [*nodes, "".join(texts).rstrip().removesuffix(ending)] if texts else nodes


def _role(element: SpokenElement) -> str:
    return {"FENote": "Note"}.get(element.tag, element.tag or element.role)


def _details(element: SpokenElement, lang: str) -> Details:
    said: dict[str, str] = {}
    if element.lang and element.lang != lang:
        said["lang"] = element.lang
    for name, value in (("alt", element.alt), ("expansion", element.expansion), ("id", element.identifier)):
        if value is not None and value != "":
            said[name] = folded(value)
    for name in ("ListNumbering", "Scope", "ColSpan", "RowSpan"):
        if name in element.attributes:
            said[name] = str(element.attributes[name])
    if element.tag == "Link":
        said["called"] = folded(element.description)
        if not element.target.startswith("#"):
            said["to"] = element.target
    if element.tag == "Form":
        said |= {"control": element.control, "called": folded(element.description)}
    return tuple(said.items())
