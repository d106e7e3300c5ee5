"""Start a book that its author can build at once and then change.

In: a folder that does not exist or is empty, a title, and a language. Out: the files of a small book there, or a
finding. They come from `new_book/`: what all languages share, with places to fill in from the `texts.toml` of the
language, and beside that the language's own files. Nothing is ever overwritten. This and `check` are the only
commands that look at the clock.
"""

from __future__ import annotations

import contextlib
import datetime
import json
import re
import tomllib
import uuid
from collections.abc import Mapping
from pathlib import Path
from string import Template

from trustbook.findings import Finding
from trustbook.sources.locate import find_config

TEMPLATES = Path(__file__).parent / "new_book"
# A file whose name starts with a dot could get lost on its way into a package.
_ELSEWHERE = {"gitignore.txt": ".gitignore"}
_SLUG_LENGTH = 80  # what book.toml takes


_TEXTS = "texts.toml"
_COUNTRIES = {"cy": "GB", "en": "GB", "pt": "BR", "uk": "UA"}  # else a language's code is that of its country
LANGUAGE = "en-GB"


def languages() -> list[str]:
    """The languages in which a book can start."""
    return sorted(path.parent.name for path in TEMPLATES.glob(f"*/{_TEXTS}"))


def country_of(language: str) -> str:
    """The country whose help lines a new book in a language prints: the tag's region, else the language's home."""
    base, _, region = language.partition("-")
    known = re.search(r"\b[A-Za-z]{2}\b", region)
    return known.group().upper() if known else _COUNTRIES.get(base.lower(), base.upper())


def countries_with_lines(language: str) -> set[str]:
    """The countries for which a new book in a language brings help lines."""
    text = _files("", language)["help-lines.toml"]
    return {line["country"] for line in tomllib.loads(text)["lines"]}


def create(folder: Path, title: str | None, language: str = LANGUAGE) -> Finding | None:
    """Start a book in `folder`, called `title` or by the folder's name; a finding says why it cannot be.

    `language` is a tag (BCP 47) whose language is one of `languages()`.
    """
    name = one_line(title or "") or title_from(folder)
    return refusal(folder) or write(folder, {path: text.encode() for path, text in _files(name, language).items()})


def write(folder: Path, files: Mapping[str, bytes]) -> Finding | None:
    """Write files by their paths below `manuscript/` into a new folder: all, or none and a finding that says why."""
    made: list[Path] = []
    place = folder
    try:
        for relative, data in files.items():
            place = folder / _target(Path(relative))
            _make_folders(place.parent, made)
            with place.open("xb") as stream:
                made.append(place)
                stream.write(data)
    except OSError as error:
        _remove(made)
        hint = "choose another folder, or free some space"
        return Finding("O901", f"cannot write `{place}`: {error.strerror or error}", hint=hint)
    return None


def refusal(folder: Path) -> Finding | None:
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


def _files(title: str, language: str) -> dict[str, str]:
    """The text of each file by its path, in order: what all share, filled in, and over it the language's own."""
    own = TEMPLATES / language.partition("-")[0].lower()
    filled_in = values(title, language)
    shared = {path: text for path, text in _read(TEMPLATES).items() if path.split("/")[0] not in languages()}
    filled = {path: Template(text).substitute(filled_in) for path, text in shared.items()}
    return dict(sorted({**filled, **{path: text for path, text in _read(own).items() if path != _TEXTS}}.items()))


def _read(folder: Path) -> dict[str, str]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in found}


def values(title: str, language: str) -> dict[str, str]:
    """What stands in the places to fill in: the language's comments and texts, and the facts of this one book.

    The identifier is fresh (RFC 9562, version 4).
    """
    texts = tomllib.loads((TEMPLATES / language.partition("-")[0].lower() / _TEXTS).read_text("utf-8"))
    about = {f"about_{key}": _comment(text) for key, text in texts["about"].items()}
    return {
        **{key.replace("-", "_"): text for key, text in {**about, **texts["text"]}.items()},
        "title": quoted(title),
        "slug": quoted(_slug(title)),
        "language": language,
        "country": country_of(language),
        "identifier": uuid.uuid4().urn,
        "date": str(datetime.date.today()),
    }


def _comment(text: str) -> str:
    return "\n".join(f"# {line}" for line in text.splitlines())


def one_line(text: str) -> str:
    """Text without line ends and invisible characters."""
    return " ".join("".join(one for one in text if one.isprintable() or one.isspace()).split())


def title_from(folder: Path) -> str:
    """The folder `my-book` as "My book"."""
    words = one_line(re.sub(r"[-_.\s]+", " ", folder.absolute().name))
    return f"{words[0].upper()}{words[1:]}" if words else "My book"


def _slug(title: str) -> str:
    from trustbook.manuscript.ids import slug

    return slug(title)[:_SLUG_LENGTH].strip("-") or "book"


def quoted(text: str) -> str:
    """Text as a TOML string; for printable text JSON writes the same."""
    return json.dumps(text, ensure_ascii=False)
