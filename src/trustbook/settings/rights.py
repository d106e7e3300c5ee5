"""What people in a country can ask for when care goes wrong, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import Field

from trustbook.settings.lists import CountryName, ListFile
from trustbook.settings.types import Country, Date, Id, Model, Text, Url, Words

Topic = Literal[
    "start", "complain", "review", "regulator", "advocate", "records", "second-opinion", "change", "without-consent",
]  # fmt: skip
TOPICS: tuple[str, ...] = get_args(Topic)  # in the order they are printed


class Right(Model):
    """What people can ask for, and whom: `[[rights]]`; `index` is its place in the list."""

    id: Id
    country: Country
    region: Text = ""
    topic: Topic
    text: Words
    url: Url = ""
    source: Words
    verified_on: Date = Field(alias="verified_on")
    note: Text = ""
    index: int = Field(default=0, exclude=True)


class Rights(Model):
    """All of the rights file; `how_checked` says how its rows were checked, as the end of a sentence."""

    how_checked: Text
    countries: Mapping[str, CountryName]
    rows: tuple[Right, ...]

    def shown(self, country: str, topic: str) -> tuple[Right, ...]:
        """The rows on a topic that a book for a country prints."""
        return tuple(row for row in self.rows if (row.country, row.topic) == (country, topic))


class RightsFile(ListFile):
    """The outer shape of the rights."""

    how_checked: Text = ""
    countries: dict[str, dict[str, Any]] = Field(default={}, description="tables such as [countries.GB]")
    rights: Annotated[tuple[dict[str, Any], ...], Field(strict=False)] = Field(
        default=(), description="tables that each start with [[rights]]"
    )
