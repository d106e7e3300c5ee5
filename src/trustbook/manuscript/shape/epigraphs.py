"""Epigraphs and dedications that stand inside a chapter: `::: {.epigraph}`.

In: what the author gave these classes. Out: the same elements with their roles (DPUB-ARIA 1.1).
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

_ROLES = {"epigraph": "doc-epigraph", "dedication": "doc-dedication"}
_HOLDERS = {"div", "section", "blockquote"}


def shape_epigraphs(source: Element) -> None:
    """Give each its role."""
    for element in source.iter():
        named = _ROLES.keys() & set(element.get("class", "").split()) if element.tag in _HOLDERS else ()
        for name in named:
            element.set("role", _ROLES[name])
