"""Many clinics at once: those of a table, a row each, or of a folder, a file each.

In: a CSV or XLSX file, or a folder. Out: one `Listed` for each clinic, in order, read as it is asked for: a copy to
make, or what is wrong with it. What is wrong with one never keeps another from being read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from trustbook import settings
from trustbook.findings import Finding, Place, in_order
from trustbook.sources.clinic_rows import Columns, columns_of, read_row
from trustbook.sources.clinics import as_read, read_logo
from trustbook.sources.folder import BookFolder
from trustbook.sources.locate import CLINICS, is_clinic_name, quick_clinic_file
from trustbook.sources.tables import Row, Table, Unreadable, open_table
from trustbook.sources.values import ClinicCopy

_SAME = "say in the name what tells them apart, such as the town, or give each a `folder` of its own"


@dataclass(frozen=True, slots=True)
class Listed:
    """A clinic of a list: its `name` for files, nothing where it has none; where it stands, in words; its copy, or none
    where it cannot be read; what was found; and the state of its file, where `build` knows the clinic by that."""

    name: str
    where: str
    copied: ClinicCopy | None
    findings: tuple[Finding, ...] = ()
    state: str = ""


@dataclass(frozen=True, slots=True)
class ClinicList:
    """Clinics to be read one after the other, how many there are, and what is wrong with the list as a whole."""

    count: int = 0
    clinics: Callable[[], Iterator[Listed]] = lambda: iter(())
    findings: tuple[Finding, ...] = ()


def list_clinics(path: Path, root: Path, editions: settings.EditionTables = (), sheet: str = "") -> ClinicList:
    """The clinics of a table, on the `sheet` of this name where one is named, or of a folder; `root` is the folder of
    the book."""
    try:
        there = path.resolve(strict=True)
    except (OSError, RuntimeError):
        message = f"`{path}` does not exist"
        return ClinicList(findings=(Finding("C201", message, Place(path.as_posix()), "name a table or a folder"),))
    if there.is_dir():
        if sheet:
            hint = "take `--sheet` away, or name a workbook"
            return ClinicList(findings=(Finding("C201", "a folder has no sheets", Place(path.as_posix()), hint),))
        return _of_folder(there, root.resolve(), editions)
    book = BookFolder(there.parent, there.parent)
    table, found = open_table(book, there, sheet)
    if table is None:
        return ClinicList(findings=tuple(found))
    listed = _of_table(book, table, editions)
    return replace(listed, findings=(*found, *listed.findings))


def _plain(clinic: settings.Clinic) -> settings.Clinic:
    """The same clinic as a value that other processes know: its model was made for the editions of this one."""
    return settings.Clinic.model_construct(**{name: getattr(clinic, name) for name in settings.Clinic.model_fields})


# -- tables --------------------------------------------------------------------------------------------------


def _of_table(book: BookFolder, table: Table, editions: settings.EditionTables) -> ClinicList:
    """The clinics of a table. It is read twice: once for its names, so that two of one name are told at both rows."""
    names: dict[str, list[int]] = {}
    titles: dict[str, list[int]] = {}
    count = 0
    try:
        columns, found = columns_of(table, next(table.rows(), Row(1, ())))
        if columns is None:
            return ClinicList(findings=tuple(found))
        for row in _filled(table):
            count += 1
            for known, key in ((names, columns.folder(row)), (titles, columns.title(row))):
                if key:
                    known.setdefault(key, []).append(row.number)
    except Unreadable as lack:
        return ClinicList(findings=(lack.finding,))
    if not count:
        hint = "write a row for each clinic below the headings"
        found.append(Finding("C201", "the table has headings and no rows", Place(table.path), hint))

    def clinics() -> Iterator[Listed]:
        for row in _filled(table):
            yield _of_row(book, columns, row, names, titles, editions)

    return ClinicList(count, clinics, tuple(found))


def _filled(table: Table) -> Iterator[Row]:
    """The rows below the headings that hold anything."""
    rows = table.rows()
    next(rows, None)
    return (row for row in rows if any(cell.text.strip() for cell in row.cells))


def _of_row(
    book: BookFolder,
    columns: Columns,
    row: Row,
    names: dict[str, list[int]],
    titles: dict[str, list[int]],
    editions: settings.EditionTables,
) -> Listed:
    """The clinic of a row."""
    name, at = columns.folder(row), columns.places(row)
    clinic, found = read_row(columns, row, editions)
    if not is_clinic_name(name):
        found.append(columns.nameless(row, name))
    elif others := [one for one in names[name] if one != row.number]:
        message = f"row {others[0]} has the same folder for its files, `{name}`"
        found.append(at("C203", message, columns.naming(row), _SAME))
    elif others := [one for one in titles.get(columns.title(row), ()) if one != row.number]:
        message = f"row {others[0]} has a clinic of the same name"
        found.append(at("C203", message, ("name",), "say in the name what tells them apart, such as the town"))
    stopped = clinic is None or any(one.severity == "error" for one in found)
    copied = None
    if clinic is not None:
        logo, more = read_logo(book, book.manuscript, clinic, at)
        found += more
        copied = None if stopped or more else ClinicCopy(name, _plain(clinic), at, logo)
    return Listed(name if is_clinic_name(name) else "", f"row {row.number}", copied, tuple(in_order(found)))


# -- folders -------------------------------------------------------------------------------------------------


def _of_folder(folder: Path, root: Path, editions: settings.EditionTables) -> ClinicList:
    """The clinics of a folder of files such as `riverside.toml`."""
    book = BookFolder(root if folder.is_relative_to(root) else folder.parent, folder)
    files = sorted(one.name for one in folder.iterdir() if one.suffix.lower() == ".toml")
    if not files:
        hint = f"give it files such as `riverside.toml`; those of a book lie in its folder `{CLINICS}`"
        return ClinicList(
            findings=(Finding("C201", "there is no clinic in this folder", Place(book.shown(folder)), hint),)
        )
    titles: dict[str, list[str]] = {}
    for name in files:
        titles.setdefault(as_read(quick_clinic_file(folder / name).name), []).append(name)
    return ClinicList(len(files), lambda: (_of_file(folder, book, name, titles, editions) for name in files))


def _of_file(
    folder: Path, around: BookFolder, file_name: str, titles: Mapping[str, list[str]], editions: settings.EditionTables
) -> Listed:
    """The clinic of a file."""
    book = BookFolder(around.root, folder)  # what is found in one file is not told of the next
    name, shown = file_name.removesuffix(".toml"), book.shown(folder / file_name)
    if not is_clinic_name(name):
        hint = "call it with small letters a to z, digits and hyphens, such as `north-street.toml`"
        said = Finding("C102", f"a clinic's file cannot be called `{file_name[:80]}`", Place(shown), hint)
        return Listed("", shown, None, (said,))
    file = book.data_file(file_name)
    if file is None:
        return Listed(name, shown, None, tuple(book.found.found))
    clinic, found = settings.read_clinic_file(file, editions)
    found = [*book.found.found, *found]
    if clinic is None:
        return Listed(name, shown, None, tuple(found))
    for other in [one for one in titles.get(as_read(clinic.name), ()) if one != file_name][:1]:
        hint = "say in the name what tells them apart, such as its town"
        found.append(file.at_value("C109", f"`{other}` has a clinic of the same name", ("name",), hint))
    logo, more = read_logo(book, folder, clinic, file.at_value)
    stopped = more or any(one.severity == "error" for one in found)
    return Listed(
        name, shown, None if stopped else ClinicCopy(name, _plain(clinic), file.at_value, logo), (*found, *more)
    )
