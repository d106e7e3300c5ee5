"""What the book in a folder holds: its parts, its exercises, and the editions that there are or could be.

In: a folder. Out: `Contents`, or findings where the book cannot be understood. Nothing is built or written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from trustbook.builder.faults import no_font
from trustbook.builder.fingerprint import Inputs, inputs_of_folder
from trustbook.builder.make import load
from trustbook.builder.output import leads_elsewhere
from trustbook.builder.report import Report, intact, read_report
from trustbook.editions import Edition, rows
from trustbook.findings import Finding, in_order
from trustbook.manuscript.book import Book
from trustbook.manuscript.exercises import exercises
from trustbook.sources.clinics import clinics
from trustbook.sources.locate import CLINICS, book_root, find_config, is_clinic_name, quick_clinic, quick_look

_VARYING = re.compile(r"\{[^}]*\}(?:-\{[^}]*\})*")  # in a file's name, of an edition that has many

State = Literal["built", "outdated", "not built"]


@dataclass(frozen=True, slots=True)
class ListedPart:
    """A part that the author wrote; `number` is empty for parts that have none."""

    number: str
    title: str
    file: str


@dataclass(frozen=True, slots=True)
class ListedExercise:
    """An exercise, and the part that has it; `number` is the chapter's, empty where it is none."""

    title: str
    number: str
    part: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class ListedEdition:
    """An edition and its files in the output folder. `outdated` is what the next build would make again.

    Of what is not built, `files` says how they would be called.
    """

    name: str
    state: State
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListedClinic:
    """A clinic that gives out its own copy, by the name of its file; `name` is what it is called, `files` are those of
    its copy that were built."""

    clinic: str
    name: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a book holds; `folder` is that of the finished files."""

    title: str
    folder: str
    parts: tuple[ListedPart, ...]
    exercises: tuple[ListedExercise, ...]
    editions: tuple[ListedEdition, ...]
    clinics: tuple[ListedClinic, ...] = ()

    def to_dict(self) -> Mapping[str, object]:
        """The contents for `--json`."""
        return asdict(self)


def contents(folder: Path | str = ".", output: Path | str | None = None) -> tuple[Contents | None, list[Finding]]:
    """The contents of the book in `folder`; None, with the reason, where it cannot be understood.

    `output` is the folder of finished files, `dist/` in the book's folder when None.
    """
    from trustbook.sources.fonts import FontMissing

    config = find_config(Path(folder))
    try:
        book, found = load(folder)
    except FontMissing as missing:
        return None, [no_font(missing.name)]
    if book is None or config is None:
        return None, in_order(found)
    known, settings = rows(), book.sources.settings
    target = Path(output) if output is not None else book_root(config.absolute()) / "dist"
    inputs = inputs_of_folder(config.absolute(), quick_look(config), known)
    out = leads_elsewhere(target, book_root(config.absolute()))
    report = (None if out else read_report(target)) or Report(target)
    editions = (_edition(one, settings.book.slug, inputs, report) for one in known.editions.values())
    listed = _clinics(config.absolute().parent, target, book_root(config.absolute()))
    return Contents(settings.book.title, str(target), _parts(book), _exercises(book), tuple(editions), listed), []


def _parts(book: Book) -> tuple[ListedPart, ...]:
    return tuple(ListedPart(part.number, part.title, part.file.path) for part in book.parts if part.file)


def _exercises(book: Book) -> tuple[ListedExercise, ...]:
    return tuple(
        ListedExercise(one.title, one.part.number, one.part.title, one.part.file.path, one.line)
        for one in exercises(book)
        if one.part.file
    )


def _clinics(manuscript: Path, target: Path, root: Path) -> tuple[ListedClinic, ...]:
    """The clinics of a book, with what was built for each."""
    names = clinics(manuscript)
    places = {name: target / CLINICS / name for name in names if is_clinic_name(name)}
    reports = {name: read_report(place) for name, place in places.items() if not leads_elsewhere(place, root)}
    built = {
        name: tuple(file.name for edition in report.editions.values() for file in edition.artifacts)
        for name, report in reports.items()
        if report is not None
    }
    return tuple(ListedClinic(name, quick_clinic(manuscript, name).name, built.get(name, ())) for name in names)


def _edition(edition: Edition, slug: str, inputs: Inputs, report: Report) -> ListedEdition:
    built = report.editions.get(edition.name)
    if built is None or not intact(report.folder, built):
        name = edition.files[0].replace("{slug}", slug)
        return ListedEdition(edition.name, "not built", (_VARYING.sub("…", name),))
    inputs = replace(inputs, options=built.options)
    state: State = "built" if inputs.unchanged(built, report.folder) else "outdated"
    return ListedEdition(edition.name, state, tuple(file.name for file in built.artifacts))
