"""What book.toml says, as frozen values, and its JSON Schema."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self, TypeVar

from pydantic import Field, ValidationInfo, create_model, field_validator, model_validator

from trustbook.settings.types import (
    Bisac,
    Country,
    Date,
    FileName,
    Id,
    Isbn,
    Model,
    Role,
    Text,
    Texts,
    Thema,
    Url,
    Words,
)
from trustbook.words import Words as BuilderWords
from trustbook.words import words_for

FORMAT = 1


class EditionTable(NamedTuple):
    """What book.toml can say of an edition: its name, the model of its own table, and whether a book that names no
    editions has it."""

    name: str
    model: type[Model] | None
    by_default: bool


EditionTables = tuple[EditionTable, ...]

Table = TypeVar("Table", bound=Model)


def digits(number: str) -> str:
    """An ISBN as machines read it."""
    return "".join(one for one in number if one.isdigit())


class BookFacts(Model):
    """What the book is: `[book]`."""

    title: Words
    subtitle: Text = ""
    short_title: Text = Field(default="", validate_default=True)
    sort_title: Text = ""
    series: Text = ""
    series_number: int | None = Field(default=None, ge=1, le=9999, description="a whole number from 1 on")
    edition: Text = ""
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
    thema: Annotated[tuple[Thema, ...], Field(strict=False)] = ()
    bisac: Annotated[tuple[Bisac, ...], Field(strict=False)] = ()
    rights: Words
    rights_url: Url = ""
    isbn: Isbn = ""
    price: Text = ""
    price_code: str = Field(
        default="", pattern=r"^([0-9]{5})?$", description='five digits for a price beside the bars, such as "51299"'
    )
    reading_list: FileName = "reading-list.toml"
    sessions: FileName = "sessions.toml"

    @field_validator("date")
    @classmethod
    def _four_digits(cls, value: datetime.date) -> datetime.date:
        if value.year < 1000:
            raise ValueError("the year has fewer than four digits")
        return value

    @field_validator("short_title")
    @classmethod
    def _short(cls, value: str, info: ValidationInfo) -> str:
        return value or str(info.data.get("title", ""))

    @property
    def isbn_digits(self) -> str:
        """The ISBN as machines read it."""
        return digits(self.isbn)


class Person(Model):
    """Someone who made the book: `[[people]]`."""

    name: Words
    role: str = Field(default="aut", pattern=r"^[a-z]{3}$", description='a MARC relator code, such as "aut" or "edt"')
    sort_name: Text = ""


class Help(Model):
    """Where help lines and rights are, and the readers' country, which only a book that shows them needs: `[help]`."""

    file: FileName = "help-lines.toml"
    rights: FileName = "rights.toml"
    country: Country = ""


class Cover(Model):
    """The cover: `[cover]`; inside `Settings`, `alt` is always filled. `back` and `readers` stand on the back."""

    image: FileName = "images/cover.svg"
    alt: Text = ""
    back: Text = ""
    readers: Text = ""


class Fonts(Model):
    """Fonts for signs that no shipped font has, from packages of fonts or the book's folder: `[fonts]`."""

    packages: Annotated[
        tuple[
            Annotated[
                str,
                Field(
                    pattern=r"^((fontpkg|font)-[a-z0-9]+(-[a-z0-9]+)*|manimgx-fonts)$",
                    max_length=80,
                    description='the name of a package of fonts, such as "fontpkg-noto-sans-arabic"',
                ),
            ],
            ...,
        ],
        Field(strict=False, max_length=20, description='a list of packages: ["fontpkg-noto-sans-arabic"]'),
    ] = ()
    files: Annotated[
        tuple[FileName, ...],
        Field(strict=False, max_length=20, description='a list of font files: ["fonts/name.ttf"]'),
    ] = ()


STYLE_RULES = Literal["I310", "L105", "S601", "S602", "S603", "S604", "S605"]  # which a book may set off


class Style(Model):
    """Thresholds of the style rules: `[style]`; school grades, words, items and characters. `off` are set off."""

    max_grade: float = Field(default=8.0, gt=0, le=30, description="a school grade above 0 and up to 30")
    max_grade_box: float = Field(default=6.0, gt=0, le=30, description="a school grade above 0 and up to 30")
    max_sentence: int = Field(default=25, ge=1, le=1000, description="a whole number of words, 1 to 1000")
    max_list: int = Field(default=7, ge=1, le=1000, description="a whole number of list items, 1 to 1000")
    max_alt: int = Field(default=200, ge=1, le=2000, description="a whole number of characters, 1 to 2000")
    off: Annotated[tuple[STYLE_RULES, ...], Field(strict=False)] = Field(
        default=(), description='a list of codes of style rules, such as ["S601", "S602"]'
    )


class Markdown(Model):
    """How chapters are read where authors have two conventions: `[markdown]`."""

    image_text: Literal["alt", "caption"] = Field(
        default="alt", description='what the words in a picture\'s brackets are: "alt" or "caption"'
    )


class Accessibility(Model):
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


class Process(Model):
    """How the book came about, and what happens next: `[process]`; what is left out is not said."""

    made: Text = ""
    involved: Text = ""
    funding: Text = ""
    review_by: Date | None = None
    feedback: Text = ""


class Box(Model):
    """A kind of box of the book's own, or a kind of the builder's by other words: `[boxes.NAME]`.

    `like` is the kind that it looks like and is read as, `title` stands above a box that has no title, and `below`
    below one that has.
    """

    like: Literal["summary", "questions", "try", "note", "practice", "scene", ""] = ""
    title: Text = ""
    below: Text = ""


class Chapter(Model):
    """A part of the book: `[[chapters]]`; `file` is None for contents that the builder makes.

    With `split`, each title of level 1 in the file starts a part of its own; `level` 2 stands below a chapter.
    """

    file: FileName | None = None
    role: Role = "chapter"
    level: int = Field(default=1, ge=1, le=3, description="1 for a chapter, 2 or 3 for one below another")
    split: bool = Field(default=False, description="true or false, without quotes")

    @model_validator(mode="after")
    def _has_file(self) -> Self:
        if self.file is None and self.role != "contents":
            raise ValueError(f"a part with the role `{self.role}` needs a `file`")
        return self


class Settings(Model):
    """All of book.toml but the keys of `[words]` and the editions' own tables, which `model_for` adds."""

    edition_tables: ClassVar[tuple[str, ...]] = ()  # the fields that hold them

    format: int = Field(ge=FORMAT, le=FORMAT, description=f"the number {FORMAT}")
    editions: tuple[str, ...] = ()
    book: BookFacts = Field(description="a table that starts with [book]")
    people: Annotated[tuple[Person, ...], Field(strict=False, max_length=200)] = Field(
        default=(), description="at most 200 tables that each start with [[people]]"
    )
    help: Help = Field(default_factory=Help, description="a table that starts with [help]")
    cover: Cover = Field(default_factory=Cover, validate_default=True, description="a table that starts with [cover]")
    fonts: Fonts = Field(default_factory=Fonts, description="a table that starts with [fonts]")
    style: Style = Field(default_factory=Style, description="a table that starts with [style]")
    markdown: Markdown = Field(default_factory=Markdown, description="a table that starts with [markdown]")
    accessibility: Accessibility = Field(
        default_factory=Accessibility, description="a table that starts with [accessibility]"
    )
    process: Process = Field(default_factory=Process, description="a table that starts with [process]")
    boxes: Mapping[Id, Box] = Field(default_factory=dict, description="tables that each start with [boxes.NAME]")
    own_words: Model = Field(default_factory=Model, alias="words", description="a table that starts with [words]")
    chapters: Annotated[tuple[Chapter, ...], Field(strict=False, min_length=1, max_length=2_000)] = Field(
        description="at least one table that starts with [[chapters]], and at most 2,000"
    )

    @cached_property
    def words(self) -> BuilderWords:
        """The words that the builder adds, in the book's language, with those that the book says its own way."""
        return words_for(self.book.language, self.own_words.model_dump(exclude_unset=True))

    @field_validator("editions")
    @classmethod
    def _once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(value)) < len(value):
            raise ValueError("an edition is named twice")
        return value

    @field_validator("chapters")
    @classmethod
    def _helped(cls, value: tuple[Chapter, ...], info: ValidationInfo) -> tuple[Chapter, ...]:
        lines = info.data.get("help")
        if isinstance(lines, Help) and not lines.country and any(chapter.role == "help" for chapter in value):
            raise ValueError("a part with the role `help` also needs `country` in `[help]`: whose help lines it prints")
        return value

    @field_validator("cover")
    @classmethod
    def _described(cls, value: Cover, info: ValidationInfo) -> Cover:
        book = info.data.get("book")
        if value.alt or not isinstance(book, BookFacts):
            return value
        return value.model_copy(update={"alt": ". ".join(filter(None, (book.title, book.subtitle)))})

    def table(self, edition: str, model: type[Table]) -> Table:
        """The table of an edition; with everything as it is by default where nothing knows the edition."""
        value = getattr(self, _field_name(edition), None)
        return value if isinstance(value, model) else model()

    def titled(self, title: str) -> Self:
        """The settings of a book that has another title."""
        return self.model_copy(update={"book": self.book.model_copy(update={"title": title})})

    def with_options(self, options: Mapping[str, str]) -> Self:
        """The settings with single keys of the editions' tables set, in whichever tables have them, for one build."""
        changed: dict[str, Model] = {}
        for name in self.edition_tables:
            value: Model = getattr(self, name)
            known = {one.alias: one.annotation for one in type(value).model_fields.values()}
            if own := {key: _said(said, known[key]) for key, said in options.items() if key in known}:
                changed[name] = type(value).model_validate(value.model_dump(by_alias=True, exclude_unset=True) | own)
        return self.model_copy(update=changed)


def _said(value: str, kind: Any) -> str | bool:
    """What the command line says of a key, as the value that the key takes."""
    return value == "true" if kind is bool else value


def model_for(editions: EditionTables, own_words: bool = True) -> type[Settings]:
    """The model of book.toml for these editions: their names, and a table for each that has one.

    The keys of `[words]` are many, and few books have any: without `own_words` it has none.
    """
    fields: dict[str, Any] = {}
    if own_words:
        from trustbook.settings.own_words import OwnWords

        about = Settings.model_fields["own_words"].description
        fields["own_words"] = (OwnWords, Field(default_factory=OwnWords, alias="words", description=about))
    if editions:
        choice: Any = Literal[tuple(one.name for one in editions)]
        default = tuple(one.name for one in editions if one.by_default)
        fields["editions"] = (Annotated[tuple[choice, ...], Field(strict=False, min_length=1)], default)
    for name, table, _ in editions:
        if table is not None:
            described = Field(default_factory=table, description=f"a table that starts with [{name}]")
            fields[_field_name(name)] = (table, described)
    made = create_model("Settings", __base__=Settings, __module__=__name__, __doc__="All of book.toml.", **fields)
    made.edition_tables = tuple(name for name in fields if name not in Settings.model_fields)
    return made


def _field_name(edition: str) -> str:
    return edition.replace("-", "_")


def schema(editions: EditionTables) -> dict[str, Any]:
    """The JSON Schema (2020-12) of book.toml, for editors that complete and check as one types."""
    made = model_for(editions).model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "book.toml"}
