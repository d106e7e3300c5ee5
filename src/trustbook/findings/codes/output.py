"""Codes of layout, output and the program itself: P and O."""

from __future__ import annotations

from trustbook.findings.codes.row import Code

ROWS: tuple[Code, ...] = (
    Code(
        "P801",
        "error",
        summary="the layout engine reported a fault",
        why="What the engine could not do is missing from the pages, and nobody would see it before "
        "the book is printed.",
        clause="",
        bad="p { margin: wide }   /* in styles/print.css */",
        good="p { margin: 6pt }",
    ),
    Code(
        "P802",
        "error",
        summary="printed pages and text do not match",
        why="A reader with an e-reader and one with the printed book would not find the same page, or "
        "text is lost in print.",
        clause="EPUB Accessibility 1.1",
        bad=".help-lines { display: none }   /* in styles/print.css */",
        good=".help-lines { margin: 0 }",
    ),
    Code(
        "P803",
        "error",
        summary="a printed page number is wrong",
        why="Whoever follows the contents on paper would open the book at the wrong page.",
        clause="",
        bad='.contents a::after { content: "1" }   /* in styles/screen.css */',
        good=".contents a::after { content: target-counter(attr(href), page) }",
    ),
    Code(
        "P804",
        "warning",
        summary="a style that e-readers cannot have",
        why="Many e-readers know no custom properties, so each must become one value; where it cannot, they show the "
        "text without this style.",
        clause="",
        bad=".box { --gap: 2em }   p { margin: var(--gap) }   /* in styles/epub.css */",
        good=".box { --gap: 2em }   .box p { margin: var(--gap) }",
    ),
    Code(
        "O901",
        "error",
        summary="the output cannot be written",
        why="The disk is full or the place is not yours to write in; the files built before are as they were.",
        clause="",
        bad="trustbook build --output /proc/books",
        good="trustbook build --output books",
    ),
    Code(
        "O902",
        "error",
        summary="a font is missing",
        why="With another font the pages break elsewhere and letters may be hard to tell apart, so "
        "nothing is built without it.",
        clause="PDF/UA-1, 7.21.4.1",
        bad="pip uninstall fontpkg-atkinson-hyperlegible",
        good="pip install fontpkg-atkinson-hyperlegible fontpkg-noto-sans",
    ),
    Code(
        "O903",
        "error",
        summary="the build was stopped",
        why="Nothing was written: a file is put in place whole or not at all.",
        clause="",
        bad="trustbook build   (and then Ctrl-C)",
        good="trustbook build   (and wait for its last line)",
    ),
    Code(
        "O904",
        "error",
        summary="a fault in trustbook itself",
        why="The manuscript is not to blame; what was built before is as it was. Please report the line.",
        clause="",
        bad="error[O904]: a fault in trustbook itself: ...",
        good="TRUSTBOOK_DEBUG=1 trustbook build   (shows where, for the report)",
        exit=3,
    ),
    Code(
        "O905",
        "error",
        summary="a new book cannot start in this folder",
        why="Somebody's work lies in the folder already, and a new book must not be laid over it.",
        clause="",
        bad="trustbook new Documents",
        good="trustbook new Documents/mybook",
    ),
    Code(
        "O906",
        "error",
        summary="the output folder holds the files of another book",
        why="Two books in one folder would share one report, and readers could be sent the wrong file.",
        clause="",
        bad="trustbook -C leaflet build --output out   (after: trustbook -C handbook build --output out)",
        good="trustbook -C leaflet build --output out/leaflet",
    ),
    Code(
        "O907",
        "warning",
        summary="an edition of another package cannot be used",
        why="A package that brings editions is installed, and its row does not load. All other editions are made.",
        clause="",
        bad='[project.entry-points."trustbook.editions"]   (braille = "braille_books:NOTHING")',
        good='[project.entry-points."trustbook.editions"]   (braille = "braille_books:EDITION")',
    ),
    Code(
        "O908",
        "error",
        summary="there is no chapter with this number",
        why="Chapters are counted as the contents count them; parts before and after them have no number.",
        clause="",
        bad="trustbook build handouts 9   (of a book with five chapters)",
        good="trustbook build handouts 5",
    ),
)
