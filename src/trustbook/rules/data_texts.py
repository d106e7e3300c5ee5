"""What the data files put into the book's text, with the keys it comes from.

In: a `Book`. Out: each text of book.toml, the reading list, the help lines, the rights and the sessions that a reader
of the book meets, so that rules judge it where it was written. Metadata that no page shows is left out. It must not
judge anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from trustbook.findings import DataFile, Finding
from trustbook.findings.toml_positions import KeyPath
from trustbook.manuscript.book import Book
from trustbook.manuscript.rights import rows_shown
from trustbook.settings import EVERYWHERE, Entry

_EVERYWHERE = ("title", "subtitle", "version")  # on cover and title page
_COLOPHON = ("publisher", "rights", "identifier")
_PROCESS = ("made", "involved", "funding", "feedback")
_WORK = ("authors", "title", "editors", "translators", "illustrators", "journal", "details")
_CALLED = ("name", "name-in-article", "about")
_WAYS = ("doi", "note", "url")
_LINE = ("service", "who", "hours", "cost")
_SESSION = ("aim", "suits", "aftercare")
_STEP = ("title", "words")


@dataclass(frozen=True, slots=True)
class DataText:
    """A text of a data file and where it stands; `spoken` when it is read as sentences, as a chapter's text is."""

    file: DataFile
    path: KeyPath
    text: str
    spoken: bool = False
    _told: Counter[str] = field(default_factory=Counter, init=False, compare=False)

    def finding(self, code: str, message: str, words: str, hint: str) -> Finding:
        """A finding at words inside the text; equal words asked for again are the next ones."""
        nth = self._told[words]
        self._told[words] += 1
        return self.file.at_value(code, message, self.path, hint, words, nth)


def data_texts(book: Book) -> Iterator[DataText]:
    """Every text that the data files put into this book; defaults that nobody wrote are no such texts."""
    for one in (
        *_settings(book),
        *_entries(book),
        *_help_lines(book),
        *_rights(book),
        *_rules(book),
        *session_texts(book),
    ):
        if one.text and one.path in one.file.positions.keys:
            yield one


def _settings(book: Book) -> Iterator[DataText]:
    file, settings = book.sources.config, book.sources.settings
    roles = {part.role for part in book.parts}
    for key in (*_EVERYWHERE, *(_COLOPHON if "colophon" in roles else ())):
        yield DataText(file, ("book", key), getattr(settings.book, key))
    for number, person in enumerate(settings.people):
        yield DataText(file, ("people", number, "name"), person.name)
    yield DataText(file, ("cover", "alt"), settings.cover.alt)
    for key in ("back", "readers"):
        yield DataText(file, ("cover", key), getattr(settings.cover, key), spoken=True)
    if "accessibility" in roles:
        for key in ("contact", "evaluator"):
            yield DataText(file, ("accessibility", key), getattr(settings.accessibility, key))
    if "colophon" in roles:
        for key in _PROCESS:
            yield DataText(file, ("process", key), getattr(settings.process, key), spoken=True)
    yield from _inside(file, ("words",), settings.own_words.model_dump(by_alias=True, exclude_unset=True))


def _inside(file: DataFile, path: KeyPath, value: Any) -> Iterator[DataText]:
    """The texts in a table, a list, or one text."""
    if isinstance(value, str):
        yield DataText(file, path, value)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _inside(file, (*path, key), inner)
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value):
            yield from _inside(file, (*path, number), inner)


def _entries(book: Book) -> Iterator[DataText]:
    file = book.sources.reading_list
    if file is None or not any(part.role == "reading-list" for part in book.parts):
        return
    for entry in book.entries:
        for key in (*_WORK, *_CALLED, *_WAYS) if entry.kind == "study" else (*_CALLED, *_WORK, *_WAYS):
            yield DataText(file, ("entries", entry.index, key), _field(entry, key))


def _field(entry: Entry, key: str) -> str:
    return str(getattr(entry, key.replace("-", "_")))


def _help_lines(book: Book) -> Iterator[DataText]:
    file, data = book.sources.help_file, book.sources.help_lines
    country = book.sources.settings.help.country
    if file is None or data is None or book.help_part is None:
        return
    if country in data.countries:
        yield DataText(file, ("countries", country, "name"), data.countries[country].name)
    yield DataText(file, ("how-checked",), data.how_checked)
    own = data.of(country)
    for line in data.shown(country):
        place = ("lines", line.index)
        in_short = line not in own and line.country != EVERYWHERE
        for key in ("service",) if in_short else _LINE:
            yield DataText(file, (*place, key), getattr(line, key), key == "who")
        for number, contact in enumerate(line.contacts):
            yield DataText(file, (*place, "contacts", number, "to"), contact.to)
            yield DataText(file, (*place, "contacts", number, "say"), contact.say)


def _rights(book: Book) -> Iterator[DataText]:
    file, data = book.sources.rights_file, book.sources.rights
    rows = [row for part in book.parts for row in rows_shown(part.tree, book.sources)]
    if file is None or data is None or not rows:
        return
    country = book.sources.settings.help.country
    yield DataText(file, ("how-checked",), data.how_checked)
    if country in data.countries:
        yield DataText(file, ("countries", country, "name"), data.countries[country].name)
    for row in dict.fromkeys(rows):
        for key in ("region", "text"):
            yield DataText(file, ("rights", row.index, key), getattr(row, key), key == "text")


def _rules(book: Book) -> Iterator[DataText]:
    file, data = book.sources.sessions_file, book.sources.sessions
    if file is None or data is None or not data.sessions:
        return
    yield DataText(file, ("about-rules",), data.about_rules, spoken=True)
    for number, rule in enumerate(data.rules):
        yield DataText(file, ("rules", number), rule, spoken=True)


def session_texts(book: Book) -> Iterator[DataText]:
    """What the sessions say, one after the other; the second key of each is the session's place in its file."""
    file, data = book.sources.sessions_file, book.sources.sessions
    if file is None or data is None:
        return
    for session in data.sessions:
        place = ("sessions", session.index)
        for key in _SESSION:
            yield DataText(file, (*place, key), getattr(session, key), spoken=True)
        for number, thing in enumerate(session.prints):
            yield DataText(file, (*place, "prints", number), thing, spoken=True)
        for number, step in enumerate(session.steps):
            for key in _STEP:
                yield DataText(file, (*place, "steps", number, key), getattr(step, key), spoken=True)
