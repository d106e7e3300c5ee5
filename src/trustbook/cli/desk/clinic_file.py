"""Write a clinic's file, and read one into a form.

In: values by key ("crisis-line.number" is of a table). Out: TOML that says the same; and back, also from an archive
that holds a logo beside it. What is read may come from anywhere, and is bounded.
"""

from __future__ import annotations

import io
import tomllib
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from trustbook.cli.starter import quoted
from trustbook.findings.toml_positions import read_positions
from trustbook.settings.book import FORMAT
from trustbook.sources.clinics import MOST_LOGO

_MOST_TEXT = 100_000  # characters: each field can have a few thousand
_MOST_FILES = 4  # in an archive
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


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


def taken(data: bytes) -> tuple[dict[str, str | list[str]], bytes]:
    """What a form has to show for a clinic's file, alone or in an archive, and the logo that it names where that is
    there; ValueError for what is none."""
    files = _unpacked(data) if data.startswith(b"PK") else {".toml": data}
    text = files.pop(next((name for name in files if name.endswith(".toml")), ""), b"").decode("utf-8-sig")
    if not text or len(text) > _MOST_TEXT or read_positions(text).deep:
        raise ValueError("no clinic's file")
    read = tomllib.loads(text)
    typed = typed_of(read)
    if read.get("format", FORMAT) != FORMAT or "name" not in typed:
        raise ValueError("no clinic's file of this format")
    logo = typed.get("logo")
    return typed, files.get(logo, b"") if isinstance(logo, str) else b""


def _unpacked(data: bytes) -> dict[str, bytes]:
    """The files of an archive: a clinic's and a logo."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = archive.infolist()
            if len(inside) > _MOST_FILES or any(one.compress_type not in _PACKED for one in inside):
                raise ValueError("too many files, or packed so that reading a little takes much memory")
            return {one.filename: _read(archive, one) for one in inside}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as error:
        raise ValueError("no archive") from error


def _read(archive: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    with archive.open(one) as stream:
        content = stream.read(MOST_LOGO + 1)
    if len(content) > MOST_LOGO:
        raise ValueError("too large")
    return content


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
