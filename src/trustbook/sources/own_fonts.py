"""Read the fonts that a book names, for signs that no shipped font has.

In: `[fonts]` of book.toml: files in the manuscript folder, and packages of fonts that are installed. Out: faces, each
with the signs that it lends; findings for what is no font, is not there, or may not be put into a book. A package's
code is never run.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from trustbook.findings import DataFile, Finding
from trustbook.findings.toml_positions import KeyPath
from trustbook.settings import Settings
from trustbook.sources import fonts
from trustbook.sources.folder import BookFolder
from trustbook.sources.fonts import Face, Slant

MAX_FONT = 40_000_000  # bytes of one
_MAX_FILES = 60  # looked at in one package
_SUFFIXES = (".otf", ".ttf")
_KINDS = (b"\0\1\0\0", b"true", b"OTTO")
_FORBIDDEN = 0x2  # of `fsType`: embedded only with leave of the owner
_IN_COLOUR = ("CBDT", "COLR", "sbix", "SVG ")
_UNSAFE = re.compile(r"[^A-Za-z0-9 .-]")  # in the name of a family in a style sheet
_LICENCES = {"open font license": "SIL Open Font License 1.1", "apache license": "Apache License 2.0"}


class NoFont(Exception):
    """A file that cannot lend signs; the text says why."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """A file of a font: its family, from which to which weight, whether it slants, its licence in short."""

    family: str
    lightest: int
    boldest: int
    slants: bool
    licence: str
    data: bytes

    @property
    def variable(self) -> bool:
        """Whether it has all weights between two."""
        return self.lightest < self.boldest


def read_fonts(folder: BookFolder, config: DataFile, chosen: Settings) -> tuple[Face, ...]:
    """Faces of all fonts that the book names, each with the signs that nothing before it has."""
    families: dict[str, list[FontFile]] = {}
    for path, name, data in _named(folder, config, chosen):
        try:
            file = font_file(data)
        except NoFont as lack:
            hint = "name a TrueType or OpenType font that may be embedded"
            folder.found.keep(config.at_value("F126", f"`{name}` {lack}", path, hint))
            continue
        families.setdefault(file.family, []).append(file)
    known, made = fonts.coverage() if families else frozenset(), list[Face]()
    for number, files in enumerate(families.values(), 1):
        own = list(_faces(number, files))
        points = frozenset.intersection(*(fonts.points_of(face) for face in own)) - known
        lends = frozenset(point for point in points if fonts.visible(chr(point)))
        made += [replace(face, lends=lends) for face in own if lends]
        known |= lends
    return tuple(made)


def font_file(data: bytes) -> FontFile:
    """What a font says of itself. Raises NoFont."""
    from fontTools.ttLib import TTFont

    if data[:4] not in _KINDS:
        raise NoFont("is no TrueType or OpenType font")
    try:
        font = TTFont(BytesIO(data), lazy=True)
        said, os2 = font["name"], font["OS/2"]
        family = str(said.getBestFamilyName() or "")[:80]
        weights = [(int(axis.minValue), int(axis.maxValue)) for axis in _axes(font) if axis.axisTag == "wght"]
        lightest, boldest = weights[0] if weights else (os2.usWeightClass, os2.usWeightClass)
        forbidden, slants = os2.fsType & 0xF == _FORBIDDEN, bool(os2.fsSelection & 1)
        licence, coloured = _licence(str(said.getDebugName(13) or "")), any(one in font for one in _IN_COLOUR)
    except Exception:  # a damaged font makes the parser trip over anything
        raise NoFont("cannot be read as a font") from None
    if forbidden:
        raise NoFont("may not be embedded, its maker says")
    if coloured or not family:
        raise NoFont("draws in colours, which no PDF here can" if coloured else "does not say its name")
    return FontFile(family, lightest, boldest, slants, licence, data)


def _axes(font: Any) -> Iterable[Any]:
    return font["fvar"].axes if "fvar" in font else ()


def _licence(text: str) -> str:
    return next((short for words, short in _LICENCES.items() if words in text.lower()), text.split(". ")[0][:100])


def _named(folder: BookFolder, config: DataFile, chosen: Settings) -> Iterator[tuple[KeyPath, str, bytes]]:
    """Where a font is named, what it is called, and its bytes."""
    for number, name in enumerate(chosen.fonts.files):
        if folder.inside(folder.manuscript / name) and not (folder.manuscript / name).exists():
            hint = "put the file there, below the folder of book.toml, or take its name out"
            folder.found.keep(config.at_value("F126", f"`{name}` does not exist", ("fonts", "files", number), hint))
        elif (data := folder.bytes(folder.manuscript / name, MAX_FONT, folder.found)) is not None:
            yield ("fonts", "files", number), name, data
    for number, name in enumerate(chosen.fonts.packages):
        place: KeyPath = ("fonts", "packages", number)
        files = list(_in_package(name))
        if not files:
            folder.found.keep(_not_there(config, name, place))
        for file in files:
            yield place, name, file.read_bytes()


def _in_package(name: str) -> Iterator[Path]:
    """The font files of an installed package, without running what it holds."""
    spec = importlib.util.find_spec(name.replace("-", "_"))
    for home in (spec.submodule_search_locations or ()) if spec else ():
        files = sorted(one for one in Path(home).rglob("*") if one.suffix.lower() in _SUFFIXES and one.is_file())
        yield from (one for one in files[:_MAX_FILES] if one.stat().st_size <= MAX_FONT)


def _not_there(config: DataFile, name: str, place: KeyPath) -> Finding:
    return config.at_value("F126", f"no fonts of a package `{name}` are installed", place, f"pip install {name}")


def _faces(number: int, files: list[FontFile]) -> Iterator[Face]:
    """Four faces of a family, each from the file that comes nearest to it."""
    family = _UNSAFE.sub("", files[0].family).strip()
    if family in ("", fonts.TEXT_FAMILY, fonts.FALLBACK_FAMILY):
        family = f"{family} {number}".strip()
    for weight in (400, 700):
        for style in ("normal", "italic"):
            file = min(files, key=lambda one: (one.slants != (style == "italic"), _away(weight, one)))
            instance = f"-{weight}" if file.variable else ""
            slant: Slant = "italic" if style == "italic" else "normal"
            called = f"own{number}-{files.index(file) + 1}{instance}.ttf"
            face = Face(family, weight, slant, called, data=file.data)
            yield replace(face, own_name=file.family, licence=file.licence)


def _away(weight: int, file: FontFile) -> int:
    return max(file.lightest - weight, weight - file.boldest, 0)
