"""Write a clinic's file, and read one into a form.

In: values by key ("crisis-line.number" is of a table). Out: TOML that says the same; and back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from trustbook.cli.starter import quoted
from trustbook.settings.book import FORMAT


def clinic_toml(values: Mapping[str, object]) -> str:
    """The file: keys of the clinic, then its tables."""
    tables: dict[str, dict[str, object]] = {"": {}}
    for key, value in values.items():
        table, _, inner = key.rpartition(".")
        tables.setdefault(table, {})[inner] = value
    said = [f"format = {FORMAT}\n"]
    for name, keys in tables.items():
        said += [f"\n[{name}]\n"] if name else ["\n"]
        said += [f"{key} = {_value(value)}\n" for key, value in keys.items()]
    return "".join(said)


def _value(value: object) -> str:
    """Text or a list of texts; lines stand one below another, as people write them."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(_value(one) for one in value)}]"
    lines = [quoted(line)[1:-1].replace("\x7f", r"\u007f") for line in str(value).split("\n")]
    said = "\n".join(lines)
    return f'"{said}"' if len(lines) == 1 else f'"""\n{said}"""'


def typed_of(data: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """What a form has to show for a clinic's file that was read; what has another kind is left out."""
    typed: dict[str, str | list[str]] = {}
    for key, value in data.items():
        if isinstance(value, str):
            typed[key] = value
        elif isinstance(value, list):
            typed[key] = [one for one in value if isinstance(one, str)]
        elif isinstance(value, Mapping) and "." not in key:
            typed |= {f"{key}.{inner}": one for inner, one in value.items() if isinstance(one, str)}
    return typed
