"""Write docs/findings.md from the table of codes.

In: the table. Out: one Markdown page, grouped by area. It writes no file:
`python -m trustbook.findings.codes` prints it.
"""

from __future__ import annotations

from trustbook.findings.codes import AREAS, CODES, Code
from trustbook.findings.codes.explain import SEVERITIES

_INTRO = """\
# Findings

This page lists everything that trustbook can find in a book, with the reason and an example.
It is made by `python -m trustbook.findings.codes` from the same table that `trustbook explain CODE` reads.
"""


def markdown() -> str:
    """The text of docs/findings.md."""
    parts = [_INTRO]
    for letter, title in AREAS.items():
        parts.append(f"## {title}\n")
        parts += [_section(row) for row in CODES.values() if row.code.startswith(letter)]
    return "\n".join(parts)


def _section(row: Code) -> str:
    lines = [f"### {row.code}: {row.summary}", "", f"{_sentence(SEVERITIES[row.severity])}", "", row.why, ""]
    if row.clause:
        lines += [f"What asks for it: {row.clause}.", ""]
    for title, example in (("Instead of", row.bad), ("write or do", row.good)):
        lines += [title, "", "```text", example, "```", ""]
    return "\n".join(lines)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
