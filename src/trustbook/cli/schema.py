"""`trustbook schema`"""

from __future__ import annotations

import json

import click

from trustbook.builder.make import tables
from trustbook.editions import rows
from trustbook.settings import clinic_schema, schema


@click.command(name="schema")
@click.option("--clinic", is_flag=True, help="That of a clinic's file.")
def command(clinic: bool) -> None:
    """Print the JSON Schema of book.toml, or of a clinic's file."""
    made = clinic_schema if clinic else schema
    click.echo(json.dumps(made(tables(rows())), indent=2, ensure_ascii=False))
