"""Typographer's characters for text typed on a keyboard, as each language sets them.

In: text or an element tree with straight quotes, `--`, `...` and plain spaces, and its language. Out: the same with
the language's quotes, dashes, an ellipsis, and no line break before a sign that keeps its distance.
Code and addresses keep their characters. A quote opens after a space, an opening bracket or a dash, and closes
everywhere else. A language without a row of its own is set as English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from trustbook.words.languages import tags

_LITERAL = {"code", "pre", "kbd", "samp", "var"}
_INLINE = set("a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var".split())
_OPENING_BEFORE = " \t\n\u00a0\u202f([{<–—-/¿¡"
_DASHES = re.compile(r"---|--|\.\.\.")
_WORD = re.compile(r"\S+")
_ADDRESS = re.compile(r"://|\w/\w|\w@\w|\b[a-z]{2,}:\w")
_SPACE = "[ \u00a0\u202f]?"
_NARROW, _NO_BREAK = "\u202f", "\u00a0"
# A sign with a space of its own stands behind a word and ends it: not in 12:30, not in an address, not in "(!)".
_SIGN = re.compile(rf"(?<=[\w.…%°€$£)\]}}»”’“]){_SPACE}([;:!?]+)(?=[\s\"'»”’)\]}},.…–—]|$)")


@dataclass(frozen=True, slots=True)
class Typography:
    """How a language sets its text.

    `outer` and `inner` open and close quotes; `elided` are words that start with an apostrophe; `before` is the space
    before a sign; `dash` is what three hyphens make, `joined` what they make between two words without a space.
    """

    outer: tuple[str, str] = ("“", "”")
    inner: tuple[str, str] = ("‘", "’")
    elided: str = r"\d\ds?"
    before: Mapping[str, str] = field(default_factory=dict)
    dash: str = "—"
    joined: str = "—"

    def opens(self, before: str, after: str) -> bool:
        """Whether a quote between two characters opens."""
        if before == "’" != self.inner[1]:  # an apostrophe for certain: dell’«uomo»
            return after.isalnum()
        return before in _OPENING_BEFORE or before in (self.outer[0], self.inner[0])


_GUILLEMETS = Typography(("«", "»"), ("“", "”"))
_ENGLISH = Typography(elided=r"\d\ds?|tis|twas|twere|twill|twould|em|til|cause|cos|bout|nuff|neath|n(?='\s+\w)")
_DUTCH = Typography(elided=r"\d\d|s|t|n|k|m|r|ns", dash="–", joined=f"{_NO_BREAK}– ")
_GERMAN = Typography(("„", "“"), ("‚", "‘"), r"\d\der|s|n|ne|nem|nen|ner", dash="–", joined=f"{_NO_BREAK}– ")
_FRENCH = Typography(
    (f"«{_NO_BREAK}", f"{_NO_BREAK}»"),
    ("“", "”"),
    before={":": _NO_BREAK, ";": _NARROW, "!": _NARROW, "?": _NARROW},
)
_AMERICAN_SPANISH = "es-419 es-AR es-BO es-CL es-CO es-CR es-EC es-GT es-MX es-PE es-PR es-US es-UY es-VE".split()
_ROWS: Mapping[str, Typography] = {
    "cy": Typography(elided=r"\d\ds?|ch|da|di|dw|dy|dyn|i|m|ma|n|na|nôl|r|roedd|rwy|sdim|te|th|u|w"),
    "de": _GERMAN,
    "de-CH": replace(_GERMAN, outer=("«", "»"), inner=("‹", "›")),
    "en": _ENGLISH,
    "es": _GUILLEMETS,
    **dict.fromkeys(_AMERICAN_SPANISH, Typography()),
    "fr": _FRENCH,
    "fr-CA": replace(_FRENCH, before={":": _NO_BREAK}),
    "it": _GUILLEMETS,
    "nl": _DUTCH,
    "pl": Typography(("„", "”"), ("«", "»")),
    "pt": Typography(),
    "pt-PT": _GUILLEMETS,
    "uk": Typography(("«", "»"), ("„", "“")),
}
_BY_TAG = {tag.lower(): row for tag, row in _ROWS.items()}


def typography(language: str) -> Typography:
    """How a language is set: by its whole tag, then by ever shorter ones."""
    return next((_BY_TAG[tag] for tag in tags(language.lower()) if tag in _BY_TAG), _ENGLISH)


def typeset(root: Element, language: str) -> None:
    """Set all text of a tree in place, outside code; an element with a language of its own follows that."""
    _Typesetter().run(root, typography(language))


def curl(text: str, language: str, before: str = " ") -> str:
    """One run of text set in type; it follows the character `before`."""
    return _Typesetter(before).text(text, typography(language)) or ""


class _Typesetter:
    """Walks a tree in document order; remembers the last character and whether an inner quote is open."""

    def __init__(self, before: str = " ") -> None:
        self.before, self.open = before, False

    def run(self, element: Element, row: Typography) -> None:
        if language := element.get("lang"):
            row = typography(language)
        if element.tag not in _INLINE:
            self._start()
        if element.tag in _LITERAL:
            self.before = "x"
        else:
            element.text = self.text(element.text, row)
            for child in element:
                self.run(child, row)
                if child.tag not in _INLINE:
                    self._start()
                child.tail = self.text(child.tail, row)

    def _start(self) -> None:
        self.before, self.open = " ", False

    def text(self, text: str | None, row: Typography) -> str | None:
        if not text:
            return text
        before = self.before
        text = self._quoted(text, row)
        if "--" in text or "..." in text:
            text = _WORD.sub(lambda match: _dashed(match.group(), row), text)
        if row.before:
            text = _spaced(before, text, row)
        self.before = text[-1]
        return text

    def _quoted(self, text: str, row: Typography) -> str:
        """Curly quotes and apostrophes for straight ones."""
        if "'" not in text and '"' not in text:
            return text
        text = re.sub(rf"'(?=(?:{row.elided})\b)", "’", text, flags=re.IGNORECASE)
        out: list[str] = []
        for index, character in enumerate(text):
            if character in "'\"":
                after = text[index + 1 : index + 2]
                opens = row.opens(out[-1][-1] if out else self.before, after)
                character = self._single(opens, after, row) if character == "'" else row.outer[0 if opens else 1]
            out.append(character)
        return "".join(out)

    def _single(self, opens: bool, after: str, row: Typography) -> str:
        """An apostrophe, or the inner quote that opens or closes here."""
        if opens:
            self.open = True
            return row.inner[0]
        if self.open and not after.isalnum():
            self.open = False
            return row.inner[1]
        return "’"


def _dashed(word: str, row: Typography) -> str:
    """A run without white space, its hyphens and stops made into dashes and ellipses; an address keeps them."""
    if _ADDRESS.search(word):
        return word
    long = row.dash if word.strip("-") == "" else row.joined
    return _DASHES.sub(lambda match: {"---": long, "--": "–", "...": "…"}[match.group()], word)


def _spaced(before: str, text: str, row: Typography) -> str:
    """Spaces that no line breaks at: before signs, and inside quotes that have them."""
    whole = before + text  # the sign may be the first character of this run
    text = _SIGN.sub(lambda match: _sign(whole, match, row), whole)[len(before) :]
    text = re.sub(rf"«{_SPACE}", row.outer[0], text)
    # A space at the end of the run before belongs to a quote that closes at the start of this one.
    return re.sub(rf"{'(?<!^)' if before.isspace() else ''}{_SPACE}»", row.outer[1], text)


def _sign(whole: str, match: re.Match[str], row: Typography) -> str:
    space = row.before.get(match.group(1)[0])
    start = whole.rfind(" ", 0, match.start()) + 1
    joined = match.start() == match.start(1)
    if space is None or (joined and _ADDRESS.search(whole[start : match.start()])):
        return match.group()
    return f"{space}{match.group(1)}"
