"""Shape a part for what reading systems do with it, where paper needs nothing.

In: a part's own copy of its tree, with its page markers and the builder's marks. Out: the same, changed in place:
terms and their meanings are one thing that a pop-up can show, boxes and figures have names, notes are called by raised
numbers whatever a style sheet does, addresses can break, and no page number is read as part of a name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from trustbook.layout.pages import is_marker
from trustbook.manuscript.marks import Role, role_of
from trustbook.manuscript.trees import HEADINGS

_NAMES = frozenset({*HEADINGS, "a", "caption", "dt", "figcaption", "th"})
_SPOKEN = frozenset({"aria-label", "aria-labelledby"})
_MAY_BREAK = re.compile(r"(?<=[./])(?=[^./])")  # behind a dot or a slash of an address
_SHORT = 12  # characters of an address that no screen is too narrow for


def shape(tree: Element) -> None:
    """Shape a part in place, while the builder's marks are still on it."""
    _free_names(tree)
    _group_terms(tree)
    _name_boxes(tree)
    _name_figures(tree)
    for anchor in list(tree.iter("a")):
        if anchor.get("role") == "doc-noteref":
            _raise(anchor)
        else:
            _let_break(anchor)


def _free_names(tree: Element) -> None:
    """Move page markers out of what is read as a name: a term is not called "85 reflective listening"."""
    around = {child: parent for parent in tree.iter() for child in parent}
    for marker in [one for one in tree.iter() if is_marker(one)]:
        path = [marker]
        while path[-1] in around:
            path.append(around[path[-1]])
        path.reverse()
        name = next((at for at, one in enumerate(path) if one.tag in _NAMES), None)
        if name is not None:
            _take_out(path[-2], marker)
            _put_before(path[: name + 1], marker)


def _take_out(parent: Element, marker: Element) -> None:
    index = list(parent).index(marker)
    if index:
        parent[index - 1].tail = (parent[index - 1].tail or "") + (marker.tail or "")
    else:
        parent.text = (parent.text or "") + (marker.tail or "")
    marker.tail = None
    parent.remove(marker)


def _put_before(path: Sequence[Element], marker: Element) -> None:
    """Put a marker before a name, where something may stand there; else at the end of the meaning before it, into the
    cell behind it, or before the whole list or table."""
    parent, named = path[-2:]
    index = list(parent).index(named)
    meaning = next((one for one in reversed(parent[:index]) if one.tag == "dd"), None)
    cell = next((one for one in parent[index:] if one.tag == "td"), None)
    if named.tag == "dt" and meaning is not None:
        meaning.append(marker)
    elif named.tag == "th" and cell is not None:
        marker.tail, cell.text = cell.text, None
        cell.insert(0, marker)
    elif named.tag in ("dt", "th", "caption"):
        outer = next(at for at, one in enumerate(path) if one.tag in ("dl", "table"))
        path[outer - 1].insert(list(path[outer - 1]).index(path[outer]), marker)
    else:
        parent.insert(index, marker)


def _group_terms(tree: Element) -> None:
    """Put each term that is linked to into one element with its meaning, which takes the id: pop-ups show all of it."""
    for parent in list(tree.iter("dl")):
        groups: list[Element] = []
        for child in list(parent):
            if child.tag == "dt" and (not groups or groups[-1][-1].tag != "dt"):
                groups.append(Element("div"))
            if child.tag not in ("dt", "dd") or not groups:
                break
            groups[-1].append(child)
        else:
            if any(one.get("id") for one in parent.findall("dt")):
                parent[:] = groups
                for group in groups:
                    group.tail = "\n"
                    if identifier := group[0].attrib.pop("id", ""):
                        group.set("id", identifier)


def _name_boxes(tree: Element) -> None:
    """Name the boxes that have no role of their own, so that their start and their end are heard."""
    for box in tree.iter():
        if role_of(box) is Role.BOX and "role" not in box.attrib:
            title = next((one for one in box if one.tag in HEADINGS and one.get("id")), None)
            if title is not None:
                box.set("role", "group")  # no landmark, as a section with a name alone would be
                box.set("aria-labelledby", title.get("id", ""))


def _name_figures(tree: Element) -> None:
    known = {one.get("id") for one in tree.iter()}
    for figure in tree.iter("figure"):
        caption, name = figure.find("figcaption"), f"{figure.get('id')}-caption"
        if caption is None or "id" not in figure.attrib or not _SPOKEN.isdisjoint(figure.attrib):
            continue
        if "id" not in caption.attrib and name not in known:
            caption.set("id", name)
        if "id" in caption.attrib:
            figure.set("aria-labelledby", caption.get("id", ""))


def _raise(call: Element) -> None:
    raised = Element("sup")
    raised.text, call.text = call.text, None
    raised[:], call[:] = call[:], []
    call.append(raised)


def _let_break(anchor: Element) -> None:
    """Let an address that stands in the text break behind its dots and slashes, and nowhere else."""
    text, address = anchor.text or "", anchor.get("href", "")
    if len(anchor) or len(text) <= _SHORT or not address.startswith("http") or text not in address:
        return
    anchor.text, *rest = _MAY_BREAK.split(text)
    for piece in rest:
        SubElement(anchor, "wbr").tail = piece
