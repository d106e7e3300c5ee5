"""Find characters that no shipped font has: they would print as boxes, or in whatever font a machine has.

In: a `Book`. Out: findings, each where its character was typed: in a chapter, or at its key in a data file. Many of one
script are one finding, at the first, with their number.
Text inside drawings is judged when these are read. It must not judge words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from trustbook.findings import Finding, SourceFile
from trustbook.manuscript.book import Book, Part
from trustbook.manuscript.marks import line_of
from trustbook.manuscript.trees import HEADINGS
from trustbook.rules.data_texts import data_texts
from trustbook.rules.passages import Passages
from trustbook.sources import fonts
from trustbook.sources.fonts import Face

FEW = 4  # signs of one script in a file that are named one by one
_CJK = (
    "CJK",
    "FULLWIDTH",
    "HALFWIDTH",
    "IDEOGRAPHIC",
    "KANGXI",
)  # how names of Chinese characters and their signs start
_HINT = "use another character, draw it as a picture with alternative text, or name a font that has it in `[fonts]`"
_NOTO = "manimgx-fonts"
_PACKAGES = {  # which have a script in full, by the first word of the names of its signs
    "ARABIC": "fontpkg-noto-sans-arabic",
    "HEBREW": "fontpkg-heebo",
    "KHMER": "fontpkg-noto-sans-khmer",
    "TAMIL": "fontpkg-noto-sans-tamil",
    "TELUGU": "fontpkg-noto-sans-telugu",
    "THAI": "fontpkg-noto-sans-thai",
    **dict.fromkeys(
        "ARMENIAN BENGALI ETHIOPIC GEORGIAN GUJARATI GURMUKHI KANNADA LAO MALAYALAM MYANMAR ORIYA SINHALA".split(),
        _NOTO,
    ),
    "symbols": _NOTO,
}
_HOLDS = {"symbols": "Noto Emoji and Noto Sans Symbols"}  # what a package has, where its name does not say it
_FILES = dict.fromkeys((*_CJK, "HIRAGANA", "KATAKANA", "HANGUL"), "Noto Sans CJK")  # fonts that no package has

_Missing = tuple[str, Finding]  # a sign and what is said of it


def check_characters(book: Book) -> Iterator[Finding]:
    """Every character that cannot be printed, in chapters first. Raises FontMissing where a family is not installed."""
    fonts.faces()
    named = book.sources.settings.fonts.packages
    for part in book.parts:
        if part.file is not None:
            yield from _by_script(_in_chapter(part, part.file, book.sources.fonts, named))
    own, by_file = book.sources.fonts, dict[str, list[_Missing]]()
    for said in data_texts(book):
        for _, character in fonts.missing(said.text, own):
            found = said.finding("T501", message_for(character), character, hint_for(character, named))
            by_file.setdefault(said.file.path, []).append((character, found))
    for missing in by_file.values():
        yield from _by_script(missing)


def _by_script(missing: Iterable[_Missing]) -> Iterator[Finding]:
    """A few findings of a script as they are; of more the first, which says how many there are besides."""
    groups: dict[str, list[Finding]] = {}
    for character, found in missing:
        groups.setdefault(_script(character), []).append(found)
    for script, group in groups.items():
        if len(group) <= FEW:
            yield from group
        else:
            more = f"{group[0].message}, nor {len(group) - 1} more {script} in this file"
            yield replace(group[0], message=more)


def _script(character: str) -> str:
    """What a sign belongs to, by the first word of its Unicode name; symbols belong to no script."""
    word = unicodedata.name(character, "").partition(" ")[0]
    if word in _CJK:
        return "CJK signs"
    return "symbols" if not word or unicodedata.category(character)[0] == "S" else f"{word.capitalize()} signs"


def _in_chapter(part: Part, file: SourceFile, own: Sequence[Face], named: Collection[str]) -> Iterator[_Missing]:
    """Characters that the author typed; what the builder put into the tree stands in no line of the file."""
    if not _any_missing(part.tree, own):
        return
    passages = Passages(file)
    for text in _texts(part.tree, 0):
        for _, character in fonts.missing(text.words, own, text.code):
            said, hint = message_for(character), hint_for(character, named)
            yield character, passages.finding("T501", said, character, text.line, hint, text.typed_as_code)
    for key, meaning in _abbreviations(part.tree).items():
        definition = re.compile(rf"^\s*\*\[{re.escape(key)}\]:")
        line = next((number for number, text in enumerate(file.lines, 1) if definition.match(text)), 0)
        for _, character in fonts.missing(meaning, own) if line else ():
            yield (
                character,
                passages.finding("T501", message_for(character), character, line, hint_for(character, named)),
            )


def _any_missing(tree: Element, own: Sequence[Face]) -> bool:
    """A quick answer for most chapters."""
    texts = (text for one in tree.iter() for text in (one.text, one.tail, one.get("alt"), one.get("title")))
    return bool(fonts.missing("".join(text for text in texts if text), own))


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of a tree: the line of its block, whether it was typed as code, and whether it is set as code."""

    words: str
    line: int
    typed_as_code: bool
    code: bool


def _texts(element: Element, line: int, typed: bool = False, heading: bool = False) -> Iterator[_Text]:
    """The texts of a tree in reading order.

    Contents and running heads repeat headings in the face of the text, so code in them is set as text.
    """
    line = line_of(element, line)
    heading = heading or element.tag in HEADINGS
    typed = typed or element.tag in fonts.CODE_TAGS
    texts = [element.get("alt"), element.get("title") if element.tag != "abbr" else None, element.text]
    yield from (_Text(text, line, typed, typed and not heading) for text in texts if text and line)
    for child in element:
        yield from _texts(child, line, typed, heading)
        if child.tail and line:
            yield _Text(child.tail, line, typed, typed and not heading)


def _abbreviations(tree: Element) -> dict[str, str]:
    """What each abbreviation in a tree stands for; it was typed elsewhere in the file."""
    return {element.text or "": element.get("title", "") for element in tree.iter("abbr")}


def message_for(character: str) -> str:
    """That no font has a sign."""
    return f"no shipped font has `{character}` (U+{ord(character):04X})"


def hint_for(character: str, named: Collection[str]) -> str:
    """Which font would have the sign, beside those in packages that are `named`, or where one of ours has it."""
    if not fonts.missing(character, code=True):
        return "set it as code, between backticks, or use another character: only the font for code has it"
    word = unicodedata.name(character, "").partition(" ")[0]
    script = word if word in _PACKAGES or word in _FILES else _script(character)
    package = _PACKAGES.get(script, "")
    if package and package not in named:
        holds = f", which holds {_HOLDS[script]}" if script in _HOLDS else ""
        return f'run `pip install {package}`{holds}, and write `packages = ["{package}"]` in `[fonts]`'
    known = _FILES.get(script)
    return _HINT.replace("a font that has it", f"a font such as {known}") if known else _HINT
