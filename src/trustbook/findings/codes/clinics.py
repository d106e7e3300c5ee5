"""Codes of clinics and their own copies: C. What a clinic's file, its logo and its page can be at fault in."""

from __future__ import annotations

from trustbook.findings.codes.row import Code

ROWS: tuple[Code, ...] = (
    Code(
        "C101",
        "error",
        summary="there is no such clinic",
        why="A copy for a clinic is made from its file in the folder `clinics`, and a guess at which was meant could "
        "put one clinic's name and telephone number into another's hands.",
        clause="",
        bad="trustbook build --clinic riversid",
        good="trustbook build --clinic riverside",
    ),
    Code(
        "C102",
        "error",
        summary="a clinic's file has a name that no folder can have",
        why="The name is that of the folder and the files that the clinic gets. Capitals, spaces and other signs are "
        "told apart on one system and not on the next, and one clinic's files could overwrite another's.",
        clause="",
        bad="clinics/River Side.toml",
        good="clinics/river-side.toml",
    ),
    Code(
        "C103",
        "error",
        summary="a logo that cannot be used",
        why="It would stand on the cover torn, blurred or not at all, or bring something into the file that runs.",
        clause="EPUB 3.3, 3.2",
        bad='logo = "logo.tiff"',
        good='logo = "logo.svg"',
    ),
    Code(
        "C105",
        "error",
        summary="more than a welcome can hold",
        why="The clinic's page is one page beside the book. Headings, pictures, tables and HTML would make it another "
        "chapter, and links to chapters would lead nowhere in a handout.",
        clause="",
        bad='welcome = "# Welcome to Riverside"',
        good='welcome = "Welcome to **Riverside**."',
    ),
)
