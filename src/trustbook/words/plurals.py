"""Which form of a phrase goes with a number.

In: a language tag and a whole number. Out: the name of a plural category, after the Unicode CLDR. Only languages with
a file of words need a row. Rules for fractions and for millions are left out: the builder counts things in a book.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Rule = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Plural:
    """A phrase in the forms of its language; a form the language does not have is empty."""

    zero: str = ""
    one: str = ""
    two: str = ""
    few: str = ""
    many: str = ""
    other: str = ""

    def form(self, language: str, number: int) -> str:
        """The form for a number of things."""
        wanted = getattr(self, category(language, number))
        return wanted or self.other or self.many or self.few or self.two or self.one or self.zero


def category(language: str, number: int) -> str:
    """The plural category of a number; of a language without a row, that of English."""
    return _RULES.get(language.partition("-")[0].lower(), _one_is_one)(number)


def _one_is_one(number: int) -> str:
    return "one" if number == 1 else "other"


def _none_is_one(number: int) -> str:
    return "one" if number in (0, 1) else "other"


def _polish(number: int) -> str:
    return "one" if number == 1 else _few_or_many(number)


def _ukrainian(number: int) -> str:
    return "one" if number % 10 == 1 and number % 100 != 11 else _few_or_many(number)


def _few_or_many(number: int) -> str:
    return "few" if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else "many"


def _welsh(number: int) -> str:
    return {0: "zero", 1: "one", 2: "two", 3: "few", 6: "many"}.get(number, "other")


_RULES: dict[str, Rule] = {
    "cy": _welsh,
    "fr": _none_is_one,
    "pl": _polish,
    "pt": _none_is_one,
    "uk": _ukrainian,
}
