"""An option that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click
from click.core import ParameterSource


def of_clinic(words: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """`--clinic NAME`; one that was typed without a name, as with an empty variable of a script, is wrong use: the book
    itself would come out in place of a copy."""
    return click.option("--clinic", default="", callback=_named, help=words)


def _named(context: click.Context, parameter: click.Parameter, value: str) -> Any:
    if not value and context.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE:
        raise click.BadParameter("it names no clinic; `trustbook list` shows those there are")
    return value
