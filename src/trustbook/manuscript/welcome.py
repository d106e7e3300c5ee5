"""A clinic's welcome, in less Markdown than a chapter has: paragraphs, emphasis, links and lists.

In: text, and whoever makes a finding of it. Out: elements set in type, and findings (C105) for all else. What a clinic
types comes from strangers: no other element, no attribute but a link's address gets through.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from trustbook.findings import Finding, SourceFile
from trustbook.manuscript.marks import BETWEEN, OF, Role, role_of
from trustbook.settings.addresses import SCHEMES, NoAddress, encoded
from trustbook.words.typography import typeset

_ALLOWED = frozenset({"section", "p", "em", "strong", "a", "ul", "ol", "li", "br"})
_CALLED = {
    "img": "picture", "table": "table", "pre": "code", "code": "code", "blockquote": "quotation", "hr": "line",
    "div": "box", "dl": "list of terms", "abbr": "abbreviation",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
}  # fmt: skip
_MEANT = {Role.CITATIONS: "citation", Role.CALL: "note", Role.TYPED_FIELD: "field to fill in"}
_ARTICLE = re.compile("^an? ")
_HINT = "use paragraphs, *emphasis*, **strong emphasis**, [links](https://example.org) and lists"

AtText = Callable[[str, str, str], Finding]  # a finding: code, message, hint


def welcome(text: str, language: str, at: AtText) -> tuple[list[Element], list[Finding]]:
    """The elements of a welcome; none where something is wrong with it."""
    from trustbook.manuscript.dialect.markdown import parse_markdown

    parsed, faults = parse_markdown(SourceFile("welcome", text))
    found = [at("C105", one.message, one.hint) for one in faults]
    if parsed is None or found:
        return [], found
    for element in parsed.tree.iter():
        if element.tag not in _ALLOWED:
            return [], [at("C105", f"a welcome holds no {_called(element)}", _HINT)]
        address = element.get("href", "")
        element.attrib.clear()
        if element.tag == "a":
            try:
                element.set("href", _address(address))
            except NoAddress as lack:
                return [], [at("C105", f"the link `{address[:80]}` cannot be opened: {lack}", lack.hint)]
    typeset(parsed.tree, language)
    return list(parsed.tree), []


def _called(element: Element) -> str:
    """What an element is called that a welcome cannot hold."""
    if (role := role_of(element)) is Role.FOREIGN:
        return _ARTICLE.sub("", element.get(OF, "").partition(BETWEEN)[0])
    return _MEANT.get(role) or _CALLED.get(element.tag, f"`{element.tag}`")


def _address(typed: str) -> str:
    """A link that leads out of the book; what leads elsewhere in it would lead nowhere in a handout."""
    try:
        scheme = urlsplit(typed).scheme
    except ValueError:
        scheme = ""
    if scheme not in SCHEMES:
        raise NoAddress("it does not lead out of the book", "write one that starts with https://, mailto: or tel:")
    return encoded(typed)
