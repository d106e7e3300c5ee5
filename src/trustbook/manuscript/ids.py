"""Ids that stand once in the whole book.

In: the names authors gave with `{#name}`, and the names the builder wants. Out: ids, and findings for names that two
places share. What the builder makes gives way: authors link to the names they typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from trustbook.findings import Collector, SourceFile
from trustbook.manuscript.places import TypedPlaces

_RESERVED = re.compile(r"cover|contents(-title)?|titlepage(-title)?|page-[0-9]+")  # the builder's parts, page breaks
_ID = re.compile(r"[^\W\d][\w.-]*")  # XML 1.0, 2.3, without the colon
_REFERENCE = re.compile(r"(fig|tbl|sec)-[\w.-]+")


class Ids:
    """The ids of one book. `fixed` are those of its parts and lists, which templates write."""

    def __init__(self, fixed: Iterable[str]) -> None:
        self._fixed = frozenset(fixed)
        self._given: dict[str, str] = {}
        self._made: set[str] = set()
        self._tried: dict[str, int] = {}  # how far the numbers of a name were tried

    def read(self, file: SourceFile, tree: Element, found: Collector) -> None:
        """Take note of the ids that a chapter's author gave; those that cannot stand are taken away."""
        places = TypedPlaces(file)
        for element in tree.iter():
            name = element.get("id")
            if name is None:
                continue
            place = places.of(element, f"#{name}", name)
            if not _ID.fullmatch(name):
                hint = "start with a letter, then letters, digits, hyphens"
                found.at(file, "B203", f"`{name}` cannot be an id", place, hint)
            elif _RESERVED.fullmatch(name) or name in self._fixed:
                hint = "the builder needs it for itself; choose another"
                found.at(file, "B203", f"the id `{name}` is taken", place, hint)
            elif name in self._given:
                before = self._given[name]
                where = "twice" if before == file.path else f"in {before} already"
                hint = "each `{#id}` may stand once in the whole book; rename one of the two"
                found.at(file, "B203", f"the id `{name}` is used {where}", place, hint)
            else:
                self._given[name] = file.path
                continue
            del element.attrib["id"]

    def make(self, name: str) -> str:
        """An id of the builder's own: the name, or the name and the next number that is free."""
        count = self._tried.get(name, 1)
        while self._is_taken(made := numbered(name, count)):
            count += 1
        self._tried[name] = count
        self._made.add(made)
        return made

    def _is_taken(self, name: str) -> bool:
        return name in self._fixed or name in self._given or name in self._made or bool(_RESERVED.fullmatch(name))


def numbered(name: str, count: int) -> str:
    """A name, or with its number where it is not the first of its kind."""
    return name if count == 1 else f"{name}-{count}"


def slug(text: str) -> str:
    """A heading's words as an anchor: lower-case ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def is_reference(name: str) -> bool:
    """Whether a name is that of a figure, a table or a heading that the text names by its number."""
    return _REFERENCE.fullmatch(name) is not None


def anchor(text: str) -> str:
    """The slug; letters of other scripts stay where there would be none (XML 1.0, 2.3, allows them in ids)."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return slug(text) or "-".join(re.findall(r"[^\W_]+", plain))
