"""The form of a clinic: a field for every key of its file, and findings at the fields.

In: the model of a clinic's file, words, and what was typed. Out: the fields in their groups, what an office cannot do
without first; the values by key, and the clinic that they are. It must not know how a page looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from trustbook.findings import Finding, Place
from trustbook.findings.toml_positions import KeyPath
from trustbook.rules.branding import LEAST_PIXELS
from trustbook.sources.clinics import MOST_LOGO
from trustbook.words import fill

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

    from trustbook.settings import EditionTables
    from trustbook.words.desk import DeskWords

Kind = Literal["line", "lines", "choice", "choices", "colour", "file"]
Typed = Mapping[str, str | list[str]]  # what was typed, by key; a list of choices as one

_GROUPS = {
    "about": ("name", "short-name", "country"),
    "reach": ("telephone", "email", "web", "address", "opening-hours"),
    "looks": ("logo", "logo-alt", "colour", "second-colour"),
    "words": ("welcome", "reader", "imprint"),
    "crisis": ("crisis-line.service", "crisis-line.number", "crisis-line.who", "crisis-line.hours"),
    "made": ("paper", "editions"),
}
_COLOURS = ("colour", "second-colour")
_NOT_TYPED = ("format", "crisis-line")  # the number of the format, and the table that the last fields are of
_OF_LINES = {"add a line": "fill in this field", "change the value of": "change what stands here"}  # how hints start
_OF_KEYS = {"is missing; it takes .*": "this field is empty", "takes .*; found (.*)": r"this cannot be \1"}
_LINE_OF = re.compile(r"add a line `([\w-]+) =")
_LONG = 300  # characters of a field that has lines


@dataclass(frozen=True, slots=True)
class FormField:
    """A field: the key that it gives, its label, the sentence on it, how it is filled in, and what can be chosen."""

    key: str
    label: str
    about: str
    kind: Kind
    needed: bool
    most: int
    choices: tuple[str, ...]

    @property
    def id(self) -> str:
        """Its id in the page."""
        return self.key.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together; `name` is that of the phrase which is their title."""

    name: str
    fields: tuple[FormField, ...]


def groups(words: DeskWords, editions: EditionTables) -> tuple[Group, ...]:
    """Every key of a clinic's file as a field, in groups; one that is in no group yet comes last."""
    fields = dict(_fields(words, editions))
    placed = {key for keys in _GROUPS.values() for key in keys}
    rest = tuple(key for key in fields if key not in placed)
    return tuple(
        Group(name, tuple(fields[key] for key in (*keys, *(rest if name == "made" else ())) if key in fields))
        for name, keys in _GROUPS.items()
    )


def _fields(words: DeskWords, editions: EditionTables) -> Iterator[tuple[str, FormField]]:
    from trustbook.settings import CrisisLine
    from trustbook.settings.clinic import clinic_model

    model: type[BaseModel]
    for table, model in (("", clinic_model(editions)), ("crisis-line.", CrisisLine)):
        for name, field in model.model_fields.items():
            key = f"{table}{field.alias or name}"
            if key not in _NOT_TYPED:
                yield key, _field(key, field, words, needed=field.is_required() and not table)


def _field(key: str, field: FieldInfo, words: DeskWords, needed: bool) -> FormField:
    most = next((rule.max_length for rule in field.metadata if hasattr(rule, "max_length")), 0) or 0
    choices = tuple(one for one in _words(field.annotation) if one)
    kind: Kind = "lines" if most > _LONG else "line"
    if key == "logo":
        kind = "file"
    elif key in _COLOURS:
        kind = "colour"
    elif choices:
        kind = "choices" if key == "editions" else "choice"
    about = fill(words.sentences[key], most=most, megabytes=f"{MOST_LOGO / 1e6:g}", pixels=LEAST_PIXELS)
    return FormField(key, words.labels[key], about, kind, needed, most, choices)


def _words(annotation: Any) -> list[str]:
    """The words that a key can have, where it has only some."""
    args: Sequence[Any] = get_args(annotation)
    return [one for one in args if isinstance(one, str)] or [word for one in args for word in _words(one)]


def at_field(code: str, message: str, path: KeyPath, hint: str) -> Finding:
    """A finding at a field: its place is the key, and what it says of a file's lines is said of the field.

    A line that is to be added is a field that is to be filled in, and the finding stands there.
    """
    key = ".".join(part for part in path if isinstance(part, str))
    name = f"`{key.rpartition('.')[2]}`"
    message = message.removeprefix(f"{name}: ")
    for said, here in _OF_KEYS.items():  # what a field takes is said beside it
        message = re.sub(f"^{re.escape(name)} {said}$", here, message)
    if line := _LINE_OF.match(hint):
        key = ".".join((*key.split(".")[:-1], line[1]))
    instead = next((said for start, said in _OF_LINES.items() if hint.startswith(start)), hint)
    return Finding(code, message, Place(key), instead)


def at_fields(found: Sequence[Finding], known: Sequence[Group]) -> dict[str, list[Finding]]:
    """Findings by the field that they stand at, in the order of the form.

    What is of no field is at the first one of its table, or comes last, at none.
    """
    keys = [field.key for group in known for field in group.fields]
    sorted_in: dict[str, list[Finding]] = {}
    for finding in found:
        path = finding.place.path if finding.place else ""
        key = path if path in keys else next((one for one in keys if one.startswith(f"{path}.")), "")
        sorted_in.setdefault(key, []).append(finding)
    return {key: sorted_in[key] for key in (*keys, "") if key in sorted_in}


def values(typed: Typed) -> dict[str, object]:
    """What was typed as the values of a clinic's file; what is empty is not there."""
    return {key: list(value) if isinstance(value, list) else value for key, value in typed.items() if value}
