"""Judge what a clinic brings into its own copy: signs, colours and logo. It is checked, not trusted.

In: the `Book` of a copy. Out: findings at the clinic's keys: signs that no font has, colours that cannot be read on a
surface where they stand, a logo that would be blurred, tiny or lost on the cover. The book itself is judged elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from trustbook.findings import Finding
from trustbook.findings.toml_positions import KeyPath
from trustbook.manuscript.book import Book
from trustbook.rules.characters import hint_for, message_for
from trustbook.rules.contrast import Colour, as_hex, contrast, nearest, of_hex
from trustbook.settings import Clinic
from trustbook.settings.telephone import is_given_out
from trustbook.sources import drawings, fonts
from trustbook.sources.images import colours_on
from trustbook.sources.values import ClinicCopy, ImageFile

TEXT, GRAPHIC = 4.5, 3.0  # least contrast (WCAG 2.2, 1.4.3, 1.4.11)
_PAPER, _COVER = "#ffffff", "#fbf3e2"
_COVER_GROUND = re.compile(r"--cover-ground:\s*(#[0-9A-Fa-f]{6})\s*;")
WIDEST, NARROWEST = 6.0, 0.4  # of a logo: its width by its height
LEAST_PIXELS = 150  # of its height: half an inch at 300 pixels per inch


def check_branding(book: Book, text: float = TEXT) -> list[Finding]:
    """Everything that is wrong with what a clinic brings; nothing for a book that is no copy.

    `text` is the contrast that words need in the editions of this copy: large print asks for more.
    """
    copied = book.sources.copy
    if copied is None:
        return []
    found = [*_signs(copied, book), *_numbers(copied), *_colours(copied, _surfaces(_ground(book), text))]
    if copied.logo is not None:
        found += _logo(copied, copied.logo, _ground(book))
    return found


# -- signs ---------------------------------------------------------------------------------------------------


def _signs(copied: ClinicCopy, book: Book) -> Iterator[Finding]:
    """Each sign that no font has, once, at its key."""
    known: set[str] = set()
    for path, text in _texts(copied.clinic):
        for _, sign in fonts.missing(text, book.sources.fonts):
            if sign not in known:
                known.add(sign)
                yield copied.at("T501", message_for(sign), path, hint_for(sign, book.sources.settings.fonts.packages))


def _texts(clinic: Clinic) -> Iterator[tuple[KeyPath, str]]:
    """All texts that the copy prints, with their keys."""
    for key in (
        "name", "short_name", "address", "telephone", "email", "web", "opening_hours", "reader", "welcome", "imprint",
    ):  # fmt: skip
        yield (key.replace("_", "-"),), getattr(clinic, key)
    if clinic.crisis_line is not None:
        for key in ("service", "number", "who", "hours"):
            yield ("crisis-line", key), getattr(clinic.crisis_line, key)


def _numbers(copied: ClinicCopy) -> Iterator[Finding]:
    """Each telephone number that is like none of its country."""
    clinic = copied.clinic
    own: list[tuple[KeyPath, str]] = [(("telephone",), clinic.telephone)]
    own += [(("crisis-line", "number"), clinic.crisis_line.number)] if clinic.crisis_line else []
    for path, typed in own:
        if typed and not is_given_out(typed, clinic.country):
            hint = "call it yourself before you give the book out"
            yield copied.at("C110", f"`{typed}` is like no telephone number of its country", path, hint)


# -- colours -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Surface:
    """Where a colour stands: its key, in words, what it stands on, and the contrast it needs there."""

    key: str
    where: str
    ground: str
    least: float


def _colours(copied: ClinicCopy, surfaces: list[_Surface]) -> Iterator[Finding]:
    """Each colour at the surface where it is hardest to make out, with the nearest that passes on all."""
    for key, colour in (("colour", copied.clinic.colour), ("second-colour", copied.clinic.second_colour)):
        own = [one for one in surfaces if one.key == key] if colour else []
        lacking = [one for one in own if contrast(of_hex(colour), of_hex(one.ground)) < one.least]
        if not lacking:
            continue
        worst = min(lacking, key=lambda one: contrast(of_hex(colour), of_hex(one.ground)) / one.least)
        measured = contrast(of_hex(colour), of_hex(worst.ground))
        hint = f"the nearest colour that passes everywhere is `{_passing(colour, own)}`"
        message = f"`{colour}` {worst.where} has a contrast of {measured:.2f} to 1; {worst.least:g} to 1 is the least"
        yield copied.at("C104", message, (key,), hint)


def _surfaces(cover: str, text: float) -> list[_Surface]:
    """Where a clinic's colours stand."""
    return [
        _Surface("colour", "of the name on the cover", cover, text),
        _Surface("colour", "of the name on white paper", _PAPER, text),
        _Surface("second-colour", "of the lines on white paper", _PAPER, GRAPHIC),
    ]


def _ground(book: Book) -> str:
    """The colour of the cover, as the last of the style sheets says."""
    sheets = book.sources.styles.get("paged.css", ())
    said = [match for sheet in sheets for match in _COVER_GROUND.findall(sheet.text)]
    return said[-1] if said else _COVER


def _passing(colour: str, surfaces: list[_Surface]) -> str:
    """The colour of the same hue that passes on every surface: all grounds are light, so the darkest that one needs."""
    found = [nearest(of_hex(colour), of_hex(one.ground), one.least) for one in surfaces]
    return as_hex(max(found, key=lambda one: min(contrast(one, of_hex(on.ground)) / on.least for on in surfaces)))


# -- the logo ------------------------------------------------------------------------------------------------


def _logo(copied: ClinicCopy, logo: ImageFile, ground: str) -> Iterator[Finding]:
    """What would be wrong with a logo half an inch high."""
    ratio = logo.width / logo.height
    if not NARROWEST <= ratio <= WIDEST:
        shape, side = ("wide", "below each other") if ratio > 1 else ("high", "beside it")
        message = f"the logo is {logo.width:g} by {logo.height:g}, too {shape} for its place"
        yield copied.at("C106", message, ("logo",), f"export it without its words, or with them {side}")
    colours = _seen(logo, of_hex(ground))
    if not colours:
        yield copied.at("C104", "the logo draws nothing", ("logo",), "export it again, with its shapes filled")
    elif all(contrast(one, of_hex(ground)) < GRAPHIC for one in colours):
        message = f"no colour of the logo has a contrast of {GRAPHIC:g} to 1 with the cover, which is `{ground}`"
        yield copied.at("C104", message, ("logo",), "use the logo for light grounds")
    if logo.media_type != "image/svg+xml" and logo.height < LEAST_PIXELS:
        message = f"the logo is {logo.height:g} pixels high, which prints blurred"
        hint = f"export it at least {LEAST_PIXELS} pixels high, or as SVG"
        yield copied.at("C106", message, ("logo",), hint)


def _seen(logo: ImageFile, ground: Colour) -> Set[Colour]:
    """The colours of a logo: those that a drawing paints with, those of a picture's pixels on a ground."""
    if logo.media_type == "image/svg+xml":
        return drawings.drawn(logo.data)
    return colours_on(logo.data, ground)
