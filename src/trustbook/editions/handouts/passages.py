"""Which passages of a book people ask a handout of: chapters, lettered sections, exercises.

In: a `Book` and the words of the handouts' table. Out: what to make, and findings where there is no such thing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from trustbook.findings import Finding
from trustbook.layout.pages import is_marker
from trustbook.manuscript.by_number import chapters_by_number
from trustbook.manuscript.exercises import exercises
from trustbook.manuscript.ids import slug
from trustbook.manuscript.marks import Role, role_of
from trustbook.manuscript.trees import text_of

if TYPE_CHECKING:
    from trustbook.editions.handouts.settings import HandoutSettings
    from trustbook.manuscript.book import Book, Part


@dataclass(frozen=True, slots=True)
class Wanted:
    """A chapter, or one passage of it: `find` finds that in a copy of the chapter's tree; `name` is for files."""

    part: Part
    name: str = ""
    find: Callable[[Element], Element] | None = None


def wanted(book: Book, table: HandoutSettings) -> tuple[list[Wanted], tuple[Finding, ...]]:
    """What the table asks for; a chapter, section or exercise that there is not is a finding (O908)."""
    parts, faults = chapters_by_number(book, table.chapter)
    if faults:
        return [], faults
    if table.section:
        asked = f"{table.section.strip().casefold()}."
        return _passages("section", table.section, _sections(parts), lambda title: title.startswith(asked))
    if table.exercise:
        words = table.exercise.strip().casefold()
        known = [(one.part, one.title, one.box) for one in exercises(book) if one.part in parts]
        return _passages("exercise", table.exercise, known, lambda title: words in title)
    return [Wanted(part) for part in parts], ()


def whole_chapters_only() -> Finding:
    """What is said to somebody who asks for a pack of passages."""
    return Finding("O908", "a pack has no sections or exercises alone", hint="leave out `--pack`, or the passage")


def _sections(parts: list[Part]) -> list[tuple[Part, str, Element]]:
    """The sections of chapters with their titles."""
    return [
        (part, text_of(title), element)
        for part in parts
        for element in part.tree.iter("section")
        if role_of(element) is Role.NONE and (title := element.find("h2")) is not None
    ]


def _passages(
    kind: str, said: str, known: list[tuple[Part, str, Element]], fits: Callable[[str], bool]
) -> tuple[list[Wanted], tuple[Finding, ...]]:
    found = [
        Wanted(part, f"{kind}-{slug(said)}", _finder(part.tree, element))
        for part, title, element in known
        if fits(title.casefold())
    ]
    if found:
        return found, ()
    hint = f"there are: {'; '.join(title for _, title, _ in known)}" if known else "no chapter here has any"
    return [], (Finding("O908", f"there is no {kind} `{said}`", hint=hint),)


def _finder(tree: Element, element: Element) -> Callable[[Element], Element]:
    """Finds an element of a tree in a copy of that; marks of pages that were put into the copy do not count."""
    place = list(tree.iter()).index(element)

    def find(copied: Element) -> Element:
        return [one for one in copied.iter() if not is_marker(one)][place]

    return find
