"""`trustbook batch`"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import click

from trustbook.builder.batch import BatchReport, batch
from trustbook.builder.make import check_names
from trustbook.cli.voice import Voice, exit_code, speaks
from trustbook.editions import rows

_SHOWN = 5  # clinics that are named where many have no copy


@click.command(name="batch")
@click.argument("clinics", type=click.Path(path_type=Path), metavar="TABLE|FOLDER")
@click.option(
    "--editions", default="", help="Editions with commas: epub,screen (default: each clinic's own, or the book's)."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Where the folders go (default: dist/clinics/ in the book)."
)
@click.option("--sheet", default="", metavar="NAME", help="The sheet of a workbook (default: the first that is seen).")
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="Processes (default: one for each processor).")
@click.option("--scheduler", default="", metavar="ADDRESS", help="A Dask scheduler, whose cluster does the work.")
@click.option("--to", default="", metavar="URL", help="Where the cluster puts the files: s3://bucket/folder, file:///…")
@click.option("--force", is_flag=True, help="Make everything again: files that have not changed, and what is kept.")
@speaks
def command(
    voice: Voice,
    clinics: Path,
    editions: str,
    output: Path | None,
    sheet: str,
    jobs: int | None,
    scheduler: str,
    to: str,
    force: bool,
) -> None:
    """Build the own copies of many clinics, of a table or a folder.

    A table is CSV or XLSX, a row for each clinic. Its first row holds headings, named as the keys of a clinic's file:
    name, country, telephone. What is built already stays, so a batch that was stopped goes on where it was.

    \b
    trustbook batch clinics.xlsx
    trustbook batch clinics.csv --editions epub,screen
    trustbook batch manuscript/clinics
    trustbook batch clinics.csv --scheduler tcp://machine:8786 --to s3://bucket/clinics
    """
    if to and not scheduler:
        raise click.UsageError("--to is for the workers of a cluster: name its --scheduler, or use --output")
    if jobs and scheduler:
        raise click.UsageError("--jobs counts processes of this machine, and --scheduler names others")
    named = tuple(one.strip() for one in editions.split(",") if one.strip())
    try:
        check_names(named, {}, rows())
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    with voice.progress() as progress:
        report = batch(
            voice.folder, clinics, named, output, jobs or 0, force, paced(progress), {}, scheduler, to, sheet
        )
    _finish(voice, report, here=not scheduler)


def paced(progress: Callable[[str], None]) -> Callable[[int, int], None]:
    """Progress with the rate and the time left, counted from the first clinic that was done."""
    began: list[tuple[float, int]] = []

    def tell(done: int, count: int) -> None:
        now = time.perf_counter()
        if done and not began:
            began.append((now, done))
        rate = (done - began[0][1]) / (now - began[0][0]) if began and now > began[0][0] else 0
        pace = f", {_rate(rate)}, {_left((count - done) / rate)} left" if rate else ""
        progress(f"{done:,} of {count:,} clinics{pace}")

    return tell


def _rate(rate: float) -> str:
    return f"{rate:.1f} a second" if rate >= 1 else f"{rate * 60:.1f} a minute"


def _left(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _took(seconds: float, built: int, here: bool) -> str:
    """What a batch took: seconds, clinics in a time, and the memory of the largest process, where it was of `here`."""
    rate = f", {_rate(built / seconds)}" if built else ""
    memory = _largest() if here else 0
    return f"took      {seconds:,.0f} s{rate}" + (f", largest process {memory / 1e6:,.0f} MB" if memory else "")


def _largest() -> int:
    """Bytes of memory that the largest process of this run had at its most; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    import resource

    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return most if sys.platform == "darwin" else most * 1024


def _finish(voice: Voice, report: BatchReport, here: bool) -> None:
    if voice.json:
        click.echo(report.to_json().decode(), nl=False)
    voice.findings(report.findings)
    built, unchanged, failed = (report.of(state) for state in ("built", "unchanged", "failed"))
    for one in failed[:_SHOWN]:
        voice.say(f"not built {one.name or one.where}")
    if len(failed) > _SHOWN:
        voice.say(f"not built {len(failed) - _SHOWN:,} more; the manifest names them")
    if report.clinics:
        voice.say(f"{len(built):,} built, {len(unchanged):,} unchanged, {len(failed):,} not built")
        voice.say(_took(time.perf_counter() - voice.started, len(built), here))
        voice.say(f"manifest  {report.folder / 'manifest.json'}")
    raise SystemExit(exit_code(report, voice.strict))
