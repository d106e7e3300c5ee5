"""Look for words of one clinic in the files of others, and in what is kept between builds.

    python scripts/clinic_secrets.py [--clinics 200] [--editions epub,screen,handouts] [FOLDER]

In: a book's folder (the smallest book by default). Each clinic has a mark of its own in all that it says, in its
numbers, colours and logo: `tests/support/secret_marks.py`. Every byte of every file and of every entry of the cache is
searched, members of EPUBs, streams, strings, text and metadata of PDFs among them. Out: each leak, then what was
searched. Exits with 1 if there is a leak, or a file that does not even tell of its own clinic.
"""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "support"))

from books import book
from secret_marks import COLUMNS, marks, secret

from trustbook.builder.batch import BatchReport, batch

OF_ALL = "manifest.json"  # names every clinic, and is given to none


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--clinics", type=click.IntRange(2, 999), default=6, help="How many.")
@click.option("--editions", default="epub,screen,handouts", help="Which, with commas.")
@click.option("--jobs", type=click.IntRange(min=1), default=2, help="Processes.")
def main(folder: Path | None, clinics: int, editions: str, jobs: int) -> None:
    """Build the copies of clinics of the book in FOLDER, and search them."""
    with TemporaryDirectory(prefix="trustbook-marks-") as name:
        home = Path(name)
        os.environ["TRUSTBOOK_CACHE"] = str(home / "cache")
        folder = folder or book(home / "book")
        own = set[int]().union(*(marks(path.read_bytes()) for path in _files(folder / "manuscript")))
        numbers = [number for number in range(1000) if number not in own][:clinics]
        table = written(home, numbers)
        made = batch(folder, table, editions.split(","), home / "out", jobs, progress=_told)
        faults = [*(line for one in made.findings if one.severity == "error" for line in one.lines())]
        faults += [*in_files(made, numbers, own), *in_cache(home / "cache", own)]
        sizes = [path.stat().st_size for path in _files(made.folder)]
        kept = len(list((home / "cache").iterdir()))
    click.echo("\n".join(faults), nl=bool(faults))
    click.echo(f"{clinics} clinics, {len(sizes)} files, {sum(sizes) / 1e6:.0f} MB, {kept} entries of the cache")
    click.echo(f"{len(faults)} faults")
    sys.exit(1 if faults else 0)


def written(folder: Path, numbers: Sequence[int]) -> Path:
    """A table of clinics with these numbers, and their logos beside it."""
    table = folder / "clinics.csv"
    with table.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([COLUMNS, *(secret(number, folder) for number in numbers)])
    return table


def in_files(made: BatchReport, numbers: Sequence[int], of_book: set[int]) -> Iterator[str]:
    """Each file that tells of another clinic, or of none; `of_book` are marks that the book itself happens to have."""
    own = {one.name: {number} for number, one in zip(numbers, made.clinics, strict=True)}
    for path in _files(made.folder):
        found = (marks(path.name.encode()) | marks(path.read_bytes())) - of_book
        if found != own[path.relative_to(made.folder).parts[0]]:
            yield f"{path.relative_to(made.folder)} tells of {sorted(found)}"


def in_cache(folder: Path, of_book: set[int]) -> Iterator[str]:
    """Each entry that tells of two clinics."""
    for path in sorted(folder.iterdir()):
        found = marks(path.read_bytes()) - of_book
        if len(found) > 1:
            yield f"{path.name} tells of {sorted(found)}"


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != OF_ALL)


def _told(done: int, count: int) -> None:
    if done % 10 == 0:
        click.echo(f"{done} of {count}", err=True)


if __name__ == "__main__":
    main()
