"""Make a book many times as long as another one, that still builds without an error.

In: a book's folder (with `manuscript/`). Out: a new folder with `manuscript/`: the same book, then copies of its
chapters under new names. Ids, claims and notes of a copy get its number; its links lead to chapters of the same copy.
It must not change the book it reads.
"""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path

_GIVEN_ID = re.compile(r"\{[^{}]*#([A-Za-z][\w-]*)")
_NOTE = re.compile(r"\[\^([^\]]+)\]")
_LINK = re.compile(r"\]\(([\w-]+)\.md(#[\w-]+)?\)")


def enlarge(book: Path, target: Path, times: int) -> list[Path]:
    """Write the book `times` as long into `target`; returns its chapter files in order."""
    manuscript = target / "manuscript"
    shutil.copytree(book / "manuscript", manuscript)
    config = manuscript / "book.toml"
    text = config.read_text("utf-8")
    listed = tomllib.loads(text)["chapters"]
    names = [row["file"] for row in listed if "file" in row]
    given = {name for file in names for name in _GIVEN_ID.findall((manuscript / file).read_text("utf-8"))}
    files = [manuscript / name for name in names]
    blocks: list[str] = []
    for number in range(2, times + 1):
        for name in names:
            source = manuscript / name
            copy = source.with_name(f"{source.stem}-{number}.md")
            copy.write_text(_renumber(source.read_text("utf-8"), number, given), "utf-8")
            files.append(copy)
            # A plain chapter, whatever the role of the first: generated parts stand once in a book.
            blocks.append(f'[[chapters]]\nfile = "{copy.relative_to(manuscript).as_posix()}"\n')
    config.write_text("\n".join([text, *blocks]), "utf-8")
    return files


def _renumber(text: str, number: int, given: set[str]) -> str:
    """The text of one copy: what has to be unique in a book carries the copy's number."""

    def link(match: re.Match[str]) -> str:
        name, anchor = match.group(1), match.group(2) or ""
        # Only the glossary has anchors for its terms, and only the first of the copies is one.
        return match.group() if anchor.startswith("#term-") else f"]({name}-{number}.md{anchor})"

    text = _LINK.sub(link, text)
    text = _NOTE.sub(rf"[^\1-{number}]", text)
    if given:
        names = "|".join(sorted(map(re.escape, given), key=len, reverse=True))
        text = re.sub(rf"(?<=[#@])({names})(?![\w-])", rf"\1-{number}", text)
    return text
