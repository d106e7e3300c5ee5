"""Entries of the reading list and help lines, as frozen values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self
from urllib.parse import quote

from pydantic import Field, model_validator

from trustbook.settings.addresses import encoded, telephone
from trustbook.settings.book import FORMAT
from trustbook.settings.said import shown
from trustbook.settings.types import Date, Id, Model, Text, Url, Words

EVERYWHERE = "INT"  # the country code of help lines for readers in any country

_URGENT = ("emergency", "crisis")

_NUMBER = re.compile(r"\+?[0-9](?:[ ()./-]*[0-9])*")
_HOST = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/\S*)?")
_MAIL = re.compile(r"[^\s@<>\"]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


class Entry(Model):
    """A work that the text cites, or a study behind the book: `[[entries]]`; `index` is its place in the list."""

    id: Id
    kind: Literal["organisation", "media", "journal", "platform", "database", "incomplete", "study", "work"]
    name: Text = ""
    short_name: Text = ""
    name_in_article: Text = ""
    about: Text = ""
    url: Url = ""
    authors: Text = ""
    year: int = Field(default=0, ge=1000, le=2999, description="a year without quotes, such as 2018")
    title: Text = ""
    editors: Text = ""
    translators: Text = ""
    illustrators: Text = ""
    journal: Text = ""
    details: Text = ""
    doi: str = Field(
        default="",
        pattern=r"^(10\.[0-9]{4,9}/[^\s\x00-\x1f\"]+)?$",
        description='a DOI that starts with "10."',
    )
    note: Text = ""
    index: int = Field(default=0, exclude=True)

    @property
    def doi_href(self) -> str:
        """The address that leads to the work a DOI names (DOI Handbook, 3.3)."""
        return f"https://doi.org/{quote(self.doi, safe='/:;()')}"


class Contact(Model):
    """One way to reach a help line; `say` is what to text, press or ask for."""

    how: Literal["call", "text", "chat", "web", "email"]
    to: Words
    say: Text = ""
    url: Url = ""

    @property
    def href(self) -> str:
        """The address a link opens: tel: (RFC 3966), sms: (RFC 5724), mailto: (RFC 6068) or a web address."""
        if self.how in ("call", "text"):
            number = telephone(self.to)
            if self.how == "call":
                return f"tel:{number}"
            return f"sms:{number}?body={quote(self.say, safe='')}" if self.say else f"sms:{number}"
        if self.how == "email":
            return f"mailto:{quote(self.to, safe='@+')}"
        return self.url or encoded(self.to if self.to.startswith(("https://", "http://")) else f"https://{self.to}")

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.how in ("call", "text") and not _NUMBER.fullmatch(self.to):
            raise ValueError(f"`to` takes one phone number; found {shown(self.to)} (other words go into `say`)")
        if self.how == "email" and not _MAIL.fullmatch(self.to):
            raise ValueError(f"`to` takes an e-mail address; found {shown(self.to)}")
        web = self.how in ("chat", "web") and not self.url
        if web and not _HOST.fullmatch(re.sub("^https?://", "", self.to)):
            raise ValueError("a contact by chat or web needs `url`")
        encoded(self.href)  # which says what is wrong with an address
        return self


class HelpLine(Model):
    """A service that listens or helps: `[[lines]]`; `index` is its place in the list."""

    id: Id
    country: str = Field(
        pattern=rf"^([A-Z]{{2}}|{EVERYWHERE})$",
        description=f'a country code such as "GB", or "{EVERYWHERE}" for everywhere',
    )
    kind: Literal["emergency", "crisis", "information", "directory"]
    service: Words
    who: Words
    hours: Text = ""
    cost: Text = ""
    source: Words
    verified_on: Date = Field(alias="verified_on")
    note: Text = ""
    contacts: Annotated[tuple[Contact, ...], Field(strict=False, min_length=1)] = Field(
        description='at least one contact: { how = "call", to = "116 123" }'
    )
    index: int = Field(default=0, exclude=True)


class CountryName(Model):
    """How the book names a country: `[countries.GB]`."""

    name: Words


class HelpLines(Model):
    """All of the help-lines file; `how_checked` says how its lines were checked, as the end of a sentence."""

    how_checked: Text = ""
    countries: Mapping[str, CountryName]
    lines: tuple[HelpLine, ...]

    def of(self, country: str) -> tuple[HelpLine, ...]:
        """All lines of a country."""
        return tuple(line for line in self.lines if line.country == country)

    def elsewhere(self, country: str) -> tuple[tuple[str, tuple[HelpLine, ...]], ...]:
        """The lines for danger and crisis of each other country, with its name, in the order of the file."""
        others = ((code, self.countries[code].name) for code in self.countries if code not in (country, EVERYWHERE))
        urgent = ((name, tuple(one for one in self.of(code) if one.kind in _URGENT)) for code, name in others)
        return tuple((name, lines) for name, lines in urgent if lines)

    def shown(self, country: str) -> tuple[HelpLine, ...]:
        """The lines that a book for a country prints: the country's, those of other countries, those for anywhere."""
        others = (line for _, lines in self.elsewhere(country) for line in lines)
        return (*self.of(country), *others, *self.of(EVERYWHERE))


class ListFile(Model):
    """The outer shape of a list file; its items are read one by one, so that one fault hides no other."""

    format: int = Field(default=FORMAT, ge=FORMAT, le=FORMAT, description=f"the number {FORMAT}")


class EntriesFile(ListFile):
    """The outer shape of the reading list."""

    entries: Annotated[tuple[dict[str, Any], ...], Field(strict=False)] = Field(
        default=(), description="tables that each start with [[entries]]"
    )


class HelpFile(ListFile):
    """The outer shape of the help lines."""

    how_checked: Text = ""
    countries: dict[str, dict[str, Any]] = Field(default={}, description="tables such as [countries.GB]")
    lines: Annotated[tuple[dict[str, Any], ...], Field(strict=False)] = Field(
        default=(), description="tables that each start with [[lines]]"
    )
