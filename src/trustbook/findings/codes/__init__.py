"""The one table of what trustbook can find.

Each row: code, severity, summary, why it matters, the clause of the standard it serves, a bad and a good
example. `trustbook explain CODE` and docs/findings.md are made from it. Areas: F files and settings,
H headings, L links and notes, B citations, I images, X raw HTML, T text and tables, S style, K help lines and rights,
P layout, O output, C clinics and their own copies, V verification of finished files. A module holds one area, or two
small ones.
"""

from __future__ import annotations

from trustbook.findings.codes import (
    citations,
    clinic_tables,
    clinics,
    files,
    headings,
    images,
    links,
    markup,
    output,
    preflight,
    style,
    verification,
)
from trustbook.findings.codes.explain import explanation
from trustbook.findings.codes.row import Code

__all__ = ["AREAS", "CODES", "Code", "explanation"]

AREAS: dict[str, str] = {
    "F": "Files and settings",
    "H": "Headings",
    "L": "Links and notes",
    "B": "Citations",
    "I": "Images",
    "X": "Raw HTML",
    "T": "Text, tables and boxes",
    "S": "Style",
    "K": "Help lines and rights",
    "P": "Layout",
    "O": "Output",
    "C": "Clinics and their own copies",
    "V": "Verification of finished files",
}

CODES: dict[str, Code] = {
    row.code: row
    for area in (
        files,
        headings,
        links,
        citations,
        images,
        markup,
        style,
        output,
        clinics,
        clinic_tables,
        verification,
        preflight,
    )
    for row in area.ROWS
}
