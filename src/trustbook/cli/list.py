"""`trustbook list`"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from trustbook.builder.contents import Contents, contents
from trustbook.cli.voice import Voice
from trustbook.findings.shown import shown, shown_json

_STATES = {"built": "built", "outdated": "out of date", "not built": "not built"}


@click.command(name="list")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Where the files are (default: dist/ in the book)."
)
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@click.pass_obj
def command(folder: Path, output: Path | None, as_json: bool) -> None:
    """List the chapters, exercises, editions, files and clinics of a book.

    \b
    trustbook list
    trustbook -C mybook list --json
    """
    found, findings = contents(folder, output)
    Voice().findings(findings)
    if found is None:
        raise SystemExit(1)
    if as_json:
        click.echo(shown_json(found.to_dict()).encode())
        return
    for title, rows in _tables(found):
        if rows:
            click.echo(f"{shown(title)}\n".encode())
            for line in _aligned(rows):
                click.echo(f"  {shown(line)}".rstrip().encode())
            click.echo()


def _tables(found: Contents) -> list[tuple[str, list[Sequence[str]]]]:
    """The lists with their titles."""
    return [
        ("Chapters", [(one.number, one.title, one.file) for one in found.parts]),
        ("Exercises", [(one.number, one.title, f"{one.file}:{one.line}") for one in found.exercises]),
        (
            f"Editions, in {found.folder}",
            [(one.name, _STATES[one.state], ", ".join(one.files)) for one in found.editions],
        ),
        ("Clinics", [(one.clinic, one.name, ", ".join(one.files) or "not built") for one in found.clinics]),
    ]


def _aligned(rows: list[Sequence[str]]) -> list[str]:
    """Rows as lines, each column as wide as its longest text."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in rows]
