"""Stack the rows of a table: each becomes a small block, with a line for each cell and the name of its column.

In: a table, and its language. Out: the same table, ready for the style sheet that stacks it. Its elements stay, so that
it is a table for whoever listens; names that are printed once more are not read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from trustbook.manuscript.trees import add_class, text_of
from trustbook.words.typography import curl

REPEATED = "data-repeated"  # what the style sheet prints before an element; the tags of a PDF leave it out
_WHOLE = 12  # lines of a block that stays on one page
_ENDS = (":", "?", "!", ".")
_MOST = 1000  # columns and rows that a cell can span in HTML


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell and its place: in a row, from a column on."""

    element: Element
    row: int
    column: int
    columns: int


def stack(table: Element, language: str, name: str = "table-stacked") -> None:
    """Give a table a class, each cell the name of its column, and each row the cells that reach into it from above."""
    add_class(table, name)
    rows = list(_rows(table))
    _keep_spans(table)
    grid = list(_grid(rows))
    heads = _heads(rows, grid)
    for row in (row for row in rows if _names_columns(row)):
        add_class(row, "stacked-heads")
    for row in (row for row in rows if len(row) > _WHOLE or row.find(".//img") is not None):
        add_class(row, "long")
    for cell in grid:
        here = rows[cell.row]
        if _names_columns(here):
            continue
        said = _said(cell, heads, language)
        if said:
            cell.element.set(REPEATED, said)
        for below in rows[cell.row + 1 : cell.row + _span(cell.element, "rowspan")]:
            words = f"{said}{text_of(cell.element)}"
            below.set(REPEATED, "; ".join(filter(None, (below.get(REPEATED), words))))


def _rows(table: Element) -> Iterator[Element]:
    """The table's own rows in order."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _keep_spans(table: Element) -> None:
    """Let no cell reach beyond its group of rows: only a layout as a table would see to that."""
    for group in [table, *(child for child in table if child.tag != "tr")]:
        inside = [row for row in group if row.tag == "tr"]
        for number, row in enumerate(inside, 1):
            for cell in row:
                if (down := _span(cell, "rowspan")) > 1:
                    cell.set("rowspan", str(min(down, len(inside) - number + 1)))


def _grid(rows: Sequence[Element]) -> Iterator[_Cell]:
    """Each cell with the column in which it starts."""
    taken: dict[int, int] = {}  # a column → how many more rows a cell from above fills
    for number, row in enumerate(rows):
        column, left = 0, {one: rest - 1 for one, rest in taken.items() if rest > 1}
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while taken.get(column):
                column += 1
            columns, down = _span(cell, "colspan"), _span(cell, "rowspan")
            yield _Cell(cell, number, column, columns)
            if down > 1:
                left.update(dict.fromkeys(range(column, column + columns), down - 1))
            column += columns
        taken = left


def _span(cell: Element, name: str) -> int:
    said = cell.get(name, "1")
    return min(int(said), _MOST) if said.isascii() and said.isdigit() and int(said) else 1


def _names_columns(row: Element) -> bool:
    """Whether a row holds names of columns, or of the rows below it, and nothing else."""
    return all(cell.tag == "th" or not text_of(cell) for cell in row) and row.find("th") is not None


def _heads(rows: Sequence[Element], grid: Sequence[_Cell]) -> dict[int, str]:
    """The names of the columns, from the rows above all others."""
    above = next((number for number, row in enumerate(rows) if not _names_columns(row)), len(rows))
    names: dict[int, list[str]] = {}
    for cell in (cell for cell in grid if cell.row < above):
        for column in range(cell.column, cell.column + cell.columns):
            names.setdefault(column, []).append(text_of(cell.element))
    return {column: ", ".join(dict.fromkeys(filter(None, said))) for column, said in names.items()}


def _said(cell: _Cell, heads: dict[int, str], language: str) -> str:
    """The names of the columns of a cell, before a colon."""
    columns = range(cell.column, cell.column + cell.columns)
    name = ", ".join(dict.fromkeys(filter(None, (heads.get(column, "") for column in columns))))
    if not name:
        return ""
    return f"{name} " if name.endswith(_ENDS) else f"{curl(f'{name}:', language)} "
