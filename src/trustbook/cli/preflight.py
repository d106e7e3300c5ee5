"""`trustbook preflight`"""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import click

from trustbook.builder.scratch import scratch
from trustbook.cli.voice import Voice
from trustbook.findings import Finding, Place
from trustbook.findings.shown import shown_json
from trustbook.pdf.shops import DEFAULT, SHOPS
from trustbook.pdf.spine import PAPER_STOCKS, Stock, spine_width, stock_of
from trustbook.verify.preflight import Inside, Preflight, preflight
from trustbook.verify.preflight.facts import size
from trustbook.verify.preflight.machine import data
from trustbook.verify.preflight.read import glance
from trustbook.verify.preflight.report import report
from trustbook.verify.preflight.table import lines


@click.command(name="preflight")
@click.argument("file", metavar="FILE.pdf", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--shop", type=click.Choice(list(SHOPS)), default=DEFAULT, help=f"Whose rules (default: {DEFAULT}).")
@click.option(
    "--cover-of",
    "pages",
    metavar="PAGES.pdf",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The file is the cover of these pages: is its spine as wide as they are thick?",
)
@click.option(
    "--stock", type=click.Choice(list(PAPER_STOCKS)), help="What these pages are printed on (default: the shop's)."
)
@click.option("--json", "as_json", is_flag=True, help="Print all that was measured and found as JSON.")
@click.option(
    "--report",
    "page",
    metavar="FILE.html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a page with pictures, and marks where the faults are.",
)
def command(file: Path, shop: str, pages: Path | None, stock: str | None, as_json: bool, page: Path | None) -> None:
    """Say what a print shop would find wrong with a PDF.

    It measures boxes, bleed, colours, ink, pictures, fonts, lines and margins of any PDF, also those of other
    programs, and leaves with 1 when the shop would refuse it.

    \b
    trustbook preflight dist/mybook-print.pdf
    trustbook preflight leaflet.pdf --shop ingramspark
    trustbook preflight leaflet.pdf --report leaflet.html
    trustbook preflight cover.pdf --cover-of pages.pdf --shop kdp --stock kdp-cream
    """
    voice = Voice()
    content = _read(file)
    inside = _inside(pages, stock_of(shop, stock)) if pages else None
    with scratch() as work, voice.progress() as say:
        say(f"Looking at {file.name}")
        done = preflight(str(file), content, SHOPS[shop], work, inside)
    found = done.findings
    if page is not None:
        found += _write(page, done)
    if as_json:
        click.echo(shown_json(data(done)).encode("utf-8", "replace"))
    else:
        for line in lines(done):
            click.echo(line.encode("utf-8", "replace"))
        click.echo()
    voice.findings(found)
    raise SystemExit(1 if any(one.severity == "error" for one in found) else 0)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        _stop(f"the file cannot be read: {error.strerror or error}", file)


def _inside(pages: Path, stock: Stock) -> Inside:
    """The pages that a cover is for."""
    seen = glance(_read(pages))
    if seen is None:
        _stop("it cannot be read as a PDF", pages)
    count, boxes = seen
    width, height = size(boxes.cut)
    return Inside(count, width, height, spine_width(count, stock))


def _stop(message: str, file: Path) -> NoReturn:
    Voice().findings([Finding("V907", message, Place(str(file)), "export it as PDF again")])
    raise SystemExit(1)


def _write(page: Path, done: Preflight) -> list[Finding]:
    try:
        page.write_bytes(report(done))
    except OSError as error:
        reason = error.strerror or str(error)
        return [
            Finding("O901", f"cannot write `{page}`: {reason}", Place(str(page)), "choose another place with --report")
        ]
    return []
