"""`trustbook explain`"""

from __future__ import annotations

import click

from trustbook.findings import did_you_mean
from trustbook.findings.codes import CODES, explanation


@click.command(name="explain")
@click.argument("code")
def command(code: str) -> None:
    """Say what a code in a message means, why it matters, and show an example.

    \b
    trustbook explain B201
    """
    row = CODES.get(code.upper())
    if row is None:
        near = did_you_mean(code.upper(), CODES)
        raise click.UsageError(f"there is no code `{code}`. {near}")
    click.echo(explanation(row))
