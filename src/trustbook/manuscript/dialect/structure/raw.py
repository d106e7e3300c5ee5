"""Raw HTML that stands in lines of its own.

In: lines. Out: whether raw HTML goes on, and the tags that stand around Markdown; lines with raw HTML put aside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from markdown.htmlparser import HTMLExtractor
from markdown.preprocessors import HtmlBlockPreprocessor

from trustbook.manuscript.dialect.structure.signs import RAW, RAW_START, RAW_VOID

_SUMMARY = re.compile(r"\s*<summary\b[^<>]*>.*?</summary>\s*$", re.IGNORECASE)
_MARKDOWN = re.compile(r"""\s+markdown(?:\s*=\s*(?:"[^"]*"|'[^']*'|\w+))?(?=[\s>]|$)""")


@dataclass(slots=True)
class Raw:
    """Raw HTML that is still open: the tag that started it, and how many of its kind are open; a comment has no tag."""

    tag: str
    depth: int = 0

    def read(self, line: str) -> bool:
        """Take one more line; whether the HTML goes on below it."""
        if not self.tag:
            return "-->" not in line
        if self.tag in RAW_VOID:
            return False
        self.depth += len(re.findall(rf"<{self.tag}(?=[\s/>]|$)(?![^<>]*/>)", line, re.IGNORECASE))
        self.depth -= len(re.findall(rf"</{self.tag}\s*>", line, re.IGNORECASE))
        return self.depth > 0


def raw_start(line: str) -> Raw | None:
    """The raw HTML that a line starts, if it starts some."""
    match = RAW.match(line)
    if match is None:
        return None
    return Raw("" if match.group(1) else match.group(3).lower())


def around_markdown(line: str, below: Sequence[str]) -> tuple[str, dict[str, str], str] | None:
    """The tag, attributes and summary of a raw tag that stands around Markdown; `below` are the two lines after it."""
    match = RAW_START.match(line)
    if match is None:
        return None
    typed = match.group(2)
    plain = _MARKDOWN.sub("", typed)
    after = below[1:] if match.group(1).lower() == "details" and below and _SUMMARY.match(below[0]) else below
    if plain == typed and after and after[0].strip():
        return None
    try:
        element = ElementTree.fromstring(f"<a{plain}/>")
    except ElementTree.ParseError:
        return None
    return match.group(1).lower(), dict(element.attrib), match.group(3) or ""


class RawBlocks(HtmlBlockPreprocessor):
    """Puts raw HTML in lines of its own aside."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines, with signs for what is put aside."""
        extractor = _Extractor(self.md)
        extractor.feed("\n".join(lines))
        extractor.close()
        return "".join(extractor.cleandoc).split("\n")


class _Extractor(HTMLExtractor):
    """Python-Markdown puts what it calls empty (`<br>`, `&amp;`) behind raw HTML in its line at the end of the text."""

    def handle_empty_tag(self, data: str, is_block: bool) -> None:
        """Leave it where it stands."""
        if self.intail and not self.inraw:
            self.cleandoc += ["\n\n", self.md.htmlStash.store(data), "\n\n"] if is_block else [data]
        else:
            super().handle_empty_tag(data, is_block)
