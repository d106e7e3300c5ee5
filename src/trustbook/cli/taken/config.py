"""book.toml of a book that was taken over.

In: what another program said of the book, and its chapters. Out: the text of book.toml, with the comments of the
language, as in a new book.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Template

from trustbook.cli.starter import quoted, values
from trustbook.cli.taken.book import Taken
from trustbook.cli.taken.outline import Item
from trustbook.settings.types import LEVELLED

MAX_LEVEL = 3

_BOOK = Template((Path(__file__).parent / "book.toml").read_text("utf-8"))


def config(taken: Taken, title: str, language: str) -> str:
    """The text of book.toml."""
    filled = values(title, language)
    people = taken.outline.people or (filled["publisher"],)
    return _BOOK.substitute(
        filled,
        first_person=quoted(people[0]),
        people="\n\n".join(f'[[people]]\nname = {quoted(one)}\nrole = "aut"' for one in people),
        chapters="\n\n".join(_blocks(taken.chapters)),
    )


def _blocks(items: Iterable[Item]) -> Iterator[str]:
    """A table for each chapter; none stands deeper than one level below that above it."""
    above = 0
    for item in items:
        block = f"[[chapters]]\nfile = {quoted(item.file)}"
        if item.kind != "chapter":
            block += f'\nrole = "{item.kind}"'
        above = min(item.level, above + 1, MAX_LEVEL) if item.kind in LEVELLED else 0
        if above > 1:
            block += f"\nlevel = {above}"
        if item.split:
            block += "\nsplit = true"
        yield block
