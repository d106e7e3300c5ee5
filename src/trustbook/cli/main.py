"""The command itself: which subcommands there are, and every way it can end."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from pathlib import Path

import click

from trustbook.findings.shown import shown
from trustbook.sources.program import VERSION

# What each does, so that the list of them can be shown without importing all.
COMMANDS = {
    "batch": "Build the own copies of many clinics, of a table or a folder.",
    "build": "Build EDITIONS, or all of them.",
    "check": "Check the manuscript and build nothing.",
    "clinic": "Start the file of a clinic that gives out its own copy.",
    "desk": "Open a page where a clinic's office makes its own copy.",
    "explain": "Say what a code in a message means, why it matters, and show an example.",
    "list": "List the chapters, exercises, editions, files and clinics of a book.",
    "new": "Start a book in FOLDER.",
    "preflight": "Say what a print shop would find wrong with a PDF.",
    "read": "Say what a screen reader would say of a PDF, in the order it would.",
    "schema": "Print the JSON Schema of book.toml, or of a clinic's file.",
    "verify": "Check the finished files with EPUBCheck, Ace and PDF validators.",
}


class _Commands(click.Group):
    """Subcommands by the name of their file."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every name."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand of a name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"trustbook.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of subcommands, from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
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
    trustbook -C mybook desk          fill in a form for a clinic's own copy, in a browser
    trustbook -C mybook list          say what is in it, and what is built
    trustbook read leaflet.pdf        say what a screen reader would say
    trustbook explain B201            say what a code in a message means
    """
    context.obj = folder


def main() -> None:
    """Run the command; every way it can end is an exit code and a sentence."""
    gc.disable()  # a build is short, and its trees are needed to the end
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # none is wanted, and looking for them takes time
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
    finally:
        gc.freeze()  # else Python looks through every tree once more before it leaves: a tenth of a short build


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
    click.echo(
        f"error[O904]: a fault in trustbook itself: {type(error).__name__}: {shown(str(error))} ({where})", err=True
    )
    click.echo("  hint: please report it with this line; files built before are as they were", err=True)
    raise SystemExit(3) from None
