"""Read the book's data files: book.toml, the reading list and the help lines.

In: a `SourceFile` each. Out: frozen values, and a finding with line and column for every fault at once.
The only module that imports pydantic. A field's `description` says what the key takes; it is the text of the
findings and of the JSON Schema alike. It must not open files or look at today's date.
"""

from __future__ import annotations

import copy
import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, Self, TypeVar, get_args
from urllib.parse import quote

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic.fields import FieldInfo

from trustbook.findings import Finding, did_you_mean, in_order
from trustbook.model import SourceFile
from trustbook.toml_positions import MAX_DEPTH, Path, positions, syntax_position, too_deep

FORMAT = 1
MAX_FAULTS = 100  # of one file; nobody reads more, and each costs time
EVERYWHERE = "INT"  # the country code of help lines for readers in any country

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff\ue000-\uf8ff]")
_KEY = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|[\w.:/+-]+")
_NUMBER = re.compile(r"\+?[0-9](?:[ ()./-]*[0-9])*")
_HOST = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/\S*)?")
_MAIL = re.compile(r"[^\s@<>\"]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")

_SYNTAX_HINTS = {
    "Invalid value": 'text stands in straight quotes: title = "My book"',
    "Illegal character": "close the quotes on the line that opens them",
    "Unterminated string": "close the quotes on the line that opens them",
    "Expected '=' after a key": "each line is `key = value`, a `[table]`, or a comment that starts with `#`",
    "Expected newline or end": "one key a line; text with quotes inside stands in single quotes",
    "Cannot overwrite": "the key stands here for the second time; remove one",
    "Cannot declare": "the table stands here for the second time; remove one, or write `[[…]]` for a list",
    "Unclosed array": "close the list with `]`, and put commas between its items",
    "Unescaped": "write a backslash twice, or put the text in single quotes",
}


def _plain(text: str) -> str:
    """Text on one line, without characters that no output format can hold."""
    if match := _CONTROL.search(text):
        raise ValueError(f"the character U+{ord(match.group()):04X} has no meaning in text")
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def _filled(text: str) -> str:
    if not (text := _plain(text)):
        raise ValueError("the text is empty")
    return text


def _file_name(path: str) -> str:
    if any(len(part.encode()) > 255 for part in path.split("/")) or len(path.encode()) > 1000:
        raise ValueError("the file name is too long")
    return _plain(path)


Text = Annotated[str, Field(description="text in quotes"), AfterValidator(_plain)]
Words = Annotated[str, Field(min_length=1, description="text in quotes"), AfterValidator(_filled)]
Texts = Annotated[tuple[Words, ...], Field(strict=False, description='a list of texts: ["one", "two"]')]
FileName = Annotated[
    str,
    Field(pattern=r"^[^\\]+$", description="a file name with forward slashes, in quotes"),
    AfterValidator(_file_name),
]
Date = Annotated[datetime.date, Field(description="a date without quotes, such as 2026-11-24")]
Url = Annotated[
    str,
    Field(
        pattern=r"^(https?://[^\s\x00-\x1f<>\"]+)?$",
        description="a web address that starts with https:// or http://",
    ),
]
Id = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="a name of small letters a to z, digits and hyphens"
    ),
]
Country = Annotated[
    str,
    Field(
        pattern=r"^[A-Z]{2}$", description='a country code of two capital letters (ISO 3166), such as "GB"'
    ),
]
Edition = Literal["epub", "screen", "print"]
Role = Literal[
    "help", "contents", "preface", "chapter", "appendix", "evidence", "glossary", "reading-list",
    "accessibility", "colophon",
]  # fmt: skip


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class _Model(BaseModel):
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        allow_inf_nan=False,
        alias_generator=_kebab,
        populate_by_name=True,
        defer_build=True,  # commands that read no book need not wait for it
    )


class BookFacts(_Model):
    """What the book is: `[book]`."""

    title: Words
    subtitle: Text = ""
    short_title: Text = Field(default="", validate_default=True)
    slug: Annotated[Id, Field(max_length=80)]
    language: str = Field(
        pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", description='a language tag (BCP 47), such as "en-GB"'
    )
    identifier: str = Field(
        pattern=r"^urn:[A-Za-z0-9][A-Za-z0-9-]{1,31}:[^\s\x00-\x1f<>\"]+$",
        description='a name that starts with "urn:", such as "urn:uuid:…" or "urn:isbn:…"',
    )
    version: Words = Field(default="1.0", description='text in quotes, such as "1.0"')
    date: Date
    publisher: Words
    description: Words
    subjects: Texts = ()
    rights: Words
    rights_url: Url = ""
    reading_list: FileName = "reading-list.toml"

    @field_validator("short_title")
    @classmethod
    def _short(cls, value: str, info: ValidationInfo) -> str:
        return value or str(info.data.get("title", ""))


class Person(_Model):
    """Someone who made the book: `[[people]]`."""

    name: Words
    role: str = Field(
        default="aut", pattern=r"^[a-z]{3}$", description='a MARC relator code, such as "aut" or "edt"'
    )
    sort_name: Text = ""


class Help(_Model):
    """Where help lines are, and the readers' country: `[help]`."""

    file: FileName = "help-lines.toml"
    country: Country


class Cover(_Model):
    """The cover: `[cover]`; inside `Settings`, `alt` is always filled."""

    image: FileName = "images/cover.svg"
    alt: Text = ""


class Screen(_Model):
    """The PDF for the screen: `[screen]`; which standards it keeps, by the name of its part of PDF/UA."""

    pdf_standard: Literal["ua-1", "ua-2"] = "ua-1"


class Print(_Model):
    """The printed edition: `[print]`; a cover in the same file, in a file of its own, or none."""

    cover: Literal["inside", "apart", "none"] = "inside"


class Style(_Model):
    """Thresholds of the style rules: `[style]`; school grades, words, items and characters."""

    max_grade: float = Field(default=8.0, gt=0, le=30, description="a school grade above 0 and up to 30")
    max_grade_box: float = Field(default=6.0, gt=0, le=30, description="a school grade above 0 and up to 30")
    max_sentence: int = Field(default=25, ge=1, le=1000, description="a whole number of words, 1 to 1000")
    max_list: int = Field(default=7, ge=1, le=1000, description="a whole number of list items, 1 to 1000")
    max_alt: int = Field(default=200, ge=1, le=2000, description="a whole number of characters, 1 to 2000")


class Accessibility(_Model):
    """What people found out about the book's accessibility: `[accessibility]` (EPUB Accessibility 1.1, 4)."""

    summary: Text = ""
    evaluator: Text = ""
    evaluated: Date | None = None
    contact: Text = ""
    conformance: str = Field(
        default="",
        pattern=r"^EPUB Accessibility 1\.1 - WCAG 2\.[012] Level A{1,3}$",
        description='the words "EPUB Accessibility 1.1 - WCAG 2.2 Level AA" (or 2.0, 2.1; or A, AAA)',
    )

    @field_validator("conformance")
    @classmethod
    def _evaluated(cls, value: str, info: ValidationInfo) -> str:
        lacking = [key for key in ("evaluator", "evaluated") if not info.data.get(key, "faulty")]
        if lacking:
            names = " and ".join(f"`{key}`" for key in lacking)
            raise ValueError(f"a claim of conformance also needs {names}: who checked the book, and when")
        return value


class Chapter(_Model):
    """A part of the book: `[[chapters]]`; `file` is None for contents that the builder makes."""

    file: FileName | None = None
    role: Role = "chapter"

    @model_validator(mode="after")
    def _has_file(self) -> Self:
        if self.file is None and self.role != "contents":
            raise ValueError(f"a part with the role `{self.role}` needs a `file`")
        return self


class Settings(_Model):
    """All of book.toml."""

    format: int = Field(ge=FORMAT, le=FORMAT, description=f"the number {FORMAT}")
    editions: Annotated[tuple[Edition, ...], Field(strict=False, min_length=1)] = get_args(Edition)
    book: BookFacts = Field(description="a table that starts with [book]")
    people: Annotated[tuple[Person, ...], Field(strict=False)] = Field(
        default=(), description="tables that each start with [[people]]"
    )
    help: Help = Field(description="a table that starts with [help]")
    cover: Cover = Field(
        default_factory=Cover, validate_default=True, description="a table that starts with [cover]"
    )
    screen: Screen = Field(default_factory=Screen, description="a table that starts with [screen]")
    print: Print = Field(default_factory=Print, description="a table that starts with [print]")
    style: Style = Field(default_factory=Style, description="a table that starts with [style]")
    accessibility: Accessibility = Field(
        default_factory=Accessibility, description="a table that starts with [accessibility]"
    )
    chapters: Annotated[tuple[Chapter, ...], Field(strict=False, min_length=1)] = Field(
        description="at least one table that starts with [[chapters]]"
    )

    @field_validator("editions")
    @classmethod
    def _once(cls, value: tuple[Edition, ...]) -> tuple[Edition, ...]:
        if len(set(value)) < len(value):
            raise ValueError("an edition is named twice")
        return value

    @field_validator("cover")
    @classmethod
    def _described(cls, value: Cover, info: ValidationInfo) -> Cover:
        book = info.data.get("book")
        if value.alt or not isinstance(book, BookFacts):
            return value
        return value.model_copy(update={"alt": ". ".join(filter(None, (book.title, book.subtitle)))})


class Entry(_Model):
    """A work that the text cites, or a study behind the book: `[[entries]]`; `line` is where it starts."""

    id: Id
    kind: Literal["organisation", "media", "journal", "platform", "database", "incomplete", "study"]
    name: Text = ""
    short_name: Text = ""
    name_in_article: Text = ""
    about: Text = ""
    url: Url = ""
    authors: Text = ""
    year: int = Field(default=0, ge=1000, le=2999, description="a year without quotes, such as 2018")
    title: Text = ""
    journal: Text = ""
    details: Text = ""
    doi: str = Field(
        default="",
        pattern=r"^(10\.[0-9]{4,9}/[^\s\x00-\x1f<>\"]+)?$",
        description='a DOI that starts with "10."',
    )
    note: Text = ""
    line: int = Field(default=0, exclude=True)


class Contact(_Model):
    """One way to reach a help line; `say` is what to text, press or ask for."""

    how: Literal["call", "text", "chat", "web", "email"]
    to: Words
    say: Text = ""
    url: Url = ""

    @property
    def href(self) -> str:
        """The address a link opens: tel: (RFC 3966), sms: (RFC 5724), mailto: (RFC 6068) or a web address."""
        if self.how in ("call", "text"):
            to = (
                self.to.replace("(0)", "") if self.to.startswith("+") else self.to
            )  # (0) is for calls at home
            number = re.sub(r"[^+0-9]", "", to)
            if self.how == "call":
                return f"tel:{number}"
            return f"sms:{number}?body={quote(self.say, safe='')}" if self.say else f"sms:{number}"
        if self.how == "email":
            return f"mailto:{quote(self.to, safe='@+')}"
        if self.url or self.to.startswith(("https://", "http://")):
            return self.url or self.to
        return f"https://{self.to}"

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.how in ("call", "text") and not _NUMBER.fullmatch(self.to):
            raise ValueError(
                f"`to` takes one phone number; found {_shown(self.to)} (other words go into `say`)"
            )
        if self.how == "email" and not _MAIL.fullmatch(self.to):
            raise ValueError(f"`to` takes an e-mail address; found {_shown(self.to)}")
        web = self.how in ("chat", "web") and not self.url
        if web and not _HOST.fullmatch(re.sub("^https?://", "", self.to)):
            raise ValueError("a contact by chat or web needs `url`")
        return self


class HelpLine(_Model):
    """A service that listens or helps: `[[lines]]`; `line` is where it starts in the file."""

    id: Id
    country: str = Field(
        pattern=rf"^([A-Z]{{2}}|{EVERYWHERE})$",
        description=f'a country code such as "GB", or "{EVERYWHERE}" for everywhere',
    )
    kind: Literal["emergency", "crisis", "information", "directory"]
    service: Words
    who: Words
    hours: Text = ""
    cost: Text = ""
    source: Words
    verified_on: Date = Field(alias="verified_on")
    note: Text = ""
    contacts: Annotated[tuple[Contact, ...], Field(strict=False, min_length=1)] = Field(
        description='at least one contact: { how = "call", to = "116 123" }'
    )
    line: int = Field(default=0, exclude=True)


class CountryName(_Model):
    """How the book names a country: `[countries.GB]`."""

    name: Words


class HelpLines(_Model):
    """All of the help-lines file."""

    countries: Mapping[str, CountryName]
    lines: tuple[HelpLine, ...]


class _ListFile(_Model):
    """The outer shape of a list file; its items are read one by one, so that one fault hides no other."""

    format: int = Field(default=FORMAT, ge=FORMAT, le=FORMAT, description=f"the number {FORMAT}")


class _EntriesFile(_ListFile):
    entries: Annotated[tuple[dict[str, Any], ...], Field(strict=False)] = Field(
        default=(), description="tables that each start with [[entries]]"
    )


class _HelpFile(_ListFile):
    countries: dict[str, dict[str, Any]] = Field(default={}, description="tables such as [countries.GB]")
    lines: Annotated[tuple[dict[str, Any], ...], Field(strict=False)] = Field(
        default=(), description="tables that each start with [[lines]]"
    )


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of book.toml, for editors that complete and check as one types."""
    made = Settings.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "book.toml"}


def read_settings(file: SourceFile) -> tuple[Settings | None, list[Finding]]:
    """Read book.toml; no `Settings` when more in it is wrong than keys that mean nothing."""
    reader = _Reader(file)
    if reader.data is None or reader.newer():
        return None, reader.found
    if "format" not in reader.data:
        hint = f"write `format = {FORMAT}` as the first line"
        reader.found.append(file.finding("F116", f"`{file.path}` does not say its format", hint=hint))
    settings = reader.value(Settings, {"format": FORMAT, **reader.data}, ())
    if settings is not None:
        contents = [number for number, part in enumerate(settings.chapters) if part.role == "contents"]
        for number in contents[1:]:
            reader.add(
                "F106", "the contents are listed twice", ("chapters", number, "role"), "remove one of the two"
            )
    fatal = any(finding.code != "F103" for finding in reader.found)
    return None if fatal else settings, in_order(reader.found)


def read_entries(file: SourceFile) -> tuple[tuple[Entry, ...], list[Finding]]:
    """Read the reading list; entries with a fault are left out."""
    reader = _Reader(file)
    if reader.data is None or reader.newer():
        return (), reader.found
    reader.value(_EntriesFile, reader.data, ())
    entries: dict[str, Entry] = {}
    for place, raw in reader.tables("entries"):
        entry = reader.item(Entry, raw, place, missing="B205")
        lacks = reader.lacks(raw, place)
        if entry and not lacks and reader.first(entry, entries, place):
            entries[entry.id] = entry
    return tuple(entries.values()), in_order(reader.found)


def read_help_lines(file: SourceFile) -> tuple[HelpLines | None, list[Finding]]:
    """Read the help lines; lines with a fault are left out, and the whole only when it is no TOML."""
    reader = _Reader(file)
    if reader.data is None or reader.newer():
        return None, reader.found
    reader.value(_HelpFile, reader.data, ())
    countries: dict[str, CountryName] = {}
    named = reader.data.get("countries")
    for code, raw in named.items() if isinstance(named, dict) else ():
        if not re.fullmatch(rf"[A-Z]{{2}}|{EVERYWHERE}", code):
            reader.add(
                "F104",
                f"{_name(code)} is no country code",
                ("countries", code),
                'codes look like "GB" (ISO 3166)',
            )
        elif isinstance(raw, dict) and (country := reader.value(CountryName, raw, ("countries", code))):
            countries[code] = country
    lines: dict[str, HelpLine] = {}
    for place, raw in reader.tables("lines"):
        line = reader.item(HelpLine, raw, place)
        if line is None or not reader.first(line, lines, place):
            continue
        lines[line.id] = line
        if line.country != EVERYWHERE and not (isinstance(named, dict) and line.country in named):
            hint = f'add `[countries.{line.country}]` with `name = "…"`'
            reader.add("F104", f"the country `{line.country}` has no name", (*place, "country"), hint)
    return HelpLines(countries=countries, lines=tuple(lines.values())), in_order(reader.found)


_Read = TypeVar("_Read", bound=BaseModel)
_Item = TypeVar("_Item", Entry, HelpLine)


class _Reader:
    """One file: its data, where its keys stand, and what was found; `data` is None when it is not TOML."""

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self.found: list[Finding] = []
        self.data: dict[str, Any] | None = None
        self.places: dict[Path, tuple[int, int]] = {}
        if deep := too_deep(file.text):
            message = f"not valid here: more than {MAX_DEPTH} keys or lists inside each other"
            self.found.append(file.finding("F102", message, *deep, hint="settings need two or three levels"))
            return
        try:
            self.data = tomllib.loads(file.text)
        except tomllib.TOMLDecodeError as error:
            self.found.append(self._syntax(error))
        except ValueError:  # Python refuses to read whole numbers of thousands of digits
            self.found.append(file.finding("F102", "not valid TOML: a number has too many digits"))
        else:
            self.places = positions(file.text)

    def _syntax(self, error: tomllib.TOMLDecodeError) -> Finding:
        line, column, message = syntax_position(error, self.file.text)
        hint = next((hint for start, hint in _SYNTAX_HINTS.items() if message.startswith(start)), "")
        message = f"{message[:1].lower()}{message[1:200]}"
        return self.file.finding("F102", f"not valid TOML: {message}", line, column, hint=hint)

    def newer(self) -> bool:
        """Whether the file is of a format made after this program; then nothing else in it is judged."""
        number = self.data.get("format") if self.data else None
        if type(number) is not int or number <= FORMAT:
            return False
        message = f"`format` is {_shown(number)}; this program knows up to {FORMAT}"
        self.add("F116", message, ("format",), "install a newer trustbook")
        return True

    def add(self, code: str, message: str, path: Path, hint: str = "") -> None:
        """Keep a finding at a key, or at the nearest table around it that has a place."""
        if len(self.found) >= MAX_FAULTS:
            return
        while path and path not in self.places:
            path = path[:-1]
        line, column = self.places.get(path, (1, 1))
        match = _KEY.match(self.file.lines[line - 1], column - 1) if path else None
        self.found.append(
            self.file.finding(code, message, line, column, len(match.group()) if match else 1, hint)
        )

    def tables(self, name: str) -> Iterator[tuple[Path, dict[str, Any]]]:
        """The tables of a list with their key paths; what is no table was reported with the outer shape."""
        listed = self.data.get(name) if self.data else None
        for number, raw in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(raw, dict):
                yield (name, number), raw

    def item(
        self, model: type[_Item], raw: dict[str, Any], place: Path, missing: str = "F104"
    ) -> _Item | None:
        """One entry or help line with the line it starts on."""
        if "line" in raw:  # the field that the reader fills itself
            self._unknown("line", model, place)
            return None
        line = self.places.get(place, (0, 0))[0]
        return self.value(model, {**raw, "line": line}, place, missing)

    def first(self, item: Entry | HelpLine, known: Mapping[str, Entry | HelpLine], place: Path) -> bool:
        """Whether an id is new."""
        if item.id not in known:
            return True
        hint = f"the first is in line {known[item.id].line}; give each its own id"
        self.add("B203", f"the id `{item.id}` is used twice", (*place, "id"), hint)
        return False

    def lacks(self, raw: dict[str, Any], place: Path) -> bool:
        """Report what an entry of its kind must have, and must not."""
        kind = raw.get("kind")
        if kind not in get_args(Entry.model_fields["kind"].annotation):
            return False
        needed = ("authors", "year", "title") if kind == "study" else ("name", "about")
        lacking = [f"`{key}`" for key in needed if not raw.get(key)]
        if kind == "study" and not raw.get("doi") and not raw.get("note"):
            lacking.append("`doi` (or a `note` that says where to find it)")
        who = f"the entry {_name(raw['id'])}" if isinstance(raw.get("id"), str) else "an entry"
        if lacking:
            self.add("B205", f"{who} of kind `{kind}` lacks {', '.join(lacking)}", place)
        if kind == "incomplete" and raw.get("url"):
            hint = "an incomplete source cannot be pointed to; remove the key, or choose another kind"
            self.add("B205", f"{who} is incomplete, yet has a `url`", (*place, "url"), hint)
            return True
        return bool(lacking)

    def value(
        self, model: type[_Read], raw: dict[str, Any], place: Path, missing: str = "F104"
    ) -> _Read | None:
        """Data as a model, and a finding a fault; None when more is wrong than keys that mean nothing."""
        try:
            return model.model_validate(raw, by_alias=True, by_name=False)
        except ValidationError as error:
            faults = error.errors(include_url=False)
            for fault in faults[:MAX_FAULTS]:
                if (
                    fault["type"] != "too_short" or not fault["input"]
                ):  # else its items are at fault, and reported
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

    def _fault(
        self, kind: str, fault: Mapping[str, Any], model: type[BaseModel], place: Path, missing: str
    ) -> None:
        inner: Path = fault["loc"]
        path = (*place, *inner)
        if kind == "extra_forbidden":
            self._unknown(str(inner[-1]), _table(model, inner[:-1]), path[:-1], model)
            return
        keys = [part for part in path if isinstance(part, str)]
        name = _name(keys[-1]) if keys else "the file"
        if kind == "value_error":
            reason = str(fault["ctx"]["error"])
            whole = isinstance(path[-1], int)  # a rule about a table, not about one key
            self.add("F104", reason if whole else f"{name}: {reason}", path)
            return
        field = _field(model, inner)
        choices = _choices(field.annotation) if field else []
        takes = field.description if field and field.description else f"one of {', '.join(choices)}"
        if kind == "missing":
            self.add(missing, f"{name} is missing; it takes {takes}", path)
            return
        found = _shown(fault["input"])
        hint = did_you_mean(fault["input"][:80], choices) if isinstance(fault["input"], str) else ""
        item = isinstance(path[-1], int)
        self.add(
            "F104",
            f"{name} takes {takes}; {f'item {int(path[-1]) + 1} is' if item else 'found'} {found}",
            path,
            hint,
        )

    def _unknown(
        self, key: str, table: type[BaseModel], place: Path, root: type[BaseModel] | None = None
    ) -> None:
        """Report a key that a table does not have, with the nearest it has or the table that has it."""
        known = [alias for alias in _aliases(table) if alias != "line"]
        where = ".".join(part for part in place if isinstance(part, str))
        homes = [
            name
            for name, field in (root.model_fields if root else {}).items()
            if key in _aliases(_inner(field))
        ]
        if root and place and key in _aliases(root):
            hint = f"{_name(key)} belongs at the top, before the first `[table]`"
        elif homes and key not in known:
            hint = f"{_name(key)} belongs in `[{homes[0]}]`"
        else:
            hint = did_you_mean(key[:80], known) or f"known here: {', '.join(known)}"
        self.add(
            "F103",
            f"{_name(key)} is not a key of {f'`{where}`' if where else 'this file'}",
            (*place, key),
            hint,
        )


def _aliases(model: type[BaseModel] | None) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in model.model_fields.items()} if model else {}


def _inner(field: FieldInfo | None) -> type[BaseModel] | None:
    """The model that a field holds, alone or in a tuple."""
    annotation: Any = field.annotation if field else None
    for one in (annotation, *get_args(annotation)):
        if isinstance(one, type) and issubclass(one, BaseModel):
            return one
    return None


def _field(model: type[BaseModel], path: Path) -> FieldInfo | None:
    """The field at a key path below a model."""
    field: FieldInfo | None = None
    table: type[BaseModel] | None = model
    for part in path:
        if isinstance(part, str) and table is not None:
            field = _aliases(table).get(part, field)
            table = _inner(field)
    return field


def _table(model: type[BaseModel], path: Path) -> type[BaseModel]:
    return _inner(_field(model, path)) or model


def _choices(annotation: Any) -> list[str]:
    """The words of a `Literal`, alone or in a tuple."""
    args: Sequence[Any] = get_args(annotation)
    words = [one for one in args if isinstance(one, str)]
    return words or [word for one in args for word in _choices(one)]


def _name(key: str) -> str:
    """A key as findings show it: short, and without characters that would move the cursor."""
    short = key if len(key) <= 40 else f"{key[:39]}…"
    return f"`{''.join(one if one.isprintable() else '?' for one in short)}`"


def _shown(value: object) -> str:
    """A value in plain words, short."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'the text "{_name(value)[1:-1]}"' if value else "an empty text"
        case int() | float():
            return "a very large number" if abs(value) >= 10**15 else f"the number {value}"
        case datetime.datetime():
            return "a date with a time of day"
        case datetime.date():
            return f"the date {value}"
        case datetime.time():
            return "a time of day"
        case dict():
            return "a table"
        case list():
            return "a list" if value else "an empty list"
    return "something else"
