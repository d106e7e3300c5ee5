"""What the desk does with a book, in a process of its own that can be stopped at any moment.

In: the book's folder, then forms as they were typed. Out: findings at the fields, pages to look at, finished files.
What passes between the processes is text, bytes and findings; nothing is written to the book's folder.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from trustbook.builder.faults import stopped
from trustbook.builder.make import check_names, least_contrast, load, make, tables
from trustbook.cli.desk.form import Typed, at_field, values
from trustbook.editions import rows
from trustbook.findings import Finding, Place, in_order
from trustbook.sources.folder import MAX_TEXT

if TYPE_CHECKING:
    from trustbook.builder.preview import Preview
    from trustbook.manuscript.book import Book
    from trustbook.sources.values import ClinicCopy


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it was sent: the clinic's name for files, what was typed by key, and the bytes of its logo."""

    name: str
    typed: Typed
    logo: bytes = b""

    @property
    def logo_name(self) -> str:
        """How the logo's file is called beside the clinic's: by what it holds, whatever its name was."""
        return f"{self.name}.{_kind(self.logo)}" if self.logo else ""

    @property
    def values(self) -> Mapping[str, object]:
        """The values of the clinic's file."""
        return values({**self.typed, "logo": self.logo_name})


@dataclass(frozen=True, slots=True)
class Opened:
    """What the page says of the book: its title and language, the editions it is made in; and its form at the start."""

    title: str
    language: str
    editions: Mapping[str, str]  # what each is, by name
    start: Form


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a form: findings, and pages or files (by name) where nothing is to be mended."""

    findings: tuple[Finding, ...] = ()
    preview: Preview | None = None
    files: tuple[tuple[str, bytes], ...] = ()
    archive: str = ""  # what they are called together


class Work:
    """The work on one book, which is read once."""

    def __init__(self, folder: Path) -> None:
        from trustbook.rules.check import check

        self._folder = folder
        book, found = load(folder)
        self._book: Book | None = book
        self.found = tuple(in_order([*found, *(check(book) if book is not None else [])]))
        if stopped(self.found):
            self._book = None

    def opened(self, clinic: str) -> tuple[tuple[Finding, ...], Opened | None]:
        """The book, with a clinic of its folder or none; nothing where findings stop one of the two."""
        if self._book is None:
            return self.found, None
        settings = self._book.sources.settings
        start, found = Form("", {"country": settings.help.country if settings.help else ""}), list[Finding]()
        if clinic:
            given, found = _of_file(self._folder, clinic)
            if given is None:
                return tuple(in_order(found)), None
            start = given
        names = settings.editions or rows().by_default
        editions = {name: settings.words.edition(name) for name in names}
        return self.found, Opened(settings.book.title, settings.book.language, editions, start)

    def taken(self, data: bytes) -> tuple[Typed, bytes] | None:
        """What a clinic's file that was taken from here says, and its logo; None for what is no such file."""
        from trustbook.cli.desk.clinic_file import taken

        try:
            return taken(data)
        except (ValueError, RecursionError):
            return None

    def look(self, form: Form) -> Answer:
        """The pages of a form."""
        from trustbook.builder.preview import preview

        book, found = self._copy(form)
        if book is None or stopped(found):
            return Answer(tuple(in_order(found)))
        return Answer(tuple(in_order(found)), preview(book))

    def clinic_file(self, form: Form) -> Answer:
        """The clinic's own file, and its logo where it has one, when nothing is to be mended."""
        from trustbook.cli.desk.clinic_file import clinic_toml

        book, found = self._copy(form)
        if book is None or stopped(found):
            return Answer(tuple(in_order(found)))
        files = [(f"{form.name}.toml", clinic_toml(form.values).encode())]
        files += [(form.logo_name, form.logo)] if form.logo else []
        return Answer(tuple(in_order(found)), files=tuple(files), archive=f"{form.name}-clinic-file")

    def files(self, form: Form, edition: str) -> Answer:
        """The files of an edition, the very ones that `trustbook build --clinic` makes of the clinic's file."""
        check_names([edition], {}, rows())
        book, found = self._copy(form, (edition,))
        if book is None or stopped(found):
            return Answer(tuple(in_order(found)))
        outcome = make(book, [edition])[edition]
        found = in_order([*found, *(one for one in outcome.findings if one not in self.found)])
        if stopped(found):
            return Answer(tuple(found))
        files = tuple((one.name, one.data) for one in outcome.artifacts)
        return Answer(tuple(found), files=files, archive=f"{book.sources.settings.book.slug}-{edition}")

    def _copy(self, form: Form, editions: Sequence[str] = ()) -> tuple[Book | None, list[Finding]]:
        """The copy of a form, judged for these editions, or for all that the clinic gives out."""
        from trustbook.manuscript.copies import copy_of
        from trustbook.rules.branding import check_branding

        if self._book is None:
            return None, list(self.found)
        copied, found = _clinic(form)
        if copied is None:
            return None, found
        book, more = copy_of(self._book, copied)
        named = editions or book.sources.settings.editions or rows().by_default
        return book, [*found, *more, *check_branding(book, least_contrast(named, rows()))]


def _clinic(form: Form) -> tuple[ClinicCopy | None, list[Finding]]:
    """The clinic that a form describes."""
    from trustbook.settings import read_clinic
    from trustbook.sources.clinics import logo_of
    from trustbook.sources.values import ClinicCopy

    clinic, found = read_clinic(form.values, at_field, tables(rows()))
    picture, more = logo_of(form.logo, form.logo_name, at_field) if form.logo else (None, [])
    found += [replace(one, place=Place("logo")) for one in more]
    if clinic is None or (form.logo and picture is None):
        return None, found
    return ClinicCopy(form.name, clinic, at_field, picture), found


def _of_file(folder: Path, name: str) -> tuple[Form | None, list[Finding]]:
    """The form that a clinic's file fills in."""
    from trustbook.cli.desk.clinic_file import typed_of
    from trustbook.sources.clinics import MOST_LOGO, load_clinic
    from trustbook.sources.locate import CLINICS, find_config
    from trustbook.sources.regular import read_regular

    copied, found = load_clinic(folder, name, tables(rows()))
    config = find_config(folder)
    if copied is None or config is None:
        return None, found
    home = config.parent / CLINICS
    typed = typed_of(tomllib.loads(read_regular(home / f"{name}.toml", MAX_TEXT).decode()))
    logo = read_regular(home / copied.clinic.logo, MOST_LOGO) if copied.clinic.logo else b""
    return Form(name, {**typed, "logo": ""}, logo), found


def _kind(data: bytes) -> str:
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:4]
    if start.startswith(b"<"):
        return "svg"
    return "jpg" if start.startswith(b"\xff\xd8") else "png"
