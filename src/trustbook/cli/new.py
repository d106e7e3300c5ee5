"""`trustbook new`"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click

from trustbook.cli.starter import LANGUAGE, countries_with_lines, country_of, create, languages
from trustbook.cli.voice import Voice


def _spoken(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """A language tag whose language new books are written in."""
    if value is None:
        return None
    base, *rest = value.split("-")
    if base.lower() not in languages() or not all(re.fullmatch(r"[A-Za-z0-9]{1,8}", one) for one in rest):
        known = ", ".join(languages())
        raise click.BadParameter(f"{value!r} is none of {known}; a region may follow, as in fr-CA", context, option)
    return value


@click.command(name="new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="The book's title (default: made from the folder's name).")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Take over a book for mdBook, GitBook, Quarto or bookdown, or any folder of Markdown.",
)
@click.option(
    "--language",
    callback=_spoken,
    help=f"The book's language: {', '.join(languages())}, or one with a region, as in fr-CA (default: {LANGUAGE}).",
)
def command(folder: Path, title: str | None, source: Path | None, language: str | None) -> None:
    """Start a book in FOLDER.

    \b
    trustbook new mybook --title "My book"
    trustbook new monlivre --language fr
    trustbook new mybook --from OTHER
    """
    voice = Voice()
    if source is not None:
        from trustbook.cli.taken.command import take_over

        raise SystemExit(take_over(voice, folder, source, title, language))
    language = language or LANGUAGE
    finding = create(folder, title, language)
    if finding is not None:
        voice.findings([finding])
        raise SystemExit(1)
    place = shlex.quote(str(folder))
    voice.say(f"Started a book in {folder}/manuscript. Next:\n\n    cd {place}\n    trustbook build")
    country = country_of(language)
    if country not in countries_with_lines(language):
        voice.say(
            f"\nBefore it can be built, it needs help lines for {country}: manuscript/help-lines.toml says how to add"
            " them.\nThe builder brings only those that somebody has checked, and never makes one up."
        )
