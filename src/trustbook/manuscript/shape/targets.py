"""Targets of links besides headings: glossary terms, and whatever carries `{#id}`.

In: a chapter in nested sections. Out: a `dfn` with an id in each term of a glossary, and an anchor for each id given.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from trustbook.manuscript.ids import anchor
from trustbook.manuscript.marks import Role, role_of
from trustbook.manuscript.shape.context import Context
from trustbook.manuscript.trees import HEADINGS, text_of

_NAMED_BY_US = (Role.CALL, Role.NOTE)


def shape_targets(root: Element, context: Context) -> None:
    """Name glossary terms, and let authors link to every id they gave."""
    for element in root.iter():
        if element.tag == "dt" and context.role == "glossary" and not element.get("id"):
            name = context.free_anchor(f"term-{anchor(text_of(element))}")
            element.set("id", context.ids.make(name))
            context.anchor(name, element.get("id", ""))
            _define(element)
        elif element is not root and element.tag not in HEADINGS and role_of(element) not in _NAMED_BY_US:
            context.anchor(element.get("id", ""), element.get("id", ""))


def _define(term: Element) -> None:
    """Mark the words of a term as what is defined (HTML, 4.5.8), unless the author has."""
    if term.find(".//dfn") is not None:
        return
    definition = Element("dfn")
    definition.text, term.text = term.text, None
    definition.extend(list(term))
    term[:] = [definition]
