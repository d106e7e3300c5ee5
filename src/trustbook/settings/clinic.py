"""A clinic that gives out its own copy of the book, as a frozen value, and its JSON Schema.

In: the keys and values of a clinic's file, of a row or of a form, and whoever knows where these stand. Out: a `Clinic`,
and a finding for every fault at once. What people type here comes from strangers: text stays text, and signs
that turn or hide others are refused. It must not open files.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    Field,
    ValidationInfo,
    create_model,
    field_validator,
)

from trustbook.findings import DataFile, Finding, in_order
from trustbook.settings.addresses import NoAddress
from trustbook.settings.book import FORMAT, Accessibility, EditionTables, Settings
from trustbook.settings.reader import At, Reader, Values
from trustbook.settings.said import shown
from trustbook.settings.telephone import dialled, is_country
from trustbook.settings.types import Model, Needs, Url, plain_text

_TURNING = re.compile(
    r"[\u0080-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
_MAIL = re.compile(r"[^\s@<>\"(),:;\[\]\\]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
MOST_LINES = 12
_OFFICE = ("a4", "letter", "a4-and-letter")  # papers of office printers; pages as printed stay so


def _line(text: str) -> str:
    """One line of text without signs that turn or hide others."""
    if match := _TURNING.search(text):
        raise ValueError(f"the character U+{ord(match.group()):04X} is not seen, and turns or hides others")
    return plain_text(text)


def _name(text: str) -> str:
    text = _line(text)
    if not any(one.isalnum() for one in text):
        raise ValueError("the text has no letter and no digit")
    return text


def _lines(text: str) -> str:
    """Lines of text, each on its own; empty ones at both ends go."""
    lines = [_line(one) for one in re.split(r"\r\n|\r|\n", text)]
    if len(said := "\n".join(lines).strip("\n").split("\n")) > MOST_LINES:
        raise ValueError(f"it has {len(said)} lines; there is room for {MOST_LINES}")
    return "\n".join(said)


def _markdown(text: str) -> str:
    """Text in Markdown, whose white space has a meaning."""
    if match := _TURNING.search(text):
        raise ValueError(f"the character U+{ord(match.group()):04X} is not seen, and turns or hides others")
    lines = re.split(r"\r\n|\r|\n", text)
    for line in lines:
        plain_text(line)
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def _mail(text: str) -> str:
    if text and not _MAIL.fullmatch(text):
        raise ValueError(f'{shown(text)} is no e-mail address; write one such as "desk@example.org"')
    return text


Colour = Annotated[str, Field(pattern=r"^(#[0-9A-Fa-f]{6})?$")]


class CrisisLine(Model):
    """The clinic's own line for people in a crisis: `[crisis-line]`; it stands first on the help page."""

    service: Annotated[str, AfterValidator(_name)] = Field(
        min_length=1, max_length=60, description='what the line is called, such as "Riverside crisis line"'
    )
    number: Annotated[str, AfterValidator(_name)] = Field(
        min_length=1, max_length=40, description='the number to call, such as "01632 960002"'
    )
    who: Annotated[str, AfterValidator(_line)] = Field(
        default="", max_length=160, description="a sentence on whom the line is for, up to 160 characters"
    )
    hours: Annotated[str, AfterValidator(_line)] = Field(
        default="", max_length=80, description='when it is answered, such as "Day and night, every day"'
    )


class Clinic(Model):
    """A clinic: the whole of `clinics/NAME.toml`."""

    format: int = Field(default=FORMAT, ge=FORMAT, le=FORMAT, description=f"the number {FORMAT}")
    name: Annotated[str, AfterValidator(_name)] = Field(
        min_length=1, max_length=80, description="the clinic's name as it stands on the cover, up to 80 characters"
    )
    short_name: Annotated[str, AfterValidator(_line)] = Field(
        default="", max_length=30, description="a short form of the name for narrow places, up to 30 characters"
    )
    country: str = Field(
        pattern=r"^[A-Z]{2}$",
        description='a country code of two capital letters (ISO 3166), such as "GB"',
    )
    logo_alt: Annotated[str, AfterValidator(_line)] = Field(
        default="",
        max_length=200,
        description="what the logo shows, for people who cannot see it",
    )
    logo: Annotated[str, AfterValidator(_line)] = Field(
        default="",
        max_length=200,
        pattern=r"^([^\\/.][^\\/]*\.([sS][vV][gG]|[pP][nN][gG]|[jJ][pP][eE]?[gG]))?$",
        description='the name of an SVG, PNG or JPEG file that lies beside this one, such as "riverside.svg"',
    )
    colour: Colour = Field(
        default="", description='the colour of the clinic\'s name, as "#" and six digits or letters: "#1f4a5e"'
    )
    second_colour: Colour = Field(
        default="", description='the colour of the lines beside it, as "#" and six digits or letters: "#b0531a"'
    )
    address: Annotated[str, AfterValidator(_lines)] = Field(
        default="", max_length=400, description="the postal address, one line below another"
    )
    telephone: Annotated[str, AfterValidator(_line)] = Field(
        default="", max_length=40, description='the telephone number as people there write it, such as "01632 960001"'
    )
    email: Annotated[str, AfterValidator(_line), AfterValidator(_mail)] = Field(
        default="", max_length=120, description='an e-mail address, such as "desk@example.org"'
    )
    web: Url = Field(default="", max_length=200, description="a web address that starts with https:// or http://")
    opening_hours: Annotated[str, AfterValidator(_lines)] = Field(
        default="", max_length=400, description="when the clinic is open, one line below another"
    )
    reader: Annotated[str, AfterValidator(_line)] = Field(
        default="", max_length=40, description='what the clinic calls its readers, such as "client" or "patient"'
    )
    welcome: Annotated[str, AfterValidator(_markdown)] = Field(
        default="",
        max_length=2_000,
        description="a welcome in Markdown: paragraphs, emphasis, links and lists, up to 2,000 characters",
    )
    imprint: Annotated[str, AfterValidator(_lines)] = Field(
        default="", max_length=600, description="who answers for the clinic, one line below another"
    )
    paper: Literal["a4", "letter", ""] = Field(
        default="", description='the paper of its office printer: "a4" or "letter"'
    )
    editions: Annotated[tuple[str, ...], Field(strict=False)] = Field(
        default=(), description="a list of the editions it gives out, in quotes; without it, those of the book"
    )
    crisis_line: CrisisLine | None = Field(default=None, description="a table that starts with [crisis-line]")

    @property
    def short(self) -> str:
        """The name for narrow places, such as the foot of a page."""
        return self.short_name or self.name

    @property
    def telephone_href(self) -> str:
        """The address that dials its number, or nothing."""
        return f"tel:{dialled(self.telephone, self.country)}" if self.telephone else ""

    @property
    def crisis_href(self) -> str:
        """The address that dials its crisis line, or nothing."""
        return f"tel:{dialled(self.crisis_line.number, self.country)}" if self.crisis_line else ""

    @field_validator("country")
    @classmethod
    def _known(cls, value: str) -> str:
        if not is_country(value):
            raise ValueError(f"no country has the code `{value}`" + ("; write `GB`" if value == "UK" else ""))
        return value

    @field_validator("telephone")
    @classmethod
    def _dialled(cls, value: str, info: ValidationInfo) -> str:
        _check_number(value, info.data.get("country"))
        return value

    @field_validator("crisis_line")
    @classmethod
    def _reached(cls, value: CrisisLine | None, info: ValidationInfo) -> CrisisLine | None:
        if value is not None:
            _check_number(value.number, info.data.get("country"))
        return value

    @field_validator("logo")
    @classmethod
    def _described(cls, value: str, info: ValidationInfo) -> str:
        if value and not info.data.get("logo_alt", "faulty"):
            raise Needs("people who cannot see it need to know what it shows", "logo-alt")
        return value


def _check_number(typed: str, country: object) -> None:
    if not typed or not isinstance(country, str):
        return
    try:
        dialled(typed, country)
    except NoAddress as lack:
        raise ValueError(f"{shown(typed)} cannot be dialled: {lack}; {lack.hint}") from None


def clinic_model(editions: EditionTables) -> type[Clinic]:
    """The model of a clinic's file where these editions can be named."""
    if not editions:
        return Clinic
    choice: Any = Literal[tuple(one.name for one in editions)]
    known = Annotated[tuple[choice, ...], Field(strict=False)]
    about = Clinic.model_fields["editions"].description
    fields: dict[str, Any] = {"editions": (known, Field(default=(), description=about))}
    return create_model("Clinic", __base__=Clinic, __module__=__name__, __doc__=Clinic.__doc__, **fields)


def read_clinic(
    data: Mapping[str, object], at: At, editions: EditionTables = ()
) -> tuple[Clinic | None, list[Finding]]:
    """A clinic of values by their keys; `at` makes a finding at a key.

    A key with a point is one of a table ("crisis-line.number"), an empty text is none, and a list may be a text with
    commas: so tables of rows and forms say what a file says.
    """
    return _read(Values(at), _unfolded(data), editions)


def read_clinic_file(file: DataFile, editions: EditionTables = ()) -> tuple[Clinic | None, list[Finding]]:
    """A clinic of a file."""
    reader = Reader(file)
    if reader.data is None or reader.newer():
        return None, reader.found
    return _read(reader, reader.data, editions)


def _read(values: Values, data: dict[str, Any], editions: EditionTables) -> tuple[Clinic | None, list[Finding]]:
    clinic = values.value(clinic_model(editions), data, ())
    fatal = any(finding.code != "F103" for finding in values.found)
    return None if fatal else clinic, in_order(values.found)


def _unfolded(data: Mapping[str, object]) -> dict[str, Any]:
    """Keys with a point as tables, a text of names as a list; empty texts left out."""
    made: dict[str, Any] = {}
    for key, value in data.items():
        table, _, inner = key.partition(".")
        if value == "":
            continue
        if key == "editions" and isinstance(value, str):
            made[key] = [one.strip() for one in value.split(",") if one.strip()]
        elif inner and isinstance(made.setdefault(table, {}), dict):
            made[table][inner] = value
        else:
            made[key] = value
    return made


def settings_of_copy(settings: Settings, name: str, clinic: Clinic) -> Settings:
    """The settings of a clinic's own copy: other names of files, its editions, the paper of its office printer.

    Nobody has tested this copy, whatever is known of the book: claims about access are not taken over. It is another
    file than the book's, so it has an identifier of its own, the same in each build, and none of the trade's numbers.
    """
    facts, access = settings.book, settings.accessibility
    own = uuid.uuid5(uuid.NAMESPACE_URL, f"{facts.identifier} {name}")
    changed: dict[str, object] = {
        "book": facts.model_copy(
            update={"slug": f"{facts.slug}-{name}", "identifier": f"urn:uuid:{own}", "isbn": "", "price_code": ""}
        ),
        "accessibility": Accessibility(
            summary=access.summary, contact=clinic.email or clinic.telephone or access.contact
        ),
    }
    alt = settings.cover.alt.rstrip(".")
    changed["cover"] = settings.cover.model_copy(update={"alt": f"{alt}. {clinic.name}"})
    if clinic.editions:
        changed["editions"] = clinic.editions
    for table in settings.edition_tables:
        value: Model = getattr(settings, table)
        own_values = {"isbn": ""} if getattr(value, "isbn", "") else {}
        if clinic.paper:
            own_values |= {key: clinic.paper for key in ("paper", "sheet") if getattr(value, key, "") in _OFFICE}
        if own_values:
            changed[table] = value.model_copy(update=own_values)
    return settings.model_copy(update=changed)


def clinic_schema(editions: EditionTables) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a clinic's file."""
    made = clinic_model(editions).model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "clinics/NAME.toml"}
