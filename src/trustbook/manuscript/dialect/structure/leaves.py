"""Blocks that hold no other blocks: paragraphs, headings, rules, code, raw HTML, tables and verse.

In: a line without the signs of its containers. Out: the line in its container, as Python-Markdown reads it.
"""

from __future__ import annotations

from trustbook.manuscript.dialect.structure import signs
from trustbook.manuscript.dialect.structure.fences import Fence
from trustbook.manuscript.dialect.structure.opened import INDENT, Opened
from trustbook.manuscript.dialect.structure.raw import raw_start
from trustbook.manuscript.dialect.structure.values import Line, Remark


class Leaves(Opened):
    """Reads what a line holds besides containers."""

    def _indented(self, number: int, text: str, at: int, depth: int, indent: int) -> None:
        if self._leaf == "paragraph":
            self._inner.entries.append(Line(text[at:], number, at))
            return
        self._close(depth)
        if self._leaf != "code":
            self._gap(number)
            # Where each level takes four columns, as in Python-Markdown, the code's own four come after those.
            levels = sum(INDENT for one in self._open if one.holds.kind == "item")
            wide = levels - sum(one.indent for one in self._open if one.holds.kind == "item")
            self._extra = wide if 0 < wide <= indent - INDENT else 0
        cut = min(self._extra, indent - INDENT)
        self._add(Line(text[at + cut :], number, at + cut), "code")

    def _block(self, number: int, body: str, at: int, indent: int, depth: int) -> bool:
        """A heading or its underline, a rule, a fence, raw HTML, verse or a table; whether the line is one."""
        line = Line(body, number, at + indent)
        if self._leaf == "paragraph" and depth == len(self._open) and signs.UNDERLINE.match(body):
            self._underline(number, body)
        elif signs.HEADING.match(body):
            self._close(depth)
            self._add(line, "")
        elif signs.RULE.match(body):
            if signs.COLUMNS.match(body):
                hint = "write a row of `|`, and below it `|---|---|`"
                self.remarks.append(Remark(number, body.strip(), "T507", "this is a simple table of Pandoc", hint))
            self._close(depth)
            self._gap(number)
            self._add(Line("* * *", number), "")
            self._gap(number)
        elif match := signs.FENCE.match(body):
            self._close(depth)
            self._join()
            self._fence = Fence(match.group(1), match.group(2), indent, number)
        elif raw := raw_start(body):
            self._close(depth)
            self._add(line, "")
            self._raw = raw if raw.read(body) else None
        elif signs.VERSE.match(body) and self._leaf != "table" and not self._ruler_below(number):
            self._verse(line, depth)
        elif "|" in body and self._leaf != "table" and self._ruler_below(number):
            self._close(depth)
            self._gap(number)
            self._add(line, "table")
            self._table = (self._inner, len(self._inner.entries) - 1)
        else:
            return False
        return True

    def _verse(self, line: Line, depth: int) -> None:
        """A line that starts with a bar keeps its end and the spaces before its words, as in Pandoc."""
        self._close(depth)
        words = line.text[1:].removeprefix(" ")
        blanks = len(words) - len(words.lstrip(" "))
        behind = len(line.text) - len(words)
        new = Line("\u00a0" * blanks + words.strip(" "), line.number, line.cut + behind)
        if self._leaf == "verse":
            last = self._inner.entries[-1]
            assert isinstance(last, Line)
            self._inner.entries[-1] = Line(f"{last.text}  ", last.number, last.cut)
        else:
            self._gap(line.number)
        self._add(new, "verse")

    def _words(self, number: int, text: str, at: int, depth: int) -> None:
        """A line of a paragraph, a row of a table."""
        line = Line(text[at:], number, at)
        if self._leaf == "paragraph":  # also where the signs of its containers are left out
            blanks = at % INDENT if not text[:at].strip() else 0  # white space below an item stays as it was typed
            self._inner.entries.append(Line(text[at - blanks :], number, at - blanks))
            return
        if depth < len(self._open):
            self._close(depth)
        if self._leaf in ("code", "verse"):
            self._gap(number)
        self._add(line, self._leaf if self._leaf == "table" else "paragraph")

    def _underline(self, number: int, body: str) -> None:
        """The line below a heading's words, which may stand in more than one line."""
        entries, words = self._inner.entries, list[Line]()
        while entries and isinstance(one := entries[-1], Line) and one.text.strip():
            if words and signs.DEFINITION.match(one.text):
                break
            words.append(one)
            entries.pop()
        words.reverse()
        first = words[0]
        self._gap(number)
        entries.append(Line(" ".join(one.text.strip() for one in words), first.number, first.cut))
        entries.append(Line(body, number))
        self._gap(number)
        self._leaf = ""

    def _ruler_below(self, number: int) -> bool:
        below = self.lines[number] if number < len(self.lines) else ""
        return "-" in below and signs.RULER.match(below) is not None and ("|" in below or ":" in below)
