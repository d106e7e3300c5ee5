"""Which passages of a book people ask a handout of: chapters, lettered sections, exercises.

In: a `Book` and the words of the handouts' table. Out: what to make, and findings where there is no such thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from trustbook.findings import Finding
from trustbook.manuscript.ids import slug
from trustbook.manuscript.marks import OF, Role, role_of

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
    known = {str(part.number): part for part in book.parts if part.role == "chapter"}
    numbers = [one.strip() for one in table.chapter.split(",")] if table.chapter else list(known)
    if missing := [one for one in numbers if one not in known]:
        hint = f"there are chapters {', '.join(known)}" if known else "the book has no numbered chapters"
        return [], tuple(Finding("O908", f"there is no chapter `{one}`", hint=hint) for one in missing)
    parts = [known[one] for one in numbers]
    for kind, said, passages in (("section", table.section, sections), ("exercise", table.exercise, exercises)):
        if said:
            return _passages(kind, said, {part.key: dict(passages(part.tree)) for part in parts}, parts)
    return [Wanted(part) for part in parts], ()


def sections(tree: Element) -> Iterator[tuple[str, int]]:
    """The sections of a chapter by what their titles start with, each with its place in the tree."""
    for place, element in enumerate(tree.iter()):
        title = element.find("h2") if element.tag == "section" and role_of(element) is Role.NONE else None
        if title is not None:
            yield "".join(title.itertext()), place


def exercises(tree: Element) -> Iterator[tuple[str, int]]:
    """The exercises of a chapter by their titles, each with its place in the tree."""
    for place, element in enumerate(tree.iter()):
        if role_of(element) is Role.BOX and element.get(OF) == "try":
            title = next((one for one in element.iter() if role_of(one) is Role.BOX_TITLE), None)
            yield "" if title is None else "".join(title.itertext()), place


def _passages(
    kind: str, said: str, known: dict[str, dict[str, int]], parts: list[Part]
) -> tuple[list[Wanted], tuple[Finding, ...]]:
    asked = said.strip().casefold()
    found = [
        Wanted(part, f"{kind}-{slug(said)}", _finder(part.tree, place))
        for part in parts
        for title, place in known[part.key].items()
        if (title.casefold().startswith(f"{asked}.") if kind == "section" else asked in title.casefold())
    ]
    if found:
        return found, ()
    titles = [title for one in known.values() for title in one]
    hint = f"there are: {'; '.join(titles)}" if titles else f"no chapter here has an {kind}"
    return [], (Finding("O908", f"there is no {kind} `{said}`", hint=hint),)


def _finder(tree: Element, place: int) -> Callable[[Element], Element]:
    """Finds in a copy what stands at a place of the tree; marks of pages that were put into the copy do not count."""
    from trustbook.layout.pages import is_marker

    def find(copied: Element) -> Element:
        return [one for one in copied.iter() if not is_marker(one)][place]

    return find
