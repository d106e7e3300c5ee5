"""Which passages of a book people ask a handout of: chapters, lettered sections, exercises.

In: a `Book` and the words of the handouts' table. Out: what to make, and findings where there is no such thing.
"""

from __future__ import annotations

from collections import Counter
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


_LONGEST = 60  # letters of a title in the name of a file


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
    if table.section and table.exercise:
        hint = "leave out `--section`: an exercise is found by its title alone"
        return [], (Finding("O908", "a section and an exercise are asked for at once", hint=hint),)
    if table.section:
        return _by_letter(parts, table.section)
    if table.exercise:
        return _by_title(book, parts, table.exercise)
    return [Wanted(part) for part in parts], ()


def whole_chapters_only() -> Finding:
    """What is said to somebody who asks for a pack of passages."""
    return Finding("O908", "a pack has no sections or exercises alone", hint="leave out `--pack`, or the passage")


def _by_letter(parts: list[Part], letter: str) -> tuple[list[Wanted], tuple[Finding, ...]]:
    """The sections of chapters that have a letter."""
    known = [
        (part, text_of(title), element)
        for part in parts
        for element in part.tree.iter("section")
        if role_of(element) is Role.NONE and (title := element.find("h2")) is not None
    ]
    start = f"{letter.strip().casefold()}."
    found = [(part, letter, element) for part, title, element in known if title.casefold().startswith(start)]
    if found:
        return _named("section", found), ()
    return [], (Finding("O908", f"there is no section `{letter}`", hint=_those([title for _, title, _ in known])),)


def _by_title(book: Book, parts: list[Part], said: str) -> tuple[list[Wanted], tuple[Finding, ...]]:
    """The exercises of chapters whose titles hold some words; where other chapters have them, the finding says so."""
    words = said.strip().casefold()
    known = list(exercises(book))
    fitting = [one for one in known if words in one.title.casefold()]
    here = [one for one in fitting if one.part in parts]
    if here:
        return _named("exercise", [(one.part, one.title, one.box) for one in here]), ()
    elsewhere = dict.fromkeys(one.part.number for one in fitting if one.part.role == "chapter")
    hint = _those([one.title for one in known if one.part in parts])
    if elsewhere:
        hint = f"it is in chapter {' and '.join(elsewhere)}"
    return [], (Finding("O908", f"there is no exercise `{said}`{' in this chapter' * bool(elsewhere)}", hint=hint),)


def _named(kind: str, found: list[tuple[Part, str, Element]]) -> list[Wanted]:
    """Passages under names for their files: the second of one name in a chapter has a number."""
    passages, taken = list[Wanted](), Counter[tuple[str, str]]()
    for part, said, element in found:
        name = f"{kind}-{slug(said)[:_LONGEST]}".rstrip("-")  # a title in another script has no slug
        taken[part.key, name] += 1
        count = taken[part.key, name]
        passages.append(Wanted(part, name if count == 1 else f"{name}-{count}", _finder(part.tree, element)))
    return passages


def _those(titles: list[str]) -> str:
    return f"there are: {'; '.join(titles)}" if titles else "no chapter here has any"


def _finder(tree: Element, element: Element) -> Callable[[Element], Element]:
    """Finds an element of a tree in a copy of that; marks of pages that were put into the copy do not count."""
    place = list(tree.iter()).index(element)

    def find(copied: Element) -> Element:
        return [one for one in copied.iter() if not is_marker(one)][place]

    return find
