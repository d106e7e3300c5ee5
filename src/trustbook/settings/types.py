"""Kinds of values that the data files share, and the model they are fields of.

A field's `description` says what the key takes; it is the text of the findings and of the JSON Schema alike.
"""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from trustbook.settings.addresses import NoAddress, encoded

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff\ue000-\uf8ff]")


def plain_text(text: str) -> str:
    """Text on one line, without characters that no output format can hold."""
    if match := _CONTROL.search(text):
        raise ValueError(f"the character U+{ord(match.group()):04X} has no meaning in text")
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def _filled(text: str) -> str:
    if not (text := plain_text(text)):
        raise ValueError("the text is empty")
    return text


def _file_name(path: str) -> str:
    if any(len(part.encode()) > 255 for part in path.split("/")) or len(path.encode()) > 1000:
        raise ValueError("the file name is too long")
    return plain_text(path)


def _isbn(text: str) -> str:
    """An ISBN-13 with the check digit that its other digits add up to (ISO 2108); the hyphens stay as they are."""
    if not text:
        return text
    digits = [int(one) for one in text if one.isdigit()]
    due = -sum(digit * (1, 3)[place % 2] for place, digit in enumerate(digits[:-1])) % 10
    if digits[-1] != due:
        raise ValueError(f"the last digit of this number would be {due}, not {digits[-1]}; is one of the others wrong?")
    return text


def _address(text: str) -> str:
    """A web address, encoded; white space at its ends goes."""
    try:
        return encoded(text) if text else ""
    except NoAddress as lack:
        raise ValueError(f"{text[:60]!r} cannot be opened: {lack}; {lack.hint}") from None


Text = Annotated[str, Field(description="text in quotes"), AfterValidator(plain_text)]
Words = Annotated[str, Field(min_length=1, description="text in quotes"), AfterValidator(_filled)]
Texts = Annotated[tuple[Words, ...], Field(strict=False, description='a list of texts: ["one", "two"]')]
FileName = Annotated[
    str,
    Field(pattern=r"^[^\\]+$", description="a file name with forward slashes, in quotes"),
    AfterValidator(_file_name),
]
Date = Annotated[datetime.date, Field(description="a date without quotes, such as 2026-11-24")]
Url = Annotated[
    str,
    Field(
        pattern=r"^(https?://[^\x00-\x1f<>\"]+)?$",
        description="a web address that starts with https:// or http://",
    ),
    AfterValidator(_address),
]
Id = Annotated[
    str,
    Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="a name of small letters a to z, digits and hyphens"),
]
Isbn = Annotated[
    str,
    Field(
        pattern=r"^(97[89]([- ]?[0-9]){10})?$",
        description='an ISBN of 13 digits that starts with 978 or 979, such as "978-1-86197-876-9"',
    ),
    AfterValidator(_isbn),
]
Thema = Annotated[
    str,
    Field(
        pattern=r"^[1-6]?[A-Z][A-Z0-9-]{0,9}( .*)?$",
        description='a code of Thema, and its heading behind a space, such as "MKMT Psychotherapy"',
    ),
    AfterValidator(plain_text),
]
Bisac = Annotated[
    str,
    Field(
        pattern=r"^[A-Z]{3}[0-9]{6}( .*)?$",
        description='a code of BISAC, and its heading behind a space, such as "PSY036000 PSYCHOLOGY / Mental Health"',
    ),
    AfterValidator(plain_text),
]
Country = Annotated[
    str,
    Field(pattern=r"^[A-Z]{2}$", description='a country code of two capital letters (ISO 3166), such as "GB"'),
]
Role = Literal[
    "help", "contents", "dedication", "epigraph", "preface", "part", "chapter", "unnumbered", "appendix", "evidence",
    "glossary", "reading-list", "accessibility", "colophon",
]  # fmt: skip

LEVELLED = ("chapter", "unnumbered", "appendix")  # roles that may stand below one another


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class Needs(ValueError):
    """A value that is of no use without another key."""

    def __init__(self, message: str, key: str) -> None:
        super().__init__(message)
        self.key = key


class Model(BaseModel):
    """A frozen table of a data file: keys in kebab-case, none unknown, values of exactly their kind."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        allow_inf_nan=False,
        alias_generator=_kebab,
        populate_by_name=True,
        defer_build=True,  # commands that read no book need not wait for it
    )
