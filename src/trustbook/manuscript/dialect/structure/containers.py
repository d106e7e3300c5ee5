"""Blocks that hold others: quotations, lists, boxes, divisions, notes and definitions.

In: a line, and where in it something starts. Out: a container that is open; how many columns its sign takes, or None
where none starts.
"""

from __future__ import annotations

import re

from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.util import STX

from trustbook.manuscript.box_kinds import kind_named
from trustbook.manuscript.dialect.structure import signs
from trustbook.manuscript.dialect.structure.leaves import Leaves
from trustbook.manuscript.dialect.structure.opened import INDENT, Open
from trustbook.manuscript.dialect.structure.raw import around_markdown
from trustbook.manuscript.dialect.structure.values import Container, Line, Remark


class Containers(Leaves):
    """Reads the start of each kind of container, and the lines that close some of them."""

    def _quote(self, number: int, rest: str, body: str, at: int, depth: int) -> int | None:
        match = signs.QUOTE.match(rest)
        if match is None:
            return None
        alert = signs.ALERT.match(rest, match.end())
        if alert:
            title = (alert.group(2) or "").rstrip()
            holds = Container("box", number, at + match.end() + 1, alert.group(1).lower())
            holds.title = Line(title, number, at + max(0, alert.start(2)))
            self._push(Open(holds, 0), depth)
            return len(rest)
        self._push(Open(Container("quote", number, at + 1), 0), depth)
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
        inside = len(blanks) if blanks and words.strip() and len(blanks) <= INDENT else 1
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
        self._enter(Open(item, max(1, behind - self._short), at=indent), number)
        return min(behind, len(rest))

    def _box(self, number: int, rest: str, body: str, at: int, depth: int) -> int | None:
        match = signs.BOX.match(body)
        if match is None:
            return None
        start = len(rest) - len(body)
        holds = Container("box", number, at + start + 1, match.group(1).lower().split()[0])
        holds.title = Line(match.group(2) or "", number, at + start + max(0, match.start(2)))
        self._push(Open(holds, INDENT), depth)
        return len(rest)

    def _division(self, number: int, rest: str, body: str, at: int, depth: int) -> int | None:
        """`::: {.note}` of Pandoc and Quarto, `:::note` of Docusaurus, `/// note | Title` of PyMdown."""
        start = len(rest) - len(body)
        if match := signs.BLOCK.match(body):
            holds = Container("box", number, at + start + 1, match.group(2).lower())
            holds.title = Line((match.group(3) or "").rstrip(), number, at + start + max(0, match.start(3)))
            self._push(Open(holds, -1, match.group(1)), depth)
            return len(rest)
        match = signs.DIVISION.match(body)
        if match is None:
            return None
        named, words = match.group(2) or "", match.group(3).rstrip().rstrip(":").strip()
        if not (named or words):
            return None
        attributes, classes = _attributes(named)
        if words.startswith("{"):
            more, others = _attributes(words)
            attributes, classes, words = {**attributes, **more}, [*classes, *others], ""
        kind = next((found for one in classes if (found := one if one in self.kinds else kind_named(one))), "")
        title, name = attributes.pop("title", ""), attributes.pop("name", "")  # the latter for bookdown's theorems
        title = title or name or words.strip("[]")
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
        self._push(Open(holds, -1, ":::"), depth)
        return len(rest)

    def _note(self, number: int, rest: str, body: str, at: int, depth: int) -> int | None:
        match = signs.NOTE.match(body)
        if match is None:
            return None
        start = len(rest) - len(body)
        self._push(Open(Container("note", number, at + start + 1, match.group(1)), INDENT), depth)
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
        self._enter(Open(holds, INDENT), number)
        return start + match.start(2)

    def _below_table(self) -> bool:
        """Whether the last thing in the container is a table."""
        if self._table is None or self._table[0] is not self._inner:
            return False
        rows = [one for one in self._inner.entries[self._table[1] :] if isinstance(one, Container) or one.text.strip()]
        if all(isinstance(one, Line) and "|" in one.text for one in rows):
            return True
        self._table = None  # what stands below it stays there, and is not looked through again
        return False

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
        self._push(Open(holds, -1, f"</{tag}>"), depth)
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
                self._drop(position + 1)
                del self._open[position:]
                self._leaf = ""
                return True
        if end[0] != "<":
            hint = f"open a box with `{end[:3]} note`, close it with `{end[:3]}`"
            self.remarks.append(Remark(number, body.strip(), "T507", "this line ends no box", hint))
        return end[0] != "<"


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
