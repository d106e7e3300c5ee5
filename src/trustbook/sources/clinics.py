"""Read a clinic's file and its logo, for a copy of the book of its own.

In: the book's folder and the clinic's name. Out: a `ClinicCopy`, or findings. Clinics lie in a folder of their own that
no edition of the book itself is made from; what lies there comes from strangers and is bounded as every file of a book.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

from trustbook import settings
from trustbook.findings import Finding, Place, did_you_mean
from trustbook.findings.toml_positions import KeyPath
from trustbook.settings.reader import At
from trustbook.sources.folder import BookFolder
from trustbook.sources.locate import CLINICS, book_root, find_config, is_clinic_name, no_book, quick_clinic
from trustbook.sources.pictures import picture_of, read_picture
from trustbook.sources.values import ClinicCopy, ImageFile, Refused

MOST_LOGO = 2_000_000  # bytes
MOST_CLINICS = 1_000  # whose names are compared; of more, a list is kept elsewhere


def clinics(manuscript: Path) -> tuple[str, ...]:
    """The names of the clinics of a book, as their files are called."""
    folder = manuscript / CLINICS
    try:
        return tuple(sorted(one.stem for one in folder.iterdir() if one.suffix == ".toml" and one.is_file()))
    except OSError:
        return ()


def load_clinic(
    folder: Path, name: str, editions: settings.EditionTables = ()
) -> tuple[ClinicCopy | None, list[Finding]]:
    """Read the clinic of this name of the book in `folder`."""
    config = find_config(folder)
    if config is None:
        return None, [no_book()]
    book = BookFolder(book_root(config.absolute()), config.absolute().parent)
    if fault := _unknown(book, name):
        return None, [fault]
    file = book.data_file(f"{CLINICS}/{name}.toml")
    if file is None:
        return None, book.found.found
    clinic, found = settings.read_clinic_file(file, editions)
    found = [*book.found.found, *found]
    if clinic is None:
        return None, found
    found += _same_name(book, name, clinic, file.at_value)
    logo, more = read_logo(book, book.manuscript / CLINICS, clinic, file.at_value)
    return (None if more else ClinicCopy(name, clinic, file.at_value, logo)), [*found, *more]


def unknown_clinic(folder: Path, name: str) -> list[Finding]:
    """What is said of a clinic's name that no file can have, or that no file has."""
    config = find_config(folder)
    if config is None:
        return [no_book()]
    fault = _unknown(BookFolder(book_root(config.absolute()), config.absolute().parent), name)
    return [fault] if fault is not None else []


def _unknown(book: BookFolder, name: str) -> Finding | None:
    """A finding where there is no clinic of this name, or its file can have no such name."""
    files = clinics(book.manuscript)
    known = [one for one in files if is_clinic_name(one)]
    if not is_clinic_name(name):
        hint = "names have small letters a to z, digits and hyphens, such as `riverside` or `north-street`"
        hint = did_you_mean(name.casefold()[:80], known) or hint
        return Finding("C102", f"a clinic's file cannot be called `{name[:80]}`", hint=hint)
    if name in known:
        return None
    if capitals := [one for one in files if one.casefold() == name]:
        hint = f"rename `{capitals[0]}.toml` to `{name}.toml`"
    else:
        near = did_you_mean(name, known) or (f"there are {', '.join(known[:10])}" if known else "")
        hint = near or f"`trustbook clinic new {name}` starts one"
    return Finding("C101", f"there is no clinic `{name}`", Place(book.shown(book.manuscript / CLINICS)), hint)


def _same_name(book: BookFolder, name: str, clinic: settings.Clinic, at: At) -> list[Finding]:
    """A finding where another file of the folder is that of a clinic of the same name, or differs in capitals alone."""
    others = [one for one in clinics(book.manuscript) if one != name][:MOST_CLINICS]
    for one in others:
        if one.casefold() == name:
            hint = "not every system tells capitals apart; give one of the two another name"
            return [at("C102", f"`{one}.toml` lies beside it, whose name differs in capitals alone", ("name",), hint)]
        if as_read(quick_clinic(book.manuscript, one).name) == as_read(clinic.name):
            hint = "say in the name what tells them apart, such as its town"
            return [at("C109", f"`{one}.toml` has a clinic of the same name", ("name",), hint)]
    return []


def as_read(name: str) -> str:
    """A clinic's name as people read it: those of one clinic are equal."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def read_logo(
    book: BookFolder, folder: Path, clinic: settings.Clinic, at: At
) -> tuple[ImageFile | None, list[Finding]]:
    """The logo that a clinic names, which lies in the folder of its file; a finding where it cannot be used."""
    if not clinic.logo:
        return None, []
    key: KeyPath = ("logo",)
    path = folder / clinic.logo
    if not path.is_file():
        hint = f"put the file into the folder `{folder.name}`, beside the one that names it"
        return None, [at("C103", f"there is no file `{clinic.logo}`", key, hint)]
    return _usable(read_picture(book, path, f"{CLINICS}/{clinic.logo}", MOST_LOGO), clinic.logo, at)


def logo_of(data: bytes, name: str, at: At) -> tuple[ImageFile | None, list[Finding]]:
    """The logo that is in no folder yet; in one, it would have this name."""
    return _usable(picture_of(data, f"{CLINICS}/{name}", name), name, at)


def _usable(picture: ImageFile | Refused, name: str, at: At) -> tuple[ImageFile | None, list[Finding]]:
    """The picture, or why it cannot be used."""
    if isinstance(picture, Refused):
        said = at("C103", f"`{name}` cannot be used: {picture.reason}", ("logo",), picture.hint)
        return None, [said, *picture.findings]
    return picture, []
