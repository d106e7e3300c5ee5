"""Know the fonts that ship with the builder: where they are, what they hold, and how to cut them down.

In: text, or the characters an edition uses; fonts that a book names. Out: faces, their bytes, `@font-face` rules, the
characters no font has. The only module that knows where shipped fonts are. It must not look at the fonts of the
machine: the same text has to give the same bytes everywhere.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

TEXT_FAMILY = "Atkinson Hyperlegible"
FALLBACK_FAMILY = "Noto Sans"
CODE_FAMILY = "JetBrains Mono"
COMMON = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100)))) | frozenset("\n\t‘’“”–—…•")
"""Characters that the text family has for certain: most texts have no others, and no font need be read to know it."""
CODE_TAGS = ("code", "kbd", "samp", "pre")
_PACKAGES = {
    TEXT_FAMILY: "fontpkg_atkinson_hyperlegible",
    FALLBACK_FAMILY: "fontpkg_noto_sans",
    CODE_FAMILY: "fontpkg_jetbrains_mono",
}
_WEIGHTS = (400, 700)
_JOINERS = (0x200D, 0xFE0F)  # make one sign of several: a family, a flag with a rainbow
_NARROW = "\u202f"  # the space before French signs: some e-readers draw a box where the font lacks it

# Copyright, family, style, identifier, full name, version, PostScript name, licence and its address: the
# Open Font License wants its notices to travel with every copy, also with one that is cut down.
_NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14]

Slant = Literal["normal", "italic"]


class FontMissing(Exception):
    """A font package is not installed, or lacks a file; `name` says which (finding O902)."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True, order=True)
class Face:
    """One family, weight (400 or 700) and style. `name` is unique among the faces, for use as a file name.

    Two faces can come from one `source`, a variable font: what to embed is always what `subset` gives.
    A font that a book names stands behind the fallback family, and `lends` the signs that no shipped font has. Its file
    is `data`; `own_name` and `licence` are for people.
    """

    family: str
    weight: int
    style: Slant
    name: str
    source: Path = Path()
    data: bytes = b""
    lends: frozenset[int] = frozenset()
    own_name: str = ""
    licence: str = ""


@cache
def faces() -> tuple[Face, ...]:
    """Every shipped face for text: the text family's four, then the fallback family's four. Raises FontMissing."""
    families = (TEXT_FAMILY, FALLBACK_FAMILY)
    found = [
        _face(family, style, weight) for family in families for weight in _WEIGHTS for style in ("normal", "italic")
    ]
    return tuple(found)


@cache
def code_faces() -> tuple[Face, ...]:
    """The faces for code: letters of one width, in which 0 and O, 1, l and I differ. Raises FontMissing."""
    return tuple(_face(CODE_FAMILY, "normal", weight) for weight in _WEIGHTS)


def face_for(text: str, weight: int, style: Slant) -> Face:
    """The one face that draws a text: the text family's, or the fallback family's where that lacks a character."""
    return _chosen(FALLBACK_FAMILY if fallback_needed(text) else TEXT_FAMILY, weight, style)


def fallback_face(weight: int, style: Slant) -> Face:
    """The fallback family's face, which knows more marks on more letters."""
    return _chosen(FALLBACK_FAMILY, weight, style)


def faces_for(text: str, own: Iterable[Face] = (), code: bool = False) -> tuple[Face, ...]:
    """The faces an edition with this text embeds: the fallback family and the book's `own` only if it needs them.

    Those for `code` only where there is some.
    """
    shipped = faces() if fallback_needed(text) else tuple(face for face in faces() if face.family == TEXT_FAMILY)
    points = frozenset(map(ord, text))
    return (
        *shipped,
        *(code_faces() if code else ()),
        *(replace(face, lends=face.lends & points) for face in own if face.lends & points),
    )


@cache
def coverage() -> frozenset[int]:
    """The code points that can be set in every weight and style, in one of the two families."""
    return _coverage(TEXT_FAMILY) | _coverage(FALLBACK_FAMILY)


def missing(text: str, own: Iterable[Face] = (), code: bool = False) -> list[tuple[int, str]]:
    """Characters that no font has, shipped or the book's `own`, each with its index; what nobody sees passes.

    The faces for code are asked only where the text is `code`.
    """
    if COMMON.issuperset(text):
        return []
    known = _coverage(TEXT_FAMILY)
    rare = {character for character in set(text) if ord(character) not in known}
    lost = {character for character in rare if ord(character) not in coverage() and visible(character)}
    lost -= {character for character in lost for face in own if ord(character) in face.lends}
    lost -= {character for character in lost if code and ord(character) in _code_coverage()}
    return [(index, character) for index, character in enumerate(text) if character in lost] if lost else []


def fallback_needed(text: str) -> bool:
    """Whether a character stands in the text that the text family lacks and the fallback family has."""
    known = _coverage(TEXT_FAMILY)
    rare = {character for character in set(text) if ord(character) not in known}
    return any(ord(character) in _lent() and (visible(character) or character == _NARROW) for character in rare)


def subset(face: Face, characters: Iterable[str]) -> bytes:
    """A TrueType font with these characters and the space: the same bytes for the same characters.

    TrueType, as every reading system since EPUB 2 knows it (EPUB 3.3, 3.2 core media types); no hinting,
    which e-paper and PDF do not use. A variable font becomes a static one of the face's weight.
    """
    points = {ord(character) for one in characters for character in one}
    return _subset(face, frozenset(points | {0x20, 0xA0}))


def css_faces(url: Callable[[Face], str], wanted: Iterable[Face] | None = None) -> str:
    """`@font-face` rules for the wanted faces, or for all; `url` gives the address of a face's file."""
    return "\n".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; '
        f'font-style: {face.style}; src: url("{url(face)}"); }}'
        for face in (faces() if wanted is None else wanted)
    )


def stacked(sheet: str, own: Iterable[Face]) -> str:
    """A style sheet that names the book's own families wherever it names the fallback family, behind it."""
    names = dict.fromkeys((FALLBACK_FAMILY, *(face.family for face in own)))
    return sheet.replace(f'"{FALLBACK_FAMILY}"', ", ".join(f'"{name}"' for name in names))


def fontconfig_file() -> Path:
    """A fontconfig configuration without any font: as FONTCONFIG_FILE it hides the machine's fonts.

    It must be in the environment before WeasyPrint is first imported, which then warns (UserWarning) once
    that no fonts are configured: that is as it should be.
    """
    return Path(__file__).with_name("fonts.conf")


def joins(character: str) -> bool:
    """Whether a character belongs to the one before it: a mark, or one that nobody sees."""
    category = unicodedata.category(character)
    return category[0] == "M" or category == "Cf"


def together(text: str) -> bool:
    """Whether one family has all characters of a text that are seen."""
    seen = {ord(character) for character in text if visible(character)}
    return seen <= _coverage(TEXT_FAMILY) or seen <= _coverage(FALLBACK_FAMILY)


def _chosen(family: str, weight: int, style: Slant) -> Face:
    return next(one for one in faces() if (one.family, one.weight, one.style) == (family, weight, style))


@cache
def _metadata(family: str) -> tuple[Path, list[dict[str, Any]]]:
    """The folder of a font package and the files it says it has. Raises FontMissing."""
    try:
        root = Path(str(files(_PACKAGES[family])))
        listed: list[dict[str, Any]] = json.loads((root / "metadata.json").read_text("utf-8"))["files"]
    except (ImportError, OSError, ValueError, KeyError) as error:
        raise FontMissing(family) from error
    return root, listed


def _face(family: str, style: Slant, weight: int) -> Face:
    root, listed = _metadata(family)
    for entry in listed:
        if entry["style"] == style and (entry["variable"] or entry["weight"] == weight):
            source = root / str(entry["path"])
            if source.is_file():
                return Face(family, weight, style, _file_name(family, style, weight), source)
    raise FontMissing(f"{family}, weight {weight}, {style}")


def _file_name(family: str, style: Slant, weight: int) -> str:
    """Such as `AtkinsonHyperlegible-BoldItalic.ttf`."""
    words = ("Bold" if weight == 700 else "") + ("Italic" if style == "italic" else "")
    return f"{family.replace(' ', '')}-{words or 'Regular'}.ttf"


@cache
def _coverage(family: str) -> frozenset[int]:
    """Code points that all files of a family have."""
    sources = {face.source: face for face in faces() if face.family == family}
    return frozenset.intersection(*(points_of(face) for face in sources.values()))


@cache
def _code_coverage() -> frozenset[int]:
    """Code points that all faces for code have, among them the lines and blocks that draw a tree of folders."""
    return frozenset.intersection(*map(points_of, code_faces()))


def points_of(face: Face) -> frozenset[int]:
    """The code points that a face's file has."""
    return frozenset(_harfbuzz_face(face).unicodes)


def _harfbuzz_face(face: Face) -> Any:
    import uharfbuzz as harfbuzz

    blob = harfbuzz.Blob(face.data) if face.data else harfbuzz.Blob.from_file_path(str(face.source))
    return harfbuzz.Face(blob)


@cache
def _lent() -> frozenset[int]:
    """What the fallback family has beyond the text family."""
    return _coverage(FALLBACK_FAMILY) - _coverage(TEXT_FAMILY)


def visible(character: str) -> bool:
    """Whether a reader would see that it is missing: not for spaces, line ends, joiners, soft hyphens.

    Nor for what asks for another look of the sign before it, such as an emoji in colour.
    """
    if unicodedata.name(character, "").startswith("VARIATION SELECTOR"):
        return False
    return not character.isspace() and unicodedata.category(character) not in ("Cc", "Cf", "Zl", "Zp")


@lru_cache(maxsize=64)  # fonts are large, and a program may make many books
def _subset(face: Face, points: frozenset[int]) -> bytes:
    import uharfbuzz as harfbuzz

    whole = _harfbuzz_face(face)
    cut = harfbuzz.SubsetInput()
    cut.unicode_set.update(points)
    cut.layout_feature_tag_set.clear()
    cut.layout_feature_tag_set.invert()  # all but none: every feature, such as the joined letters of Arabic
    cut.name_id_set.clear()
    cut.name_id_set.update(_NAMES)
    cut.flags = harfbuzz.SubsetFlags.NO_HINTING | harfbuzz.SubsetFlags.NOTDEF_OUTLINE
    variable = "fvar" in whole.table_tags
    if variable:
        cut.flags |= harfbuzz.SubsetFlags.SET_OVERLAPS_FLAG  # strokes of a variable font lie over each other
        cut.drop_table_tag_set.add(int.from_bytes(b"STAT"))
        cut.pin_all_axes_to_default(whole)
        cut.pin_axis_location(whole, "wght", face.weight)
    data = bytes(cut.subset(whole).blob.data)
    if data.startswith(b"OTTO"):
        from trustbook.sources.quadratic import as_truetype

        data = as_truetype(data)
    return _named(data, face) if variable else data


def _named(data: bytes, face: Face) -> bytes:
    """A font that was one place of a variable font, with the names and flags of its own weight and slant."""
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(data), recalcTimestamp=False)
    bold, italic = face.weight == 700, face.style == "italic"
    style = " ".join(word for word, said in (("Bold", bold), ("Italic", italic)) if said) or "Regular"
    family = face.own_name or face.family
    names = {2: style, 4: f"{family} {style}", 6: face.name.removesuffix(".ttf")}
    for record in font["name"].names:
        record.string = names.get(record.nameID, record.toUnicode())
    font["head"].macStyle = bold | italic << 1
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0b1100001 | italic | bold << 5 | (style == "Regular") << 6
    written = BytesIO()
    font.save(written, reorderTables=True)
    return written.getvalue()


def embeddable(face: Face, text: str) -> bytes:
    """The font file for a layout or an e-book: the text family whole, of all others what the text needs."""
    if face.lends:
        return subset(face, [one for one in text if ord(one) in face.lends or ord(one) in _JOINERS])
    return face.source.read_bytes() if face.family == TEXT_FAMILY else subset(face, text)
