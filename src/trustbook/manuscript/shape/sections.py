"""Nest the flat run of blocks by heading level.

In: a shaped chapter's blocks in order. Out: one `section` with sections in it, each with its heading first.
A box closes the sections that its title's level closes. Only parts and boxes with a role carry a name: a name would
make every section a landmark to step through.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from trustbook.manuscript.marks import Role, role_of
from trustbook.manuscript.trees import HEADINGS


def nest_sections(source: Element) -> Element:
    """The blocks of a chapter in nested sections."""
    root = Element("section")
    stack: list[tuple[int, Element]] = [(1, root)]
    for child in list(source):
        child.tail = "\n"
        if child.tag in HEADINGS and child.tag != "h1":
            level = int(child.tag[1])
            while stack[-1][0] >= level:
                stack.pop()
            section = SubElement(stack[-1][1], "section")
            section.text = section.tail = "\n"
            stack.append((level, section))
        elif len(child) and child[0].tag in HEADINGS:
            level = max(2, int(child[0].tag[1]))
            while stack[-1][0] >= level:
                stack.pop()
        stack[-1][1].append(child)
    for named in root.iter():
        if role_of(named) in (Role.BOX, Role.NOTES) and named.get("role"):
            named.set("aria-labelledby", named[0].get("id", ""))
    return root
