"""`trustbook build`"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click

from trustbook.builder.build import build
from trustbook.builder.make import check_names
from trustbook.builder.report import Report
from trustbook.builder.watch import files_of, holds_sources, rounds
from trustbook.cli.options import of_clinic
from trustbook.cli.voice import Voice, exit_code, speaks
from trustbook.editions import rows
from trustbook.editions.edition import FLAG


def _options_of_editions(command: Callable[..., None]) -> Callable[..., None]:
    """An option for each that an edition's row names; editions may share one."""
    options = {option.name: option for edition in rows().editions.values() for option in edition.options}
    for option in reversed(options.values()):
        if option.choices == FLAG:
            command = click.option(f"--{option.name}", flag_value=FLAG[True], default=None, help=option.help)(command)
            continue
        kind = click.Choice(option.choices) if option.choices else click.STRING
        command = click.option(f"--{option.name}", type=kind, help=option.help)(command)
    return command


def _listed() -> str:
    """The editions with what each is for, for the help."""
    return "\n".join(
        f"    {one.name:<12} {one.summary}{'' if one.by_default else ' (made when named)'}"
        for one in rows().editions.values()
    )


@click.command(name="build")
@click.argument("editions", nargs=-1, metavar="[EDITIONS]... [CHAPTERS]...")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Where the files go (default: dist/ in the book)."
)
@of_clinic("Build the clinic's own copy, into dist/clinics/CLINIC.")
@click.option("--force", is_flag=True, help="Make everything again: files that have not changed, and what is kept.")
@click.option("--clean", is_flag=True, help="Remove files of earlier builds that belong to no edition any more.")
@click.option("--watch", is_flag=True, help="Build again whenever a file of the book changes, until Ctrl-C.")
@_options_of_editions
@speaks
def command(
    voice: Voice,
    editions: tuple[str, ...],
    output: Path | None,
    clinic: str,
    force: bool,
    clean: bool,
    watch: bool,
    **options: str | None,
) -> None:
    """Build EDITIONS, or all of them."""
    numbers = [one for one in editions if one.isdecimal()]
    editions = tuple(one for one in editions if not one.isdecimal())
    if numbers:  # `build handouts 3` is `build handouts --chapter 3`
        if not editions:
            raise click.UsageError(f"say of which edition: `trustbook build handouts {' '.join(numbers)}`")
        if options.get("chapter") is not None:
            raise click.UsageError(f"say the chapters once: `{' '.join(numbers)}`, or --chapter")
        options["chapter"] = ",".join(numbers)
    said = {name.replace("_", "-"): value for name, value in options.items() if value is not None}
    try:
        check_names(editions, said, rows())
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if watch and voice.json:
        raise click.UsageError("--watch speaks to people; leave --json away")
    if watch and output is not None and holds_sources(output, voice.folder):
        raise click.UsageError("--watch would see what it builds; give --output a folder beside the manuscript's")

    def once(force: bool) -> Report:
        with voice.progress() as progress:
            return build(voice.folder, editions, output, force, progress, clean, said, clinic)

    if watch:
        _watch(voice, once, force)
    voice.finish(once(force))


def _watch(voice: Voice, once: Callable[[bool], Report], force: bool) -> NoReturn:
    """Build now and after each change, until Ctrl-C between two builds; leave with the exit code of the last one."""
    from trustbook.layout.started import warm_up

    resting = False
    try:
        for number, _ in enumerate(rounds(files_of(voice.folder))):
            voice, resting = replace(voice, started=time.perf_counter()), False
            report, force = once(force), False
            voice.tell(report)
            gc.collect()  # the trees of this build
            code, resting = exit_code(report, voice.strict), True
            voice.say("\nwatching the book's files; Ctrl-C ends it\n")
            if number == 0:
                warm_up()  # what the processes of the builds to come are made from
    except KeyboardInterrupt:
        if not resting:
            raise
    raise SystemExit(code)


command.help = f"""Build EDITIONS, or all of them.

Of handouts and booklets, numbers of CHAPTERS make those of these chapters alone.

\b
{_listed()}

\b
trustbook build
trustbook build epub screen --output /tmp/out
trustbook build screen --pdf-standard ua-2
trustbook build handouts 3 --paper a4
trustbook build handouts --exercise "ask one thing"
trustbook build booklet 3
trustbook build screen --watch
trustbook build --clinic riverside
"""
