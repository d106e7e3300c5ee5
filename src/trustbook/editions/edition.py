"""What an edition is: a row that says how it is called, what it needs, and how it is made.

Types only: rows, and what passes between them and whoever runs them; and options that several rows have.
Rows are read by the command line and by the question whether anything has changed, so nothing heavy is imported here,
and makers import what they use when they run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from trustbook.findings import Finding
from trustbook.layout import kept
from trustbook.layout.papers import PAPERS
from trustbook.pdf.trims import TRIMS
from trustbook.sources.kept import Kept

if TYPE_CHECKING:
    from trustbook.manuscript.book import Book
    from trustbook.settings import Model, Settings
    from trustbook.verify import Check

Given = TypeVar("Given")
Result = TypeVar("Result")


def is_file_name(name: str) -> bool:
    """Whether a name can be that of a file below the output folder: relative, going down only, and printable."""
    parts = name.split("/")
    return name.isprintable() and "\\" not in name and not any(part in ("", ".", "..") for part in parts)


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished file: its name below the output folder with forward slashes, its bytes, its pages (0: none), and the
    seconds that making it took (0: part of another's)."""

    name: str
    data: bytes
    pages: int = 0
    seconds: float = field(default=0.0, compare=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What making a product gave: the value that others use, the files, and what was found on the way.

    A `partial` outcome of an edition is some of its files: those built before stay beside them.
    """

    value: Any = None
    artifacts: tuple[Artifact, ...] = ()
    findings: tuple[Finding, ...] = ()
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Keep(Generic[Given, Result]):
    """How results of a task outlive the build, whatever else of the book changes: `name` says all that one depends on,
    `write` gives None for one that is not worth keeping, `read` raises ValueError for bytes that are no result."""

    name: Callable[[Given], str]
    write: Callable[[Result], bytes | None]
    read: Callable[[bytes], Result]


LAYOUT = Keep(kept.name, kept.write, kept.read)  # of a task that lays out a document


@dataclass(frozen=True, slots=True)
class Task(Generic[Given, Result]):
    """Work for another process: `run(given)`, which can be sent there, and `then`, which makes the outcome here."""

    run: Callable[[Given], Result]
    given: Given
    then: Callable[[Result], Outcome]
    keep: Keep[Given, Result] | None = None

    def in_pieces(self) -> Tasks[Given, Result]:
        """The same as work in one piece."""
        return Tasks(self.run, [self.given], lambda done: self.then(done[0]), self.keep)


@dataclass(frozen=True, slots=True)
class Tasks(Generic[Given, Result]):
    """Work in pieces for any number of other processes: `run` of each that is `given`, and `then` for all of them,
    which makes the outcome, or more work. What is given once may come to be while the first pieces are under way."""

    run: Callable[[Given], Result]
    given: Iterable[Given]
    then: Callable[[list[Result]], Outcome | Tasks[Any, Any]]
    keep: Keep[Given, Result] | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """What is wanted: the book's settings, with the options of this build in them, and names of editions; `copied` says
    that they are of a clinic's own copy."""

    settings: Settings
    wanted: frozenset[str] = frozenset()
    copied: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """What a maker is given beside the book: what was asked for, the outcomes it needs, and where to keep things."""

    ask: Ask
    outcomes: Mapping[str, Outcome]
    kept: Kept

    def value(self, name: str) -> Any:
        """The value of a product that the maker's row `needs`."""
        return self.outcomes[name].value


@dataclass(frozen=True, slots=True)
class Form:
    """How a product's value is kept between builds; `read` raises ValueError for bytes that are not such a value."""

    write: Callable[[Any], bytes]
    read: Callable[[bytes], Any]


def _nothing(ask: Ask) -> tuple[str, ...]:
    return ()


FLAG = ("false", "true")  # the choices of an option that is said by its name alone


@dataclass(frozen=True, slots=True)
class Option:
    """A setting of an edition's table that the command line can say for one build: `--NAME` with these choices, with
    any words where there are none, or by its name alone where they are those of a `FLAG`. `default` holds where nobody
    says anything: when empty, the first choice.
    """

    name: str
    choices: tuple[str, ...]
    help: str
    default: str = ""

    def value(self, table: Mapping[str, str | bool]) -> str:
        """What a table says of it; what is faulty there counts as not written."""
        said = table.get(self.name, "")
        if isinstance(said, bool):
            said = FLAG[said]
        known = said in self.choices if self.choices else isinstance(said, str)
        return said if known else self.default or next(iter(self.choices), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """Something that editions share, by name: made once per build, after what it `needs` (names of other rows).

    `sheets` are the style sheets it depends on, in the order of their rules, `options` what the command line can say of
    it, and `machine` gives what it takes from this machine, where that is more than the program. `elsewhere` says that
    its maker may return a `Task` or `Tasks`. What has a `form` is kept from build to build, while the book and the
    sheets below it stay the same. A product `of_book` is made from the book itself, also where a clinic's copy is
    wanted: all copies share it.
    """

    name: str
    make: Callable[[Book, Made], Outcome | Task[Any, Any] | Tasks[Any, Any]]
    needs: Callable[[Ask], tuple[str, ...]] = _nothing
    sheets: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    machine: Callable[[], bytes] | None = None
    elsewhere: bool = False
    form: Form | None = None
    of_book: bool = False


def paper_option(default: str = "") -> Option:
    """The paper, of all editions that can be laid out on any."""
    about = "Of PDFs for the screen and for the office printer (default: what book.toml says)."
    return Option("paper", PAPERS, about, default)


# Of every row that tells printed pages, besides those that print them.
TRIM = Option("trim", tuple(TRIMS), "Size of the printed book's pages (default: what book.toml says).")
CHAPTER = Option("chapter", (), "Of handouts and booklets: numbers of chapters, such as 3 or 2,4 (default: all).")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition(Product):
    """An edition that people can ask for.

    `files` are the names of its files below the output folder, with `{slug}` for the book's and other names in braces
    where there are many; `summary` says for whom. `settings` returns the model of its table in book.toml. `styles` is
    the folder of style sheets that only it brings. `products` are those it brings beside itself. `checks` returns how
    its files are judged. `contrast` is the least that its words need. An edition that is not made `by_default` is made
    when book.toml or the command line names it.
    """

    files: tuple[str, ...]
    summary: str
    settings: Callable[[], type[Model]] | None = None
    styles: Path | None = None
    products: tuple[Product, ...] = ()
    checks: Callable[[], tuple[Check, ...]] = tuple
    contrast: float = 4.5  # WCAG 2.2, 1.4.3
    by_default: bool = True

    def file(self, settings: Settings, index: int = 0, **names: str) -> str:
        """The name of one of its files."""
        return self.files[index].format(slug=settings.book.slug, **names)
