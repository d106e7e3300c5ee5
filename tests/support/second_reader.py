"""A second reader of Markdown to hold ours against: markdown-it-py with the rules of CommonMark 0.31.

Compared are words, and what stands in what: blocks, where paragraphs end, emphasis, code and links. Where we read
something else, `WANTED` says why; `scripts/commonmark_examples.py` holds it against all examples of the specification.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from markdown_it import MarkdownIt

from trustbook.findings import SourceFile
from trustbook.manuscript.dialect.markdown import parse_markdown

UNNAMED = "unnamed"

_SHOWN = frozenset("ul ol li blockquote pre hr h1 h2 h3 h4 h5 h6 em strong code a".split())
_VOID = re.compile(r"<(br|hr|img)([^>]*?)\s*/?>")


def structure(tree: Element) -> str:
    """What stands in a tree, without white space; a bar parts paragraphs."""
    said = "".join(_said(tree))
    return re.sub(r"\|+(?=<|$)|(?<=>)\|+", "", re.sub(r"\|+", "|", re.sub(r"\s+", "", said))).strip("|")


def _said(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        start = child.get("start", "")
        if child.tag in _SHOWN:
            yield f"<{child.tag}{start}>"
        yield "|" if child.tag == "p" else ""
        yield repr("".join(child.itertext())) if child.tag == "pre" else "".join(_said(child))
        yield "|" if child.tag == "p" else ""
        if child.tag in _SHOWN:
            yield f"</{child.tag}>"
        yield child.tail or ""


def ours(text: str) -> str:
    """What we read."""
    parsed, found = parse_markdown(SourceFile("a.md", text))
    assert parsed is not None, [one.message for one in found]
    return structure(parsed.tree)


def oracle(text: str) -> str:
    """What CommonMark reads; ParseError where the HTML it makes is no XML."""
    html = _VOID.sub(r"<\1\2/>", MarkdownIt("commonmark").render(text))
    return structure(ElementTree.fromstring(f"<section>{html}</section>"))


def belongs_below(text: str) -> bool:
    """Whether a list stands two or three columns below an item with a number."""
    return re.search(r"^(> )?\d+[.)] .*\n(> \n|>\n|\n)?(> )? {2,3}- ", text, re.MULTILINE) is not None


# Why something else than CommonMark says is wanted: how the texts look that are read so.
WANTED: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.MULTILINE)
    for name, pattern in {
        "underscores are room to write on": r"_{3,} +\w|\S +_{3,}",
        "tabs in code are four spaces wide": r"^(?: {4}| {0,3}\t).*\S\t",
        "a definition of a link may stand right below words": r"^[^\n>\s\[].*\n\[\w+\]: ",
        "what is underlined is a heading, also if it defines a link": r"^\[\w+\]: \S+\n=+",
        "the title of a definition stands in one line": r"\]: ?\S+ '\n",
        "a label holds words alone": r"\[(?:\[\*|[^\]\n]*(?:\\|\n)[^\n]*\]: ?\S|\])|ẞ|\[\n \]",
        "a space may stand between words and label, as in the first Markdown": r"\w\][ \n]\[\w+\]\n\n\[",
        "of three pairs of brackets the first two belong together": r"\]\[\w+\]\[\w+\]",
        "spaces in an address are encoded": (
            r"\]\([^)<\"']*[^\s)<][ \n]+[^)\"'\s]|<https?://[^>\s]* [^>]*>|\]\(<[^>]*\n"
        ),
        "a title may hold quotes": r"\]\([^)\"]*\"[^\")]*\"[^\")]+\"",
        "an address ends at its bracket, whatever stands in it": r"\]\(<[^>]*\\>\)|\]\(<[^>]*\)\w",
        "a bare address is a link": r"(?:^|< ?)https?://[^\s>]+(?: >|$)",
        "a backslash in an address stands for the sign behind it": r"<https?://[^>]*\\",
        "code comes before addresses": r"<https?://[^>\s]*`",
        "words of a link come before addresses in them": r"\[\w+<https?://[^>]*\]",
        "a run of backticks ends at the next that is as long, inside it or out": r"(?<!`)`{3}\w+`{2}(?!`)",
        "a star beside a sign may begin or end emphasis": r"\w\*+\"|\*+[($£€]\*+\w",
        "three stars are strong words with emphasis in them": r"(?:\*{3}|_{5})\w+(?:\*{3}|_{5})",
        "`\\[` starts a formula of TeX, which is named (T507)": r"\\\[\\{3}\]",
        "a number that stands for no sign is the sign for that": r"&#\d{8,};",
        "Markdown is read right below raw HTML, behind it and in it": (
            r"^</?(?:a|i|del|div)\b[^>\n]*>(?:</div>)?\n[*`]|-->\*|^ +<td>"
        ),
    }.items()
}


def difference(text: str) -> str:
    """Nothing where both read the same; else why ours is wanted, or the code of what is found, or `UNNAMED`."""
    parsed, found = parse_markdown(SourceFile("a.md", text))
    try:
        if parsed is not None and structure(parsed.tree) == oracle(text):
            return ""
    except ElementTree.ParseError:
        return found[0].code if found else "HTML that is no XML is read as words"
    if belongs_below(text):
        return "a list indented by two columns below `1.` belongs to that item, as its author meant"
    if found:
        return found[0].code
    return next((name for name, pattern in WANTED.items() if pattern.search(text)), UNNAMED)
