"""Choose the builder's words for a language.

In: a language tag (BCP 47) and the phrases that book.toml gives itself. Out: `Words`, and what is missing.
A tag is looked up as RFC 4647, 3.4, says: `fr-CA`, then `fr`. The file of a region holds only what differs there.
No locale, no state: the files are part of the program and read once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from trustbook.words.phrases import Words, phrases
from trustbook.words.plurals import Plural

FALLBACK = "en"
_FOLDER = Path(__file__).parent


def tags(language: str) -> list[str]:
    """The tag and those it falls back to, most special first: `de-Latn-AT`, `de-Latn`, `de`."""
    parts = language.split("-")
    return ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]


def has_words(language: str) -> bool:
    """Whether there is a file of words for a language."""
    return _own(tags(language)[-1]) is not None


def words_for(language: str, given: Mapping[str, Any]) -> Words:
    """The words of a language, or English ones where it has no file; `given` goes over them, by name of the field."""
    known = _known(language)
    over: dict[str, Any] = {}
    for name, value in given.items():
        forms = getattr(known, name) if has_words(language) else Plural()
        over[name] = replace(forms, **value) if isinstance(value, Mapping) else value
    spoken = has_words(language) or len(over) == sum(1 for _ in phrases())
    return replace(known, **over, language=language if spoken else FALLBACK)


@lru_cache(maxsize=64)
def _known(language: str) -> Words:
    chain = [tag for tag in tags(language) if _own(tag) is not None]
    if not has_words(language):
        chain = [FALLBACK]
    values: dict[str, Any] = {}
    for tag in reversed(chain):
        values |= _own(tag) or {}
    return Words(language=language, **values)


@lru_cache(maxsize=64)
def _own(tag: str) -> Mapping[str, Any] | None:
    """What the file of exactly this tag says, by name of the field; None without a file."""
    names = {path.stem.lower(): path for path in _FOLDER.glob("*.toml")}
    path = names.get(tag.lower())
    if path is None:
        return None
    read = tomllib.loads(path.read_text("utf-8"))
    return {key.replace("-", "_"): _value(value) for key, value in read.items()}


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return Plural(**value)
    return tuple(value) if isinstance(value, list) else value
