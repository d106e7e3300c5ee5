"""trustbook: build accessible books from Markdown.

    import trustbook
    report = trustbook.build("mybook", editions=["epub"])

`build` and `check` return a `Report`; faults of a manuscript are `Finding`s in it, never exceptions.
`load` reads a book once, `make` makes editions of it in memory, as often as you like and from any thread:

    book, findings = trustbook.load("mybook")
    made = trustbook.make(book, ["epub"])
    made["epub"].artifacts[0].data
"""

from __future__ import annotations

from trustbook.builder.build import build
from trustbook.builder.check import check
from trustbook.builder.make import load, make
from trustbook.builder.report import Report
from trustbook.findings import Finding, Place
from trustbook.sources.program import VERSION as __version__

__all__ = ["Finding", "Place", "Report", "__version__", "build", "check", "load", "make"]
