"""Join the bookmarks of parts (ISO 32000-1, 12.3.3).

In: bookmarks of a PDF with their levels. Out: one tree of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import Dictionary, Name, Pdf


class Bookmarks:
    """Bookmarks of parts, each below the last one of a higher level."""

    def __init__(self) -> None:
        self.top: list[Any] = []
        self._open: list[tuple[int, Any]] = []  # the last one of each level, highest first

    def add(self, bookmark: Any, level: int) -> None:
        """Add a bookmark with all that is below it."""
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        above = self._open[-1][1] if self._open else None
        before = above.get("/Last") if above is not None else next(reversed(self.top), None)
        for key in ("/Prev", "/Next"):
            if key in bookmark:
                del bookmark[key]
        if before is not None:
            before.Next, bookmark.Prev = bookmark, before
        if above is None:
            self.top.append(bookmark)
        else:
            bookmark.Parent, above.Last = above, bookmark
            if before is None:
                above.First = bookmark
        for _, one in self._open:
            one.Count = int(one.get("/Count", 0)) + _shown(bookmark)
        self._open.append((level, bookmark))

    def under(self, pdf: Pdf) -> Any:
        """The root of all bookmarks."""
        count = sum(map(_shown, self.top))
        root = pdf.make_indirect(Dictionary(Type=Name.Outlines, Count=count, First=self.top[0], Last=self.top[-1]))
        for one in self.top:
            one.Parent = root
        return root


def _shown(bookmark: Any) -> int:
    """How many lines a bookmark takes with those that are shown below it."""
    return 1 + max(0, int(bookmark.get("/Count", 0)))


def items(outlines: Any) -> Iterator[Any]:
    """The bookmarks of the highest level, in order."""
    item, seen = outlines.get("/First") if outlines is not None else None, set()
    while item is not None and item.objgen not in seen:
        seen.add(item.objgen)
        yield item
        item = item.get("/Next")
