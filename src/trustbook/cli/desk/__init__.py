"""`trustbook desk`"""

from __future__ import annotations

import gc

import click

from trustbook.cli.voice import Voice, speaks


@click.command(name="desk")
@click.argument("clinic", required=False, default="")
@click.option("--host", default="127.0.0.1", help="The address of this machine to listen at; no other can be reached.")
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=0, help="The port to listen at (default: any free one)."
)
@speaks
def command(voice: Voice, clinic: str, host: str, port: int) -> None:
    """Open a page where a clinic's office makes its own copy.

    It is a form, and shows what the copy looks like. With CLINIC, the form starts with what the clinic's file says. The
    page is for this computer alone, and nothing that is typed leaves it. It ends with Ctrl-C.

    \b
    trustbook desk
    trustbook desk riverside
    """
    from trustbook.cli.desk.serve import serve

    gc.enable()  # unlike other commands, this one stays
    serve(voice, clinic, host, port)
