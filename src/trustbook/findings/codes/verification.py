"""Codes of finished files: V. What other people's validators say of them."""

from __future__ import annotations

from trustbook.findings.codes.row import Code

ROWS: tuple[Code, ...] = (
    Code(
        "V901",
        "error",
        summary="EPUBCheck found a fault",
        why="Shops refuse such a file, and some e-readers will not open it.",
        clause="EPUB 3.3",
        bad="trustbook build   (and give the files out at once)",
        good="trustbook build\ntrustbook verify",
    ),
    Code(
        "V902",
        "error",
        summary="Ace found a fault",
        why="The book holds something that keeps people with a disability from reading it.",
        clause="EPUB Accessibility 1.1; WCAG 2.2",
        bad="trustbook build   (and give the files out at once)",
        good="trustbook build\ntrustbook verify",
    ),
    Code(
        "V903",
        "error",
        summary="a PDF is not what it says",
        why="The PDF promises that assistive technology can read it; people who rely on that would meet a barrier.",
        clause="PDF/UA-1; PDF/A-2",
        bad="trustbook build   (and give the files out at once)",
        good="trustbook build\ntrustbook verify",
    ),
    Code(
        "V904",
        "error",
        summary="a file is not the one that was built",
        why="Somebody changed or mixed the files after the build, so what was checked is not what readers get.",
        clause="",
        bad="dist/mybook.epub opened and saved in another program",
        good="trustbook build   (and change the manuscript, not the files)",
    ),
    Code(
        "V905",
        "skipped",
        summary="a check did not run",
        why="Its tool is not installed, so nobody knows whether the file is sound.",
        clause="",
        bad="trustbook verify   (on a computer without Java)",
        good='pip install "trustbook[verify]"   (and install Java)\ntrustbook verify --strict',
    ),
    Code(
        "V906",
        "error",
        summary="a tool that checks files broke",
        why="It is there but did not do its work, so nobody knows whether the file is sound.",
        clause="",
        bad="TRUSTBOOK_ACE=/no/such/program trustbook verify",
        good="trustbook verify   (with a tool that runs)",
        exit=3,
    ),
    Code(
        "V907",
        "error",
        summary="a file cannot be read as a PDF",
        why="It is something else, or it is damaged, and other programs will not show it to people either.",
        clause="ISO 32000-1, 7.5",
        bad="trustbook read dist/mybook.epub",
        good="trustbook read dist/mybook-screen.pdf",
    ),
    Code(
        "V908",
        "error",
        summary="a PDF is locked against reading",
        why="Its password or its permissions keep screen readers out, so people who need one cannot read it.",
        clause="PDF/UA-1, 7.16",
        bad="trustbook read locked.pdf   (saved with a password)",
        good="trustbook read open.pdf   (saved without one)",
    ),
    Code(
        "V909",
        "error",
        summary="a PDF is not tagged",
        why="Without a structure tree a screen reader has to guess what is a heading, a list or a table, "
        "and in what order to read.",
        clause="PDF/UA-1, 7.1",
        bad="trustbook read dist/mybook-print.pdf   (made for a print shop)",
        good="trustbook read dist/mybook-screen.pdf",
    ),
    Code(
        "V910",
        "error",
        summary="a PDF is broken inside",
        why="Its structure tree runs in circles, or a page cannot be read to its end: people would hear only "
        "a part of it, or nothing.",
        clause="ISO 32000-1, 14.7.2",
        bad="trustbook read broken.pdf",
        good="trustbook read broken.pdf   (made again by the program that wrote it)",
    ),
    Code(
        "V911",
        "error",
        summary="large print is not what its guideline asks for",
        why="Type that is too small, slanted, in capitals, pale or too close keeps people with low vision from reading "
        "the page, and they have no other edition on paper.",
        clause="UKAAF G003; ACB Best Practices for Large Print",
        bad=".running-help { font-size: 10pt }   /* in styles/large-print.css */",
        good=".running-help { font-size: 18pt }",
    ),
)
