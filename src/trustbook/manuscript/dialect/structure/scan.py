"""Find out which line stands in which container, line by line.

In: the lines of a chapter, tabs as spaces. Out: a `Container` for the chapter, and remarks. Each line is looked at once
for each container around it, so reading takes as long as the text is. Where authors expect something else than
CommonMark says, the reason stands beside it.
"""

from __future__ import annotations

from trustbook.manuscript.dialect.structure import signs
from trustbook.manuscript.dialect.structure.containers import Containers
from trustbook.manuscript.dialect.structure.opened import INDENT
from trustbook.manuscript.dialect.structure.values import Container, Line, Remark


class Scan(Containers):
    """One walk over the lines."""

    def run(self) -> Container:
        """The chapter."""
        for number, text in enumerate(self.lines[(start := self._front_matter()) :], start + 1):
            self._read(number, text)
            if self.too_deep:
                break
        self._end_fence(len(self.lines), closed=self._ends_quotation("", 0))
        self._drop(0)
        return self.root

    def _front_matter(self) -> int:
        """How many lines at the start are settings of another program."""
        fence = self.lines[0].rstrip() if self.lines else ""
        if fence not in ("---", "+++") or not signs.SETTING.match(self.lines[1]):
            return 0
        ends = {fence, "..."} if fence == "---" else {fence}
        end = next((at for at, line in enumerate(self.lines[1:], 1) if line.rstrip() in ends), 0)
        if end:
            hint = "write the title as `# Title`, the rest in book.toml, and remove these lines"
            self.remarks.append(Remark(1, fence, "T507", "settings of another program stand above the text", hint))
        return end + 1 if end else 0

    def _read(self, number: int, text: str) -> None:
        at = depth = 0
        for one in self._open:
            taken = one.takes(text[at:])
            if taken is None:
                break
            at, depth = at + taken, depth + 1
        if self._goes_on(number, text, at, depth):
            return
        if not text[at:].strip():
            self._blank(number, depth)
            return
        while not self.too_deep:
            self._short = 0
            if depth < len(self._open) and self._belongs_below(text[at:], depth):
                self._short = self._open[depth].indent
                depth += 1
            step = self._start(number, text, at, depth)
            if step is None:
                break
            at, depth, self._leaf, self._empty = step, len(self._open), "", False
            if not text[at:].strip():
                break
        else:
            return
        self._empty = False

    def _goes_on(self, number: int, text: str, at: int, depth: int) -> bool:
        """Whether a line belongs to the code or raw HTML above it."""
        inside = depth == len(self._open)
        if self._fence is not None:
            if inside and not self._fence.ends(text[at:]):
                self._fence.add(text[at:])
                return True
            self._end_fence(number, closed=inside or self._ends_quotation(text[at:], depth))
            return inside
        if self._raw is not None:
            if inside:
                self._inner.entries.append(Line(text[at:], number, at))
                self._raw = self._raw if self._raw.read(text[at:]) else None
                return True
            self._raw = None
        return False

    def _blank(self, number: int, depth: int) -> None:
        """An empty line ends quotations, and an item that has nothing yet."""
        if depth and self._open[depth - 1].holds.kind == "item" and not self._open[depth - 1].holds.entries:
            depth -= 1
        self._drop(depth)
        if self._leaf != "code":
            self._leaf = ""
        self._empty = True
        self._inner.entries.append(Line("", number))

    def _belongs_below(self, rest: str, depth: int) -> bool:
        """A list that is indented below an item of another kind belongs to it, also where its indent is too small.

        CommonMark wants three columns below `1.`; many authors give it two.
        """
        one, indent = self._open[depth], len(rest) - len(rest.lstrip(" "))
        match = signs.ITEM.match(rest.strip())
        if match is None or one.holds.kind != "item" or not one.at + 2 <= indent < one.indent:
            return False
        return bool(match.group(1)) == one.holds.name.isdigit()

    def _start(self, number: int, text: str, at: int, depth: int) -> int | None:
        """Take what a line starts with; the column behind the sign of a container that it opens, else None."""
        rest = text[at:]
        indent = len(rest) - len(rest.lstrip(" "))
        body = rest[indent:]
        if indent >= INDENT:
            self._indented(number, text, at, depth, indent)
            return None
        if self._ends_division(number, body, depth):
            return None
        for reader in (self._quote, self._item, self._box, self._division, self._note, self._meaning, self._around):
            if (behind := reader(number, rest, body, at, depth)) is not None:
                return at + behind
        if self._block(number, body, at, indent, depth):
            return None
        self._words(number, text, at + indent, depth)
        return None
