"""Read the book's data files: book.toml, the reading list, the help lines, the rights, the sessions, and its clinics.

In: a `DataFile` each. Out: frozen values, and a finding with line and column for every fault at once.
Only this package, and the models of the editions' tables, import pydantic. It must not open files or look at today's
date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from trustbook.findings import DataFile, Finding, did_you_mean, in_order
from trustbook.findings.toml_positions import KeyPath
from trustbook.settings.book import (
    FORMAT,
    STYLE_RULES,
    Box,
    EditionTable,
    EditionTables,
    Process,
    Settings,
    model_for,
    schema,
)
from trustbook.settings.clinic import Clinic, CrisisLine, clinic_schema, read_clinic, read_clinic_file, settings_of_copy
from trustbook.settings.imported import ImportedList, list_file, read_imported
from trustbook.settings.lists import EVERYWHERE, CountryName, EntriesFile, Entry, HelpFile, HelpLine, HelpLines
from trustbook.settings.reader import Reader
from trustbook.settings.rights import TOPICS, Right, Rights, RightsFile
from trustbook.settings.said import quoted
from trustbook.settings.sessions import LENGTHS, Session, Sessions, SessionsFile
from trustbook.settings.types import LEVELLED, Model
from trustbook.words import has_words, phrases, tags

__all__ = [
    "EVERYWHERE", "LENGTHS", "STYLE_RULES", "TOPICS", "Box", "Clinic", "CrisisLine", "EditionTable", "EditionTables",
    "Entry", "HelpLine", "HelpLines", "ImportedList", "Model", "Process", "Right", "Rights", "Session", "Sessions",
    "Settings", "clinic_schema", "list_file", "read_clinic", "read_clinic_file", "read_entries", "read_help_lines",
    "read_rights", "read_sessions", "read_settings", "schema", "settings_of_copy",
]  # fmt: skip


def read_settings(file: DataFile, editions: EditionTables = ()) -> tuple[Settings | None, list[Finding]]:
    """Read book.toml; no `Settings` when more in it is wrong than keys that mean nothing.

    `editions` are those that can be named, with the models of their tables.
    """
    reader = Reader(file)
    if reader.data is None or reader.newer():
        return None, reader.found
    if "format" not in reader.data:
        hint = f"write `format = {FORMAT}` as the first line"
        reader.found.append(file.finding("F116", f"`{file.path}` does not say its format", hint=hint))
    settings = reader.value(model_for(editions, "words" in reader.data), {"format": FORMAT, **reader.data}, ())
    if settings is not None:
        contents = [number for number, part in enumerate(settings.chapters) if part.role == "contents"]
        for number in contents[1:]:
            reader.add("F106", "the contents are listed twice", ("chapters", number, "role"), "remove one of the two")
        _levels(settings, reader)
        _speaks(settings, reader)
    fatal = any(finding.code not in ("F103", "F120") for finding in reader.found)
    return None if fatal else settings, in_order(reader.found)


def _levels(settings: Settings, reader: Reader) -> None:
    """A finding for each chapter that stands below none."""
    above = 0
    for number, chapter in enumerate(settings.chapters):
        if chapter.role not in LEVELLED:
            above = 0
        if chapter.level > above + 1 or (chapter.level > 1 and chapter.role not in LEVELLED):
            message = f"nothing of level {chapter.level - 1} stands above this part"
            hint = "a chapter of level 2 stands right behind the chapter that it belongs to; remove `level`, or move it"
            reader.add("F104", message, ("chapters", number, "level"), hint)
        above = chapter.level if chapter.role in LEVELLED else 0


def _speaks(settings: Settings, reader: Reader) -> None:
    """A finding when the builder has no words in the book's language, and book.toml does not give them all."""
    language = settings.book.language
    given = settings.own_words.model_dump(exclude_unset=True)
    lacking = [one.name.replace("_", "-") for one in phrases() if one.name not in given]
    if has_words(language) or not lacking:
        return
    file = f"trustbook/words/{tags(language)[-1].lower()}.toml"
    hint = f"write `{file}` after `en.toml` beside it"
    if given:
        hint += f", or give in `[words]` what it lacks: {', '.join(lacking[:5])}{' …' if len(lacking) > 5 else ''}"
    else:
        hint += ", or give all that stands there in `[words]`"
    message = f"the builder has no words in the language `{language}`: it says what it adds in English"
    reader.add("F120", message, ("book", "language"), hint)


def read_entries(file: DataFile) -> tuple[tuple[Entry, ...], list[Finding]]:
    """Read the reading list; entries with a fault are left out."""
    if isinstance(file, ImportedList):
        return read_imported(file)
    reader = Reader(file)
    if reader.data is None or reader.newer():
        return (), reader.found
    reader.value(EntriesFile, reader.data, ())
    entries: dict[str, Entry] = {}
    for place, raw in reader.tables("entries"):
        entry = reader.item(Entry, raw, place, missing="B205")
        lacks = reader.lacks(raw, place)
        if entry and not lacks and reader.first(entry, entries, place):
            entries[entry.id] = entry
    return tuple(entries.values()), in_order(reader.found)


def read_help_lines(file: DataFile) -> tuple[HelpLines | None, list[Finding]]:
    """Read the help lines; lines with a fault are left out, and the whole only when it is no TOML."""
    reader = Reader(file)
    if reader.data is None or reader.newer():
        return None, reader.found
    outer = reader.value(HelpFile, reader.data, ())
    countries = _countries(reader)
    lines: dict[str, HelpLine] = {}
    for place, raw in reader.tables("lines"):
        line = reader.item(HelpLine, raw, place)
        if line is None or not reader.first(line, lines, place):
            continue
        lines[line.id] = line
        if line.country != EVERYWHERE:
            _named(line.country, place, reader)
    how = outer.how_checked if outer else ""
    return HelpLines(how_checked=how, countries=countries, lines=tuple(lines.values())), in_order(reader.found)


def read_rights(file: DataFile) -> tuple[Rights | None, list[Finding]]:
    """Read the rights; rows with a fault are left out, and the whole only when it is no TOML."""
    reader = Reader(file)
    if reader.data is None or reader.newer():
        return None, reader.found
    outer = reader.value(RightsFile, reader.data, ())
    countries = _countries(reader)
    rows: dict[str, Right] = {}
    for place, raw in reader.tables("rights"):
        row = reader.item(Right, raw, place)
        if row is not None and reader.first(row, rows, place):
            rows[row.id] = row
            _named(row.country, place, reader)
    how = outer.how_checked if outer else ""
    return Rights(how_checked=how, countries=countries, rows=tuple(rows.values())), in_order(reader.found)


def _countries(reader: Reader) -> dict[str, CountryName]:
    """How a list file names countries, by their codes."""
    countries: dict[str, CountryName] = {}
    named = reader.data.get("countries") if reader.data else None
    for code, raw in named.items() if isinstance(named, dict) else ():
        if not re.fullmatch(rf"[A-Z]{{2}}|{EVERYWHERE}", code):
            hint = 'codes look like "GB" (ISO 3166)'
            reader.add("F104", f"{quoted(code)} is no country code", ("countries", code), hint)
        elif isinstance(raw, dict) and (country := reader.value(CountryName, raw, ("countries", code))):
            countries[code] = country
    return countries


def _named(country: str, place: KeyPath, reader: Reader) -> None:
    """A finding when a list file does not name a country that an item is for."""
    named = reader.data.get("countries") if reader.data else None
    if not (isinstance(named, dict) and country in named):
        hint = f'add `[countries.{country}]` with `name = "…"`'
        reader.add("F104", f"the country `{country}` has no name", (*place, "country"), hint)


def read_sessions(file: DataFile, chapters: Sequence[str]) -> tuple[Sessions | None, list[Finding]]:
    """Read the sessions for these chapters, by file name; those with a fault are left out."""
    reader = Reader(file)
    if reader.data is None or reader.newer():
        return None, reader.found
    outer = reader.value(SessionsFile, reader.data, ())
    sessions: dict[str, Session] = {}
    for place, raw in reader.tables("sessions"):
        session = reader.item(Session, raw, place)
        if session is None or not _has_chapter(session, chapters, place, reader):
            continue
        if session.chapter in sessions:
            line = file.line_of(("sessions", sessions[session.chapter].index))
            hint = f"the first is in line {line}; keep one of the two"
            reader.add("F106", f"`{session.chapter}` has two sessions", (*place, "chapter"), hint)
        elif _adds_up(session, place, reader):
            sessions[session.chapter] = session
    rules, about = (outer.rules, outer.about_rules) if outer else ((), "")
    return Sessions(rules=rules, about_rules=about, sessions=tuple(sessions.values())), in_order(reader.found)


def _has_chapter(session: Session, chapters: Sequence[str], place: KeyPath, reader: Reader) -> bool:
    if session.chapter in chapters:
        return True
    known = f"there are {', '.join(chapters)}" if chapters else "the book has no numbered chapters"
    hint = did_you_mean(session.chapter, chapters) or known
    reader.add("F122", f"there is no numbered chapter `{session.chapter}`", (*place, "chapter"), hint)
    return False


def _adds_up(session: Session, place: KeyPath, reader: Reader) -> bool:
    """Whether the steps fill each length that they are planned for; a finding at the last step that does not."""
    right = True
    for length in LENGTHS:
        total = sum(step.minutes(length) for step in session.steps)
        if total in (0, length):
            continue
        last = max(number for number, step in enumerate(session.steps) if step.minutes(length))
        change = f"add {length - total}" if total < length else f"take {total - length} away"
        message = f"the steps for {length} minutes add up to {total}"
        reader.add("F123", message, (*place, "steps", last, str(length)), f"{change}, here or in another step")
        right = False
    return right
