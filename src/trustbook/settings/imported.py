"""The reading list of another program: BibTeX (`.bib`) or CSL-JSON (`.json`).

In: a text file. Out: entries of the kind `work`, and findings where they stand. Names of entries become ids of small
letters. What is there for programs only, such as keywords and paths, is left out.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from trustbook.findings import DataFile, Finding, in_order
from trustbook.findings.toml_positions import Positions
from trustbook.settings.bibtex import BibFault, read_bibtex
from trustbook.settings.lists import Entry

_ENTRY = re.compile(r'@(?!string|comment|preamble)\w+\s*[{(]\s*([^\s,{}()"]+)|"id"\s*:\s*"?([^",}\s]+)', re.IGNORECASE)
_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_YEAR = re.compile(r"[12]\d{3}")
_OF_TEX = re.compile(r"\\[A-Za-z]+|\$[^$]*\$?|[{}]")
SUFFIXES = (".bib", ".json")


class ImportedList(DataFile):
    """A reading list that knows where its entries stand; its lines are not TOML."""

    @cached_property
    def positions(self) -> Positions:
        """Where the names of entries stand, in their order."""
        starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        keys: dict[tuple[str | int, ...], tuple[int, int]] = {}
        values: dict[tuple[str | int, ...], tuple[int, int]] = {}
        for number, match in enumerate(_ENTRY.finditer(self.text)):
            span = match.span(1 if match[1] else 2)
            line = bisect_right(starts, span[0])
            keys["entries", number] = keys["entries", number, "id"] = (line, span[0] - starts[line - 1] + 1)
            values["entries", number, "id"] = span
        return Positions(keys, values, None, starts)

    @cached_property
    def names(self) -> dict[str, int]:
        """The place in the list of each entry, by its name; of two the first."""
        found: dict[str, int] = {}
        for (_, number, *_rest), (start, end) in self.positions.values.items():
            found.setdefault(self.text[start:end], int(number))
        return found


def list_file(file: DataFile) -> DataFile:
    """A reading list by the kind of its file: TOML, or that of another program."""
    return ImportedList(file.path, file.text) if file.path.lower().endswith(SUFFIXES) else file


def read_imported(file: ImportedList) -> tuple[tuple[Entry, ...], list[Finding]]:
    """The entries that can be printed, and what is wrong with the rest."""
    bibtex = file.path.lower().endswith(".bib")
    works, faults = read_bibtex(file.text) if bibtex else _csl(file.text)
    kind = "BibTeX" if bibtex else "CSL-JSON"
    hint = "open it in the program that it comes from, and export it anew"
    found = [file.finding("F102", f"not valid {kind}: {one.message}", one.line, hint=hint) for one in faults]
    entries: dict[str, Entry] = {}
    for name, fields in works:
        index = file.names.get(name, 0)
        entry = _entry(file, name, index, fields, found)
        if entry is None:
            continue
        if entry.id in entries:
            message = f"the id `{entry.id}` is used twice"
            found.append(file.at_key("B203", message, ("entries", index), "give each entry a name of its own"))
            continue
        entries[entry.id] = entry
    return tuple(entries.values()), in_order(found)


def _entry(file: ImportedList, name: str, index: int, fields: Mapping[str, str], found: list[Finding]) -> Entry | None:
    place = ("entries", index)
    if not fields.get("title"):
        found.append(file.at_key("B205", f"the entry `{name}` has no title", place, "add one; readers look for it"))
        return None
    for field, text in fields.items():
        if field not in ("url", "doi") and (sign := _OF_TEX.search(text)):
            message = f"`{sign.group()[:20]}` in the {field} of `{name}` is a sign of TeX"
            found.append(file.at_key("T507", message, place, "write it in words"))
            return None
    year = _YEAR.search(fields.get("year", ""))
    details = ", ".join(filter(None, (fields.get("details", ""), "" if year else fields.get("year", ""))))
    made: dict[str, Any] = {
        **{key: value for key, value in fields.items() if key not in ("year", "details")},
        "id": re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or f"work-{index + 1}",
        "kind": "work",
        "doi": _DOI.sub("", fields.get("doi", "")),
        "details": details,
        "index": index,
    }
    if year:
        made["year"] = int(year.group())
    try:
        return Entry.model_validate(made)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            field = str(fault["loc"][0]) if fault["loc"] else "entry"
            takes = Entry.model_fields[field].description or fault["msg"]
            found.append(file.at_key("F104", f"`{field}` of `{name}` takes {takes}", place, "correct it in the file"))
    return None


# -- CSL-JSON ------------------------------------------------------------------------------------------------------


def _csl(text: str) -> tuple[list[tuple[str, dict[str, str]]], list[BibFault]]:
    """The works of a list of CSL items (CSL 1.0.2)."""
    try:
        data = json.loads(text)
    except RecursionError:
        return [], [BibFault(1, "lists nest too deep")]
    except ValueError as error:
        return [], [BibFault(getattr(error, "lineno", 1), str(getattr(error, "msg", error)).lower())]
    if not isinstance(data, list):
        return [], [BibFault(1, "the file is no list of works")]
    return [(_said(one.get("id")), _csl_fields(one)) for one in data if isinstance(one, dict)], []


def _csl_fields(item: Mapping[str, Any]) -> dict[str, str]:
    issued = item.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    dated = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0] else [""]
    volume, issue, page = (_said(item.get(key)) for key in ("volume", "issue", "page"))
    number = f"{volume}({issue})" if volume and issue else volume or issue
    edition, place, publisher = (_said(item.get(key)) for key in ("edition", "publisher-place", "publisher"))
    details = (edition, number, page, place, publisher)
    return {
        "authors": ", ".join(_people(item.get("author"))),
        "editors": ", ".join(_people(item.get("editor"))),
        "translators": ", ".join(_people(item.get("translator"))),
        "illustrators": ", ".join(_people(item.get("illustrator"))),
        "title": _said(item.get("title")),
        "year": _said(dated[0]) or (_said(issued.get("raw")) if isinstance(issued, dict) else ""),
        "journal": _said(item.get("container-title")),
        "details": ", ".join(filter(None, details)),
        "doi": _said(item.get("DOI")),
        "url": _said(item.get("URL")),
        "note": _said(item.get("note")),
    }


def _people(listed: object) -> Iterator[str]:
    """Names as they are said: given name, particle, family name."""
    for one in listed if isinstance(listed, Sequence) and not isinstance(listed, str) else ():
        if isinstance(one, dict):
            parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
            said = _said(one.get("literal")) or " ".join(filter(None, (_said(one.get(part)) for part in parts)))
            if said:
                yield said


def _said(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, (str, int)) and value is not True else ""
