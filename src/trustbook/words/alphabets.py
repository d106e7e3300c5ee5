"""Know which letters a language writes beyond those of Western Europe.

In: a language tag (BCP 47). Out: its letters that Windows code page 1252 lacks, small ones and capitals, as Unicode
CLDR lists them (exemplar characters); nothing for a language that needs no more, or that is not listed.
"""

from __future__ import annotations

_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщьюя"
_BEYOND = {
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "bg": _CYRILLIC + "ъ",
    "cs": "čďěňřťů",
    "cy": "ŵŷẁẃẅỳ",
    "el": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
    "hr": "čćđ",
    "hu": "őű",
    "lt": "ąčęėįųū",
    "lv": "āčēģīķļņū",
    "pl": "ąćęłńśźż",
    "ro": "ășț",
    "ru": _CYRILLIC + "ёъыэ",
    "sk": "čďĺľňŕť",
    "sl": "č",
    "sr": "абвгдежзиклмнопрстуфхцчшђјљњћџ",
    "tr": "ğışİ",
    "uk": _CYRILLIC + "ґєії№ʼ",
}


def letters_beyond(language: str) -> str:
    """The letters of a language that code page 1252 lacks, sorted."""
    letters = _BEYOND.get(language.split("-")[0].lower(), "")
    both = {one for letter in letters for one in (letter, letter.upper()) if len(one) == 1}
    return "".join(sorted(one for one in both if not one.encode("cp1252", "ignore")))
