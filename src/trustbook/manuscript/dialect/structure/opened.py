"""The containers that are open while lines are read, and what opens, fills and closes them.

In: lines and containers. Out: a tree of both, and remarks. It must not know how a block starts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from trustbook.manuscript.dialect.structure import signs
from trustbook.manuscript.dialect.structure.fences import Fence
from trustbook.manuscript.dialect.structure.raw import Raw
from trustbook.manuscript.dialect.structure.values import Container, Line, Remark
from trustbook.sources.bounds import MAX_DEPTH

INDENT = 4  # of code, and of what stands in boxes, notes and definitions


@dataclass(slots=True)
class Open:
    """A container that lines may still go into.

    `indent` is how far they are indented, 0 in a quotation, which has a sign in each line, and -1 where a line of its
    own, `end`, closes it.
    """

    holds: Container
    indent: int
    end: str = ""
    at: int = 0  # how far the sign of a list's item is indented

    def takes(self, rest: str) -> int | None:
        """How many columns of a line belong to the container's own sign; None where the line is not in it."""
        if self.indent < 0:
            return 0
        if self.indent == 0:
            match = signs.QUOTE.match(rest)
            return match.end() if match else None
        if not rest.strip():
            return min(self.indent, len(rest))
        return self.indent if rest.startswith(" " * self.indent) else None


@dataclass(slots=True)
class Opened:
    """What is open. `store` keeps a block of code and returns what stands for it; `kinds` are the book's own boxes."""

    lines: Sequence[str]
    store: Callable[[str], str]
    kinds: Collection[str] = ()
    root: Container = field(default_factory=lambda: Container("root", 1))
    remarks: list[Remark] = field(default_factory=list)
    too_deep: int = 0  # the line where containers nest deeper than anybody follows
    _open: list[Open] = field(default_factory=list)
    _leaf: str = ""  # what the last line was: part of a paragraph, of a table, of indented code, or nothing
    _fence: Fence | None = None
    _raw: Raw | None = None
    _empty: bool = False  # whether the last line was empty
    _extra: int = 0  # columns of indented code that only show how deep it stands
    _table: tuple[Container, int] | None = None  # the container of the last table, and where in it that starts
    _short: int = 0  # columns that the sign of a list lacks to stand in the item it belongs to

    @property
    def _inner(self) -> Container:
        return self._open[-1].holds if self._open else self.root

    def _close(self, depth: int) -> None:
        """Close what a line does not belong to."""
        if depth < len(self._open):
            self._drop(depth)
            self._leaf = ""

    def _drop(self, depth: int) -> None:
        for one in self._open[depth:]:
            if one.end:
                hint = f"close it with `{one.end}` in a line of its own"
                number, typed = one.holds.number, self.lines[one.holds.number - 1].strip()
                self.remarks.append(Remark(number, typed, "T508", "what starts here does not end", hint))
        del self._open[depth:]

    def _push(self, new: Open, depth: int) -> None:
        self._close(depth)
        self._join()
        self._inner.entries.append(new.holds)
        self._enter(new, new.holds.number)

    def _enter(self, new: Open, number: int) -> None:
        self._open.append(new)
        if len(self._open) > 2 * MAX_DEPTH:
            self.too_deep = number

    def _join(self) -> None:
        """Something new in a container: an item in which an empty line stands before it is loose."""
        if self._empty and self._open and self._inner.kind == "item" and self._inner.last() is not None:
            self._list_of(self._inner).loose = True

    def _list_of(self, item: Container) -> Container:
        position = next(at for at, one in enumerate(self._open) if one.holds is item)
        holder = self._open[position - 1].holds if position else self.root
        found = holder.last()
        assert isinstance(found, Container)
        return found

    def _gap(self, number: int) -> None:
        """An empty line, where Python-Markdown needs one between blocks."""
        last = self._inner.entries[-1] if self._inner.entries else None
        if isinstance(last, Line) and last.text.strip():
            self._inner.entries.append(Line("", number))

    def _add(self, line: Line, leaf: str) -> None:
        self._join()
        self._inner.entries.append(line)
        self._leaf = leaf

    def _ends_quotation(self, rest: str, depth: int) -> bool:
        """Whether an empty line ends a quotation, and with it the code that the quotation holds to its end."""
        held = self._fence is not None and any(line.strip() for line in self._fence.lines)
        return held and not rest.strip() and any(one.indent == 0 for one in self._open[depth:])

    def _end_fence(self, number: int, closed: bool = False) -> None:
        fence, self._fence = self._fence, None
        if fence is None:
            return
        text, remarks = fence.html()
        self.remarks += remarks
        if not closed:
            hint = f"close it with a line of nothing but {fence.sign}, as far in as it starts"
            self.remarks.append(Remark(fence.number, fence.sign, "T508", "this block of code does not end", hint))
        self._gap(fence.number)
        self._inner.entries.append(Line(self.store(text), fence.number))
        self._leaf = ""
        self._gap(number)
