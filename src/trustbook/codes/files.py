"""Codes of files and settings: F. What keeps a book from being read at all."""

from __future__ import annotations

from trustbook.codes.row import Code

ROWS: tuple[Code, ...] = (
    Code(
        "F101",
        "error",
        summary="no book here",
        why="Nothing can be built without a book.toml, which says what the book is called and which chapters it has.",
        clause="",
        bad="trustbook -C empty-folder build",
        good="trustbook new mybook\ntrustbook -C mybook build",
    ),
    Code(
        "F102",
        "error",
        summary="not valid TOML",
        why="A settings file with a slip in its signs cannot be read, and a guess at what was meant "
        "might drop a chapter or a help line.",
        clause="TOML 1.0",
        bad="title = Building trust",
        good='title = "Building trust"',
    ),
    Code(
        "F103",
        "error",
        summary="unknown key",
        why="A misspelt key would be passed over in silence, and the author would believe that it works.",
        clause="",
        bad='subtitel = "A book for clients"',
        good='subtitle = "A book for clients"',
    ),
    Code(
        "F104",
        "error",
        summary="a value of the wrong kind, or none",
        why="The book would carry a wrong date, language or address, and shops, libraries and screen readers "
        "act on these.",
        clause="",
        bad='date = "24 November 2026"',
        good="date = 2026-11-24",
    ),
    Code(
        "F105",
        "error",
        summary="a chapter file is missing",
        why="Readers would get a book with a hole in it, and nobody would notice before they do.",
        clause="",
        bad='[[chapters]]\nfile = "chapters/01-begining.md"',
        good='[[chapters]]\nfile = "chapters/01-beginning.md"',
    ),
    Code(
        "F106",
        "error",
        summary="a chapter is listed twice",
        why="Readers would meet the same text again, and links to it could lead to either place.",
        clause="",
        bad='[[chapters]]\nfile = "chapters/01-start.md"\n\n[[chapters]]\nfile = "chapters/01-start.md"',
        good='[[chapters]]\nfile = "chapters/01-start.md"\n\n[[chapters]]\nfile = "chapters/02-trust.md"',
    ),
    Code(
        "F107",
        "error",
        summary="not UTF-8",
        why="Read in the wrong encoding, names and accented letters turn into other signs, and screen "
        "readers speak them as noise.",
        clause="",
        bad="chapters/01-start.md saved as Latin-1 or Windows-1252",
        good="chapters/01-start.md saved as UTF-8",
    ),
    Code(
        "F108",
        "warning",
        summary="a byte order mark at the start",
        why="The hidden mark does no harm here, but other programs may take it for part of the first heading.",
        clause="",
        bad="chapters/01-start.md saved as UTF-8 with BOM",
        good="chapters/01-start.md saved as UTF-8 without BOM",
    ),
    Code(
        "F109",
        "error",
        summary="an empty chapter",
        why="Readers would turn to a blank page, and people who hear the book could not tell whether "
        "something is lost.",
        clause="",
        bad="(chapters/03-hope.md holds nothing)",
        good="# Hope\n\nThings can change.",
    ),
    Code(
        "F110",
        "error",
        summary="a file is too large",
        why="A file of this size is rarely meant, and would make the build slow and the book too heavy for phones.",
        clause="",
        bad="chapters/01-everything.md (50 MB)",
        good="chapters/01-start.md (40 kB)\nchapters/02-trust.md (35 kB)",
    ),
    Code(
        "F111",
        "error",
        summary="a line or paragraph is too long",
        why="Text without any break takes very long to read in, for programs and people alike.",
        clause="",
        bad="One line of 20,000 characters ...",
        good="A paragraph of a few sentences.\n\nAn empty line, then the next one.",
    ),
    Code(
        "F112",
        "error",
        summary="nested too deep",
        why="Listeners lose track of lists and quotes inside each other after a few levels, and "
        "programs stop at some depth.",
        clause="",
        bad=">>>>>>>>>>>>>>>>>>>>>>>>>> A quote of a quote of a quote ...",
        good="> A quote.",
    ),
    Code(
        "F113",
        "error",
        summary="a control character",
        why="Such characters cannot stand in an EPUB, and whoever reads or hears the book gets a gap "
        "or a strange sign.",
        clause="XML 1.0, 2.2",
        bad="Trust^Lgrows slowly.   (^L stands for a form feed)",
        good="Trust grows slowly.",
    ),
    Code(
        "F114",
        "error",
        summary="a path outside the book's folder",
        why="A book from a stranger could otherwise print private files of the person who builds it.",
        clause="",
        bad='file = "../../letters/to-my-doctor.md"',
        good='file = "chapters/04-letters.md"',
    ),
    Code(
        "F115",
        "error",
        summary="two chapters with one name",
        why="A chapter's name without its number is its address in the book, and a link to it must lead to one place.",
        clause="",
        bad="chapters/01-trust.md\nchapters/02-trust.md",
        good="chapters/01-what-trust-is.md\nchapters/02-trust.md",
    ),
    Code(
        "F116",
        "error",
        summary="a format version this program does not know",
        why="The file follows rules that this program cannot know, and read by other rules it could lose "
        "something without a word.",
        clause="",
        bad="format = 99",
        good="format = 1",
    ),
    Code(
        "F117",
        "error",
        summary="a file cannot be read",
        why="Whoever builds the book may not open the file, or the disk has a fault; without it the "
        "book would lack a part.",
        clause="",
        bad='file = "chapters"   (a folder, not a file)',
        good='file = "chapters/01-start.md"',
    ),
    Code(
        "F118",
        "error",
        summary="a style sheet that loads something",
        why="An address in a style sheet would tell its owner who opens the book and when, and the book would look "
        "wrong where there is no network.",
        clause="EPUB 3.3, 3.6",
        bad='@import url("https://example.org/look.css");',
        good="h1 { font-size: 2em }",
    ),
)
