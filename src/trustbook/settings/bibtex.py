"""Works of a BibTeX file, as pybtex reads it.

In: text. Out: the works by their names, each with texts by the names of a reading list's keys, and faults by line.
TeX's ways to write letters become letters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_DASHES = re.compile(r"(?<=\d)\s*--?\s*(?=\d)")
_ONE_WORD = re.compile(r"\\(TeX|LaTeX|BibTeX|ldots|dots|textendash|textemdash)\b\s?(?:\{\})?")
_WORDS = {"ldots": "…", "dots": "…", "textendash": "–", "textemdash": "—"}


_MOST = 10_000_000  # characters that all uses of strings stand for: each may be made of others, many times


class _TooLong(Exception):
    """Strings of a file stand for more than anybody writes."""


@dataclass(frozen=True, slots=True)
class BibFault:
    """What keeps a part of the file from being read, and its line."""

    line: int
    message: str


def read_bibtex(text: str) -> tuple[list[tuple[str, dict[str, str]]], list[BibFault]]:
    """The works in their order."""
    from pybtex import errors
    from pybtex.database.input.bibtex import Parser

    with errors.capture() as captured:
        try:
            parser = Parser()
            parser.macros = _bounded(parser.macros)
            entries = parser.parse_string(text).entries
        except RecursionError:
            return [], [BibFault(1, "braces nest too deep")]
        except _TooLong:
            line = text[: text.lower().find("@string")].count("\n") + 1
            return [], [BibFault(line, f"strings stand for more than {_MOST:,} characters")]
    faults = [BibFault(getattr(one, "lineno", None) or 1, _message(one)) for one in captured]
    works = []
    for name, entry in entries.items():
        try:
            works.append((name, _fields(entry)))
        except (errors.PybtexError, RecursionError) as error:
            faults.append(BibFault(1, f"the entry {name}: {_message(error)}"))
    return works, faults


def _bounded(known: Any) -> Any:
    """The strings that pybtex knows by itself, with a bound on what all uses of strings stand for."""
    from pybtex.utils import CaseInsensitiveDict

    class Bounded(CaseInsensitiveDict):  # type: ignore[misc]
        given = 0

        def __getitem__(self, name: str) -> str:
            value: str = super().__getitem__(name)
            self.given += len(value)
            if self.given > _MOST:
                raise _TooLong
            return value

    return Bounded(known)


def _message(error: Any) -> str:
    return re.sub(r"^syntax error in line \d+: |(?<=undefined string) in line \d+", "", str(error))[:200]


def _fields(entry: Any) -> dict[str, str]:
    fields = {key.lower(): _plain(value) for key, value in entry.fields.items()}
    number = fields.get("number") or fields.get("issue", "")
    volume = fields.get("volume", "")
    numbered = f"{volume}({number})" if volume and number else volume or number
    publisher = next((fields[key] for key in _PUBLISHERS if fields.get(key)), "")
    pages = _DASHES.sub("–", fields.get("pages", ""))
    details = (fields.get("edition"), fields.get("series"), numbered, pages, fields.get("address"), publisher)
    return {
        "authors": _people(entry, fields, "author"),
        "editors": _people(entry, fields, "editor"),
        "translators": _people(entry, fields, "translator"),
        "illustrators": _people(entry, fields, "illustrator"),
        "title": ": ".join(filter(None, (fields.get("title"), fields.get("subtitle")))),
        "year": fields.get("year") or fields.get("date", "")[:4],
        "journal": next((fields[key] for key in _AROUND if fields.get(key)), ""),
        "details": ", ".join(filter(None, details)),
        "doi": entry.fields.get("doi", ""),
        "url": entry.fields.get("url", "").replace("\\_", "_").replace("\\%", "%").replace("\\&", "&"),
        "note": fields.get("note", ""),
    }


_PUBLISHERS = ("publisher", "institution", "school", "organization", "howpublished")
_AROUND = ("journal", "journaltitle", "booktitle", "maintitle")


def _people(entry: Any, fields: Mapping[str, str], role: str) -> str:
    from pybtex.bibtex.utils import split_name_list
    from pybtex.database import Person

    listed = entry.persons.get(role) or [Person(one) for one in split_name_list(entry.fields.get(role, ""))]
    names = []
    for one in listed:
        parts = (*one.first_names, *one.middle_names, *one.prelast_names, *one.last_names, *one.lineage_names)
        names.append(_plain(" ".join(parts)))
    if names[-1:] == ["others"]:
        names[-1] = "et al."
    return ", ".join(names)


def _plain(text: str) -> str:
    """A text without the braces of BibTeX, with TeX's letters as letters."""
    from pybtex.richtext import Text

    said = str(Text.from_latex(text).render_as("text"))
    return " ".join(_ONE_WORD.sub(lambda word: _WORDS.get(word[1], word[1]), said).split())
