"""Read a book's folder from disk, once.

In: a folder. Out: `Sources` and findings; no `Sources` when the book cannot be understood at all.
Each kind of file has a module of its own; `folder` alone opens files. It must not interpret Markdown.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from pathlib import Path

from trustbook import settings
from trustbook.findings import DataFile, Finding
from trustbook.sources.chapters import read_chapters
from trustbook.sources.folder import BookFolder
from trustbook.sources.locate import CONFIG, book_root, find_config, no_book
from trustbook.sources.own_fonts import read_fonts
from trustbook.sources.pictures import read_pictures
from trustbook.sources.profiles import read_profiles
from trustbook.sources.styles import read_styles
from trustbook.sources.values import Sources


def load(
    folder: Path,
    editions: settings.EditionTables = (),
    styles: Sequence[Path] = (),
    known: Callable[[settings.Settings], None] = lambda chosen: None,
) -> tuple[Sources | None, list[Finding]]:
    """Read the book in `folder`: settings, chapters, reading list, help lines, rights, sessions, pictures, styles.

    `editions` are those that book.toml can speak of, `styles` folders of style sheets beside the builder's own.
    `known` is told the settings as soon as they are known.
    """
    config_path = find_config(folder)
    if config_path is None:
        return None, [no_book()]
    book = BookFolder(book_root(config_path.absolute()), config_path.absolute().parent)
    config = book.data_file(CONFIG)
    if config is None:
        return None, book.found.found
    chosen, found = settings.read_settings(config, editions)
    book.found.extend(found)
    if chosen is None:
        return None, book.found.found
    known(chosen)
    return _sources(book, config, chosen, styles), book.found.found


def _reading_list(book: BookFolder, chosen: settings.Settings) -> DataFile | None:
    """The reading list: the file that book.toml names, else one of the usual name, of whichever kind."""
    name = chosen.book.reading_list
    usual = () if "reading_list" in chosen.book.model_fields_set else ("reading-list.bib", "reading-list.json")
    found = next(filter(None, (book.data_file(one, optional=True) for one in (name, *usual))), None)
    return settings.list_file(found) if found is not None else None


def _sources(book: BookFolder, config: DataFile, chosen: settings.Settings, styles: Sequence[Path]) -> Sources:
    """Everything that the settings name, and the pictures and sheets that lie in the folder."""
    chapters = read_chapters(book, config, chosen)
    reading_list = _reading_list(book, chosen)
    help_file = book.data_file(chosen.help.file, optional=True)
    entries, found = settings.read_entries(reading_list) if reading_list else ((), [])
    book.found.extend(found)
    help_lines, found = settings.read_help_lines(help_file) if help_file else (None, [])
    book.found.extend(found)
    rights_file = book.data_file(chosen.help.rights, optional=True)
    rights, found = settings.read_rights(rights_file) if rights_file else (None, [])
    book.found.extend(found)
    sessions_file = book.data_file(chosen.book.sessions, optional=True)
    numbered = [Path(one.file).as_posix() for one in chosen.chapters if one.file and one.role == "chapter"]
    sessions, found = settings.read_sessions(sessions_file, numbered) if sessions_file else (None, [])
    book.found.extend(found)
    pictures, refused = read_pictures(book)
    return Sources(
        root=book.root,
        settings=chosen,
        config=config,
        chapters=chapters,
        entries=entries,
        reading_list=reading_list,
        help_lines=help_lines,
        help_file=help_file,
        rights=rights,
        rights_file=rights_file,
        sessions=sessions,
        sessions_file=sessions_file,
        images=pictures,
        refused=refused,
        profiles=read_profiles(book),
        styles=read_styles(book, styles),
        fonts=read_fonts(book, config, chosen),
        lost=len(chapters) < len(chosen.chapters),
        modified=_modified(chosen),
    )


def _modified(chosen: settings.Settings) -> datetime:
    """The time the book carries: SOURCE_DATE_EPOCH, else the date of book.toml at midnight UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if re.fullmatch(r"[0-9]{1,15}", epoch):
        return datetime.fromtimestamp(min(int(epoch), 253402300799), UTC)
    return datetime.combine(chosen.book.date, time(), UTC)
