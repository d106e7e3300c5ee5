"""`trustbook clinic`"""

from __future__ import annotations

from pathlib import Path

import click

from trustbook.builder.output import leads_elsewhere
from trustbook.cli.voice import Voice
from trustbook.findings import Finding, Place
from trustbook.settings.telephone import is_country
from trustbook.sources.clinics import unknown_clinic
from trustbook.sources.locate import CLINICS, book_root, find_config, is_clinic_name, no_book, quick_look

STARTER = Path(__file__).parent / "new_clinic" / "clinic.toml"
_COUNTRY = 'country = "GB"'


@click.group(name="clinic")
def command() -> None:
    """Start the file of a clinic that gives out its own copy."""


@command.command(name="new")
@click.argument("name")
@click.pass_obj
def new(folder: Path, name: str) -> None:
    """Write the file of a clinic called NAME, with a note on each key.

    \b
    trustbook clinic new north-street
    """
    config, voice = find_config(folder), Voice()
    fault = no_book() if config is None else None
    if config is not None and not is_clinic_name(name):
        [fault] = unknown_clinic(folder, name)
    if config is None or fault is not None:
        voice.findings([fault or no_book()])
        raise SystemExit(1)
    path = config.parent / CLINICS / f"{name}.toml"
    country = quick_look(config).tables.get("help", {}).get("country", "")
    text = STARTER.read_text(encoding="utf-8")
    if is_country(country):
        text = text.replace(_COUNTRY, f'country = "{country}"')
    if fault := _in_the_way(path.parent, book_root(config.absolute())) or _written(path, text):
        voice.findings([fault])
        raise SystemExit(1)
    voice.say(f"Started {path}. Fill it in, then:\n\n    trustbook build --clinic {name}")


def _in_the_way(home: Path, root: Path) -> Finding | None:
    """Why there can be no folder of clinics."""
    if leads_elsewhere(home, root):
        message = f"`{home}` is a link that leads out of the book's folder"
        return Finding("O901", message, Place(str(home)), "remove the link")
    if home.exists() and not home.is_dir():
        hint = "move it away: the files of clinics lie in a folder of that name"
        return Finding("O905", f"`{home}` is a file, not a folder", Place(str(home)), hint)
    return None


def _written(path: Path, text: str) -> Finding | None:
    """Write a file that is not there yet; a finding says why it cannot be."""
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        return Finding("O905", f"`{path}` is there already", Place(str(path)), "choose another name")
    except OSError as error:
        reason = error.strerror or str(error)
        return Finding("O901", f"cannot write `{path}`: {reason}", Place(str(path)), "make the folder writable")
    return None
