"""Citations: numbers of the reading list, and marks of claims that the evidence part looks at.

In: the empty links that `dialect` made of `[@id]`. Out: links to the entry or claim, the list of citations in reading
order, and findings for what is not listed or not cited.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from trustbook.findings import Finding
from trustbook.manuscript.book import Citation, Claim
from trustbook.manuscript.ids import Ids, slug
from trustbook.manuscript.marks import OF, ROLE, line_of
from trustbook.manuscript.part_numbers import label
from trustbook.manuscript.resolve.fault import Fault, Near
from trustbook.manuscript.shape import Shaped
from trustbook.manuscript.trees import descendants, text_of
from trustbook.settings import Entry, ImportedList
from trustbook.sources.values import Sources
from trustbook.words import Words, fill

# What authors write behind a heading.
_CLAIM_CLASSES = {"source-lost": "lost", "source-unnamed": "unnamed", "how-sure": "weighed"}


def number_entries(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Reading-list entries in the order of their numbers: what the text names first, research behind it second."""
    listed = tuple(entries)
    return tuple(e for e in listed if e.kind != "study") + tuple(e for e in listed if e.kind == "study")


def claims_in(chapter: Shaped) -> Iterator[Claim]:
    """The claims that a chapter's headings name."""
    for element in descendants(chapter.tree, "h2", "h3", "h4"):
        for name in element.get("class", "").split():
            if name in _CLAIM_CLASSES and (identifier := element.get("id")):
                yield Claim(identifier, _CLAIM_CLASSES[name], text_of(element), chapter.key, line_of(element))


def section_label(chapter: Shaped, heading: str, words: Words) -> str:
    """How a place in the text is named to people: "Chapter 2, section A", or the part's title."""
    name = label(chapter.role, chapter.number, words) or chapter.title
    letter = heading.split(".")[0]
    if len(letter) == 1 and heading[1:2] == ".":
        return fill(words.chapter_section, chapter=name, letter=letter)
    return name


@dataclass(slots=True)
class Citations:
    """Fills in citations, in reading order."""

    sources: Sources
    entries: Mapping[str, tuple[int, Entry]]  # with their numbers
    claims: Mapping[str, Claim]
    ids: Ids
    near: Near
    listed: bool  # whether some part is the reading list
    made: list[Citation] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def fill(self, link: Element, part: str, label: str) -> Fault | None:
        """Point one citation at its entry or claim."""
        target, words = self._known(link.get(OF, "")), self.sources.settings.words
        count = self.counts[target] = self.counts.get(target, 0) + 1
        if target in self.claims:
            claim = self.claims[target]
            marks = {"lost": words.source_lost, "unnamed": words.source_unnamed, "weighed": words.claim_weighed}
            mark = marks[claim.kind]
            said = fill(words.claim, mark=mark, title=claim.title)
            attributes = {"class": "mark", "href": f"#{target}", "aria-label": said}
            link.text = mark
        elif target in self.entries:
            number, entry = self.entries[target]
            said = fill(
                words.citation, number=number, name=entry.short_name or entry.name or entry.authors or entry.title
            )
            attributes = {
                "role": "doc-biblioref", "class": "biblioref", "href": f"#ref-{target}", "aria-label": said
            }  # fmt: skip
            link.text = str(number)
        else:
            return self._unknown(target)
        anchor = self.ids.make(f"cite-{target}-{count}")
        link.attrib.update({"id": anchor, **attributes})
        self.made.append(Citation(target, part, anchor, label))
        if target in self.claims or self.listed:
            return None
        self.listed = True  # said once
        message = "the text cites, but no part of the book is its reading list"
        return Fault("B206", message, 'add a chapter with `role = "reading-list"` to book.toml')

    def _known(self, typed: str) -> str:
        """The id of an entry whose name in its own file has capitals and other signs."""
        made = slug(typed)
        return made if typed not in self.entries and typed not in self.claims and made in self.entries else typed

    def _unknown(self, target: str) -> Fault | None:
        listed = self.sources.reading_list
        if listed is not None and (
            re.search(rf"""\bid\s*=\s*(["']){re.escape(target)}\1""", listed.text)
            or (isinstance(listed, ImportedList) and target in listed.names)
        ):
            return None  # the entry is there, with a fault that is reported where it stands
        name = posixpath.basename(listed.path) if listed else "reading-list.toml"
        wanted = target.split(",")[0].lower()  # `[@id, page 3]`, `[@ID]`
        near = self.near.hint("B201", wanted, (*self.entries, *self.claims)).replace("`", "`@", 1)
        hint = f"{near} entries live in {name}".strip() if near else f'add an entry with id = "{target}" to {name}'
        return Fault("B201", f"`[@{target}]` is not in the reading list", hint)

    def unused(self, chapters: Iterable[Shaped]) -> Iterator[Finding]:
        """What is listed or claimed and never cited."""
        used = {citation.target for citation in self.made}
        file = self.sources.reading_list
        for _, entry in self.entries.values():
            if entry.id not in used and file is not None:
                hint = f"cite it with `[@{entry.id}]`, or remove the entry"
                yield file.at_value("B202", f"nothing cites `{entry.id}`", ("entries", entry.index, "id"), hint)
        files = {chapter.key: chapter.file for chapter in chapters}
        for claim in self.claims.values():
            if claim.id not in used:
                hint = f"mark the claim in the text with `[@{claim.id}]`"
                message = f"nothing in the text is marked with `{claim.id}`"
                home = files[claim.part]
                yield home.at("B204", message, home.find(claim.id, claim.line) or home.place(claim.line), hint)


def bracket(holder: Element, by_number: Callable[[Element], bool]) -> None:
    """The brackets around the numbers of one place, and around the words that stand with them.

    Names of figures, tables and headings stand in the sentence: they need none, and round ones around words.
    """
    opening, closing = "[]"
    if all(map(by_number, holder)):
        opening, closing = "()" if holder.text or any(link.tail for link in holder) else ("", "")
        del holder.attrib["class"], holder.attrib[ROLE]  # they are words of the text
    holder.text = f"{opening}{holder.text or ''}"
    for link in list(holder)[:-1]:
        link.tail = link.tail or ", "
    if len(holder):
        holder[-1].tail = f"{holder[-1].tail or ''}{closing}"
