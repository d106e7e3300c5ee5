"""Small books for tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

BOOK_TOML = """\
format = 1
[book]
title = "Trust"
slug = "trust"
language = "en-GB"
identifier = "urn:uuid:0b0e8c8e-5f0e-4f9b-a9f5-0d3f4c1f8a11"
date = 2026-11-24
publisher = "A clinic"
description = "A book."
rights = "All rights reserved"
[help]
country = "GB"
[[chapters]]
file = "one.md"
"""

CHAPTER = """\
# Trust

Trust grows slowly.
"""


def book(folder: Path, files: Mapping[str, str | bytes] = {}) -> Path:
    """Write the smallest valid book, book.toml and one.md, into a folder; `files` go over and beside it."""
    for name, content in {"book.toml": BOOK_TOML, "one.md": CHAPTER, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def chapters(*names: str) -> str:
    """A book.toml with these chapters; each takes two lines, the first's `file` stands in line 14."""
    listed = "".join(f'[[chapters]]\nfile = "{name}"\n' for name in names)
    return BOOK_TOML.partition("[[chapters]]")[0] + listed


def with_role(role: str) -> str:
    """A book.toml whose one chapter has this role."""
    return f'{BOOK_TOML}role = "{role}"\n'
