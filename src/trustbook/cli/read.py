"""`trustbook read`"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from trustbook.cli.voice import Voice
from trustbook.findings.shown import shown_json, shown_lines
from trustbook.pdf.spoken import read_pdf, spoken


class _Pages(click.ParamType[tuple[int, int]]):
    """Pages from 1: `3`, `3-5` or `3-`."""

    name = "pages"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """The first and the last page."""
        match = re.fullmatch(r"([1-9]\d{0,8})(?:(-)([1-9]\d{0,8})?)?", str(value))
        if match is None:
            self.fail(f"`{value}` names no pages; write `3`, `3-5` or `3-`", param, ctx)
        first = int(match[1])
        last = int(match[3]) if match[3] else sys.maxsize if match[2] else first
        if last < first:
            self.fail(f"`{value}` ends before it starts", param, ctx)
        return first, last


@click.command(name="read")
@click.argument("file", metavar="FILE.pdf", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print the structure tree as JSON.")
@click.option("--pages", type=_Pages(), help="Only these pages, counted from 1: 3, 3-5 or 3-.")
def command(file: Path, as_json: bool, pages: tuple[int, int] | None) -> None:
    """Say what a screen reader would say of a PDF, in the order it would.

    Each line names a role (H1, P, Link and so on) and what is heard. It reads any tagged PDF, also those of other
    programs, and leaves with 1 when the file is no PDF, is locked, is not tagged or is broken.

    \b
    trustbook read dist/mybook-screen.pdf
    trustbook read dist/mybook-screen.pdf --pages 3-5
    trustbook read leaflet.pdf --json
    """
    reading = read_pdf(file)
    heard = reading.on_pages(*pages) if pages else reading
    if as_json:
        click.echo(shown_json(heard.to_dict()).encode("utf-8", "replace"))
    else:
        for line in spoken(heard):
            click.echo(shown_lines(line).encode("utf-8", "replace"))
    Voice().findings(reading.findings)
    raise SystemExit(1 if reading.findings else 0)
