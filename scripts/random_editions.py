"""Make random books, and the EPUB and screen PDF of each that `check` passes, for EPUBCheck and veraPDF to judge.

    python scripts/random_editions.py FOLDER [--books 300] [--first 0]
    for one in FOLDER/*.epub; do epubcheck "$one"; done
    verapdf --flavour ua1 FOLDER/*.pdf; verapdf --flavour 2a FOLDER/*.pdf

What a book holds, its number says: `tests/support/random_books.py`, from which the suite takes a hundred.
Out: how many books have no error; a book that has none and cannot be made is named, and the exit code is 1.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import click

import trustbook
from trustbook.findings import Finding
from trustbook.rules.check import check

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "support"))

from books import book
from random_books import random_book

EDITIONS = ("epub", "screen")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--books", type=int, default=300, help="How many.")
@click.option("--first", type=int, default=0, help="The number of the first.")
def main(folder: Path, books: int, first: int) -> None:
    """Make books in FOLDER."""
    clean, faults = 0, list[str]()
    with ProcessPoolExecutor(1, get_context("spawn")) as executor:
        for number in range(first, first + books):
            made, found = trustbook.load(book(folder / str(number), random_book(number)))
            if made is None or errors([*found, *check(made)]):
                continue
            clean += 1
            for outcome in trustbook.make(made, EDITIONS, executor).values():
                faults += [f"{number}: {line}" for one in errors(outcome.findings) for line in one.lines()]
                for artifact in outcome.artifacts:
                    (folder / artifact.name).write_bytes(artifact.data)
    click.echo("\n".join([*faults, f"{clean} of {books} books have no error"]))
    sys.exit(1 if faults else 0)


def errors(found: list[Finding] | tuple[Finding, ...]) -> list[Finding]:
    """The findings that keep a book from being built."""
    return [one for one in found if one.severity == "error"]


if __name__ == "__main__":
    main()
