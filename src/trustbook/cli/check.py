"""`trustbook check`"""

from __future__ import annotations

import click

from trustbook.builder.check import check
from trustbook.cli.options import of_clinic
from trustbook.cli.voice import Voice, speaks


@click.command(name="check")
@of_clinic("Check the clinic's own copy.")
@speaks
def command(voice: Voice, clinic: str) -> None:
    """Check the manuscript and build nothing.

    \b
    trustbook check
    trustbook check --strict --json
    trustbook check --clinic riverside
    """
    voice.finish(check(voice.folder, clinic=clinic))
