"""`trustbook schema`"""

from __future__ import annotations

import json

import click

from trustbook.builder.make import tables
from trustbook.editions import rows
from trustbook.settings import schema


@click.command(name="schema")
def command() -> None:
    """Print the JSON Schema of book.toml."""
    click.echo(json.dumps(schema(tables(rows())), indent=2, ensure_ascii=False))
