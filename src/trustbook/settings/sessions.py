"""Plans for a session with a group on a chapter, as frozen values."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from trustbook.settings.lists import ListFile
from trustbook.settings.types import FileName, Model, Text, Texts, Words

LENGTHS = (30, 60, 90)  # minutes that a session can be planned for

_Minutes = Annotated[int, Field(ge=1, le=LENGTHS[-1], description="a whole number of minutes, 1 to 90")]


class Step(Model):
    """What a group does for some minutes: `[[sessions.steps]]`; a length that leaves it out has no minutes for it."""

    title: Words
    words: Words
    in_30: _Minutes = Field(default=0, alias="30")
    in_60: _Minutes = Field(default=0, alias="60")
    in_90: _Minutes = Field(default=0, alias="90")

    def minutes(self, length: int) -> int:
        """Its minutes in a session of some length; 0 where it is left out."""
        return dict(zip(LENGTHS, (self.in_30, self.in_60, self.in_90), strict=True))[length]

    @model_validator(mode="after")
    def _planned(self) -> Self:
        if not any(map(self.minutes, LENGTHS)):
            raise ValueError("a step needs minutes for at least one length: `30`, `60` or `90`")
        return self


class Session(Model):
    """A plan for a group and a chapter: `[[sessions]]`; `index` is its place in the list."""

    chapter: FileName
    aim: Words
    suits: Words
    prints: Annotated[Texts, Field(min_length=1)]
    steps: Annotated[tuple[Step, ...], Field(strict=False, min_length=1)] = Field(
        description="tables that each start with [[sessions.steps]]"
    )
    aftercare: Words
    index: int = Field(default=0, exclude=True)

    def lengths(self) -> tuple[int, ...]:
        """The lengths that it is planned for."""
        return tuple(length for length in LENGTHS if any(step.minutes(length) for step in self.steps))


class Sessions(Model):
    """All of the sessions file; `rules` are for every session, and `about_rules` says what may be hoped of them."""

    rules: Texts
    about_rules: Text
    sessions: tuple[Session, ...]

    def of(self, chapter: str) -> Session | None:
        """The session on a chapter, by the name of its file."""
        return next((one for one in self.sessions if one.chapter == chapter), None)


class SessionsFile(ListFile):
    """The outer shape of the sessions."""

    rules: Texts = ()
    about_rules: Text = ""
    sessions: Annotated[tuple[dict[str, Any], ...], Field(strict=False)] = Field(
        default=(), description="tables that each start with [[sessions]]"
    )
