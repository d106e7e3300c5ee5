"""Say where in the book stands what is wrong with its pages.

In: what the layout engine said, what it did to tables, and what the page map found. Out: findings (P801, P802, P803,
P820): at a style sheet's own line, or at the block of the chapter. It must not lay anything out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from xml.etree.ElementTree import Element

from trustbook.findings import Finding, SourceFile
from trustbook.layout.document import PagedDocument
from trustbook.layout.origins import Places
from trustbook.layout.page_map import Torn

_AT = re.compile(r",? at (\d+):(\d+)")
_WORD = re.compile(r"[^\s:;{}]+")
_CHARACTER = re.compile(r"\(U\+([0-9A-F]{4,6})\)")
_ADDRESS = re.compile(r"'([^']+)'")
_CORRECT = "correct it, or remove it: the page is laid out as if it were not there"
_ELSE = "change what the message names: the pages were laid out without it"
_WHOLE = "take out styles that hide or clip text, such as `display: none`, or change what stands there"
_UNSETTLED = "let the style sheet take it from the page by `target-counter`; where it does, change the text a little"

_SHORTER = "write the longest word in parts, or make a link of a long address"


class Faults:
    """What is wrong with one document's pages."""

    def __init__(self, paged: PagedDocument) -> None:
        self._paged = paged

    @cached_property
    def _places(self) -> Places:
        return Places(self._paged.html, self._paged.origins)

    def said(self, records: Iterable[str]) -> Iterator[Finding]:
        """What the layout engine could not do, each thing once."""
        for record in dict.fromkeys(records):
            found = self._in_sheet(record) or self._meant(record) or Finding("P801", record, hint=_ELSE)
            yield replace(found, edition=self._paged.edition)

    def torn(self, parts: Iterable[Torn]) -> Iterator[Finding]:
        """Parts that the printed pages do not hold whole, at the first block that is torn."""
        for torn in parts:
            message = f"the part “{torn.part}” has {torn.letters} letters, its printed pages {torn.printed}"
            yield replace(self._at("P802", message, torn.element, _WHOLE), edition=self._paged.edition)

    def wrong(self, numbers: Iterable[tuple[str, str, int]]) -> Iterator[Finding]:
        """Page numbers printed wrong, at what they lead to."""
        targets = {element.get("id"): element for element in self._paged.html.iter()}
        for target, number, page in numbers:
            message = f"a link to `#{target}` prints page {number}, and the page is {page}"
            found = self._at("P803", message, targets.get(target), _UNSETTLED)
            yield replace(found, edition=self._paged.edition)

    def broken(self, tables: Iterable[Element]) -> Iterator[Finding]:
        """Tables that are on their pages only because their words are broken."""
        for table in tables:
            message = "a word in the table is longer than a line of the page, so words are broken"
            yield replace(self._at("P820", message, table, _SHORTER), edition=self._paged.edition)

    def _at(self, code: str, message: str, element: Element | None, hint: str) -> Finding:
        known = self._places.of(element) if element is not None else None
        if known is None:
            return Finding(code, message, hint=hint)
        file, line = known
        return file.at(code, message, file.place(line), hint)

    def _in_sheet(self, record: str) -> Finding | None:
        """A fault of a style sheet: all of them stand one below the other in the document's head."""
        match = _AT.search(record)
        if match is None:
            return None
        line, column = int(match[1]), int(match[2])
        for sheet in self._paged.sheets:
            if line <= len(sheet.lines):
                return self._marked(sheet, _tidy(record.replace(match[0], "", 1)), line, column)
            line -= len(sheet.lines)
        return None

    def _marked(self, sheet: SourceFile, message: str, line: int, column: int) -> Finding:
        word = _WORD.match(sheet.lines[line - 1], column - 1)
        return sheet.finding("P801", message, line, column, len(word.group()) if word else 1, hint=_CORRECT)

    def _meant(self, record: str) -> Finding | None:
        """What holds the character, the picture or the anchor that a message names: a block, or a sheet's own text."""
        character = _CHARACTER.search(record)
        named = _ADDRESS.search(record)
        sign = chr(int(character[1], 16)) if character else ""
        name = named[1].strip() if named else ""
        for element in self._paged.html.iterfind("body//*"):
            addresses = (element.get("src"), element.get("id"), element.get("href", "").lstrip("#"))
            if _holds(element, sign) or (name and name in addresses):
                return self._at("P801", record, element, _ELSE)
        for sheet in self._paged.sheets:
            for number, text in enumerate(sheet.lines, 1):
                for words in (sign, name):
                    if words and words in text:
                        column = text.index(words) + 1
                        return sheet.finding("P801", _tidy(record), number, column, len(words), hint=_ELSE)
        return None


def _tidy(record: str) -> str:
    """A message without the space that a style sheet has before a brace."""
    return re.sub(r"\s+([`'])(?=[,.]|$)", r"\1", record)


def _holds(element: Element, sign: str) -> bool:
    """Whether a character is in an element's own text; the layout puts a hyphen where a soft one ends a line."""
    own = "".join([element.text or "", *(child.tail or "" for child in element)])
    return bool(sign) and (sign in own or (sign == "\u2010" and "\u00ad" in own))
