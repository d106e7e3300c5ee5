"""A row of a table as a clinic: which column is which key, and what is wrong with a cell, at its row and column.

In: a `Row`, and the headings. Out: a `Clinic`, or findings such as "row 14, column Telephone: …". Headings are read
as an office types them: capitals, spaces, hyphens and points do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from trustbook import settings
from trustbook.findings import Finding, Place, did_you_mean
from trustbook.findings.toml_positions import KeyPath
from trustbook.settings.clinic import Clinic, CrisisLine
from trustbook.sources.clinics import as_read
from trustbook.sources.tables import Cell, Row, Table

FOLDER = "folder"  # the column that says how a clinic's files are called
_LINE = "crisis-line"
KEYS = (
    *(field.alias or name for name, field in Clinic.model_fields.items() if name not in ("format", "crisis_line")),
    *(f"{_LINE}.{field.alias or name}" for name, field in CrisisLine.model_fields.items()),
    FOLDER,
)
_DIALLED = ("telephone", f"{_LINE}.number")
_SIGNS = re.compile(r"[^a-z0-9]+")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|<[!?]|&#?[A-Za-z0-9]{2,12};")
_FORMULA = re.compile(r"=|@[A-Za-z]+\(|[+-][A-Za-z]+[(|]")
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


@dataclass(frozen=True, slots=True)
class RowPlaces:
    """Makes findings at the cells of one row: a value that can be sent to another process."""

    path: str
    row: int
    line: int
    cells: Mapping[str, tuple[str, int, int, int]]  # by key: heading, line, column, length
    excerpts: Mapping[int, str] = field(default_factory=dict)

    def __call__(self, code: str, message: str, path: KeyPath, hint: str) -> Finding:
        """A finding at the cell of a key, or at the row where it has none."""
        names = [str(part) for part in path if isinstance(part, str)]
        key = next((one for end in range(len(names), 0, -1) if (one := ".".join(names[:end])) in self.cells), "")
        heading, line, column, length = self.cells.get(key, ("", self.line, 1, 1))
        where = f"row {self.row}, column {heading}" if heading else f"row {self.row}"
        place = Place(self.path, line, column, length)
        return Finding(code, f"{where}: {message}", place, hint, self.excerpts.get(line, ""))


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds which key: by their places, with the headings as they were typed; and `headed`, the places of
    all columns with a heading, of use or not."""

    table: Table
    keys: Mapping[int, str]
    headings: Mapping[str, str]
    headed: frozenset[int]

    def cell(self, row: Row, key: str) -> Cell | None:
        """The cell of a key."""
        return next(
            (row.cells[place] for place, one in self.keys.items() if one == key and place < len(row.cells)), None
        )

    def text(self, row: Row, key: str) -> str:
        """What the cell of a key says."""
        cell = self.cell(row, key)
        return cell.text.strip() if cell else ""

    def title(self, row: Row) -> str:
        """A clinic's name, for comparing."""
        return as_read(self.text(row, "name"))

    def folder(self, row: Row) -> str:
        """How a clinic's files are called: what its column says, else its name in plain letters."""
        return self.text(row, FOLDER) or plain_name(self.text(row, "name"))

    def naming(self, row: Row) -> KeyPath:
        """The key that a clinic's folder comes from."""
        return (FOLDER,) if self.text(row, FOLDER) else ("name",)

    def nameless(self, row: Row, name: str) -> Finding:
        """A finding for a row that gives no name for files."""
        said = f"no folder can be called `{name[:60]}`" if name else "the name gives no name for files"
        hint = "write small letters a to z, digits and hyphens into a column `folder`, such as `north-street`"
        return self.places(row)("C206", said, self.naming(row), hint)

    def places(self, row: Row) -> RowPlaces:
        """Who makes findings at the cells of a row."""
        cells = {
            key: (self.headings[key], cell.line, cell.column, cell.length)
            for place, key in self.keys.items()
            if place < len(row.cells)
            for cell in (row.cells[place],)
        }
        lines = {cell.line for cell in row.cells}
        first = row.cells[0].line if row.cells else row.number
        excerpts = {line: said for line in sorted(lines) if (said := self.table.excerpt(line)[:1000])}
        return RowPlaces(self.table.path, row.number, first, cells, excerpts)


def plain_name(title: str) -> str:
    """A clinic's name in small letters, digits and hyphens."""
    letters = unicodedata.normalize("NFKD", title.casefold().translate(_LETTERS))
    letters = "".join(one for one in letters if not unicodedata.combining(one))
    return _SIGNS.sub("-", letters.replace("'", "").replace("’", "")).strip("-")[:60].strip("-")


def columns_of(table: Table, heading: Row) -> tuple[Columns | None, list[Finding]]:
    """The columns of a table by its headings; none where no clinic can be read from them."""
    known = {_SIGNS.sub("", key): key for key in KEYS}
    keys: dict[int, str] = {}
    headings: dict[str, str] = {}
    found: list[Finding] = []
    twice = False

    def at(code: str, message: str, cell: Cell, hint: str) -> Finding:
        place = Place(table.path, cell.line, cell.column, cell.length)
        return Finding(code, message, place, hint, table.excerpt(cell.line)[:1000])

    for place, cell in enumerate(heading.cells):
        typed = " ".join(cell.text.split())
        key = known.get(_SIGNS.sub("", typed.casefold()))
        if not typed:
            continue
        if key is None:
            hint = did_you_mean(typed.casefold()[:80], KEYS) or f"columns are {', '.join(KEYS)}"
            found.append(at("C202", f"there is no use for the column “{typed[:60]}”", cell, hint))
        elif key in headings:
            found.append(at("C201", f"two columns are called `{key}`", cell, "take one of them away"))
            twice = True
        else:
            keys[place], headings[key] = key, typed[:60]
    headed = frozenset(place for place, cell in enumerate(heading.cells) if cell.text.strip())
    lacking = [key for key in ("name", "country") if key not in headings]
    if lacking:
        hint = "the first row holds headings: name, country, and what else there is to say"
        message = f"there is no column {' and no column '.join(f'`{key}`' for key in lacking)}"
        found.append(at("C201", message, heading.cells[0] if heading.cells else Cell("", 1, 1), hint))
    return (None if lacking or twice else Columns(table, keys, headings, headed)), found


def read_row(columns: Columns, row: Row, editions: settings.EditionTables) -> tuple[Clinic | None, list[Finding]]:
    """The clinic of a row, or None; and what is wrong with its cells."""
    at = columns.places(row)
    values: dict[str, str] = {}
    found: list[Finding] = []
    for place, cell in enumerate(row.cells):
        key = columns.keys.get(place)
        if key is None:
            if place not in columns.headed and cell.text.strip():
                found.append(_headless(columns, row, cell))
            continue
        said = _not_text(key, cell) or _markup(key, cell)
        if said is not None:
            code, message, hint = said
            found.append(at(code, message, tuple(key.split(".")), hint))
        elif key != FOLDER and cell.text.strip():
            values[key] = cell.text.strip() if key != "welcome" else cell.text
    clinic, more = settings.read_clinic(values, at, editions)
    faulty = {one.place for one in found}
    found += [one for one in more if one.place not in faulty]
    return clinic, found


def _headless(columns: Columns, row: Row, cell: Cell) -> Finding:
    """A cell below no heading: in a CSV file, a sign between cells may have moved all that follow it."""
    place = Place(columns.table.path, cell.line, cell.column, cell.length)
    hint = "write quotes around cells with commas or semicolons in them, give the column a heading, or empty the cell"
    message = f"row {row.number}: “{cell.text.strip()[:40]}” stands below no heading"
    return Finding("C210", message, place, hint, columns.table.excerpt(cell.line)[:1000])


def _not_text(key: str, cell: Cell) -> tuple[str, str, str] | None:
    """What is wrong with a cell that a spreadsheet holds as something else than text."""
    if cell.kind == "formula" or _FORMULA.match(cell.text.lstrip()):
        return "C204", "the cell holds a formula", "put what it comes to into the cell, as text"
    if cell.kind == "joined":
        return "C204", "the cell is joined with others, of which the first alone holds text", "part them, and fill each"
    if cell.kind == "error":
        return "C204", f"the cell holds the error {cell.text}", "put text into the cell"
    if cell.kind == "date":
        return (
            "C204",
            "the cell holds a date or a time, not what was typed",
            "format the cell as text, and type it anew",
        )
    if cell.kind == "number" and key in _DIALLED:
        hint = "format the cell as text, and type the number anew, with its first 0"
        return "C204", "the cell holds a number, which has no 0 in front", hint
    return None


def _markup(key: str, cell: Cell) -> tuple[str, str, str] | None:
    """What is wrong with a cell that holds HTML; a welcome is Markdown, and judged by its own rules."""
    match = None if key == "welcome" else _MARKUP.search(cell.text)
    if match is None:
        return None
    return "C205", f"`{match.group()[:40]}` would be seen as it is typed", "write plain text"
