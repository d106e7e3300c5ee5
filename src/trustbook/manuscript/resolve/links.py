"""Links lead out of the book, or to a chapter, heading or term in it.

In: a link's address and all chapters. Out: an address for every edition, `#id` inside the book, or what is wrong.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Mapping, Sequence
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from trustbook.manuscript.ids import anchor, slug
from trustbook.manuscript.resolve.addresses import as_written, from_root, split
from trustbook.manuscript.resolve.fault import Fault, Near
from trustbook.manuscript.shape import Shaped
from trustbook.settings.addresses import SCHEMES, NoAddress, encoded

_WITHOUT_KIND = {
    "https://": re.compile(r"www\..+|[\w.-]+\.(com|edu|eu|gov|info|net|org|uk)(/.*)?"),
    "mailto:": re.compile(r"[^@\s/]+@[^@\s/]+"),
    "tel:": re.compile(r"\+?[\d ()-]{3,}"),
}


def resolve_link(link: Element, chapter: Shaped, by_path: Mapping[str, Sequence[Shaped]], near: Near) -> Fault | None:
    """Point a link at its target; a link to a term of the glossary says so (DPUB-ARIA 1.1)."""
    target = _target(link.get("href", ""), chapter, by_path, near)
    if isinstance(target, Fault):
        return target
    if isinstance(target, str):
        link.set("href", target)
        return None
    part, name = target
    link.set("href", f"#{part.anchors[name]}")
    if part.role == "glossary" and name.startswith("term-"):
        link.set("role", "doc-glossref")
        link.set("class", "glossref")
    return None


def _target(
    href: str, chapter: Shaped, by_path: Mapping[str, Sequence[Shaped]], near: Near
) -> tuple[Shaped, str] | Fault | str:
    """The chapter and anchor that an address names; the address as readers open it where it leads out of the book."""
    parts = split(href)
    if parts is None or parts.scheme in SCHEMES:
        try:
            return encoded(href)
        except NoAddress as lack:
            return Fault("L107", f"`{href[:60]}` cannot be opened: {lack}", lack.hint)
    if parts.scheme or parts.netloc:
        hint = "use https:, http:, mailto:, tel: or sms:, or a chapter's file name"
        return Fault("L106", f"links of the kind `{parts.scheme or '//'}` are not allowed", hint)
    path = from_root(parts.path, chapter.file) if parts.path else chapter.file.path
    pieces = by_path.get(path, ())  # several where a file is split by its titles
    if not pieces:
        hint = _meant(parts.path) or near.hint("L101", parts.path, as_written(by_path, chapter.file))
        hint = hint or "links go to chapters that book.toml lists, by file name"
        return Fault("L101", f"`{parts.path}` is not a chapter of this book", hint)
    if not parts.fragment:
        return pieces[0], ""
    said = unquote(parts.fragment)
    for part in sorted(pieces, key=lambda one: one is not chapter):
        if name := _spelled(said, part):
            return part, name
    part = pieces[0]
    others = (one for every in by_path.values() for one in every) if not parts.path else ()
    homes = [(one, name) for one in others if (name := _spelled(said, one))]
    given = [(one, name) for one, name in homes if one.anchors[name] == name]
    if len(given) == 1 or len(homes) == 1:  # an id that an author gave, or a heading, stands once in the whole book
        return (given or homes)[0]
    hint = near.hint("L102", parts.fragment, part.anchors)
    hint = hint or f"anchors there: {', '.join(f'#{name}' for name in list(part.anchors)[1:6])}"
    return Fault("L102", f"`#{parts.fragment}` does not exist in {posixpath.basename(part.file.path)}", hint)


def _spelled(said: str, part: Shaped) -> str:
    """The anchor that a link names in any spelling: as it is, as other programs make it of words, in small letters."""
    for name in (said, unicodedata.normalize("NFC", said), anchor(said), slug(said)):
        if name in part.anchors:
            return name
    return part.small.get(unicodedata.normalize("NFC", said).casefold(), "")


def _meant(path: str) -> str:
    """How an address is written whose kind was left out."""
    for kind, pattern in _WITHOUT_KIND.items():
        if pattern.fullmatch(unquote(path)):
            return f"did you mean `{kind}{path}`?"
    return ""
