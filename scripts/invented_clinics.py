"""Write a table of invented clinics, to try `trustbook batch` with as many as one likes.

    python scripts/invented_clinics.py 500 FOLDER
    trustbook batch FOLDER/clinics.csv --editions epub,screen

Out: `clinics.csv` in FOLDER, a row a clinic with all that most clinics say, and the drawings of their logos; with
`--files`, the first so many also as a file each, for `build --clinic` to compare with. The same number gives the same
bytes, and the first rows of a longer table are those of a shorter one. Telephone numbers are those that Ofcom keeps
free for fiction, addresses end with example.org.
"""

from __future__ import annotations

import csv
import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import click

TREES = ("Alder", "Ash", "Beech", "Birch", "Cedar", "Elder", "Elm", "Hawthorn", "Hazel", "Holly", "Juniper", "Larch")
PLACES = ("Bank", "Bridge", "Corner", "Court", "Cross", "Green", "Hill", "House", "Lane", "Park", "Street", "View")
KINDS = ("Clinic", "Counselling", "Practice", "Psychology", "Rooms", "Therapy Centre", "Trust", "Wellbeing Service")
TOWNS = ("Easterton", "Midford", "Northby", "Overwick", "Sandling", "Underley", "Westholm")
# Areas and the first digits after them; three more follow.
AREAS = ("01632 960", "0113 496 0", "0114 496 0", "0115 496 0", "0117 496 0", "0121 496 0", "0131 496 0", "0161 496 0")
COLOURS = ("#1d4f5c", "#5c1d4f", "#4f5c1d", "#1d2f5c", "#5c2f1d", "#2f1d5c", "#2b5c1d", "#333333")
COLUMNS = (
    *("name", "short name", "country", "telephone", "email", "web", "address", "opening hours", "reader", "welcome"),
    *("imprint", "colour", "logo", "logo alt", "crisis-line.service", "crisis-line.number", "crisis-line.hours"),
)


@click.command()
@click.argument("count", type=click.IntRange(min=1))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--files", type=click.IntRange(min=0), default=0, help="How many have a file of their own as well.")
def main(count: int, folder: Path, files: int) -> None:
    """Write COUNT clinics into FOLDER."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, colour in enumerate(COLOURS):
        (folder / _logo(number)).write_text(_drawing(number, colour), encoding="utf-8")
    with (folder / "clinics.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(COLUMNS)
        table.writerows(itertools.islice(clinics(), count))
    for row in itertools.islice(clinics(), min(files, count)):
        (folder / f"{_site(row[0])}.toml").write_text(_as_file(row), encoding="utf-8")
    click.echo(folder / "clinics.csv")


def clinics() -> Iterator[list[str]]:
    """The rows, one after another; names come again only with the number of a town behind them."""
    for round_ in itertools.count():
        for number, (kind, place, tree) in enumerate(itertools.product(KINDS, PLACES, TREES)):
            yield _clinic(f"{tree} {place}", kind, number + round_ * len(KINDS) * len(PLACES) * len(TREES), round_)


def _clinic(street: str, kind: str, number: int, round_: int) -> list[str]:
    town = TOWNS[number % len(TOWNS)]
    name = f"{street} {kind}" + (f", {town} {round_}" if round_ else "")
    site = f"{_site(name)}.example.org"
    design = number % len(COLOURS)
    said = {
        "name": name,
        "short name": street,
        "country": "GB",
        "telephone": f"{AREAS[number // 1000 % len(AREAS)]}{number % 1000:03}",
        "email": f"desk@{site}",
        "web": f"https://{site}",
        "address": f"{1 + number % 200} {street}\n{town}",
        "opening hours": "Monday to Friday, 8 am to 6 pm\nSaturday, 9 am to noon",
        "reader": ("client", "patient", "service user")[number % 3],
        "welcome": f"Welcome to **{street}**. Ask us about anything in this book that you would like to try.",
        "imprint": f"{name}\n{town}",
        "colour": COLOURS[design],
        "logo": _logo(design),
        "logo alt": f"{design + 2} bars beside each other",
        "crisis-line.service": f"{street} line",
        "crisis-line.number": f"0808 157 0{number % 1000:03}",
        "crisis-line.hours": "Day and night, every day",
    }
    return [said[column] for column in COLUMNS]


def _site(name: str) -> str:
    return name.lower().replace(",", "").replace(" ", "-")


def _as_file(row: list[str]) -> str:
    """A row as a clinic's file; a string of JSON is one of TOML."""
    said = [(column.replace(" ", "-"), json.dumps(cell)) for column, cell in zip(COLUMNS, row, strict=True)]
    top = [f"{key} = {text}" for key, text in said if "." not in key]
    line = [f"{key.partition('.')[2]} = {text}" for key, text in said if "." in key]
    return "\n".join(["format = 1", *top, "[crisis-line]", *line]) + "\n"


def _logo(number: int) -> str:
    return f"logo-{number}.svg"


def _drawing(number: int, colour: str) -> str:
    bars = "".join(
        f'<rect x="{10 * bar}" y="{3 * bar}" width="7" height="{40 - 3 * bar}"/>' for bar in range(number + 2)
    )
    width = 10 * (number + 2) - 3
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 40" fill="{colour}">{bars}</svg>\n'


if __name__ == "__main__":
    main()
