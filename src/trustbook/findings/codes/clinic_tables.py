"""Codes of tables of clinics: C2. What can be wrong with a table, its columns and its cells."""

from __future__ import annotations

from trustbook.findings.codes.row import Code

ROWS: tuple[Code, ...] = (
    Code(
        "C201",
        "error",
        summary="a table of clinics that cannot be read",
        why="Read by guesswork, cells would move from one column to the next, and one clinic's number would stand in "
        "another's book.",
        clause="RFC 4180; ISO/IEC 29500",
        bad='"Riverside Clinic, GB, 01632 960001',
        good='"Riverside Clinic",GB,01632 960001',
    ),
    Code(
        "C202",
        "warning",
        summary="a column that means nothing here",
        why="What it holds stands in no clinic's copy. If its name is misspelt, every clinic lacks that line.",
        clause="",
        bad="name,country,telefone",
        good="name,country,telephone",
    ),
    Code(
        "C203",
        "error",
        summary="two rows for one clinic",
        why="Both would be written to the same place, and whichever came last would stay. Nobody could say which "
        "number people get.",
        clause="",
        bad="Riverside Clinic (row 2) and RIVERSIDE CLINIC (row 9)",
        good="Riverside Clinic, Rivertown (row 2) and Riverside Clinic, Hilltown (row 9)",
    ),
    Code(
        "C204",
        "error",
        summary="a cell that does not hold text",
        why="A formula is not worked out here, and a number or a date may have lost what was typed: a telephone number "
        "its first 0, opening hours such as 8-5 everything.",
        clause="",
        bad='=A2 & " Clinic", or 1632960001 as a number',
        good="Riverside Clinic, and 01632 960001 as text",
    ),
    Code(
        "C205",
        "error",
        summary="markup in a cell",
        why="The signs would stand in the book as they are typed, before the eyes of people who look for a number.",
        clause="",
        bad="<b>Riverside</b> Clinic",
        good="Riverside Clinic",
    ),
    Code(
        "C206",
        "error",
        summary="a clinic's name that gives no name for files",
        why="Each clinic's files lie in a folder of its own, whose name has small letters a to z, digits and hyphens "
        "on every system.",
        clause="",
        bad="a name in Cyrillic letters, and no column `folder`",
        good="the same name, and folder = klinika",
    ),
    Code(
        "C207",
        "warning",
        summary="sheets of a workbook that are not read",
        why="One sheet is read, and clinics that stand on another get no copy.",
        clause="",
        bad="trustbook batch clinics.xlsx   (with the sheets North and South)",
        good="trustbook batch clinics.xlsx --sheet South",
    ),
    Code(
        "C208",
        "note",
        summary="a copy of a clinic that is not in the list",
        why="Its row was removed, or has another name by now. The copy stays as it is, perhaps with an old telephone "
        "number, for somebody may still give it out.",
        clause="",
        bad="dist/clinics/hill-street/   (after the row Hill Street became Hill Street North)",
        good="dist/clinics/hill-street-north/   (and nothing else)",
    ),
    Code(
        "C209",
        "warning",
        summary="hidden rows of a sheet that are read",
        why="A filter hides rows and leaves them where they are, so clinics that nobody sees on the sheet get a copy.",
        clause="",
        bad="row 3   (hidden by a filter)",
        good="a sheet on which every clinic is seen",
    ),
    Code(
        "C210",
        "error",
        summary="a cell below no heading",
        why="A comma in a cell without quotes makes two cells of one, and all that follow stand in the wrong column.",
        clause="RFC 4180",
        bad="name,country\nRiverside, Rivertown,GB",
        good='name,country\n"Riverside, Rivertown",GB',
    ),
)
