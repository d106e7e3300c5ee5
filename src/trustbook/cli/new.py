"""`trustbook new`"""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from trustbook.cli.starter import create
from trustbook.cli.voice import Voice


@click.command(name="new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="The book's title (default: made from the folder's name).")
def command(folder: Path, title: str | None) -> None:
    """Start a book in FOLDER.

    \b
    trustbook new mybook --title "My book"
    """
    voice = Voice()
    finding = create(folder, title)
    if finding is not None:
        voice.findings([finding])
        raise SystemExit(1)
    place = shlex.quote(str(folder))
    voice.say(f"Started a book in {folder}/manuscript. Next:\n\n    cd {place}\n    trustbook build")
