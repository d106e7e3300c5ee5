"""Braces behind a heading or another element, where they hold what Python-Markdown cannot read.

In: a tree, before and after braces become attributes. Out: `{-}`, as Pandoc writes what has no number, becomes the
class `unnumbered`; a bare word, which is no attribute of XML, gets an empty value, so that it is reported by its name.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

_DASH = re.compile(r"(\{:?[^{}\n]*?(?<![^\s{:]))-(?=[\s}][^{}\n]*|\})")
_NAME = re.compile(r"[A-Za-z_]")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def register(md: Markdown) -> None:
    """Let a converter look at braces before `attr_list`, whose priority is 8, and after it."""
    md.treeprocessors.register(_Dashes(md), "trustbook-dashes", 9)
    md.treeprocessors.register(_Words(md), "trustbook-words", 7)


class _Dashes(Treeprocessor):
    def run(self, root: Element) -> None:
        """Look at the end of each heading."""
        for heading in root.iter():
            if heading.tag in _HEADINGS:
                last = heading[-1] if len(heading) else None
                if last is None:
                    heading.text = _DASH.sub(r"\1.unnumbered", heading.text or "", count=1)
                else:
                    last.tail = _DASH.sub(r"\1.unnumbered", last.tail or "", count=1)


class _Words(Treeprocessor):
    def run(self, root: Element) -> None:
        """Give each attribute a value and a name that can stand in XML."""
        for element in root.iter():
            for name, value in list(element.attrib.items()):
                if value is None or not _NAME.match(name):
                    del element.attrib[name]
                    element.set(name if _NAME.match(name) else f"_{name}", value or "")
