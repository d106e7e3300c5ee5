"""A book that has one of everything, long enough for pages to break inside paragraphs, lists, tables and boxes."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

CONFIG = """\
format = 1
[book]
title = "Small Steps"
subtitle = "A sample"
slug = "small-steps"
language = "en-GB"
identifier = "urn:uuid:0b0e8c8e-5f0e-4f9b-a9f5-0d3f4c1f8a12"
version = "2.1"
date = 2026-11-24
publisher = "A clinic"
description = "A book for tests."
subjects = ["Trust"]
rights = "All rights reserved"
[[people]]
name = "Ann Author"
sort-name = "Author, Ann"
[[people]]
name = "Ed Editor"
role = "edt"
[help]
country = "GB"
[cover]
image = "images/cover.svg"
alt = "Small Steps. Two paths meet."
[print]
cover = "inside"
[[chapters]]
file = "help.md"
role = "help"
[[chapters]]
role = "contents"
[[chapters]]
file = "01-walking.md"
[[chapters]]
file = "02-resting.md"
[[chapters]]
file = "evidence.md"
role = "evidence"
[[chapters]]
file = "glossary.md"
role = "glossary"
[[chapters]]
file = "reading.md"
role = "reading-list"
[[chapters]]
file = "colophon.md"
role = "colophon"
"""

READING_LIST = """\
format = 1
[[entries]]
id = "study"
kind = "study"
authors = "Lee, A."
year = 2018
title = "Walking slowly"
journal = "Journal of Steps"
details = "1(2), 3-4"
doi = "10.1234/steps"
[[entries]]
id = "walkers"
kind = "organisation"
name = "Walkers United"
short-name = "WU"
about = "A club."
url = "https://walkers.example"
[[entries]]
id = "resters"
kind = "organisation"
name = "Resters"
about = "Another club."
"""

HELP_LINES = """\
format = 1
[countries.GB]
name = "the United Kingdom"
[countries.US]
name = "the United States"
[[lines]]
id = "everywhere"
country = "INT"
kind = "directory"
service = "A directory"
who = "For anyone."
source = "https://directory.example"
verified_on = 2026-06-01
contacts = [{ how = "web", to = "directory.example" }]
[[lines]]
id = "here"
country = "GB"
kind = "crisis"
service = "Someone to talk to"
who = "For anyone."
hours = "Day and night"
cost = "Free"
source = "https://talk.example"
verified_on = 2026-11-23
contacts = [{ how = "call", to = "116 123" }, { how = "text", to = "85258", say = "HELLO" }]
[[lines]]
id = "there"
country = "US"
kind = "information"
service = "A line far away"
who = "For anyone."
source = "https://far.example"
verified_on = 2020-01-01
contacts = [{ how = "call", to = "988" }]
"""

DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 120"><title>Two paths</title>
<path d="M10 100 Q150 -40 290 100" fill="none" stroke="#1f3a4d" stroke-width="4"/>
<text x="110" y="110" font-family="Atkinson Hyperlegible" font-size="20">paths</text></svg>
"""

COVER = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 108 76">
<rect width="108" height="76" fill="#f2e6d0"/><circle cx="54" cy="38" r="20" fill="#8a3b12"/></svg>
"""

_WORDS = (
    "path stone river meadow bridge garden window letter candle harbour kettle blanket basket ladder lantern pillow "
    "orchard thimble saddle copper violet marble pebble timber willow anchor barrel canvas dapple ember feather "
    "gravel hollow island jumper kernel"
).split()


def prose(seed: int, paragraphs: int) -> str:
    """Paragraphs without meaning; no two pages of them begin or end alike."""
    chance = random.Random(seed)
    made = []
    for _ in range(paragraphs):
        sentences = []
        for _ in range(chance.randrange(3, 8)):
            some = chance.sample(_WORDS, chance.randrange(6, 14))
            some[2] = f"{some[2]}-{some[3]}"
            sentences.append(" ".join(some).capitalize() + ".")
        made.append("\n".join(sentences))
    return "\n\n".join(made) + "\n"


def _list(seed: int) -> str:
    chance = random.Random(seed)
    return "".join(f"- {' '.join(chance.sample(_WORDS, 12))}\n" for _ in range(7)) + "\n"


def _table(seed: int) -> str:
    chance = random.Random(seed)
    rows = "".join(
        f"| {' '.join(chance.sample(_WORDS, 3))} | {' '.join(chance.sample(_WORDS, 6))} |\n" for _ in range(9)
    )
    return f"Table: What is where\n\n| Place | Things |\n|---|---|\n{rows}\n"


WALKING = f"""\
# Walking

!!! summary "In short"
    - One step is enough.
    - Rest when you like.

Walkers say "it's fine" to stop [@walkers].[^slow]
Much was lost on the way [@claim-x1], and more [@claim-y2; @walkers].

[^slow]: The word *slow* is theirs.

## A. First steps

{prose(1, 7)}
![Two paths meet at the top of a hill.](images/paths.svg "Paths can meet")

{_list(2)}
{prose(3, 6)}
## B. Longer ways

{_table(4)}
{prose(5, 5)}
!!! try "Try this"
    {prose(6, 3).replace(chr(10), chr(10) + "    ").strip()}

{prose(7, 4)}
See [how to rest](02-resting.md#a-sitting-down), the [web](https://walkers.example),
or the word [pace](glossary.md#term-pace).

!!! questions "Questions to think about"
    - Where would you like to walk?
    - Who could come along?
"""

RESTING = f"""\
# Resting

!!! summary "In short"
    - Sit down.

## A. Sitting down

Chairs help [@resters].[^chair] So do beds.[^bed] Chairs again.[^chair]

[^bed]: A note on beds.
[^chair]: A note on chairs.

{prose(8, 3)}
![](images/paths.svg){{.decorative}}

> {prose(9, 1).replace(chr(10), chr(10) + "> ").strip("> ")}

{prose(10, 2)}
"""

EVIDENCE = """\
# About the evidence

Some claims have no source.

## Lost

### Walking is good {#claim-x1 .source-lost}

How sure
:   Some support [@study].

## Never named

### Walking is fun {#claim-y2 .source-unnamed}

How sure
:   Unsure.
"""

FILES: Mapping[str, str] = {
    "book.toml": CONFIG,
    "reading-list.toml": READING_LIST,
    "help-lines.toml": HELP_LINES,
    "help.md": "# If you need help now\n\nYou can call these lines.\n",
    "01-walking.md": WALKING,
    "02-resting.md": RESTING,
    "evidence.md": EVIDENCE,
    "glossary.md": "# Glossary\n\npace\n:   How fast you go.\n\nstep\n:   One foot, then the other.\n",
    "reading.md": "# Reading list\n\nThe names in this book.\n",
    "colophon.md": "# About this edition\n\nMade with care.\n",
    "images/paths.svg": DRAWING,
    "images/cover.svg": COVER,
}


def sample(folder: Path, files: Mapping[str, str] = {}) -> Path:
    """Write the sample book into a folder; `files` go over its own and beside them."""
    for name, content in {**FILES, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return folder


def with_config(old: str, new: str) -> str:
    """book.toml with one change."""
    assert old in CONFIG
    return CONFIG.replace(old, new)
