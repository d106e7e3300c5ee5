"""The table of editions: what each is called, what files it makes, and which style sheets it reads.

A new edition is a row here, a renderer and a style sheet.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition. `file` holds `{slug}`; `ignores` lists style sheets that do not touch it."""

    name: str
    file: str
    summary: str
    ignores: frozenset[str]


EDITIONS: dict[str, EditionRow] = {
    row.name: row
    for row in (
        EditionRow("epub", "{slug}.epub", "for e-readers, phones and screen readers", frozenset({"screen.css"})),
        EditionRow(
            "screen",
            "{slug}-screen.pdf",
            "for reading on a screen and for sending: PDF/UA-1 and PDF/A-2a",
            frozenset({"epub.css", "print.css"}),
        ),
        EditionRow(
            "print",
            "{slug}-print.pdf",
            "for a print shop: A5 with bleed and crop marks",
            frozenset({"epub.css", "screen.css"}),
        ),
    )
}
