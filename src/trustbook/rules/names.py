"""The names in a book, which no reading grade counts: nobody can choose a shorter one.

In: a `Book`. Out: its texts without the names of its reading list, its abbreviations and its title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from trustbook.manuscript.book import Book


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one book."""

    pattern: re.Pattern[str]

    def left_out(self, text: str) -> str:
        """A text with a space for each name."""
        return self.pattern.sub(" ", text)


def names_in(book: Book) -> Names:
    """Names in the reading list and in the text's abbreviations, longest first."""
    names = {
        name
        for entry in book.entries
        if entry.kind != "study"
        for name in (entry.name, entry.short_name, entry.name_in_article)
    }
    names |= set(book.abbreviations) | set(book.abbreviations.values())
    title = book.sources.settings.book.title
    if len(title.split()) > 2:  # a short title is made of words that the text uses as words
        names.add(title)
    ordered = sorted((re.escape(name) for name in names if name), key=lambda name: (-len(name), name))
    return Names(re.compile(rf"(?<!\w)(?:{'|'.join(ordered)})(?!\w)" if ordered else r"(?!)"))
