"""Judge the HTML of a chapter: what authors wrote as such, and attributes they gave to Markdown's own elements.

In: a chapter's tree. Out: findings; names of attributes become lower case, and what runs
code, loads things or is no text is taken out, so that no later stage meets it. `elements` says what is allowed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from trustbook.findings import Collector, Finding, SourceFile
from trustbook.manuscript import marks
from trustbook.manuscript.dialect import elements
from trustbook.manuscript.marks import line_of
from trustbook.manuscript.places import TypedPlaces

_LINK = re.compile(r"\[[^\[\]]+\]\([^()\s]*\)")
_INSTEAD = {
    "xml:lang": "write `lang=`",
    "fig-cap": 'write `![what it shows](file.png "Caption")`',
    "markdown": "leave an empty line below the tag, and one above the tag that closes it",
}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")  # as settings take it (BCP 47)


def judge(file: SourceFile, tree: Element) -> list[Finding]:
    """A finding for each element, attribute and value that has no place in a book, and for each in a wrong place."""
    return _Judge(file, TypedPlaces(file)).run(tree)


@dataclass(slots=True)
class _Judge:
    file: SourceFile
    places: TypedPlaces
    found: Collector = field(default_factory=Collector)

    def run(self, tree: Element) -> list[Finding]:
        self._inside(tree, elements.within("section", frozenset()), frozenset())
        return self.found.found

    def _inside(self, parent: Element, allowed: frozenset[str], barred: frozenset[str]) -> None:
        for child in list(parent):
            child.attrib.setdefault(marks.LINE, str(line_of(parent)))
            if child.tag not in elements.KNOWN:
                self._unknown(parent, child)
                continue
            if child.tag not in allowed or child.tag in barred:
                self._misplaced(parent, child)
            self._attributes(child)
            self._content(child)
            if child.tag == "a" and (typed := _LINK.search("".join(child.itertext()))):
                self._linked(child, typed.group())
            self._inside(child, elements.within(child.tag, allowed), barred | elements.barred(child.tag))

    def _unknown(self, parent: Element, child: Element) -> None:
        name = child.tag.lstrip(":")
        message = f"`<{name}>` is not allowed in a manuscript"
        hint = "a book holds text and pictures only; remove the element"
        self.found.at(self.file, "X402", message, self.places.of(child, f"<{name}"), hint)
        _remove(parent, child)

    def _misplaced(self, parent: Element, child: Element) -> None:
        message = f"`<{child.tag}>` cannot stand in `<{parent.tag}>`"
        if child.tag == "a":
            message = "a link, citation or call of a note cannot stand in a link"
        hint = "move it out; e-readers refuse a chapter whose elements stand where HTML does not allow them"
        self.found.at(self.file, "X403", message, self.places.of(child), hint)

    def _linked(self, link: Element, typed: str) -> None:
        """A link that was typed in another one stays as it was typed."""
        hint = "end the first link before it, or leave its brackets out"
        message = "a link cannot stand in the words of a link"
        self.found.at(self.file, "X403", message, self.places.of(link, typed), hint)

    def _attributes(self, element: Element) -> None:
        for typed, value in list(element.attrib.items()):
            if typed.startswith("{"):
                continue
            name = typed.lower()
            if name != typed:
                del element.attrib[typed]
                element.attrib.setdefault(name, value)
            if not elements.allowed(element.tag, name):
                element.attrib.pop(name, None)
                shown = name.lstrip(":")
                message = f"`{shown}=` is not allowed on `<{element.tag}>`"
                hint = _INSTEAD.get(shown, "remove the attribute; looks belong in styles/")
                self.found.at(self.file, "X402", message, self.places.of(element, f"{typed.lstrip(':')}=", shown), hint)
            elif said := elements.wanted(element.tag, name, value):
                element.attrib.pop(name, None)
                message = f"`{name}={value[:20]}` is not allowed"
                hint = f"write {said}, or remove the attribute"
                self.found.at(self.file, "X403", message, self.places.of(element, f"{typed}=", name), hint)
            elif name == "lang" and not _LANGUAGE.fullmatch(value):
                hint = "write the code of the language, such as `fr`, `cy` or `pt-BR`"
                place = self.places.of(element, f"lang={value}", "lang=")
                self.found.at(self.file, "T504", f"`{value}` is not a language tag", place, hint)

    def _content(self, element: Element) -> None:
        """What one element itself demands of its content."""
        if not elements.holds_text(element.tag) and any(
            (text or "").strip() for text in (element.text, *(child.tail for child in element))
        ):
            message = f"words cannot stand in `<{element.tag}>` itself"
            self.found.at(self.file, "X403", message, self.places.of(element), "put them in one of its elements")
        if hint := elements.out_of_order(element.tag, [child.tag for child in element]):
            message = f"`<{element.tag}>` lacks an element, or its elements stand in another order than HTML wants"
            self.found.at(self.file, "X403", message, self.places.of(element), hint)
        lack, hint = _lack(element)
        if lack:
            self.found.at(self.file, "X403", lack, self.places.of(element), hint)
        if element.tag == "table":
            self._headers(element)

    def _headers(self, table: Element) -> None:
        heads = {head.get("id") for head in table.iter("th")}
        for cell in table.iter():
            for name in cell.get("headers", "").split():
                if name not in heads:
                    message = f"the table has no `<th>` with the id `{name}`"
                    hint = "name the ids of header cells of the same table"
                    self.found.at(self.file, "X403", message, self.places.of(cell, "headers="), hint)


def _lack(element: Element) -> tuple[str, str]:
    """What an element of some kinds has too little or too much of, and what to do."""
    match element.tag:
        case "bdo" if "dir" not in element.attrib:
            return "`<bdo>` does not say a direction", 'write `dir="ltr"` or `dir="rtl"`'
        case "colgroup" if len(element) and "span" in element.attrib:
            return "a `<colgroup>` with columns has no span of its own", "let each `<col>` say its span"
        case "ruby" if len(element) and (element[-1].tail or "").strip():
            return "words behind the last `<rt>` of a `<ruby>`", "move them out of the `<ruby>`"
        case "time" if "datetime" not in element.attrib and (
            len(element) or elements.wanted("time", "datetime", (element.text or "").strip())
        ):
            return "a `<time>` does not say its time for machines", 'write it as `datetime="2026-11-24"`'
    return "", ""


def _remove(parent: Element, child: Element) -> None:
    """Take an element out with all it holds; the text after it stays."""
    position = list(parent).index(child)
    if position:
        parent[position - 1].tail = f"{parent[position - 1].tail or ''}{child.tail or ''}"
    else:
        parent.text = f"{parent.text or ''}{child.tail or ''}"
    parent.remove(child)
