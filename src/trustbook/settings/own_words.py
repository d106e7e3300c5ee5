"""The builder's phrases that a book says in its own way: `[words]` in book.toml.

In: the phrases that `words` knows. Out: a model with one optional key for each, for findings and the JSON Schema alike.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from pydantic import AfterValidator, Field, create_model

from trustbook.settings.types import Model, Words
from trustbook.words import Plural, names_in, phrases

MONTHS = 12
_NEEDED = {"contact", "link", "page", "places", "to", "word"}  # numbers, addresses and links: no phrase may lose them


class OwnPlural(Model):
    """A phrase in the plural forms of a language (Unicode CLDR)."""

    zero: Words = Field(default="", description="the form for nothing, in quotes")
    one: Words = Field(default="", description="the form for one, in quotes")
    two: Words = Field(default="", description="the form for two, in quotes")
    few: Words = Field(default="", description="the form for a few, in quotes")
    many: Words = Field(default="", description="the form for many, in quotes")
    other: Words = Field(default="", description="the form for all other numbers, in quotes")


def _with_names(names: tuple[str, ...], phrase: str) -> str:
    """A phrase with only those names that the builder can fill in, and with all that readers need."""
    for name in names_in(phrase):
        if name not in names:
            known = " and ".join(f"`{{{one}}}`" for one in names) or "nothing"
            raise ValueError(f"`{{{name}}}` means nothing here; {known} may stand in braces")
    for name in names:
        if name in _NEEDED and name not in names_in(phrase):
            raise ValueError(f"`{{{name}}}` is missing: without it, readers would not learn what stands there")
    if "link" in names and phrase.find("{link}") > phrase.find("{page}"):  # a style sheet prints the rest behind it
        raise ValueError("`{link}` stands before `{page}` here")
    return phrase


def _plural_with_names(names: tuple[str, ...], phrase: OwnPlural) -> OwnPlural:
    for form in phrase.model_dump().values():
        _with_names(names, form)
    return phrase


def _year(months: tuple[str, ...]) -> tuple[str, ...]:
    if len(months) != MONTHS:
        raise ValueError(f"a year has {MONTHS} months; found {len(months)}")
    return months


def _key(about: str, names: tuple[str, ...], kind: str) -> tuple[Any, Any]:
    """The type and the field of one key."""
    braces = f"; {', '.join(f'{{{name}}}' for name in names)} may stand in it" if names else ""
    if kind == Plural.__name__:
        forms = Annotated[OwnPlural, AfterValidator(partial(_plural_with_names, names))]
        return (forms, Field(default=OwnPlural(), description=f"a table of plural forms: {about}{braces}"))
    if kind.startswith("tuple"):
        months = Annotated[tuple[Words, ...], AfterValidator(_year)]
        return (months, Field(default=(), strict=False, description=f"a list of twelve texts: {about}"))
    phrase = Annotated[Words, AfterValidator(partial(_with_names, names))]
    return (phrase, Field(default="", description=f"text in quotes: {about}{braces}"))


_KEYS: dict[str, Any] = {
    one.name: _key(one.metadata["about"], one.metadata["names"], str(one.type)) for one in phrases()
}
_Keys: Any = create_model("_Keys", __base__=Model, **_KEYS)


class OwnWords(_Keys):  # type: ignore[misc]  # its keys are those of `Words`, which a type checker cannot see
    """What the book says in its own way of all that the builder adds: `[words]`."""
