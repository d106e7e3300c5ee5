"""Show a preflight to people, as lines for a terminal.

In: a `Preflight`. Out: lines. Findings are told by the command, as all findings are.
"""

from __future__ import annotations

from collections.abc import Iterator

from trustbook.findings.finding import printable
from trustbook.verify.preflight.outcome import Preflight
from trustbook.verify.preflight.rows import HEAD, facts, rows

_WIDEST = 40  # characters of a cell


def lines(done: Preflight) -> Iterator[str]:
    """What is true of the file, and a table of its pages."""
    told = [("File", done.file.name), *facts(done)]
    wide = max(len(word) for word, _ in told)
    for word, text in told:
        yield f"{word.ljust(wide)}  {printable(text, '')}"
    body = [HEAD, *rows(done)]
    if len(body) == 1:
        return
    cells = [tuple(_short(printable(text, "")) for text in row) for row in body]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    yield ""
    for row in cells:
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()


def _short(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"
