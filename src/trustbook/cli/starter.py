"""Start a book that its author can build at once and then change.

In: a folder that does not exist or is empty, and a title. Out: the files of a small book there, or a finding.
The files come from `new_book/`, shipped with the program; only book.toml has places to fill in. Nothing is
ever overwritten. This and `check` are the only commands that look at the clock.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import re
import uuid
from pathlib import Path
from string import Template

from trustbook.findings import Finding
from trustbook.sources.locate import CONFIG, find_config

TEMPLATES = Path(__file__).parent / "new_book"
# A file whose name starts with a dot could get lost on its way into a package.
_ELSEWHERE = {"gitignore.txt": ".gitignore"}
_SLUG_LENGTH = 80  # what book.toml takes


def create(folder: Path, title: str | None) -> Finding | None:
    """Start a book in `folder`, called `title` or by the folder's name; a finding says why it cannot be."""
    refused = _refusal(folder)
    if refused is not None:
        return refused
    name = _one_line(title or "") or _title_from(folder.absolute().name)
    made: list[Path] = []
    place = folder
    try:
        for source in sorted(path for path in TEMPLATES.rglob("*") if path.is_file()):
            place = folder / _target(source.relative_to(TEMPLATES))
            _make_folders(place.parent, made)
            text = source.read_text("utf-8")
            with place.open("x", encoding="utf-8", newline="\n") as stream:
                made.append(place)
                stream.write(_filled(text, name) if source.name == CONFIG else text)
    except OSError as error:
        _remove(made)
        hint = "choose another folder, or free some space"
        return Finding("O901", f"cannot write `{place}`: {error.strerror or error}", hint=hint)
    return None


def _refusal(folder: Path) -> Finding | None:
    """Why no book can start in a folder, or None."""
    hint = "name a new folder: `trustbook new mybook`"
    if folder.exists() and not folder.is_dir():
        return Finding("O905", f"`{folder}` is a file, not a folder", hint=hint)
    try:
        config = find_config(folder)
        occupied = folder.exists() and any(folder.iterdir())
    except OSError as error:
        return Finding("O901", f"cannot look into `{folder}`: {error.strerror or error}", hint=hint)
    if config is not None:
        return Finding("O905", f"there is a book in `{folder}` already", hint=hint)
    if occupied:
        return Finding("O905", f"the folder `{folder}` is not empty", hint=hint)
    return None


def _target(relative: Path) -> Path:
    """Where a template's copy stands below the book's folder."""
    if relative.name in _ELSEWHERE:
        return Path(_ELSEWHERE[relative.name])
    return Path("manuscript") / relative


def _make_folders(folder: Path, made: list[Path]) -> None:
    """Make a folder and those above it, each noted once it is there."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir()
        made.append(one)


def _remove(made: list[Path]) -> None:
    """Take away what was made, last first, so that a second try finds the folder as the first did."""
    for path in reversed(made):
        with contextlib.suppress(OSError):
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink()


def _filled(text: str, title: str) -> str:
    """book.toml with title, slug, a fresh identifier (RFC 9562, version 4) and today's date."""
    return Template(text).substitute(
        title=_quoted(title),
        slug=_quoted(_slug(title)),
        identifier=uuid.uuid4().urn,
        date=datetime.date.today(),
    )


def _one_line(text: str) -> str:
    """Text without line ends and invisible characters."""
    return " ".join("".join(one for one in text if one.isprintable() or one.isspace()).split())


def _title_from(name: str) -> str:
    """`my-book` as "My book"."""
    words = _one_line(re.sub(r"[-_.\s]+", " ", name))
    return f"{words[0].upper()}{words[1:]}" if words else "My book"


def _slug(title: str) -> str:
    from trustbook.manuscript.ids import slug

    return slug(title)[:_SLUG_LENGTH].strip("-") or "book"


def _quoted(text: str) -> str:
    """Text as a TOML string; for printable text JSON writes the same."""
    return json.dumps(text, ensure_ascii=False)
