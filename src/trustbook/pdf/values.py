"""Read single values out of somebody else's PDF, whatever stands there instead.

In: an object as pikepdf gives it. Out: a Python value, or nothing when the object is of another kind.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from pikepdf import Array, Dictionary, Name, String

_LANGUAGE_MARK = re.compile("\x1b[^\x1b]{0,32}\x1b")  # a change of language inside a text string (14.9.2.4)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_LONGEST = 100  # values of an array attribute

Value = str | int | float | bool | list["Value"]


def text_of(source: Any) -> str | None:
    """A text string, without the language marks it may hold (ISO 32000-1, 7.9.2.2)."""
    if not isinstance(source, String):
        return None
    try:
        return _LANGUAGE_MARK.sub("", str(source))
    except UnicodeDecodeError:  # it says that it is UTF-8, and is not
        return bytes(source).decode("utf-8", "replace")


def name_of(source: Any) -> str:
    """A name without its slash; bytes that are not UTF-8 are taken for Latin-1."""
    if not isinstance(source, Name):
        return ""
    try:
        return str(source)[1:]
    except UnicodeDecodeError:
        written = _ESCAPE.sub(lambda match: bytes.fromhex(match[1].decode()), source.unparse())
        return written[1:].decode("latin-1")


def number_of(source: Any) -> float:
    """A number; 0.0 for anything else."""
    return float(source) if isinstance(source, int | float | Decimal) else 0.0


def items(source: Any) -> Any:
    """What an entry that may hold one object or an array of them holds."""
    if source is None:
        return ()
    return source if isinstance(source, Array) else (source,)


def dictionary(source: Any) -> Dictionary:
    """A dictionary; an empty one for anything else."""
    return source if isinstance(source, Dictionary) else Dictionary()


def value_of(source: Any) -> Value | None:
    """An attribute's value in Python's terms."""
    if isinstance(source, Name):
        return name_of(source)
    if isinstance(source, String):
        return text_of(source)
    if isinstance(source, bool | int):
        return source
    if isinstance(source, Decimal | float):
        return float(source)
    if isinstance(source, Array) and len(source) <= _LONGEST:
        return [one for item in source if not isinstance(item, Array) and (one := value_of(item)) is not None]
    return None
