"""`trustbook verify`"""

from __future__ import annotations

from pathlib import Path

import click

from trustbook.builder.verify import verify
from trustbook.cli.options import of_clinic
from trustbook.cli.voice import Voice, speaks


@click.command(name="verify")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Where the files lie (default: dist/ in the book)."
)
@of_clinic("Check the files of the clinic's own copy.")
@speaks
def command(voice: Voice, output: Path | None, clinic: str) -> None:
    """Check the finished files with EPUBCheck, Ace and PDF validators.

    A check whose tool is missing is reported as skipped, with the reason; --strict counts that as a failure.
    """
    with voice.progress() as progress:
        report = verify(voice.folder, output, progress, clinic)
    voice.finish(report)
