"""A second reader: what is read of lists, quotations, code and headings is what CommonMark reads, or differs by name.

The oracle is markdown-it-py with the rules of CommonMark 0.31. Compared is the structure: which blocks stand in which,
where paragraphs end, and all words.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from markdown_it import MarkdownIt

from trustbook.findings import SourceFile
from trustbook.manuscript.dialect import parse_markdown

_BLOCKS = {"ul", "ol", "li", "blockquote", "pre", "hr", "h1", "h2", "h3", "h4", "h5", "h6"}
_VOID = re.compile(r"<(br|hr|img)([^>]*?)\s*/?>")


def structure(tree: Element) -> str:
    """The blocks of a tree with their words, without white space; a bar parts paragraphs."""
    said = "".join(_said(tree))
    return re.sub(r"\|+(?=<|$)|(?<=>)\|+", "", re.sub(r"\|+", "|", re.sub(r"\s+", "", said))).strip("|")


def _said(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        start = child.get("start", "")
        if child.tag in _BLOCKS:
            yield f"<{child.tag}{start}>"
        yield "|" if child.tag == "p" else ""
        yield repr("".join(child.itertext())) if child.tag == "pre" else "".join(_said(child))
        yield "|" if child.tag == "p" else ""
        if child.tag in _BLOCKS:
            yield f"</{child.tag}>"
        yield child.tail or ""


def ours(text: str) -> str:
    """What we read."""
    parsed, found = parse_markdown(SourceFile("a.md", text))
    assert parsed is not None, [one.message for one in found]
    return structure(parsed.tree)


def oracle(text: str) -> str:
    """What CommonMark reads."""
    html = _VOID.sub(r"<\1\2/>", MarkdownIt("commonmark").render(text))
    return structure(ElementTree.fromstring(f"<section>{html}</section>"))


def _belongs_below(text: str) -> bool:
    return re.search(r"^(> )?\d+[.)] .*\n(> \n|>\n|\n)?(> )? {2,3}- ", text, re.MULTILINE) is not None


# Why something else than CommonMark says is wanted.
WANTED: dict[str, Callable[[str], bool]] = {
    "a list indented by two columns below `1.` belongs to that item, as its author meant": _belongs_below,
    "a line of underscores is room to write on": lambda text: "____" in text,
    "tabs in code are four spaces wide": lambda text: "    code\tmore" in text,
    "a definition of a link may stand right below words": lambda text: "words\n[label]: " in text,
}

_CHILDREN = ("more words", "- inner", "1. inner", "```\ncode\n```", "> said", "# Head", "***", "a\n---")


def _grid() -> Iterator[str]:
    """Items of all kinds with something of each kind below them, at each indent, alone and in a quotation."""
    markers = (("-", "-"), ("+", "+"), ("1.", "2."), ("1)", "2)"), ("10.", "11."))
    for (marker, next_one), indent, gap, child, after in itertools.product(
        markers, (0, 2, 3, 4), ("\n", "\n\n"), _CHILDREN, (False, True)
    ):
        inner = "\n".join(" " * indent + line for line in child.split("\n"))
        text = f"Words.\n{'' if marker in '-1.' else chr(10)}{marker} item{gap}{inner}\n"
        text += f"{next_one} next\n" if after else "\nAfter.\n"
        yield text
        if not after:
            yield "".join(f"> {line}".rstrip() + "\n" for line in text.rstrip("\n").split("\n"))


def test_items_hold_what_commonmark_says() -> None:
    texts = list(_grid())
    assert len(texts) > 900
    differ = [text for text in texts if ours(text) != oracle(text)]
    assert [text for text in differ if not _belongs_below(text)] == []
    assert differ


@pytest.mark.parametrize(
    "text",
    [
        "Do this:\n- wash\n- rest\n",
        "Then:\n1. eat\n2. sleep\n",
        "He was born in\n1986. It was a good year.\n",
        "Nine\n- \nwords\n",
        "- one\n- two\n-\n\nWords.\n",
        "-\n  one\n",
        "-\n\n  one\n",
        "- - nested\n- 1. counted\n",
        "- # Heading\n- > said\n  > more\n",
        "- ```\n  code\n  ```\n",
        "- one\n\n\n- two\n",
        "- one\n\n  more\n\n      code\n",
        "1. one\n\n       code\n",
        "- a\n+ b\n* c\n",
        "1. a\n2) b\n",
        "3. three\n4. four\n",
        "- one\nlazy words\n- two\n",
        "- a\n  - b\n    - c\n      - d\n",
        "- a\n - b\n  - c\n",
        "1. a\n\n   ~~~ sh\n   x\n     y\n   ~~~\n\n2. b\n",
        "> one\n> two\nlazy\n\n> - a\n>\n>   b\n",
        "> ```\n> code\n> ```\nafter\n",
        "> ```\n> code\n\n> words\n> ```\n\nafter\n",
        "> ```\n> code\nafter\n",
        "> - ```\n>   code\n\nafter\n",
        "> > ```\n> > code\n>\n> less\n",
        "> ```\n>\n>     code\n",
        "> > deep\n> less\n",
        "> one\n\n> two\n",
        "- > one\n\n  two\n",
        "    code\n\n        more\n\n    end\n",
        "words\n    more words\n",
        "words\n    ***\n",
        "~~~~\n~~~\n```\n~~~~\n",
        "```\n- a\n# b\n> c\n```\n",
        "``` a b ```\nwords\n",
        "  ```\n  code\n ```\n",
        "# Learn C#\n\n## Music in F# ##\n\n### Three ###  \n",
        "#word\n\n#5 bolt\n\n\\# no\n",
        "# \n\n## ##\n",
        "Two\nlines\n===\n\nTwo\nmore\n---\n",
        "Words\n***\nmore\n___\n",
        "* * *\n- - -\n___\n***bold***\n",
        "words\\\nmore  \nmost\\\n",
        '\\*a\\* \\$b\\$ \\~c\\~ \\=d\\= \\@e \\|f \\"g\\"\n',
        "____ words\n",
        "    code\tmore\n",
        "words\n[label]: https://a.org\n",
        "&#35; &#X22; &copy;\n",
        "<!-- a --> Fish &amp; chips\n\nmore\n",
        "<hr/> a &#169; b <br/> c\n\nmore\n",
        "<hr>\n\n- a\n\n<br>\n\n1. b\n\n<div/>\n\n- c\n",
        '[a]("(b) c\n',
    ],
)
def test_blocks_are_those_of_commonmark(text: str) -> None:
    named = [name for name, differs in WANTED.items() if differs(text)]
    assert (ours(text) != oracle(text)) == bool(named)
