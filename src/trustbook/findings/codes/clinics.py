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
        "C104",
        "error",
        summary="a clinic's colour that some cannot read",
        why="People with low vision, and everybody in bad light, would not see the name of the clinic or its lines. "
        "Words need a contrast of 4.5 to 1 with what they stand on, in large print 7 to 1; lines and logos 3 to 1.",
        clause="WCAG 2.2, 1.4.3, 1.4.6, 1.4.11",
        bad='colour = "#ffcc00"',
        good='colour = "#8a6d00"',
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
    Code(
        "C106",
        "warning",
        summary="a logo that prints badly",
        why="A logo of few pixels is blurred on paper, and one that is very wide or very high is too small to make out "
        "where it stands, half an inch high.",
        clause="",
        bad='logo = "logo.png"   (80 by 60 pixels)',
        good='logo = "logo.svg"',
    ),
    Code(
        "C107",
        "error",
        summary="a clinic's page that is longer than a page",
        why="The page stands on the back of the cover. A second one would move every page after it, and no copy would "
        "have the page numbers of the book.",
        clause="",
        bad='welcome = """(two thousand characters, and twelve lines of opening hours)"""',
        good='welcome = """(a few sentences)"""',
    ),
    Code(
        "C108",
        "error",
        summary="a page of a clinic's copy that has another number",
        why="People who read together say to each other which page they mean, and contents and the other editions name "
        "pages as well.",
        clause="",
        bad='[crisis-line]\nwho = "(a hundred and sixty characters)"',
        good='[crisis-line]\nwho = "For our clients."',
    ),
    Code(
        "C109",
        "error",
        summary="two clinics of one name",
        why="Nobody could tell their files apart, and people would call the wrong telephone number.",
        clause="",
        bad='name = "Riverside Clinic"   (in clinics/riverside.toml and in clinics/river-side.toml)',
        good='name = "Riverside Clinic, Rivertown"',
    ),
    Code(
        "C110",
        "warning",
        summary="a telephone number that nobody seems to have",
        why="A digit that is missing or wrong leads people who need help to nobody, or to somebody else.",
        clause="",
        bad='telephone = "01632 96"',
        good='telephone = "01632 960001"',
    ),
)
