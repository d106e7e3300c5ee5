"""`trustbook check`"""

from __future__ import annotations

import click

from trustbook.builder.check import check
from trustbook.cli.voice import Voice, speaks


@click.command(name="check")
@speaks
def command(voice: Voice) -> None:
    """Check the manuscript and build nothing.

    \b
    trustbook check
    trustbook check --strict --json
    """
    voice.finish(check(voice.folder))
