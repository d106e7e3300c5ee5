"""Where the address of a link or a picture ends: `[words](address "title")`.

In: the text of a block behind the words. Out: the address, its title and where they end, as Python-Markdown reads them;
the marks of lines may stand where it allows line ends, and what has no end is no link.
"""

from __future__ import annotations

import re

from markdown import Markdown
from markdown.inlinepatterns import LINK_RE, LinkInlineProcessor

from trustbook.manuscript.dialect.spots import LINE_MARK

_BREAK = rf"(?:{LINE_MARK}|\s)*"


class Link(LinkInlineProcessor):
    """A link as authors type it."""

    RE_LINK = re.compile(rf"""\(\s*(?:(<[^<>]*>){_BREAK}(?:('[^']*'|"[^"]*"){_BREAK})?\))?""")

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:
        """Address, title, end, and whether there is an end: after a lone quote Python-Markdown makes one up."""
        address, title, end, closed = super().getLink(data, index)
        return address, title, end, closed and end > index


def register(md: Markdown) -> None:
    """Let a converter read links so."""
    md.inlinePatterns.register(Link(LINK_RE, md), "link", 160)
