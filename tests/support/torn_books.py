"""Build small books in this process, on pages of any size, for tests of what their PDF says."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

from stages import read, screen_document

from trustbook.layout.engine import paginate
from trustbook.pdf.spoken import Reading, read_pdf
from trustbook.pdf.standards import DEFAULT
from trustbook.rules.check import check

CONFIG = """\
format = 1
[book]
title = "Torn"
slug = "torn"
language = "en-GB"
identifier = "urn:uuid:0b0e8c8e-5f0e-4f9b-a9f5-0d3f4c1f8a13"
date = 2026-11-24
publisher = "A clinic"
description = "A book for tests."
rights = "All rights reserved"
[help]
country = "GB"
"""

READING_LIST = """\
format = 1
[[entries]]
id = "walkers"
kind = "organisation"
name = "Walkers United"
short-name = "WU"
about = "A club of people who walk to and fro, in all weathers, and talk on the way."
url = "https://walkers.example"
"""

DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20">
<path d="M5 15 Q30 -5 55 15" fill="none" stroke="#1f3a4d"/></svg>
"""

# Pages of this size, in mm, that may break wherever a line or a row ends.
_TORN = """
@page {{ size: {width}mm {height}mm; margin: 4mm; @top-left {{ content: none }} @bottom-right {{ content: none }} }}
html {{ font-size: 8pt }}
* {{ break-inside: auto !important; break-after: auto !important; orphans: 1 !important; widows: 1 !important }}
img {{ max-height: 12mm !important }}
.titlepage .book-title {{ margin-top: 0 }}
"""


def torn_style(width: int, height: int) -> str:
    """The screen edition's style sheet, for pages of this size in mm."""
    return _TORN.format(width=width, height=height)


def torn_book(
    folder: Path, chapters: Mapping[str, str], style: str | None, standard: str = DEFAULT
) -> tuple[Element, Reading]:
    """The HTML of the screen edition of a book of these chapters, by key, and what its PDF says, no space guessed.

    The chapter `reading` is the reading list, the chapter `terms` the glossary; `contents` stands where it is listed.
    """
    config = CONFIG
    for key, text in chapters.items():
        role = {"contents": "contents", "reading": "reading-list", "terms": "glossary"}.get(key, "chapter")
        config += f'[[chapters]]\nrole = "{role}"\n' + (f'file = "{key}.md"\n' if text else "")
        if text:
            (folder / f"{key}.md").write_text(text, "utf-8")
    (folder / "book.toml").write_text(config, "utf-8")
    if "reading" in chapters:
        (folder / "reading-list.toml").write_text(READING_LIST, "utf-8")
    (folder / "drawing.svg").write_text(DRAWING, "utf-8")
    if style is not None:
        (folder / "styles").mkdir(exist_ok=True)
        (folder / "styles" / "screen.css").write_text(style, "utf-8")
    book, found = read(folder)
    found += check(book)
    assert [line for finding in found if finding.severity == "error" for line in finding.lines()] == []
    document = screen_document(book, standard)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves its sRGB profile open
        made = paginate(document)
    assert [finding.message for finding in made.findings] == []
    said = read_pdf(made.data, guess_spaces=False)
    assert said.findings == ()
    return document.html, said
