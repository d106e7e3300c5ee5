"""What the page of `trustbook desk` says to a clinic's office, as one frozen value per language.

In: a language tag (BCP 47). Out: `DeskWords`, in English where there is no file of that language. The phrases stand in
`LANG.toml` beside this file, apart from those of books: a book that brings its own words needs none of these.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from trustbook.words.languages import FALLBACK, tags
from trustbook.words.phrases import phrase

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class DeskWords:
    """Every phrase of the page; `language` is the language they are in, a tag of BCP 47."""

    language: str
    labels: Mapping[str, str]  # of the form's fields, by the keys of a clinic's file
    sentences: Mapping[str, str]  # what each field is for and how it is filled in, by the same keys
    title: str = phrase("the title of the page", "title")
    nothing_sent: str = phrase("below the title: nothing leaves this computer")
    needed: str = phrase("behind the label of a field that cannot be empty")
    about: str = phrase("the title of the fields on the clinic itself")
    looks: str = phrase("the title of the fields on logo and colours")
    reach: str = phrase("the title of the fields on how to reach the clinic")
    words: str = phrase("the title of the fields on what the clinic says to its readers")
    crisis: str = phrase("the title of the fields on the clinic's own line for people in a crisis")
    made: str = phrase("the title of the fields on paper and editions")
    as_the_book: str = phrase("the choice that leaves the paper as it is in the book")
    pick: str = phrase("what the box beside a colour is for, to those who hear the page", "label")
    logo_kept: str = phrase("below the field of the logo, once there is one")
    logo_out: str = phrase("the label of the box that takes the logo out again")
    look: str = phrase("the button that shows the pages")
    shown: str = phrase("the title of the pages that are shown")
    nothing_shown: str = phrase("where the pages will be shown")
    updated: str = phrase("the pages were drawn anew")
    in_front: str = phrase("a picture of the cover", "title", "clinic")
    to_mend: str = phrase("the title of the list of what is wrong")
    not_updated: str = phrase("something is wrong, so nothing was drawn anew")
    notes: str = phrase("the title of the list of what may be wrong")
    files: str = phrase("the title of the buttons that make files")
    files_about: str = phrase("below that title: how long it takes")
    clinic_file: str = phrase("the button for the clinic's file")
    reopen: str = phrase("the label of the field for a clinic's file that was taken before")
    open: str = phrase("the button that fills in the form from it")
    no_clinic_file: str = phrase("what was chosen there is none")
    logo_again: str = phrase("the clinic's file names a logo that did not come with it")
    being_made: str = phrase("a file is being made")
    ready: str = phrase("a file is made, and on its way")
    busy: str = phrase("another file is being made")
    too_long: str = phrase("making it took too long", "seconds")
    too_large: str = phrase("what was sent is too large", "megabytes")
    too_many: str = phrase("too much was asked for at once")
    not_made: str = phrase("the file could not be made")
    no_key: str = phrase("the page was opened without its address from the terminal", "command")


def desk_words(language: str) -> DeskWords:
    """The words for an office, in the book's language where there are any."""
    known = next((tag for tag in tags(language) if (FOLDER / f"{tag.lower()}.toml").is_file()), FALLBACK)
    return _read(known.lower())


def desk_phrases() -> list[str]:
    """The names of all phrases, as the files have them."""
    return [one.name.replace("_", "-") for one in fields(DeskWords) if one.metadata]


@cache
def _read(tag: str) -> DeskWords:
    read = tomllib.loads((FOLDER / f"{tag}.toml").read_text("utf-8"))
    labels, sentences = read.pop("labels"), read.pop("sentences")
    return DeskWords(tag, labels, sentences, **{key.replace("-", "_"): value for key, value in read.items()})
