"""Count how many blocks of a book its screen PDF reads exactly as the source says.

    python scripts/structure_equality.py [--pdf-standard ua-2] [--clinic NAME] [FOLDER]

In: a book's folder (this one by default), or the copy of it that a clinic gives out. Out: each difference and `N of N
blocks are equal`, from a PDF made now, in memory; nothing is written. How blocks are compared stands in
`block_equality`. Exits with 1 if any differs.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import click
from block_equality import compare

import trustbook
from trustbook.builder.cache import Cache
from trustbook.builder.make import load_copy
from trustbook.editions.drawings import outlined
from trustbook.editions.screen.document import whole
from trustbook.layout.engine import paginate
from trustbook.pdf.spoken import read_pdf
from trustbook.pdf.standards import DEFAULT, STANDARDS

ROOT = Path(__file__).resolve().parent.parent


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=ROOT)
@click.option("--pdf-standard", type=click.Choice(list(STANDARDS)), default=DEFAULT, help="Of the PDF.")
@click.option("--clinic", default="", help="Compare the clinic's own copy.")
def main(folder: Path, pdf_standard: str, clinic: str) -> None:
    """Compare the book in FOLDER with its screen PDF."""
    book, found = load_copy(folder, clinic) if clinic else trustbook.load(folder)
    if book is None:
        click.echo("\n".join(line for finding in found for line in finding.lines()))
        sys.exit(1)
    standard = STANDARDS[pdf_standard]
    paged = whole(book, standard, outlined(book, Cache()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves its sRGB profile open
        data = paginate(paged).data
    compared = compare(paged.html, read_pdf(data, guess_spaces=False), standard)
    click.echo(str(compared))
    sys.exit(1 if compared.differences else 0)


if __name__ == "__main__":
    main()
