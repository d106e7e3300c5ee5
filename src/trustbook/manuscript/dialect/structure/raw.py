"""Raw HTML that stands in lines of its own.

In: lines. Out: whether raw HTML goes on, and the tags that stand around Markdown; lines with raw HTML put aside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from markdown import Markdown
from markdown.htmlparser import HTMLExtractor
from markdown.preprocessors import HtmlBlockPreprocessor

from trustbook.manuscript.dialect.structure.signs import RAW, RAW_START, RAW_VOID

_SUMMARY = re.compile(r"\s*<summary\b[^<>]*>.*?</summary>\s*$", re.IGNORECASE)
_MARKDOWN = re.compile(r"""(?<!\s)\s+markdown(?:\s*=\s*(?:"[^"]*"|'[^']*'|\w+))?(?=[\s>]|$)""")


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
    """Reads raw HTML in a time that grows with the text: what never ends is not looked for again and again.

    Python-Markdown puts what it calls empty (`<br>`, `&amp;`) behind raw HTML in its line at the end of the text.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._last: dict[str, tuple[str, int]] = {}  # by closing sign: the text looked at, and where the last one is

    def check_for_whole_start_tag(self, i: int) -> int:
        """Where a start tag ends; -1 for one that does not before the next empty line (CommonMark 0.31, 6.6)."""
        end = self.rawdata.find("\n\n", i)
        if self.rawdata.find(">", i, end if end >= 0 else len(self.rawdata)) < 0:
            return -1
        found: int = super().check_for_whole_start_tag(i)
        return found

    def parse_pi(self, i: int) -> int:
        """Where `<?` ends."""
        return super().parse_pi(i) if self._is_closed(i, ">") else self._as_text(i, "<?")

    def parse_html_declaration(self, i: int) -> int:
        """Where `<!` ends."""
        close = "]]>" if self.rawdata.startswith("<![CDATA[", i) else ">"
        return super().parse_html_declaration(i) if self._is_closed(i, close) else self._as_text(i, "<!")

    def _is_closed(self, i: int, close: str) -> bool:
        """Whether the sign that ends something stands anywhere behind it; looked for from the end, and once."""
        text, last = self._last.get(close, ("", -1))
        if text is not self.rawdata:
            last = self.rawdata.rfind(close)
            self._last[close] = self.rawdata, last
        return last > i

    def _as_text(self, i: int, sign: str) -> int:
        self.handle_data(sign)
        return i + len(sign)

    def handle_empty_tag(self, data: str, is_block: bool) -> None:
        """Leave it where it stands."""
        if self.intail and not self.inraw:
            self.cleandoc += ["\n\n", self.md.htmlStash.store(data), "\n\n"] if is_block else [data]
        else:
            super().handle_empty_tag(data, is_block)
