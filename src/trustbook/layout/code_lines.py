"""Show in blocks of code where a line goes on because it was too long: with a mark that is no part of the code.

In: a tree; later, in PDFs, its laid-out pages. Out: the tree, with each line of long code as an element, which sheets
indent from its second line on; the pages with a hook before each line that goes on. A hook is drawn and no letter, so
that it is neither read aloud nor copied.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

from trustbook.layout.origins import DRAWN

CLASS = "code-line"
_SHORT = 24  # letters of a line that no page or screen breaks
_HOOK = "span::after"
_LEFT, _DOWN = 1.0, 0.25  # where a hook stands: in type sizes before its line, and in heights of the line


def part_lines(tree: Element, ends: bool) -> None:
    """Make each line of long code an element, in place. Line ends stand behind them, with `ends` in them, for whoever
    copies an empty line."""
    for block in tree.iter("pre"):
        holder = block[0] if len(block) == 1 and block[0].tag == "code" and not (block.text or "").strip() else block
        text = "".join(holder.itertext())
        if all(len(line) <= _SHORT for line in text.split("\n")):
            continue
        if any("\n" in "".join(child.itertext()) for child in holder):
            continue  # a line that ends within an element cannot be one of its own
        lines = list(_lines(holder))
        if len(lines) > 1 and not len(lines[-1]) and not lines[-1].text:
            lines.pop()
        for line in lines:
            if ends:
                _append(line, "\n")
            else:
                line.tail = "\n"
                line.set(DRAWN, "code")
        holder.text, holder[:] = None, lines


def _lines(holder: Element) -> Iterator[Element]:
    line = Element("span", {"class": CLASS})
    for child in [None, *holder]:
        text = holder.text if child is None else child.tail
        if child is not None:
            child.tail = None
            line.append(child)
        first, *others = (text or "").split("\n")
        _append(line, first)
        for other in others:
            yield line
            line = Element("span", {"class": CLASS})
            line.text = other
    yield line


def _append(line: Element, text: str) -> None:
    if len(line):
        line[-1].tail = (line[-1].tail or "") + text
    else:
        line.text = (line.text or "") + text


def draw_hooks(pages: Iterable[Any]) -> None:
    """Draw a hook before each line that goes on, on laid-out pages.

    The style sheet draws one behind each line of code; it is taken from there.
    """
    blocks = [box for page in pages for box in _code_lines(page._page_box)]
    hooks = {block.element: hook for block in blocks for hook in _taken_out(block)}
    begun: set[Element] = set()
    for block in blocks:
        _first, *others = block.children
        for line in others if block.element not in begun else block.children:
            hook = copy.copy(hooks[block.element])
            left, down = _LEFT * hook.style["font_size"], _DOWN * line.height
            hook.translate(line.position_x - left - hook.position_x, line.position_y + down - hook.position_y)
            line.children = [hook, *line.children]
        begun.add(block.element)


def _code_lines(box: Any) -> Iterator[Any]:
    """The boxes of lines of code on a page that hold lines of the page."""
    from weasyprint.formatting_structure.boxes import BlockBox

    element = getattr(box, "element", None)
    if isinstance(box, BlockBox) and element is not None and element.get("class") == CLASS:
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _code_lines(getattr(child, "_box", child))


def _taken_out(block: Any) -> Iterator[Any]:
    for line in block.children:
        hooks = [one for one in line.children if one.element_tag == _HOOK]
        if hooks:
            line.children = [one for one in line.children if one not in hooks]
            yield from hooks
