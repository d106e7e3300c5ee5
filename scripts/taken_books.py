"""Take over three books of other people, written for three programs, with `trustbook new --from`, and build them.

    python scripts/taken_books.py [--cache FOLDER] [--keep FOLDER] [NAME...]

In: a book for GitBook from npm, one for Quarto from PyPI and one for bookdown from Debian, each pinned by version and
SHA-256 and brought by `npm`, `pip` or `apt-get`; only books whose licence lets anyone build and show them.
Out: for each book the findings of a plain copy, the findings after `new --from` by their codes, what is changed
by hand until `check` has no error (`taken_hands`), and the files that are built then. Nothing of this is kept in the
repository.

Exits with 0 when all books are built, 1 when not, 3 when a package cannot be had.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click
from click.testing import CliRunner
from taken_hands import CHANGES, changed_by_hand

import trustbook
from trustbook.cli.main import main_group
from trustbook.cli.taken import take
from trustbook.cli.taken.book import Taken
from trustbook.cli.taken.config import config
from trustbook.findings import Finding
from trustbook.rules.check import check

UNREACHABLE = 3  # exit code
EDITIONS = ("epub", "screen")
_TIMEOUT = 300  # seconds for one package


@dataclass(frozen=True, slots=True)
class Book:
    """A pinned package, the command that brings it into the folder where it runs, and where its book lies."""

    name: str
    program: str
    licence: str
    file: str
    sha256: str
    command: tuple[str, ...]
    folder: str


BOOKS = (
    Book(
        "gitbook", "GitBook", "Apache-2.0", "gitbook-3.2.3.tgz",
        "3a8be5fc81408265d116fdfe0937c98243465d1c9d14e9af673908c39e76fbf3",
        ("npm", "pack", "--silent", "gitbook@3.2.3"), "package/docs",
    ),
    Book(
        "quartodoc", "Quarto", "MIT", "quartodoc-0.11.1.tar.gz",
        "c121626e1a36392d168631f33c4d3e7fd48d185de178859f8eafbda14fbfe92f",
        (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:", "quartodoc==0.11.1"),
        "quartodoc-0.11.1/docs",
    ),
    Book(
        "bookdown", "bookdown", "GPL-3.0", "r-cran-bookdown_0.32+dfsg-1_all.deb",
        "5cdb0c1d469dd4ecf9bcec1683d561c736a9d54c0d12b6397ec66a7aadd9a1c4",
        ("apt-get", "download", "--quiet", "r-cran-bookdown=0.32+dfsg-1"), "usr/lib/R/site-library/bookdown/examples",
    ),
)  # fmt: skip


class Unreachable(Exception):
    """A package is neither in the cache nor to be had."""


@click.command()
@click.argument("names", nargs=-1)
@click.option("--cache", type=click.Path(path_type=Path), help="Where the packages are kept for the next run.")
@click.option("--keep", type=click.Path(path_type=Path), help="Where to leave the books.")
def main(names: tuple[str, ...], cache: Path | None, keep: Path | None) -> None:
    """Take over the books NAMES, or all, and print what was found and done."""
    cache = cache or Path(tempfile.gettempdir()) / "trustbook-taken-books"
    with tempfile.TemporaryDirectory() as folder:
        base = keep or Path(folder)
        good = True
        for book in BOOKS:
            if names and book.name not in names:
                continue
            try:
                archive = _archive(book, cache)
            except Unreachable as error:
                click.echo(f"Not done: {error}")
                sys.exit(UNREACHABLE)
            good &= _taken_over(book, archive, base / book.name)
    sys.exit(0 if good else 1)


def _archive(book: Book, cache: Path) -> Path:
    """The package, from the cache or through its own program, with the right hash."""
    path = cache / book.file
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        try:
            subprocess.run(book.command, cwd=cache, capture_output=True, timeout=_TIMEOUT, check=True)
        except (OSError, subprocess.SubprocessError) as error:
            raise Unreachable(f"`{book.command[0]}` did not bring {book.file}: {error}") from None
    if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != book.sha256:
        raise Unreachable(f"{path} is not the file that was pinned")
    return path


def _unpacked(book: Book, archive: Path, folder: Path) -> Path:
    """The folder with the book's own files."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if archive.suffix == ".deb":
        subprocess.run(["dpkg-deb", "-x", archive, folder], timeout=_TIMEOUT, check=True)
    else:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
    return folder / book.folder


def _taken_over(book: Book, archive: Path, folder: Path) -> bool:
    """One book: its findings before and after, the changes by hand, and what is built; whether all of it was."""
    source = _unpacked(book, archive, folder / "source")
    taken = take(source)
    click.echo(f"\n{book.name}, a book for {book.program} ({book.licence}): {len(taken.chapters)} chapters")
    _plain_copy(taken, source, folder / "copy")
    _tell("plain copy", _found(folder / "copy"))
    new = folder / "new"
    shutil.rmtree(new, ignore_errors=True)
    CliRunner().invoke(main_group, ["new", str(new), "--from", str(source)], catch_exceptions=False)
    found = _found(new)
    _tell("new --from", found)
    click.echo(f"  done by `new --from`: {sum(taken.used.values())} changes of {len(+taken.used)} kinds")
    counts, unused = changed_by_hand(new / "manuscript", CHANGES[book.name])
    listed = "; ".join(f"{count} x {what}" for what, count in counts.items())
    click.echo(f"  by hand: {sum(counts.values())} changes: {listed}")
    for what in unused:
        click.echo(f"  by hand: nothing was left to do for “{what}”")
    left = _errors(_found(new))
    for line in (line for one in left for line in one.lines()):
        click.echo(f"    {line}")
    return not left and not unused and _built(new)


def _plain_copy(taken: Taken, source: Path, folder: Path) -> None:
    """The book's own texts under the names of chapters, and nothing changed in them."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, folder)
    listed = []
    for item in taken.chapters:
        old = next((path for path in _originals(folder / item.file) if path.exists()), None)
        if old is not None:
            old.rename(folder / item.file)
            listed.append(replace(item, split=False))
    copied = replace(taken, chapters=tuple(listed))
    (folder / "book.toml").write_text(config(copied, taken.outline.title or "Copy", "en-GB"), "utf-8")


def _originals(path: Path) -> Sequence[Path]:
    return [path.with_suffix(end) for end in (".md", ".qmd", ".Rmd")]


def _found(folder: Path) -> list[Finding]:
    """All findings of a book but those about its style, which are the author's to weigh."""
    made, found = trustbook.load(folder)
    every = [*found, *(check(made) if made else ())]
    return [one for one in every if not one.code.startswith("S")]


def _errors(found: Sequence[Finding]) -> list[Finding]:
    return [one for one in found if one.severity == "error"]


def _tell(what: str, found: Sequence[Finding]) -> None:
    counts = Counter(one.code for one in found)
    by_code = ", ".join(f"{counts[code]} {code}" for code in sorted(counts))
    click.echo(f"  {what}: {len(_errors(found))} errors, {len(found)} findings without those of style: {by_code}")


def _built(folder: Path) -> bool:
    start = time.perf_counter()
    report = trustbook.build(folder, list(EDITIONS), force=True)
    seconds = time.perf_counter() - start
    for line in (line for one in _errors(report.findings) for line in one.lines()):
        click.echo(f"    {line}")
    files = [artifact for edition in report.editions.values() for artifact in edition.artifacts]
    listed = ", ".join(f"{one.name} ({one.pages} pages)" if one.pages else one.name for one in files)
    click.echo(f"  built in {seconds:.1f} s: {listed or 'nothing'}")
    return not report.failed


if __name__ == "__main__":
    main()
