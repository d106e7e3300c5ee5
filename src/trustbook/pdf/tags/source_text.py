"""Find the runs of text that a layout drew again in the text of their source.

In: an element, and its drawn runs one after the other. Out: the text node each run comes from, and in the run what
stands around it in the source. It must not change the words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.formatting_structure.text import transform

from trustbook.pdf.tags.marks import SPACE, Mark

_UNSEEN = re.compile("[ \t\n\r\f\u00ad]+")  # also soft hyphens, which are drawn only where they break a word


class SourceText:
    """An element's own text, and how much of it the pages have shown so far.

    The layout drops the white space at the ends of lines. To know whether two runs were apart in the source,
    runs are found again in it, both without white space.
    """

    def __init__(self, element: Element, style: Any) -> None:
        self._starts: list[int] = []  # of each text node, in the bare text
        self._gaps_before: set[int] = set()
        self._gaps_after: set[int] = set()
        self._position = 0
        bare: list[str] = []
        length = 0
        for text in (element.text, *(child.tail for child in element)):
            self._starts.append(length)
            words = SPACE.split(_shown(text or "", style))
            # Space at the start of a node does not follow the node before, nor does space at its end lead the next.
            for index, word in enumerate(words):
                if index and word:
                    self._gaps_before.add(length)
                bare.append(word.replace("\u00ad", ""))
                length += len(bare[-1])
                if word and index < len(words) - 1:
                    self._gaps_after.add(length)
        self._bare = "".join(bare)

    def take(self, mark: Mark, box: Any) -> int:
        """Find the next run; the number of its text node. Fills in what stands around it in the source."""
        wanted = _UNSEEN.sub("", box.text)
        hyphen = box.style["hyphenate_character"]
        start = self._find(wanted)
        if start < 0 and hyphen and wanted.endswith(hyphen):
            wanted = wanted.removesuffix(hyphen)
            start = self._find(wanted)
            mark.hyphenated = start >= 0
        if start >= 0:
            self._position = start + len(wanted)
            mark.known = True
            mark.before = mark.before or start in self._gaps_before
            mark.after = self._position in self._gaps_after and not mark.hyphenated
        else:
            start = self._position
        return max(0, bisect_right(self._starts, start) - 1)

    def _find(self, wanted: str) -> int:
        if self._bare.startswith(wanted, self._position):
            return self._position
        return self._bare.find(wanted, self._position)


def _shown(text: str, style: Any) -> str:
    function = style["text_transform"]
    if function == "none":
        return text
    return str(transform(function, text, (style["lang"] or "").split("-")[0].lower()))
