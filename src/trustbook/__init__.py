"""trustbook: build accessible books from Markdown.

    import trustbook
    report = trustbook.build("mybook", editions=["epub"])

`build` and `check` return a `Report`; faults of a manuscript are `Finding`s in it, never exceptions.
"""

from __future__ import annotations

__version__ = "0.1.0"

from trustbook.findings import Finding, Place
from trustbook.pipeline import build, check
from trustbook.report import Report

__all__ = ["Finding", "Place", "Report", "__version__", "build", "check"]
