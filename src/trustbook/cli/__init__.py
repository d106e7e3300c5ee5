"""The `trustbook` command.

In: words on the command line. Out: messages for people on stderr, data for machines on stdout, an exit code:
0 done, 1 findings that stop, 2 wrong use, 3 a tool is missing or broke, 130 stopped by Ctrl-C.
Nothing heavy is imported until a command needs it. No traceback reaches a person.
"""

from __future__ import annotations

import gc
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trustbook.pdf.standards import STANDARDS
from trustbook.sources.program import VERSION

if TYPE_CHECKING:
    from trustbook.builder.report import Report
    from trustbook.findings import Finding

_COLOURS = {"error": "red", "warning": "yellow", "skipped": "cyan"}


class Voice:
    """How this run speaks: `plain` without colour or moving text, `json` for machines, `verbose` with times."""

    def __init__(self) -> None:
        self.folder = Path()
        self.plain = self.json = self.strict = self.verbose = False

    @property
    def coloured(self) -> bool:
        """Whether stderr is a terminal that wants colour."""
        return not self.plain and not self.json and sys.stderr.isatty() and "NO_COLOR" not in os.environ

    def say(self, text: str) -> None:
        """A line for people."""
        if not self.json:
            click.echo(text, err=True)

    def findings(self, findings: Sequence[Finding]) -> None:
        """Every finding in full, an empty line between two."""
        unicode = sys.stderr.isatty() and not self.plain
        for finding in findings:
            for number, line in enumerate(finding.lines()):
                shown = line if unicode else _ascii_frame(line)
                if number == 0 and self.coloured:
                    mark = f"{finding.severity}[{finding.code}]"
                    shown = shown.replace(mark, click.style(mark, fg=_COLOURS[finding.severity], bold=True), 1)
                self.say(shown)
            self.say("")

    @contextmanager
    def progress(self) -> Iterator[Callable[[str], None]]:
        """A moving line on a terminal, silence in a pipe."""
        if not self.coloured:
            yield lambda message: None
            return
        from rich.console import Console

        with Console(stderr=True).status("Starting") as status:
            yield lambda message: status.update(message)


def _ascii_frame(line: str) -> str:
    """The frame of an excerpt in ASCII; the book's own words stay as they are."""
    return line.replace("\u2026", "...") if " | " in line[:10] else line


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("-C", "--folder", type=click.Path(path_type=Path), default=Path(), help="The book's folder.")
@click.version_option(VERSION, prog_name="trustbook")
@click.pass_context
def main_group(context: click.Context, folder: Path) -> None:
    """Build accessible books from Markdown.

    \b
    trustbook new mybook              start a book
    trustbook -C mybook build         build every edition into mybook/dist/
    trustbook -C mybook build epub    build one
    trustbook -C mybook check         check the manuscript
    trustbook read leaflet.pdf        say what a screen reader would say
    trustbook explain B201            say what a code in a message means
    """
    context.obj = Voice()
    context.obj.folder = folder


def _shared(command: Callable[..., None]) -> Callable[..., None]:
    """Options that several commands share."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print the result as JSON on stdout."),
        click.option("--plain", is_flag=True, help="No colour, no moving text."),
        click.option("--strict", is_flag=True, help="Warnings and skipped checks count as failures."),
        click.option("-v", "--verbose", is_flag=True, help="Say more: times, sizes."),
    ):
        command = option(command)
    return command


@main_group.command()
@click.argument("editions", nargs=-1)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Where the files go (default: dist/ in the book)."
)
@click.option("--force", is_flag=True, help="Build again even when nothing has changed.")
@click.option(
    "--pdf-standard", type=click.Choice(list(STANDARDS)), help="Of the screen PDF (default: what book.toml says)."
)
@_shared
@click.pass_obj
def build(
    voice: Voice,
    editions: tuple[str, ...],
    output: Path | None,
    force: bool,
    pdf_standard: str | None,
    as_json: bool,
    plain: bool,
    strict: bool,
    verbose: bool,
) -> None:
    """Build EDITIONS (epub, screen, print), or all of them.

    \b
    trustbook build
    trustbook build epub screen --output /tmp/out
    trustbook build screen --pdf-standard ua-2
    """
    from trustbook.builder.pipeline import build as run
    from trustbook.editions import EDITIONS
    from trustbook.findings import did_you_mean

    _set(voice, as_json, plain, strict, verbose)
    for name in editions:
        if name not in EDITIONS:
            near = did_you_mean(name, EDITIONS)
            raise click.UsageError(f"there is no edition `{name}`. {near or 'There are ' + ', '.join(EDITIONS)}")
    start = time.perf_counter()
    with voice.progress() as progress:
        report = run(voice.folder, editions, output, force, progress, pdf_standard)
    _finish(voice, report, time.perf_counter() - start)


@main_group.command()
@_shared
@click.pass_obj
def check(voice: Voice, as_json: bool, plain: bool, strict: bool, verbose: bool) -> None:
    """Check the manuscript and build nothing.

    \b
    trustbook check
    trustbook check --strict --json
    """
    from trustbook.builder.pipeline import check as run

    _set(voice, as_json, plain, strict, verbose)
    report = run(voice.folder)
    _finish(voice, report, 0.0)


@main_group.command()
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Where the files lie (default: dist/ in the book)."
)
@_shared
@click.pass_obj
def verify(voice: Voice, output: Path | None, as_json: bool, plain: bool, strict: bool, verbose: bool) -> None:
    """Check the finished files with EPUBCheck, Ace and PDF validators.

    A check whose tool is missing is reported as skipped, with the reason; --strict counts that as a failure.
    """
    from trustbook.verify import verify as run

    _set(voice, as_json, plain, strict, verbose)
    start = time.perf_counter()
    with voice.progress() as progress:
        report = run(voice.folder, output, progress)
    _finish(voice, report, time.perf_counter() - start)


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


@main_group.command()
@click.argument("file", metavar="FILE.pdf", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print the structure tree as JSON.")
@click.option("--pages", type=_Pages(), help="Only these pages, counted from 1: 3, 3-5 or 3-.")
@click.pass_obj
def read(voice: Voice, file: Path, as_json: bool, pages: tuple[int, int] | None) -> None:
    """Say what a screen reader would say of a PDF, in the order it would.

    Each line names a role (H1, P, Link and so on) and what is heard. It reads any tagged PDF, also those of other
    programs, and leaves with 1 when the file is no PDF, is locked, is not tagged or is broken.

    \b
    trustbook read dist/mybook-screen.pdf
    trustbook read dist/mybook-screen.pdf --pages 3-5
    trustbook read leaflet.pdf --json
    """
    from trustbook.pdf.spoken.read import read_pdf, spoken

    reading = read_pdf(file)
    shown = reading.on_pages(*pages) if pages else reading
    if as_json:
        click.echo(json.dumps(shown.to_dict(), indent=1, ensure_ascii=False).encode("utf-8", "replace"))
    else:
        for line in spoken(shown):
            click.echo(line.encode("utf-8", "replace"))
    voice.findings(reading.findings)
    raise SystemExit(1 if reading.findings else 0)


@main_group.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="The book's title (default: made from the folder's name).")
@click.pass_obj
def new(voice: Voice, folder: Path, title: str | None) -> None:
    """Start a book in FOLDER.

    \b
    trustbook new mybook --title "My book"
    """
    from trustbook.cli.starter import create

    finding = create(folder, title)
    if finding is not None:
        voice.findings([finding])
        raise SystemExit(1)
    voice.say(f"Started a book in {folder}/manuscript. Next:\n\n    cd {folder}\n    trustbook build")


@main_group.command()
@click.argument("code")
@click.pass_obj
def explain(voice: Voice, code: str) -> None:
    """Say what a code in a message means, why it matters, and show an example.

    \b
    trustbook explain B201
    """
    from trustbook.findings import did_you_mean
    from trustbook.findings.codes import CODES, explanation

    row = CODES.get(code.upper())
    if row is None:
        near = did_you_mean(code.upper(), CODES)
        raise click.UsageError(f"there is no code `{code}`. {near}")
    click.echo(explanation(row))


@main_group.command()
def schema() -> None:
    """Print the JSON Schema of book.toml."""
    from trustbook.settings import schema as made

    click.echo(json.dumps(made(), indent=2, ensure_ascii=False))


def _set(voice: Voice, as_json: bool, plain: bool, strict: bool, verbose: bool) -> None:
    voice.json, voice.plain, voice.strict, voice.verbose = as_json, plain, strict, verbose


def _finish(voice: Voice, report: Report, seconds: float) -> None:
    """Tell the outcome and leave with the exit code it deserves."""
    if voice.json:
        click.echo(report.to_json(outcome=True).decode(), nl=False)
    voice.findings(report.findings)
    for name in (*report.built, *report.unchanged):
        for one in report.editions[name].artifacts:
            pages = f", {one.pages} pages" if one.pages else ""
            state = "unchanged" if name in report.unchanged else "built"
            voice.say(f"{state:9} {report.folder / one.name} ({one.size / 1e6:.2f} MB{pages})")
    for name in report.failed:
        kept = " (the file built before is still there)" if name in report.editions else ""
        voice.say(f"not built {name}{kept}")
    if voice.verbose:
        for stage, spent in report.seconds.items():
            voice.say(f"{stage:>9} {spent:.2f} s")
        voice.say(f"    total {seconds:.2f} s")
    voice.say(f"{_count(report.errors, 'error')}, {_count(report.warnings, 'warning')}")
    raise SystemExit(_exit_code(report, voice.strict))


def _exit_code(report: Report, strict: bool) -> int:
    """Something that broke comes first, then what is wrong, then, for the strict, a tool that is missing."""
    if any(finding.code in ("O904", "V906") for finding in report.findings):
        return 3
    if report.errors:
        return 1
    if strict and any(finding.severity == "skipped" for finding in report.findings):
        return 3
    return 1 if strict and report.warnings else 0


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def main() -> None:
    """Run the command; every way it can end is an exit code and a sentence."""
    gc.disable()  # a build is short, and its trees are needed to the end
    try:
        main_group(standalone_mode=False)
    except click.exceptions.Abort:
        _stopped()
    except KeyboardInterrupt:
        _stopped()
    except click.ClickException as error:
        error.show()
        raise SystemExit(error.exit_code) from None
    except click.exceptions.Exit as leaving:
        raise SystemExit(leaving.exit_code) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except Exception as error:  # the last net: a fault of ours is told, not thrown at people
        _broken(error)


def _stopped() -> None:
    click.echo("error[O903]: stopped; files built before are as they were", err=True)
    raise SystemExit(130) from None


def _broken(error: Exception) -> None:
    if "TRUSTBOOK_DEBUG" in os.environ:
        raise error
    where = ""
    trace = error.__traceback__
    while trace is not None:
        where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    click.echo(f"error[O904]: a fault in trustbook itself: {type(error).__name__}: {error} ({where})", err=True)
    click.echo("  hint: please report it with this line; files built before are as they were", err=True)
    raise SystemExit(3) from None
