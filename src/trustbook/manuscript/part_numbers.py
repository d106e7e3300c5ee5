"""The numbers of parts, chapters and appendices, and how deep each stands.

In: the list of parts as book.toml has it. Out: numbers such as "2", "2.1" or "A", and the words around them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trustbook.manuscript.book import Part
from trustbook.sources.values import ChapterSource
from trustbook.words import Words, fill

_HELD = ("chapter", "unnumbered")  # what a part of the book holds; one that starts with appendices holds these


def numbered(sources: Iterable[ChapterSource]) -> Iterator[tuple[ChapterSource, str, int]]:
    """Each part of the book with its number, such as "2", "2.1", "A" or nothing, and how deep it stands."""
    counts: dict[str, list[int]] = {"part": [], "chapter": [], "appendix": []}
    held: tuple[str, ...] | None = None  # by the part above; empty until it is known
    for source in sources:
        role, number = source.role, ""
        if role in counts:
            level = source.level if role != "part" else 1
            above = (counts[role] + [0] * level)[:level]
            counts[role] = [*above[:-1], above[-1] + 1]
            first = letters(counts[role][0]) if role == "appendix" else str(counts[role][0])
            number = ".".join((first, *map(str, counts[role][1:])))
        if held == ():
            held = _HELD if role in _HELD else (role,) if role == "appendix" else None
        elif held is not None and role not in held:
            held = None
        yield source, number, (held is not None) + source.level - 1
        if role == "part":
            held = ()


def letters(number: int) -> str:
    """A, B … Z, AA, AB …"""
    said = ""
    while number:
        number, rest = divmod(number - 1, 26)
        said = f"{chr(ord('A') + rest)}{said}"
    return said


def label(role: str, number: str, words: Words) -> str:
    """What is said above a title: "Chapter 2", "Appendix A", or nothing."""
    phrases = {"part": words.part_number, "appendix": words.appendix_number}
    return fill(phrases.get(role, words.chapter_number), number=number) if number else ""


def full_title(part: Part, words: Words) -> str:
    """The title of a part with its number, where it stands alone."""
    phrases = {"part": words.part_title, "appendix": words.appendix_title}
    phrase = phrases.get(part.role, words.chapter_title) if part.number else "{title}"
    return fill(phrase, number=part.number, title=part.title)
