"""Find out which line stands in which container, line by line.

In: the lines of a chapter, tabs as spaces. Out: a `Container` for the chapter, and remarks. Each line is looked at once
for each container around it, so reading takes as long as the text is. Where authors expect something else than
CommonMark says, the reason stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.util import STX

from trustbook.manuscript.box_kinds import kind_named
from trustbook.manuscript.dialect.structure import signs
from trustbook.manuscript.dialect.structure.fences import Fence
from trustbook.manuscript.dialect.structure.raw import Raw, around_markdown, raw_start
from trustbook.manuscript.dialect.structure.values import Container, Line, Remark
from trustbook.sources.bounds import MAX_DEPTH

_INDENT = 4  # of code, and of what stands in boxes, notes and definitions


@dataclass(slots=True)
class _Open:
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
class Scan:
    """One walk over the lines. `store` keeps a block of code and returns what stands for it."""

    lines: Sequence[str]
    store: Callable[[str], str]
    root: Container = field(default_factory=lambda: Container("root", 1))
    remarks: list[Remark] = field(default_factory=list)
    too_deep: int = 0  # the line where containers nest deeper than anybody follows
    _open: list[_Open] = field(default_factory=list)
    _leaf: str = ""  # what the last line was: part of a paragraph, of a table, of indented code, or nothing
    _fence: Fence | None = None
    _raw: Raw | None = None
    _empty: bool = False  # whether the last line was empty
    _extra: int = 0  # columns of indented code that only show how deep it stands
    _table: tuple[Container, int] | None = None  # the container of the last table, and where in it that starts
    _short: int = 0  # columns that the sign of a list lacks to stand in the item it belongs to

    def run(self) -> Container:
        """The chapter."""
        for number, text in enumerate(self.lines[(start := self._front_matter()) :], start + 1):
            self._read(number, text)
            if self.too_deep:
                break
        self._end_fence(len(self.lines))
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

    @property
    def _inner(self) -> Container:
        return self._open[-1].holds if self._open else self.root

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
            self._end_fence(number, closed=inside)
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
        if indent >= _INDENT:
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

    # What a line holds besides containers.

    def _indented(self, number: int, text: str, at: int, depth: int, indent: int) -> None:
        if self._leaf == "paragraph":
            self._inner.entries.append(Line(text[at:], number, at))
            return
        self._close(depth)
        if self._leaf != "code":
            self._gap(number)
            # Where each level takes four columns, as in Python-Markdown, the code's own four come after those.
            levels = sum(_INDENT for one in self._open if one.holds.kind == "item")
            wide = levels - sum(one.indent for one in self._open if one.holds.kind == "item")
            self._extra = wide if 0 < wide <= indent - _INDENT else 0
        cut = min(self._extra, indent - _INDENT)
        self._add(Line(text[at + cut :], number, at + cut), "code")

    def _block(self, number: int, body: str, at: int, indent: int, depth: int) -> bool:
        """A heading, rule, fence, raw HTML or table; whether the line is one."""
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
            blanks = at % _INDENT if not text[:at].strip() else 0  # white space below an item stays as it was typed
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
            words.insert(0, one)
            entries.pop()
        first = words[0]
        self._gap(number)
        entries.append(Line(" ".join(one.text.strip() for one in words), first.number, first.cut))
        entries.append(Line(body, number))
        self._gap(number)
        self._leaf = ""

    def _ruler_below(self, number: int) -> bool:
        below = self.lines[number] if number < len(self.lines) else ""
        return "-" in below and signs.RULER.match(below) is not None and ("|" in below or ":" in below)

    # Containers.

    def _quote(self, number: int, rest: str, body: str, at: int, depth: int) -> int | None:
        match = signs.QUOTE.match(rest)
        if match is None:
            return None
        alert = signs.ALERT.match(rest, match.end())
        if alert:
            title = alert.group(2) or ""
            holds = Container("box", number, at + match.end() + 1, alert.group(1).lower())
            holds.title = Line(title, number, at + max(0, alert.start(2)))
            self._push(_Open(holds, 0), depth)
            return len(rest)
        self._push(_Open(Container("quote", number, at + 1), 0), depth)
        return match.end()

    def _item(self, number: int, rest: str, body: str, at: int, depth: int) -> int | None:
        match = signs.ITEM.match(body)
        if match is None or signs.RULE.match(body):
            return None
        bullet, count, mark, blanks, words = match.groups()
        if self._leaf == "paragraph" and depth == len(self._open):
            if not (words or "").strip() or (count and int(count) != 1):
                return None  # a line of words that happens to start so
            if signs.UNDERLINE.match(body):
                return None
        sign = bullet or mark
        indent = len(rest) - len(body)
        wide = len(match.group(1) or f"{count}{mark}")
        inside = len(blanks) if blanks and words.strip() and len(blanks) <= _INDENT else 1
        behind = indent + wide + inside
        self._close(depth)
        before = self._inner.last()
        if isinstance(before, Container) and before.kind == "list" and before.name == sign:
            before.loose |= self._empty
            found = before
        else:
            self._join()
            found = Container("list", number, at + indent + 1, sign, start=int(count or 1))
            self._inner.entries.append(found)
        item = Container("item", number, at + indent + 1, count or "")
        found.entries.append(item)
        self._enter(_Open(item, max(1, behind - self._short), at=indent), number)
        return min(behind, len(rest))

    def _box(self, number: int, rest: str, body: str, at: int, depth: int) -> int | None:
        match = signs.BOX.match(body)
        if match is None:
            return None
        start = len(rest) - len(body)
        holds = Container("box", number, at + start + 1, match.group(1).lower().split()[0])
        holds.title = Line(match.group(2) or "", number, at + start + max(0, match.start(2)))
        self._push(_Open(holds, _INDENT), depth)
        return len(rest)

    def _division(self, number: int, rest: str, body: str, at: int, depth: int) -> int | None:
        """`::: {.note}` of Pandoc and Quarto, `:::note` of Docusaurus, `/// note | Title` of PyMdown."""
        start = len(rest) - len(body)
        if match := signs.BLOCK.match(body):
            holds = Container("box", number, at + start + 1, match.group(2).lower())
            holds.title = Line(match.group(3) or "", number, at + start + max(0, match.start(3)))
            self._push(_Open(holds, -1, match.group(1)), depth)
            return len(rest)
        match = signs.DIVISION.match(body)
        if match is None or not (match.group(2) or match.group(3)):
            return None
        named, words = match.group(2) or "", match.group(3).strip()
        attributes, classes = _attributes(named)
        if words.startswith("{"):
            more, others = _attributes(words)
            attributes, classes, words = {**attributes, **more}, [*classes, *others], ""
        kind = next((found for one in classes if (found := kind_named(one))), "")
        title = attributes.pop("title", "") or words.strip("[]")
        if kind:
            holds = Container("box", number, at + start + 1, kind)
            holds.attributes = {name: value for name, value in attributes.items() if name in ("id", "lang")}
            holds.title = Line(title, number, at + start + max(0, body.find(title)))
        else:
            if classes:
                attributes["class"] = " ".join(classes)
            holds = Container("div", number, at + start + 1, "div", attributes=attributes)
            if title:
                hint = "write these words in a line of their own below"
                message = f"`{title[:20]}` means nothing behind `:::` of this kind"
                self.remarks.append(Remark(number, title, "T507", message, hint))
        self._push(_Open(holds, -1, ":::"), depth)
        return len(rest)

    def _note(self, number: int, rest: str, body: str, at: int, depth: int) -> int | None:
        match = signs.NOTE.match(body)
        if match is None:
            return None
        start = len(rest) - len(body)
        self._push(_Open(Container("note", number, at + start + 1, match.group(1)), _INDENT), depth)
        return start + match.start(2)

    def _meaning(self, number: int, rest: str, body: str, at: int, depth: int) -> int | None:
        match = signs.MEANING.match(body)
        if match is None:
            return None
        start = len(rest) - len(body)
        if depth < len(self._open) and self._leaf == "paragraph" and self._open[depth].holds.kind != "meaning":
            return None
        self._close(depth)
        before = self._inner.last()
        if self._below_table():
            self._caption(number, match.group(2), at + start + match.start(2))
            return len(rest)
        if before is None or (isinstance(before, Container) and before.kind != "meaning"):
            return None
        if isinstance(before, Line) and before.text.startswith(STX):
            hint = "write these words in a paragraph above the code"
            self.remarks.append(Remark(number, body[:1], "T507", "code has no caption", hint))
            return None
        holds = Container("meaning", number, at + start + 1)
        self._inner.entries.append(holds)
        self._enter(_Open(holds, _INDENT), number)
        return start + match.start(2)

    def _below_table(self) -> bool:
        """Whether the last thing in the container is a table."""
        if self._table is None or self._table[0] is not self._inner:
            return False
        rows = [one for one in self._inner.entries[self._table[1] :] if isinstance(one, Container) or one.text.strip()]
        return all(isinstance(one, Line) and "|" in one.text for one in rows)

    def _caption(self, number: int, words: str, at: int) -> None:
        """`: Words` below a table is its caption, as in Pandoc; here it stands above, behind `Table:`."""
        assert self._table is not None
        holder, start = self._table
        holder.entries[start:start] = [Line(f"Table: {words}", number, at - len("Table: ")), Line("", number)]
        self._leaf, self._table = "", None

    def _around(self, number: int, rest: str, body: str, at: int, depth: int) -> int | None:
        found = around_markdown(body, self.lines[number : number + 2])
        if found is None:
            return None
        tag, attributes, summary = found
        start = len(rest) - len(body)
        holds = Container("div", number, at + start + 1, tag, attributes=attributes)
        self._push(_Open(holds, -1, f"</{tag}>"), depth)
        if summary:
            holds.entries.append(Line(summary, number, at + start + body.find(summary)))
        return len(rest)

    def _ends_division(self, number: int, body: str, depth: int) -> bool:
        """Whether a line closes the innermost division of its kind."""
        if signs.DIVISION_END.match(body):
            end = ":::"
        elif match := signs.RAW_END.match(body):
            end = f"</{match.group(1).lower()}>"
        elif signs.BLOCK_END.match(body):
            end = body.strip()
        else:
            return False
        for position in range(depth - 1, -1, -1):
            if self._open[position].end == end:
                del self._open[position:]
                self._leaf = ""
                return True
        if end[0] != "<":
            hint = f"open a box with `{end[:3]} note`, close it with `{end[:3]}`"
            self.remarks.append(Remark(number, body.strip(), "T507", "this line ends no box", hint))
        return end[0] != "<"

    # Opening and closing.

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

    def _push(self, new: _Open, depth: int) -> None:
        self._close(depth)
        self._join()
        self._inner.entries.append(new.holds)
        self._enter(new, new.holds.number)

    def _enter(self, new: _Open, number: int) -> None:
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

    def _end_fence(self, number: int, closed: bool = False) -> None:
        fence, self._fence = self._fence, None
        if fence is None:
            return
        text, remarks = fence.html()
        self.remarks += remarks
        if not closed:
            hint = f"close it with a line `{fence.sign}`, as far in as it starts"
            self.remarks.append(Remark(fence.number, fence.sign, "T508", "this block of code does not end", hint))
        self._gap(fence.number)
        self._inner.entries.append(Line(self.store(text), fence.number))
        self._leaf = ""
        self._gap(number)


def _attributes(typed: str) -> tuple[dict[str, str], list[str]]:
    """What braces, or a word in their place, say: attributes and classes."""
    if not typed.startswith("{"):
        return {}, [typed] if typed else []
    attributes, classes = dict[str, str](), list[str]()
    for name, value in get_attrs_and_remainder(re.sub(r"\s+", " ", typed.strip("{}").strip()))[0]:
        if name == ".":
            classes.append(str(value))
        elif value is None:
            classes.append(name)
        else:
            attributes[name] = value
    return attributes, classes
