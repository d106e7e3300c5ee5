"""YAML of other programs, read as plain data: no tag of it makes or runs anything.

In: text. Out: mappings, lists and texts, bounded in size and depth; nothing where it is not YAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

MAX_TEXT = 200_000  # characters
MAX_DEPTH = 8
MAX_NAMES = 1_000  # texts, lists and mappings

_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


class _Plain(yaml.SafeLoader):
    """YAML's own kinds of values; a tag of another program, as in `!expr`, stands for nothing."""


_Plain.add_multi_constructor("", lambda loader, suffix, node: None)


def read_yaml(text: str) -> dict[str, Any]:
    """A mapping, empty where the text is none."""
    if len(text) > MAX_TEXT:
        return {}
    try:
        data = yaml.load(text, _Plain)  # a SafeLoader
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The settings above a chapter's text, and the text below them."""
    match = _FRONT.match(text)
    if match is None or not (data := read_yaml(match.group(1) or "")):
        return {}, text
    return data, text[match.end() :]


def table(data: dict[str, Any], *names: str) -> dict[str, Any]:
    """A mapping inside others, empty where there is none."""
    for name in names:
        value = data.get(name)
        data = value if isinstance(value, dict) else {}
    return data


def words(value: object) -> str:
    """A text on one line; empty where the value is none."""
    return " ".join(str(value).split()) if isinstance(value, (str, int, float)) and value is not True else ""


def names(value: object) -> Iterator[str]:
    """People as the programs name them: one text, a list, or mappings with a `name`; aliases can say one again and
    again, so only so many are looked at."""
    waiting = [(value, MAX_DEPTH)]
    for _ in range(MAX_NAMES):
        if not waiting:
            return
        one, depth = waiting.pop()
        if isinstance(one, dict) and depth:
            inner = one.get("name")
            if isinstance(inner, dict):
                inner = inner.get("literal") or f"{words(inner.get('given'))} {words(inner.get('family'))}"
            waiting.append((inner, depth - 1))
        elif isinstance(one, list) and depth:
            waiting += ((each, depth - 1) for each in reversed(one[:100]))
        elif said := words(one):
            yield said
