"""Data as models, with a finding at its place for every fault at once.

In: a `DataFile`, or values from elsewhere with whoever knows their places. Out: a model, or findings in plain words:
pydantic says what is wrong, the file where.
"""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from trustbook.findings import DataFile, Finding, did_you_mean
from trustbook.findings.toml_positions import MAX_DEPTH, KeyPath, syntax_position
from trustbook.settings.book import FORMAT
from trustbook.settings.lists import Entry, HelpLine
from trustbook.settings.rights import Right
from trustbook.settings.said import quoted, shown
from trustbook.settings.sessions import Session
from trustbook.settings.types import Needs

MAX_FAULTS = 100  # of one file; nobody reads more, and each costs time

_SYNTAX_HINT = "mend this line, or what stands above it: `trustbook new` makes a `book.toml` to compare with"
_QUOTES = "write a shorter number, or put it in quotes as text"
_SYNTAX_HINTS = {
    "Invalid value": 'text stands in straight quotes: title = "My book"',
    "Illegal character": "close the quotes on the line that opens them",
    "Unterminated string": "close the quotes on the line that opens them",
    "Expected '=' after a key": "each line is `key = value`, a `[table]`, or a comment that starts with `#`",
    "Expected newline or end": "one key per line; text with quotes inside stands in single quotes",
    "Cannot overwrite": "the key stands here for the second time; remove one",
    "Cannot declare": "the table stands here for the second time; remove one, or write `[[…]]` for a list",
    "Unclosed array": "close the list with `]`, and put commas between its items",
    "Unescaped": "write a backslash twice, or put the text in single quotes",
}

_Read = TypeVar("_Read", bound=BaseModel)
_Item = TypeVar("_Item", Entry, HelpLine, Right, Session)
_WithId = TypeVar("_WithId", Entry, HelpLine, Right)


At = Callable[[str, str, KeyPath, str], Finding]  # a finding at a key: code, message, key path, hint


class Values:
    """Values as models, and what was found; `at` makes a finding at a key."""

    def __init__(self, at: At) -> None:
        self.found: list[Finding] = []
        self._at = at

    def add(self, code: str, message: str, path: KeyPath, hint: str) -> None:
        """Keep a finding at a key, or at the nearest table around it that has a place."""
        if len(self.found) < MAX_FAULTS:
            self.found.append(self._at(code, message, path, hint))

    def value(self, model: type[_Read], raw: dict[str, Any], place: KeyPath, missing: str = "F104") -> _Read | None:
        """Data as a model, and one finding per fault; None when more is wrong than keys that mean nothing."""
        try:
            return model.model_validate(raw, by_alias=True, by_name=False)
        except ValidationError as error:
            faults = error.errors(include_url=False)
            for fault in faults[:MAX_FAULTS]:
                if fault["type"] != "too_short" or not fault["input"]:  # else its items are at fault, and reported
                    self._fault(fault["type"], fault, model, place, missing)
        if any(fault["type"] != "extra_forbidden" for fault in faults):
            return None
        known = copy.deepcopy(raw)
        for fault in faults:
            table: Any = known
            for key in fault["loc"][:-1]:
                table = table[key]
            del table[fault["loc"][-1]]
        try:
            return model.model_validate(known, by_alias=True, by_name=False)
        except ValidationError:  # never seen: a rule that only the unknown keys had kept from running
            return None

    def _fault(self, kind: str, fault: Mapping[str, Any], model: type[BaseModel], place: KeyPath, missing: str) -> None:
        inner: KeyPath = fault["loc"]
        path = (*place, *inner)
        if kind == "extra_forbidden":
            self._unknown(str(inner[-1]), _table(model, inner[:-1]), path[:-1], model)
            return
        keys = [part for part in path if isinstance(part, str)]
        name = quoted(keys[-1]) if keys else "the file"
        if kind == "value_error":
            error = fault["ctx"]["error"]
            reason = str(error)
            whole = isinstance(path[-1], int)  # a rule about a table, not about one key
            hint = "add or change a key of this table" if whole else f"change the value of {name} in this line"
            if isinstance(error, Needs):
                hint = f"add a line `{error.key} = …`"
            self.add("F104", reason if whole else f"{name}: {reason}", path, hint)
            return
        field = _field(model, inner)
        choices = _choices(field.annotation) if field else []
        takes = field.description if field and field.description else f"one of {', '.join(choices)}"
        if kind == "missing":
            hint = f"add {takes}" if "table" in takes else f"add a line `{keys[-1]} = …`"
            self.add(missing, f"{name} is missing; it takes {takes}", path, hint)
            return
        found = shown(fault["input"])
        word = fault["input"] if kind == "literal_error" and isinstance(fault["input"], str) else ""
        hint = did_you_mean(word[:80], choices)
        leave = "" if field is None or field.is_required() else ", or leave it out"
        item = isinstance(path[-1], int)
        self.add(
            "F104",
            f"{name} takes {takes}; {f'item {int(path[-1]) + 1} is' if item else 'found'} {found}",
            path,
            hint or f"write {takes}{leave}",
        )

    def _unknown(self, key: str, table: type[BaseModel], place: KeyPath, root: type[BaseModel] | None = None) -> None:
        """Report a key that a table does not have, with the nearest it has or the table that has it."""
        known = [alias for alias in _aliases(table) if alias != "index"]
        where = ".".join(part for part in place if isinstance(part, str))
        homes = [name for name, field in (root.model_fields if root else {}).items() if key in _aliases(_inner(field))]
        if root and place and key in _aliases(root):
            hint = f"{quoted(key)} belongs at the top, before the first `[table]`"
        elif homes and key not in known:
            hint = f"{quoted(key)} belongs in `[{homes[0]}]`"
        else:
            hint = did_you_mean(key[:80], known) or f"known here: {', '.join(known)}"
        self.add(
            "F103",
            f"{quoted(key)} is not a key of {f'`{where}`' if where else 'this file'}",
            (*place, key),
            hint,
        )


class Reader(Values):
    """One file: its data and what was found; `data` is None when it is not TOML."""

    def __init__(self, file: DataFile) -> None:
        super().__init__(file.at_key)
        self.file = file
        self.data: dict[str, Any] | None = None
        if deep := file.positions.deep:
            message = f"not valid here: more than {MAX_DEPTH} keys or lists inside each other"
            self.found.append(file.finding("F102", message, *deep, hint="settings need two or three levels"))
            return
        try:
            self.data = tomllib.loads(file.text)
        except tomllib.TOMLDecodeError as error:
            self.found.append(self._syntax(error))
        except ValueError:  # Python refuses to read whole numbers of thousands of digits
            self.found.append(file.finding("F102", "not valid TOML: a number has too many digits", hint=_QUOTES))

    def _syntax(self, error: tomllib.TOMLDecodeError) -> Finding:
        line, column, message = syntax_position(error, self.file.text)
        hint = next((hint for start, hint in _SYNTAX_HINTS.items() if message.startswith(start)), _SYNTAX_HINT)
        message = f"{message[:1].lower()}{message[1:200]}"
        return self.file.finding("F102", f"not valid TOML: {message}", line, column, hint=hint)

    def newer(self) -> bool:
        """Whether the file is of a format made after this program; then nothing else in it is judged."""
        number = self.data.get("format") if self.data else None
        if type(number) is not int or number <= FORMAT:
            return False
        message = f"`format` is {shown(number)}; this program knows up to {FORMAT}"
        self.add("F116", message, ("format",), "install a newer trustbook")
        return True

    def tables(self, name: str) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
        """The tables of a list with their key paths; what is no table was reported with the outer shape."""
        listed = self.data.get(name) if self.data else None
        for number, raw in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(raw, dict):
                yield (name, number), raw

    def item(self, model: type[_Item], raw: dict[str, Any], place: KeyPath, missing: str = "F104") -> _Item | None:
        """One entry, help line, row of rights or session with its place in the list."""
        if "index" in raw:  # the field that the reader fills itself
            self._unknown("index", model, place)
            return None
        return self.value(model, {**raw, "index": place[-1]}, place, missing)

    def first(self, item: _WithId, known: Mapping[str, _WithId], place: KeyPath) -> bool:
        """Whether an id is new."""
        if item.id not in known:
            return True
        line = self.file.line_of((*place[:-1], known[item.id].index))
        hint = f"the first is in line {line}; give each its own id"
        self.add("B203", f"the id `{item.id}` is used twice", (*place, "id"), hint)
        return False

    def lacks(self, raw: dict[str, Any], place: KeyPath) -> bool:
        """Report what an entry of its kind must have, and must not."""
        kind = raw.get("kind")
        if kind not in get_args(Entry.model_fields["kind"].annotation):
            return False
        needed = {"study": ("authors", "year", "title"), "work": ("title",)}.get(str(kind), ("name", "about"))
        lacking = [f"`{key}`" for key in needed if not raw.get(key)]
        if kind == "study" and not raw.get("doi") and not raw.get("note"):
            lacking.append("`doi` (or a `note` that says where to find it)")
        who = f"the entry {quoted(raw['id'])}" if isinstance(raw.get("id"), str) else "an entry"
        if lacking:
            hint = "add what is missing, or choose another `kind`"
            self.add("B205", f"{who} of kind `{kind}` lacks {', '.join(lacking)}", place, hint)
        if kind == "incomplete" and raw.get("url"):
            hint = "an incomplete source cannot be pointed to; remove the key, or choose another kind"
            self.add("B205", f"{who} is incomplete, yet has a `url`", (*place, "url"), hint)
            return True
        return bool(lacking)


def _aliases(model: type[BaseModel] | None) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in model.model_fields.items()} if model else {}


def _inner(field: FieldInfo | None) -> type[BaseModel] | None:
    """The model that a field holds, alone or in a tuple."""
    annotation: Any = field.annotation if field else None
    for one in (annotation, *get_args(annotation)):
        if isinstance(one, type) and issubclass(one, BaseModel):
            return one
    return None


def _field(model: type[BaseModel], path: KeyPath) -> FieldInfo | None:
    """The field at a key path below a model."""
    field: FieldInfo | None = None
    table: type[BaseModel] | None = model
    for part in path:
        if isinstance(part, str) and table is not None:
            field = _aliases(table).get(part, field)
            table = _inner(field)
    return field


def _table(model: type[BaseModel], path: KeyPath) -> type[BaseModel]:
    return _inner(_field(model, path)) or model


def _choices(annotation: Any) -> list[str]:
    """The words of a `Literal`, alone or in a tuple."""
    args: Sequence[Any] = get_args(annotation)
    words = [one for one in args if isinstance(one, str)]
    return words or [word for one in args for word in _choices(one)]
